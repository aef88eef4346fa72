"""What other rooms may want to hear of people. Heard in the sender's transaction."""

from blinker import Signal

person_gone = Signal("person-gone")
"""Somebody closed their account. Sent with the session, `person_id`, and `with_words`: they want what they wrote to be
taken away too, not only their name. Drafts, which nobody else has seen, go
in either case. What was counted, each room decides (decision 16 for backing)."""
