"""Opinion groups from votes on statements."""
