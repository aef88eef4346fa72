"""From a plan to rows of the database, many at a time. Everything happens in the caller's one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Dialect, func, insert, select, text
from sqlalchemy.orm import Session

from webapp.consultations.importing.asking import PlannedMark, PlannedQuestion
from webapp.consultations.importing.mapping import Use
from webapp.consultations.importing.planning import PlannedResponse
from webapp.consultations.models import Channel, Choice, Consultation, Item, Question, Section
from webapp.database import Base
from webapp.i18n import _

BATCH = 2_000  # responses
_RESPONSE, _ANSWER = Base.metadata.tables["response"], Base.metadata.tables["answer"]
_ANSWER_COLUMNS = ["response_id", "question_id", "choice_id", "item_id", "area_id", "text"]
T = TypeVar("T")

Place = tuple[int, list[int], list[int]]  # a question's id, the ids of its choices, the ids of its items
Places = list[Place]


def write_sheet(session: Session, consultation: Consultation, planned: Sequence[PlannedQuestion]) -> Places:
    """One section with every question; returns the ids that places in the plan now have."""
    section = Section(consultation_id=consultation.id, position=1, title=_("Questions"))
    session.add(section)
    session.flush()
    questions = [_question(consultation.id, section.id, at, one) for at, one in enumerate(planned, start=1)]
    session.add_all(questions)
    session.flush()
    for question, one in zip(questions, planned, strict=True):
        question.stance_question_id = None if one.stance is None else questions[one.stance].id
    session.flush()
    return [(one.id, [choice.id for choice in one.choices], [item.id for item in one.items]) for one in questions]


def _question(consultation_id: int, section_id: int, position: int, planned: PlannedQuestion) -> Question:
    return Question(
        consultation_id=consultation_id,
        section_id=section_id,
        position=position,
        key=planned.key,
        kind=planned.kind,
        text=planned.text,
        themed=planned.use is Use.LONG_TEXT,
        asks_who=planned.use is Use.WHO,
        choices=[Choice(position=at, text=text, part=part) for at, (text, part) in enumerate(planned.choices, start=1)],
        items=[Item(position=at, text=text) for at, text in enumerate(planned.items, start=1)],
    )


def write_responses(
    session: Session, consultation_id: int, places: Places, responses: Sequence[PlannedResponse], *, now: datetime
) -> None:
    """Insert every response with its answers, `BATCH` responses at a time.

    The tables are used and not the classes, and answers go to the driver as they are: while this runs nobody else can
    write to an embedded database, so it must be short.
    """
    connection = session.connection()
    insert_answers = _AnswerInsert(connection.dialect)
    first_ids = iter(_reserve_ids(session, len(responses)))
    for batch in _batches(responses, BATCH):
        numbered = list(zip(islice(first_ids, len(batch)), batch, strict=True))
        connection.execute(insert(_RESPONSE), [_response(ident, consultation_id, one, now) for ident, one in numbered])
        answers = [
            insert_answers.row(ident, places[question], mark) for ident, one in numbered for question, mark in one.marks
        ]
        if answers:
            connection.exec_driver_sql(insert_answers.sql, answers)


def _reserve_ids(session: Session, count: int) -> Sequence[int]:
    """Ids for new responses that nobody else will use. SQLite has one writer, who is us until the transaction ends."""
    if session.get_bind().dialect.name == "sqlite":
        first = (session.scalar(select(func.max(_RESPONSE.c.id))) or 0) + 1
        return range(first, first + count)
    numbers = text("SELECT nextval(pg_get_serial_sequence('response', 'id')) FROM generate_series(1, :count)")
    return session.scalars(numbers, {"count": count}).all()


def _response(ident: int, consultation_id: int, planned: PlannedResponse, now: datetime) -> dict[str, Any]:
    return {
        "id": ident,
        "consultation_id": consultation_id,
        "channel": Channel.IMPORTED,
        "created_at": now,
        "sent_at": planned.sent_at,
        "late": planned.late,
        "reference": planned.reference,
    }


class _AnswerInsert:
    """One INSERT in the driver's own words, and rows as that driver takes them: a sequence or a mapping."""

    def __init__(self, dialect: Dialect) -> None:
        compiled: Any = insert(_ANSWER).inline().compile(dialect=dialect, column_keys=_ANSWER_COLUMNS)
        self.sql = str(compiled)
        self._order = compiled.positiontup

    def row(self, response_id: int, place: Place, mark: PlannedMark) -> Any:
        question_id, choices, items = place
        values = (
            response_id,
            question_id,
            None if mark.choice is None else choices[mark.choice],
            None if mark.item is None else items[mark.item],
            mark.area_id,
            mark.text,
        )
        return values if self._order == _ANSWER_COLUMNS else dict(zip(_ANSWER_COLUMNS, values, strict=True))


def _batches(things: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(things)
    while batch := list(islice(iterator, size)):
        yield batch
