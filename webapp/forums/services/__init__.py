"""What people do in discussions. Services flush; the request commits once."""
