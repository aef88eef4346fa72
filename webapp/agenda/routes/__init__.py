"""Pages, in public and in the office."""
