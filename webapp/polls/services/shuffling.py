"""Secret ballots at rest: rows are written anew in an order by chance, under new numbers, in one transaction.

So neither where a row lies, nor which transaction wrote it, joins a voter with a ballot. See decision 0020.
"""

from datetime import timedelta

from sqlalchemy import ColumnElement, Table, delete, func, insert, literal_column, select, text, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.jobs import services as jobs
from webapp.polls import queries
from webapp.polls.models import Ballot, Poll, ReceiptNumber, Voted

JOB = "shuffle-ballots"
EVERY = timedelta(minutes=5)
LEAST_NEW = 10
"""New votes below which rows are left as they are until the next time: two would tell as little as none."""
_A_HUNDREDTH = 100
_TABLES = (Voted, Ballot, ReceiptNumber)
_NUMBER = "(('x' || substr(md5(random()::text || random()::text), 1, 16))::bit(64)::bigint & 4611686018427387903) + 1"
_SQLITE_NUMBER = "(random() & 4611686018427387903) + 1"


def plan(session: Session, *, poll: Poll) -> None:
    """Ask for the next shuffle of a secret poll, once it takes votes."""
    if not poll.secret or poll.opens_at is None:
        return
    due = max(clock.now(), poll.opens_at) + EVERY
    try:
        jobs.enqueue(session, kind=JOB, subject=f"poll:{poll.id} {due.isoformat()}", due_at=due, poll_id=poll.id)
    except jobs.AlreadyRunning:
        return


def is_due(session: Session, poll: Poll, *, shuffled: int) -> bool:
    """Whether enough votes are new since there were `shuffled`: the more there are, the fewer each one is among."""
    new = queries.count_voted(session, poll.id) - shuffled
    return new >= max(LEAST_NEW, shuffled // _A_HUNDREDTH)


def is_open(poll: Poll) -> bool:
    return queries.stage(poll, now=clock.now()) in {Stage.SCHEDULED, Stage.OPEN}


def shuffle(session: Session, *, poll: Poll) -> int:
    """Write all rows of a secret poll anew; how many votes there were. Votes that come meanwhile are not held up;
    somebody who changes a vote waits until this is over."""
    if not poll.secret:
        return 0
    for model in _TABLES:
        table = Table(model.__tablename__, model.metadata)
        if session.get_bind().dialect.name == "postgresql":
            _rewrite(session, table, poll.id)
        else:
            _renumber(session, table, poll.id)
    session.expire_all()
    return queries.count_voted(session, poll.id)


def _rewrite(session: Session, table: Table, poll_id: int) -> None:
    """PostgreSQL: rows leave their place and are written again, sorted by chance."""
    gone = delete(table).where(table.c.poll_id == poll_id).returning(*table.c).cte("gone")
    kept = [column for column in table.c if column.name != "id"]
    values: list[ColumnElement[object]] = [literal_column(_NUMBER), *(gone.c[column.name] for column in kept)]
    again = select(*values).order_by(func.random())
    session.execute(insert(table).from_select([table.c.id, *kept], again, include_defaults=False))


def _renumber(session: Session, table: Table, poll_id: int) -> None:
    """SQLite: rows lie in the order of their numbers, so that new numbers are a new order."""
    session.execute(update(table).where(table.c.poll_id == poll_id).values(id=text(_SQLITE_NUMBER)))
