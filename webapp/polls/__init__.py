"""Polls: every common method, counted right, explained, secret where that is promised, open to a recount by anybody."""
