"""What other rooms may want to hear of proposals. Heard in the sender's transaction."""

from blinker import Signal

moved = Signal("proposal-moved")
"""A proposal reached another stage. Sent with the session, `proposal_id` and `stage`."""

sponsored = Signal("proposal-sponsored")
"""Somebody accepted to stand behind a proposal. Sent with the session, `proposal_id`, `name` (empty: not shown) and
`actor_id`."""
