"""For every method a small box of ballots, with the poll's options and rules: enough for rounds and equals."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from tests.support.polls import Option, cast_many, make_poll
from webapp.access import Stage
from webapp.database import db
from webapp.polls.jobs import count_poll
from webapp.polls.marks import Marks
from webapp.polls.methods import METHODS
from webapp.polls.models import Poll

CHOICES = ("Swings", "A pond", "Benches", "Trees, and “more” trees")
PROJECTS = (("Swings", 40), ("A pond", 70), ("Benches", 50), ("Trees, and “more” trees", 30))


@dataclass(frozen=True)
class Filled:
    """How many people cast which ballot, and what the poll declares."""

    ballots: tuple[tuple[int, Marks], ...]
    rules: dict[str, Any] = field(default_factory=dict)
    options: tuple[Option, ...] = CHOICES
    pot: int = 0


RANKED = Filled(((5, ((1,), (2,), (3,))), (4, ((2,), (1,))), (3, ((3,), (2,), (1,))), (3, ((4,), (3,))), (1, ((4,),))))
_EQUAL = Filled((*RANKED.ballots, (2, ((2, 3), (1, 4)))))
_SCORED = Filled(((4, ((1, 5), (2, 3))), (3, ((2, 5), (3, 4))), (2, ((1, 1), (3, 5), (4, 5)))))
_MONEY = Filled(
    ((5, ((1, 1), (3, 1), (4, 1))), (4, ((2, 1), (3, 1))), (3, ((2, 1),)), (1, ((4, 1),))), options=PROJECTS, pot=120
)

BOXES = {
    "plurality": Filled(((5, ((1, 1),)), (3, ((2, 1),)), (5, ((3, 1),)))),
    "approval": Filled(((5, ((1, 1), (2, 1))), (3, ((2, 1),))), {"most": 2, "seats": 2}),
    "agreement": Filled(((5, ((1, 1), (2, -1))), (3, ((1, -1), (2, 0), (3, 1)))), {"threshold": "two-thirds"}),
    "consent": Filled(((5, ((1, 1),)), (2, ((1, 0),)), (1, ((1, -1),))), options=("Swings",)),
    "score": _SCORED,
    "star": _SCORED,
    "irv": RANKED,
    "stv-scottish": RANKED,
    "stv-meek": RANKED,
    "schulze": _EQUAL,
    "ranked-pairs": _EQUAL,
    "borda": _EQUAL,
    "dots": Filled(((5, ((1, 7), (2, 3))), (3, ((2, 10),)))),
    "quadratic": Filled(((5, ((1, 4), (2, -3))), (3, ((2, 5),))), {"negative": True}),
    "pairwise": Filled(((5, ((1, 2, 1), (1, 3, 1), (2, 3, -1))), (3, ((1, 2, -1), (3, 4, 0))))),
    "budget-greedy": _MONEY,
    "budget-knapsack": _MONEY,
    "budget-scores": Filled(((5, ((1, 5), (3, 2))), (4, ((2, 3), (4, 1)))), options=PROJECTS, pot=100),
    "budget-equal-shares": _MONEY,
}
assert BOXES.keys() == METHODS.keys()


def closed_poll(session: Session, method: str, **columns: Any) -> Poll:
    """A poll of this method that has closed, with its box in it. Committed, not counted yet."""
    filled = BOXES[method]
    poll = make_poll(
        session, method=method, stage=Stage.CLOSED, options=filled.options, pot=filled.pot,
        slug=columns.pop("slug", method), rules=filled.rules, **columns,
    )  # fmt: skip
    cast_many(session, poll, filled.ballots)
    return poll


def count(poll: Poll) -> None:
    count_poll(db.sessionmaker, {"poll_id": poll.id}, lambda *_: None)


def counted_poll(session: Session, method: str, **columns: Any) -> Poll:
    poll = closed_poll(session, method, **columns)
    count(poll)
    session.rollback()
    return poll
