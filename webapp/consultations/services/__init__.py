"""Everything that changes consultations and their responses. Services flush; the request commits."""
