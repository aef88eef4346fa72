"""Everything that changes polls. Services flush; the request commits."""
