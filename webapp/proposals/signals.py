"""What other rooms may want to hear of proposals. Heard in the sender's transaction."""

from blinker import Signal

moved = Signal("proposal-moved")
"""A proposal reached another stage. Sent with the session, `proposal_id` and `stage`."""

sponsored = Signal("proposal-sponsored")
"""Somebody accepted to stand behind a proposal. Sent with the session, `proposal_id`, `name` (empty: not shown) and
`actor_id`."""

suggested = Signal("amendment-suggested")
"""Somebody suggested other words. Sent with the session and the `amendment`."""

answered = Signal("amendment-answered")
"""The authors took or declined other words. Sent with the session and the `amendment`."""

reworded = Signal("proposal-reworded")
"""What people back reads differently now. Sent with the session, `proposal_id` and `actor_id`."""

merged = Signal("proposal-merged")
"""A proposal becomes part of another; nobody who backs or follows it was carried over yet. Sent with the session,
`proposal_id`, `into_id`, `actor_id` and `reason`."""

unmerged = Signal("proposal-unmerged")
"""A merge was taken back. Sent with the session, `proposal_id`, `into_id`, `actor_id` and `reason`."""

parted = Signal("proposal-parted")
"""A part of a proposal is to stand by itself. Sent with the session, `proposal_id` (the new one) and `actor_id`."""
