"""A poll of statements in the demonstration: Calderwick's streets, seen by two planted groups of people."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.polls.methods import STATEMENTS
from webapp.polls.models import Poll
from webapp.polls.rules import Eligibility, Showing
from webapp.polls.seeds import new_seed
from webapp.polls.statements.models import Participant, Statement, StatementVote
from webapp.polls.statements.services import asking
from webapp.tally.opinions.facts import AGREE, DISAGREE, PASS

SEED = 20260613
CROWD = (165, 125)
"""People of the first group, who would rather walk, and of the second, who need their cars."""
LEAST_ANSWERED, MOST_ANSWERED = 9, 25
_PASS = 0.09

# Each statement, and how likely a person of each group agrees with it: what unites, what divides, what is special.
WORDS: tuple[tuple[str, float, float], ...] = (
    ("Broken pavements should be mended before anything new is built.", 0.93, 0.92),
    ("The crossing at Calderwick school needs lights.", 0.95, 0.90),
    ("Market Street should be free of cars on Saturdays.", 0.90, 0.12),
    ("There are too few places to park near the shops.", 0.15, 0.91),
    ("Buses should run until midnight at the weekend.", 0.88, 0.80),
    ("A speed limit of 20 miles an hour is right for streets where people live.", 0.89, 0.30),
    ("Cycle lanes take space that drivers need.", 0.10, 0.82),
    ("People who cannot walk far must be able to stop at the door of a shop.", 0.84, 0.95),
    ("Street lights by the canal should stay on all night.", 0.80, 0.84),
    ("Parking for residents should stay free of charge.", 0.42, 0.94),
    ("Trees matter more than a few parking spaces.", 0.91, 0.35),
    ("The council should ask shop owners before it changes Market Street.", 0.55, 0.93),
    ("More benches would help older people get about.", 0.90, 0.85),
    ("Lorries should not drive through Calderwick at night.", 0.79, 0.70),
    ("Driving a child to school should be the last resort.", 0.77, 0.22),
    ("A bus every ten minutes would make me leave the car at home.", 0.81, 0.38),
    ("Most roadworks take far too long.", 0.66, 0.86),
    ("Bins on the pavement are a danger to blind people.", 0.78, 0.72),
    ("Money for cycle lanes should go into mending roads.", 0.14, 0.85),
    ("Children should be able to play in the street where they live.", 0.86, 0.48),
    ("The car park at Northgate should be made larger.", 0.12, 0.74),
    ("Snow should be cleared from pavements, not only from roads.", 0.89, 0.83),
    ("Through traffic should be kept out of Hob Hill.", 0.83, 0.41),
    ("Electric cars should park free of charge.", 0.35, 0.44),
    ("What was promised about the bridge in 2019 should be done first.", 0.60, 0.63),
)


def load(session: Session, *, officer_id: int, zone: str) -> Poll:
    """After the place and its people. The groups are found by the worker."""
    rng = Random(SEED)  # noqa: S311  (a demonstration, no secret)
    now = clock.now()
    closes = clock.from_local(datetime.combine(clock.local_day(now, zone) + timedelta(days=17), time(17)), zone)
    poll = Poll(
        slug="calderwicks-streets", title="Calderwick's streets", method=STATEMENTS,
        question="What should our streets be like, and for whom?",
        background="We rebuild Market Street and the streets around it in two years. Before anybody draws a plan, we "
        "want to know what people here agree on and where they differ.",
        rules={"added": 3}, eligibility=Eligibility.ANYONE, secret=False, showing=Showing.LIVE,
        created_at=now - timedelta(days=16), created_by=officer_id, published_at=now - timedelta(days=12),
        opens_at=now - timedelta(days=11), closes_at=closes, seed=new_seed(),
    )  # fmt: skip
    session.add(poll)
    session.flush()
    statements = [
        Statement(poll_id=poll.id, number=number, text=text, created_at=poll.created_at, admitted_at=poll.created_at)
        for number, (text, *_) in enumerate(WORDS, 1)
    ]
    session.add_all(statements)
    session.flush()
    people = list(_people(rng, poll.id))
    session.execute(insert(Participant), [row for row, _group in people])
    votes = [vote for row, group in people for vote in _votes(rng, row["id"], group, statements)]
    session.execute(insert(StatementVote), votes)
    asking.ask(session, poll.id, wait=timedelta(0))
    asking.ask_at_closing(session, poll)
    return poll


def _key(rng: Random) -> int:
    return rng.getrandbits(62) + 1


def _people(rng: Random, poll_id: int) -> Iterator[tuple[dict[str, Any], int]]:
    """Each as a row, with the group they were planted in."""
    for group, size in enumerate(CROWD):
        for _person in range(size):
            yield {"id": _key(rng), "poll_id": poll_id, "voter": f"{rng.getrandbits(256):064x}", "area_id": None}, group


def _votes(rng: Random, participant_id: int, group: int, statements: list[Statement]) -> Iterator[dict[str, Any]]:
    """What one person says to some of the statements, as their group would."""
    for place in rng.sample(range(len(WORDS)), rng.randint(LEAST_ANSWERED, MOST_ANSWERED)):
        likely = WORDS[place][1:]
        agrees = rng.random() < likely[group]
        value = PASS if rng.random() < _PASS else AGREE if agrees else DISAGREE
        yield {"id": _key(rng), "participant_id": participant_id, "statement_id": statements[place].id, "value": value}
