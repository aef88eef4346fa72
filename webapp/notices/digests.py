"""What stands in one mail about everything somebody follows: grouped by thing, with the words in it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from webapp.i18n import _, ngettext
from webapp.notices.rules import one_line

MOST_OF_A_THING = 8
"""Happenings of one thing that are told with their words; of the others the mail says how many there are."""
LONGEST_WORDS = 500


@dataclass(frozen=True, slots=True)
class Told:
    """One happening, as it will be told. `address`: the whole one."""

    kind: str
    thing_id: int
    title: str
    what: str
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """What happened to one thing, oldest first; `more`: how many others there were. `stop`: where its mail is ended."""

    kind: str
    thing_id: int
    title: str
    told: tuple[Told, ...]
    more: int


def grouped(told: Iterable[Told]) -> list[Group]:
    """By thing, the thing with the newest happening last told first. `told` comes oldest first."""
    newest: dict[tuple[str, int], int] = {}
    everything = list(told)
    for at, one in enumerate(everything):
        newest[one.kind, one.thing_id] = at
    ordered = sorted(everything, key=lambda one: -newest[one.kind, one.thing_id])
    groups = []
    for (kind, thing_id), some in groupby(ordered, key=lambda one: (one.kind, one.thing_id)):
        of_thing = list(some)
        shown = tuple(of_thing[-MOST_OF_A_THING:])
        groups.append(Group(kind, thing_id, of_thing[-1].title, shown, len(of_thing) - len(shown)))
    return groups


def subject_of(groups: Sequence[Group]) -> str:
    count = sum(len(one.told) + one.more for one in groups)
    if len(groups) == 1:
        return ngettext("%(num)s new thing: %(title)s", "%(num)s new things: %(title)s", count,
                        title=one_line(groups[0].title, 120))  # fmt: skip
    return _("%(count)s new things in %(groups)s places you follow", count=count, groups=len(groups))


def shortened(words: str) -> str:
    """The first `LONGEST_WORDS` letters, cut between words, every line of it marked as somebody's words."""
    text = words.strip()
    if len(text) > LONGEST_WORDS:
        text = text[:LONGEST_WORDS].rsplit(" ", 1)[0] + " …"
    return "\n".join(f"> {line}" for line in text.splitlines())


LONGEST_TEXT = 250
"""Letters of a text before the link that ends it: with it about two parts of 160."""


def in_a_text(groups: Sequence[Group], authority: str) -> str:
    """What happened in one text: the newest thing, what, and where to read it; of others how many there are."""
    first = groups[0]
    newest = first.told[-1]
    others = sum(len(one.told) + one.more for one in groups) - 1
    more = " " + ngettext("And %(num)s more thing.", "And %(num)s more things.", others) if others else ""
    room = max(20, LONGEST_TEXT - len(authority) - len(newest.address) - len(more))
    said = _cut(f"{one_line(first.title)}: {one_line(newest.what)}", room)
    return f"{authority}: {said}.{more} {newest.address}"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"
