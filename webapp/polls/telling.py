"""How pages name what happened to a poll and how votes came in. Pure."""

from webapp.i18n import _l
from webapp.polls.rules import ChangeKind, Channel

CHANGE_WORDS = {
    ChangeKind.PUBLISHED: _l("Published"),
    ChangeKind.EXTENDED: _l("Given more time"),
    ChangeKind.CLOSED_EARLY: _l("Closed early"),
    ChangeKind.WITHDRAWN: _l("Withdrawn"),
}
CHANNEL_WORDS = {
    Channel.ONLINE: _l("Online"),
    Channel.KIOSK: _l("On a shared device"),
    Channel.PAPER: _l("On paper"),
}
