"""Pages about mail: the outbox, what somebody follows, and ending it."""
