"""Pages about places and subjects."""
