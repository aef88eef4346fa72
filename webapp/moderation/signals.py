"""What moderation says to whoever tells the people concerned. Heard in the sender's transaction."""

from blinker import Signal

ruled = Signal("moderation-ruled")
"""A case was decided. Sent with the session and the `ruling`."""

appealed = Signal("moderation-appeal-answered")
"""An appeal was answered. Sent with the session and the `appeal`."""

sanctioned = Signal("moderation-sanctioned")
"""Somebody was warned, suspended or blocked. Sent with the session and the `sanction`."""

lifted = Signal("moderation-lifted")
"""A sanction was taken back by a moderator. Sent with the session, the `sanction` and the `words` to the person."""

sanction_answered = Signal("moderation-sanction-answered")
"""Somebody's asking for another look at a sanction was answered. Sent with the session and the `appeal`."""
