"""Polls of statements for tests: made in one line, answered by people of planted opinions, their groups found."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from tests.support.polls import make_poll
from webapp import clock, features
from webapp.access import Stage
from webapp.database import db, writing
from webapp.jobs import worker
from webapp.polls.models import Poll
from webapp.polls.statements.models import Participant, Statement, StatementVote
from webapp.polls.statements.services import asking

TEXTS = (
    "More trees on the square.", "The square stays a car park.", "Benches in the shade.", "A fountain for children.",
    "No dogs on the square.", "A market every Saturday.", "Lamps along the path.", "A stage for music.",
)  # fmt: skip


def make_statements_poll(session: Session, *, texts: Sequence[str] = TEXTS, stage: Stage = Stage.OPEN,
                         **columns: Any) -> Poll:  # fmt: skip
    """Statements numbered from 1. Committed. Anybody may answer, and the result is shown while it is open."""
    shown = {"eligibility": "anyone", "secret": False, "slug": "square", "title": "The square"}
    poll = make_poll(session, method="statements", options=(), stage=stage, **shown | columns)
    now = clock.now()
    session.add_all(
        Statement(poll_id=poll.id, number=number, text=text, created_at=now, admitted_at=now)
        for number, text in enumerate(texts, 1)
    )
    session.commit()
    return poll


def answer_as(session: Session, poll: Poll, name: str, answers: Mapping[int, int]) -> None:
    """One participant's answers, by number of statement."""
    ids = dict(session.execute(select(Statement.number, Statement.id).where(Statement.poll_id == poll.id)).all())
    participant = Participant(poll_id=poll.id, voter=name)
    session.add(participant)
    session.flush()
    session.add_all(
        StatementVote(participant_id=participant.id, statement_id=ids[number], value=value)
        for number, value in answers.items()
    )


def answer_by_camps(session: Session, poll: Poll, *camps: tuple[int, Sequence[int]]) -> None:
    """[(30, (1, -1, …))]: thirty people who answer the statements from the first on like this. Committed."""
    for camp, (people, answers) in enumerate(camps):
        for person in range(people):
            answer_as(session, poll, f"{camp}-{person}", dict(enumerate(answers, 1)))
    session.commit()


def find_groups(session: Session, poll: Poll) -> None:
    """Have the groups found as the worker does."""
    asking.ask(session, poll.id, wait=asking.SOON * 0)
    session.commit()
    do_jobs()


def do_jobs() -> None:
    """Everything that is due, as a worker does it; then only reading goes on."""
    worker.run_all(db.sessionmaker, features.JOBS)
    writing.set(False)


def said(session: Session) -> dict[int, int]:
    """How many answers of each value there are in all."""
    session.rollback()
    counted = select(StatementVote.value, func.count()).group_by(StatementVote.value)
    return dict(session.execute(counted).all())


@contextmanager
def sql_said() -> Iterator[list[str]]:
    """Every statement of SQL that reads meanwhile."""
    heard: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            heard.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield heard
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
