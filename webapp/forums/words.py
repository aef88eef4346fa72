"""What positions, sorts of comments, orders and reactions are called."""

from webapp.forums.models import Moderation, Position, Sort
from webapp.forums.rules import Place
from webapp.i18n import _l

POSITIONS = {
    Position.FOR: _l("For it"),
    Position.AGAINST: _l("Against it"),
    Position.NEITHER: _l("Neither"),
}
SORTS = {
    Sort.COMMENT: _l("A comment"),
    Sort.QUESTION: _l("A question"),
    Sort.EXPERIENCE: _l("Something I have seen or lived"),
    Sort.IDEA: _l("An idea"),
}
TAGS = {Sort.QUESTION: _l("Question"), Sort.EXPERIENCE: _l("Experience"), Sort.IDEA: _l("Idea")}
"""A plain comment carries none."""
OFFICIAL = {"officer": _l("Answer from the council"), "expert": _l("Answer from an expert")}
PLACES = {Place.LOCKED: _l("Locked"), Place.CLOSED: _l("Closed")}
MODERATION = {
    Moderation.POST: _l("What people write is seen at once"),
    Moderation.PRE: _l("A moderator reads it first"),
}
SLOW_WORDS = {
    0: _l("As they like"),
    60: _l("One post a minute"),
    600: _l("One post in ten minutes"),
    3600: _l("One post an hour"),
}
ORDERS = {
    "newest": _l("Newest"),
    "oldest": _l("Oldest"),
    "useful": _l("Most useful"),
    "different": _l("Most different"),
}
"""Ways to sort a discussion, by the word in its address."""
