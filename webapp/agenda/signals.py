"""What other rooms may want to hear of. Heard in the sender's transaction."""

from blinker import Signal

decided = Signal("decided")
"""A decision is public from now on. Sent with the session, `decision_id` and `replaces_id` (None: the first record)."""

replied = Signal("replied")
"""A reply to an issue stands in public. Sent with the session and `reply`."""
