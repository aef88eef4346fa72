"""Themes: what was said, as excerpts under themes that a machine suggests and people decide."""
