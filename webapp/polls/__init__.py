"""The place for polls: every common method, counted right and open to a recount."""
