"""Everything that changes proposals. Services flush; the request commits."""
