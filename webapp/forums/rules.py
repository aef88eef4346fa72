"""What may be said where, and by whom. Pure: every fact comes in as an argument."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.i18n import _, ngettext

KIND = "thread"
"""What following and themes call a discussion."""
BOARD = "board"
POST = "post"

LONGEST_POST = 5_000
"""Letters; longer words belong into a document."""
LONGEST_TITLE = 150
MOST_FILES = 3
"""Files beside one post."""
TAKE_BACK_WITHIN = timedelta(hours=1)
"""So long what somebody took back can be put back; then its words are wiped."""
AMBER_AFTER, RED_AFTER = timedelta(days=7), timedelta(days=14)
"""When a question that nobody in office answered is late, and when it is very late."""
SLOW = (0, 60, 600, 3_600)
"""What can be chosen: seconds between two posts of one person in a discussion."""


class Place(StrEnum):
    """Whether a discussion takes words."""

    OPEN = "open"
    LOCKED = "locked"  # a moderator stopped it, with a reason
    CLOSED = "closed"  # its board, or what it is about, takes nothing new


class Seen(StrEnum):
    """What becomes of a post: one of these at any moment, worked out from its dates."""

    SHOWN = "shown"
    HELD = "held"  # waits for a moderator
    HIDDEN = "hidden"
    TAKEN_BACK = "taken back"


class Side(StrEnum):
    """Who somebody is towards a discussion, or one post in it. A person may be several at once."""

    ANYONE = "anyone"
    RESIDENT = "resident"  # has signed in
    AUTHOR = "author"  # of the post
    OFFICIAL = "official"  # answers for the authority, or as an expert
    MODERATOR = "moderator"
    KEEPER = "keeper"  # makes and changes boards


class Act(StrEnum):
    """What people do in discussions."""

    READ = "read it"
    BEGIN = "begin a discussion"
    COMMENT = "comment"
    ANSWER = "answer with a marked reply"
    FOLLOW = "follow or mute it"
    KEEP_ORDER = "lock it, or slow it down"
    READ_POST = "read a post"
    REPLY = "reply to a post"
    REACT = "say that a post helped, or agree with it"
    FLAG = "tell a moderator about a post"
    EDIT = "change a post"
    TAKE_BACK = "take a post back"
    PUT_BACK = "put back what was taken back"
    READ_EARLIER = "read earlier wordings"


_ANYWHERE, _ANY_STATE = frozenset(Place), frozenset(Seen)
_OPEN, _TAKES_ORDERS = frozenset({Place.OPEN}), frozenset({Place.OPEN, Place.LOCKED})
_SHOWN = frozenset({Seen.SHOWN})
_NOT_GONE = frozenset({Seen.SHOWN, Seen.HELD, Seen.HIDDEN})

Cells = tuple[frozenset[Place], frozenset[Seen]]

TABLE: dict[Act, dict[Side, Cells]] = {
    Act.READ: {Side.ANYONE: (_ANYWHERE, _ANY_STATE)},
    Act.BEGIN: {Side.RESIDENT: (_OPEN, _ANY_STATE)},
    Act.COMMENT: {Side.RESIDENT: (_OPEN, _ANY_STATE)},
    Act.ANSWER: {Side.OFFICIAL: (_TAKES_ORDERS, _SHOWN)},
    Act.FOLLOW: {Side.RESIDENT: (_ANYWHERE, _ANY_STATE)},
    Act.KEEP_ORDER: {Side.MODERATOR: (_TAKES_ORDERS, _ANY_STATE), Side.KEEPER: (_TAKES_ORDERS, _ANY_STATE)},
    Act.READ_POST: {
        Side.ANYONE: (_ANYWHERE, _SHOWN),
        Side.AUTHOR: (_ANYWHERE, _ANY_STATE),
        Side.MODERATOR: (_ANYWHERE, _NOT_GONE),
    },
    Act.REPLY: {Side.RESIDENT: (_OPEN, _SHOWN)},
    Act.REACT: {Side.RESIDENT: (_OPEN, _SHOWN)},
    Act.FLAG: {Side.RESIDENT: (_ANYWHERE, _SHOWN)},
    Act.EDIT: {Side.AUTHOR: (_OPEN, frozenset({Seen.SHOWN, Seen.HELD}))},
    Act.TAKE_BACK: {Side.AUTHOR: (_ANYWHERE, _NOT_GONE)},
    Act.PUT_BACK: {Side.AUTHOR: (_ANYWHERE, frozenset({Seen.TAKEN_BACK}))},
    Act.READ_EARLIER: {Side.ANYONE: (_ANYWHERE, _SHOWN), Side.MODERATOR: (_ANYWHERE, _NOT_GONE)},
}
NOT_ONES_OWN = frozenset({Act.REACT, Act.FLAG})
"""What nobody does to a post of their own."""


def may(act: Act, sides: Collection[Side], place: Place, seen: Seen = Seen.SHOWN) -> bool:
    """Whether somebody who is all of `sides` may do this here and now."""
    if act in NOT_ONES_OWN and Side.AUTHOR in sides:
        return False
    cells = (TABLE[act].get(side) for side in sides)
    return any(cell is not None and place in cell[0] and seen in cell[1] for cell in cells)


def place_of(*, locked: bool, closed: bool) -> Place:
    """`closed`: the board, or what the discussion is about, takes nothing new. That is stronger than a lock."""
    return Place.CLOSED if closed else Place.LOCKED if locked else Place.OPEN


def seen_of(*, held: bool, hidden: bool, taken_back: bool) -> Seen:
    """What its author did is stronger than what a moderator did, and that is stronger than waiting."""
    return Seen.TAKEN_BACK if taken_back else Seen.HIDDEN if hidden else Seen.HELD if held else Seen.SHOWN


class Lateness(StrEnum):
    """How a question that nobody in office has answered looks."""

    FRESH = "fresh"
    AMBER = "amber"
    RED = "red"


def lateness(asked_at: datetime, *, now: datetime) -> Lateness:
    waited = now - asked_at
    return Lateness.RED if waited >= RED_AFTER else Lateness.AMBER if waited >= AMBER_AFTER else Lateness.FRESH


def why_wait(*, last_at: datetime | None, wait: timedelta, now: datetime) -> str | None:
    """The reason in words, or None when this person may post again. `last_at`: when they last did."""
    if last_at is None or now - last_at >= wait:
        return None
    left = wait - (now - last_at)
    seconds = max(1, int(left.total_seconds()))
    if seconds < 60:
        return ngettext("Please wait %(num)s second before you post again. Your words are kept.",
                        "Please wait %(num)s seconds before you post again. Your words are kept.", seconds)  # fmt: skip
    return ngettext("Please wait %(num)s minute before you post again. Your words are kept.",
                    "Please wait %(num)s minutes before you post again. Your words are kept.",
                    -(-seconds // 60))  # fmt: skip


def why_not_say(text: str) -> str | None:
    """What is wrong with the words of a post, or None."""
    if not text.strip():
        return _("Write something first.")
    if len(text) > LONGEST_POST:
        return _("Use at most %(most)s letters. There are %(count)s now.", most=LONGEST_POST, count=len(text))
    return None


def quoted(text: str, *, who: str, most: int = 400) -> str:
    """The beginning of a post as a quote, each line after a “>”, for an answer that stands far from it."""
    short = text if len(text) <= most else text[:most].rsplit(None, 1)[0] + " …"
    own = [line for line in short.splitlines() if not line.lstrip().startswith(">")]
    lines = [line for line in own if line.strip()]
    return "\n".join([_("> %(who)s wrote:", who=who), *(f"> {line.strip()}" for line in lines), "", ""])
