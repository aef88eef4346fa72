"""Everything that changes polls of statements. Services flush; the request commits."""
