"""Every count of a summary in a few statements, grouped by the database. How many there are depends on nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Integer, func, literal, select, union_all
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from webapp import clock
from webapp.consultations.models import Answer, Channel, Choice, Kind, Part, Question, Response
from webapp.consultations.queries import counted
from webapp.places.models import Area
from webapp.summaries.queries.behind import state_in_sql
from webapp.summaries.queries.permitted import may_be_quoted
from webapp.summaries.traces import State

QUARTER = 900  # seconds; every time zone's offset is a whole number of quarters
K = TypeVar("K")
_MOST_OWN_WORDS = 12  # a question, on the page; all of them are one press away


@dataclass(frozen=True, slots=True)
class Mark:
    """How many people put this mark on a question. Ids of choice, item and area, or None."""

    choice: int | None
    item: int | None
    position: int | None
    area: int | None
    people: int
    with_words: int  # of them, how many wrote words of their own beside it


@dataclass(frozen=True, slots=True)
class Place:
    id: int
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class OwnWord:
    """Words beside "something else", permitted to be published."""

    choice: int
    response: int
    text: str


@dataclass(frozen=True)
class Arrivals:
    """How responses came. `excluded` by reason; channels and days are of those that count."""

    states: Mapping[State, int]
    channels: Mapping[Channel, int]
    excluded: Mapping[str, int]
    late: int
    days: Mapping[date, int]

    @property
    def counted(self) -> int:
        return self.states.get(State.COUNTED, 0)

    @property
    def received(self) -> int:
        """Sent and not taken back by their senders: those that count and those set aside with a reason."""
        return self.counted + self.states.get(State.EXCLUDED, 0)


@dataclass(frozen=True)
class Tallies:
    """All counts of closed questions. `bases`: how many people answered each question. Keys are ids."""

    arrivals: Arrivals
    bases: Mapping[int, int]
    marks: Mapping[int, tuple[Mark, ...]]
    own_words: Mapping[int, tuple[OwnWord, ...]]
    crossed: Mapping[int, Mapping[tuple[int, str], int]]  # scale question → (choice, district) → people
    places: tuple[Place, ...] = field(default=())


def read_tallies(session: Session, consultation_id: int, *, zone: str) -> Tallies:
    """Seven statements. `zone` names the wall clock whose days are counted."""
    bases, marks = _marks(session, consultation_id)
    return Tallies(
        arrivals=_arrivals(session, consultation_id, zone),
        bases=bases,
        marks=marks,
        own_words=_own_words(session, consultation_id),
        crossed=_crossed(session, consultation_id),
        places=_places(session),
    )


class quarters(FunctionElement[int]):  # noqa: N801  (an SQL function)
    """Whole quarters of an hour from 1970 to a moment: the same on both databases and in any session's time zone."""

    inherit_cache = True
    type = BigInteger()


@compiles(quarters, "sqlite")
def _quarters_sqlite(element: quarters, compiler: SQLCompiler, **options: object) -> str:
    return f"CAST(strftime('%s', {compiler.process(element.clauses, **options)}) AS INTEGER) / {QUARTER}"


@compiles(quarters, "postgresql")
def _quarters_postgresql(element: quarters, compiler: SQLCompiler, **options: object) -> str:
    return f"CAST(floor(extract(epoch FROM {compiler.process(element.clauses, **options)}) / {QUARTER}) AS BIGINT)"


def _arrivals(session: Session, consultation_id: int, zone: str) -> Arrivals:
    state = state_in_sql().label("state")
    of_this = Response.consultation_id == consultation_id
    rows = session.execute(
        select(state, Response.channel, Response.late, Response.excluded_reason, func.count())
        .where(of_this)
        .group_by(state, Response.channel, Response.late, Response.excluded_reason)
    ).all()
    when = quarters(Response.sent_at)
    sent = session.execute(select(when, func.count()).where(of_this, counted()).group_by(when)).all()
    return Arrivals(
        states=_added((State(row[0]), row[4]) for row in rows),
        channels=_added((row[1], row[4]) for row in rows if row[0] == State.COUNTED),
        excluded=_added((row[3], row[4]) for row in rows if row[0] == State.EXCLUDED),
        late=sum(row[4] for row in rows if row[0] == State.COUNTED and row[2]),
        days=_added((_day(quarter, zone), people) for quarter, people in sent),
    )


def _added(pairs: Iterable[tuple[K, int]]) -> Mapping[K, int]:
    total: Counter[K] = Counter()
    for key, people in pairs:
        total[key] += people
    return dict(total)


def _day(quarter: int, zone: str) -> date:
    return clock.local_day(datetime.fromtimestamp(quarter * QUARTER, UTC), zone)


def _marks(session: Session, consultation_id: int) -> tuple[Mapping[int, int], Mapping[int, tuple[Mark, ...]]]:
    """(people by question, marks by question). People are counted, not marks, so that no double mark counts twice."""
    people = func.count(Answer.response_id.distinct())
    of_counted = (Answer.response_id == Response.id, Response.consultation_id == consultation_id, counted())
    what = (Answer.question_id, Answer.choice_id, Answer.item_id, Answer.position, Answer.area_id)
    nothing = [literal(None, Integer) for _ in range(4)]
    marks = select(*what, people, func.count(Answer.text)).where(*of_counted).group_by(*what)
    bases = select(Answer.question_id, *nothing, people, literal(-1)).where(*of_counted).group_by(Answer.question_id)
    base: dict[int, int] = {}
    found: defaultdict[int, list[Mark]] = defaultdict(list)
    rows: Iterable[Any] = session.execute(union_all(marks, bases))
    for question, *counts in rows:
        mark = Mark(*counts)
        if mark.with_words < 0:
            base[question] = mark.people
        else:
            found[question].append(mark)
    return base, {question: tuple(all_of_it) for question, all_of_it in found.items()}


def _own_words(session: Session, consultation_id: int) -> Mapping[int, tuple[OwnWord, ...]]:
    place = func.row_number().over(partition_by=Answer.question_id, order_by=Answer.id).label("place")
    words = (
        select(Answer.question_id, Answer.choice_id, Answer.response_id, Answer.text, place)
        .join(Choice, Choice.id == Answer.choice_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.consultation_id == consultation_id, counted(), may_be_quoted())
        .where(Choice.part == Part.OTHER, Answer.text.is_not(None))
        .subquery()
    )
    found: defaultdict[int, list[OwnWord]] = defaultdict(list)
    columns = (words.c.question_id, words.c.choice_id, words.c.response_id, words.c.text)
    rows = select(*columns).where(words.c.place <= _MOST_OWN_WORDS).order_by(words.c.question_id, words.c.place)
    for question, *word in session.execute(rows):
        found[question].append(OwnWord(*word))
    return {question: tuple(all_of_it) for question, all_of_it in found.items()}


def _crossed(session: Session, consultation_id: int) -> Mapping[int, Mapping[tuple[int, str], int]]:
    """Every scale question by district."""
    lives = aliased(Answer)
    rows = session.execute(
        select(Answer.question_id, Answer.choice_id, Area.district, func.count(Answer.response_id.distinct()))
        .join(Question, Question.id == Answer.question_id)
        .join(Response, Response.id == Answer.response_id)
        .join(lives, lives.response_id == Response.id)
        .join(Area, Area.id == lives.area_id)
        .where(Response.consultation_id == consultation_id, counted(), Question.kind == Kind.SCALE)
        .where(Answer.choice_id.is_not(None))
        .group_by(Answer.question_id, Answer.choice_id, Area.district)
    )
    found: defaultdict[int, dict[tuple[int, str], int]] = defaultdict(dict)
    for question, choice, district, people in rows:
        found[question][choice or 0, district] = people
    return dict(found)


def _places(session: Session) -> tuple[Place, ...]:
    rows = session.execute(select(Area.id, Area.name, Area.district).order_by(Area.district, Area.name))
    return tuple(Place(*row) for row in rows)
