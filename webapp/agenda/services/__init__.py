"""Writes. Services flush; the request commits."""
