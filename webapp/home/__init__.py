"""The front door: what is open, and where to go next."""
