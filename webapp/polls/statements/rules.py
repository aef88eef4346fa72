"""What may be added, what is asked next, when groups are found anew. Pure: every fact comes in as an argument."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from webapp.i18n import _, ngettext
from webapp.tally.opinions.choosing import draw, weight
from webapp.tally.opinions.facts import Tally

LONGEST = 140
"""Letters of a statement: what is read at one glance on a phone."""
_SHORTEST = 10
MOST_ADDED = 3
"""Statements one person may add, unless the poll declares another number; 0: only the office writes them."""
ANSWERS_BEFORE_ADDING = 5
"""So many are answered first (or all, where there are fewer), so that people know what has been said."""
FEWEST_NEW, _SHARE_NEW = 20, 0.05
"""Groups are found anew after so many new votes, and a twentieth of those counted before."""
FEWEST_PEOPLE = 20
"""Fewer people in groups than this make no landscape: nothing is told of groups yet."""
_NOBODY = Tally(0, 0, 0)
_LINK = re.compile(r"https?://|www\.|\S@\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement that is shown, and what one participant has said to it: 1, 0, -1, or None before they answer."""

    id: int
    number: int
    text: str
    value: int | None


@dataclass(frozen=True)
class Run:
    """All statements that are shown, by number, with what one participant has said."""

    asked: tuple[Asked, ...]

    @cached_property
    def answered(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.value is not None)

    @cached_property
    def left(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.value is None)

    def find(self, number: int | None) -> Asked | None:
        return next((one for one in self.asked if one.number == number), None)


def next_statement(run: Run, *, tallies: Mapping[int, Tally], extremity: Mapping[int, float],
                   seed: str) -> Asked | None:  # fmt: skip
    """One of those not answered, drawn by lot as its weight says; None when there is none.

    `tallies` and `extremity` go by statement id and may lack the newest. The lot is the participant's own (`seed`) and
    moves on with each answer, so the same page opened again asks the same.
    """
    by_id = {str(one.id): one for one in run.left}
    weights = {key: weight(tallies.get(one.id, _NOBODY), extremity.get(one.id, 0.0)) for key, one in by_id.items()}
    lot = random.Random(f"{seed} {len(run.answered)}")  # noqa: S311  (an order to ask in, no secret)
    drawn = draw(weights, lot)
    return by_id[drawn] if drawn is not None else None


def one_line(text: str) -> str:
    """A statement as it is kept: one line, single spaces."""
    return " ".join(text.replace("\x00", "").split())


def why_not_say(text: str) -> str | None:
    """What is wrong with the words of a statement; None when nothing is."""
    if len(text) < _SHORTEST:
        return _("Write a whole sentence.")
    if len(text) > LONGEST:
        over = len(text) - LONGEST
        return ngettext("Make it shorter by %(num)s letter.", "Make it shorter by %(num)s letters.", over)
    if _LINK.search(text):
        return _("Leave out links and mail addresses. A statement stands for itself.")
    return None


def why_not_add(*, answered: int, left: int, added: int, most: int) -> str | None:
    """Why somebody may not add a statement (yet); None when they may. `left`: statements they have not answered."""
    if most == 0:
        return _("In this poll only the people who run it write statements.")
    if added >= most:
        return ngettext("You have added %(num)s statement. Each person can add that many.",
                        "You have added %(num)s statements. Each person can add that many.", most)  # fmt: skip
    missing = min(ANSWERS_BEFORE_ADDING - answered, left)
    if missing > 0:
        return ngettext("First answer %(num)s more statement, so that you know what has been said.",
                        "First answer %(num)s more statements, so that you know what has been said.",
                        missing)  # fmt: skip
    return None


def enough_new(*, votes: int, counted: int | None) -> bool:
    """Whether to find groups anew. `counted`: votes in the groups found last, None when there are none yet."""
    return votes - (counted or 0) >= max(FEWEST_NEW, _SHARE_NEW * (counted or 0))


def exact_twin(text: str, others: Sequence[tuple[int, str]]) -> int | None:
    """The number of a statement with the same words, whatever their case and full stops."""
    return next((number for number, other in others if _plain(other) == _plain(text)), None)


def _plain(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
