"""What moderation says to whoever tells the people concerned. Heard in the sender's transaction."""

from blinker import Signal

ruled = Signal("moderation-ruled")
"""A case was decided. Sent with the session and the `ruling`."""

appealed = Signal("moderation-appeal-answered")
"""An appeal was answered. Sent with the session and the `appeal`."""
