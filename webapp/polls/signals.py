"""What other rooms may want to hear of polls. Heard in the sender's transaction."""

from blinker import Signal

result_counted = Signal("poll-result-counted")
"""A poll that has closed was counted, once. Sent with the session and `poll_id`."""

winners_announced = Signal("poll-winners-announced")
"""The money of a poll was shared out and its quorum was reached. Sent with the session, `poll_id`, `projects` (their
numbers on the ballot, in the order in which they are paid for) and `costs` (number → whole pounds)."""

dates_changed = Signal("poll-dates-changed")
"""A poll was published, extended, closed early or withdrawn. Sent with the session, the `poll`, the `kind` of change
and the `reason` in words."""
