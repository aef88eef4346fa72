"""How polls, and the statements in them, are found."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session

from webapp.i18n import _l
from webapp.polls.models import Poll, PollOption
from webapp.polls.statements.models import Statement
from webapp.polls.statements.queries import is_shown
from webapp.polls.statements.services.adding import KIND as STATEMENT
from webapp.polls.things import KIND, address_of, is_seen
from webapp.search.kinds import Offer, Searched


def _visible(_now: datetime) -> Select[int]:
    return select(Poll.id).where(is_seen())


def _open(now: datetime) -> ColumnElement[bool]:
    return and_(Poll.opens_at <= now, Poll.closes_at > now)


_OPTIONS = (
    select(func.aggregate_strings(PollOption.text + "\n" + PollOption.detail, "\n"))
    .where(PollOption.poll_id == Poll.id)
    .correlate(Poll)
    .scalar_subquery()
)


def _read(session: Session, ids: Collection[int]) -> list[Offer]:
    rows = session.execute(select(Poll, func.coalesce(_OPTIONS, "")).where(Poll.id.in_(ids)))
    return [
        Offer(kind=KIND, id=one.id, about=(KIND, one.id), title=one.title, at=one.opens_at or one.created_at,
              words="\n".join((one.question, one.background, options)), address=address_of(one),
              closes_at=one.closes_at)
        for one, options in rows
    ]  # fmt: skip


def _visible_statements(_now: datetime) -> Select[int]:
    return select(Statement.id).where(is_shown())


def _read_statements(session: Session, ids: Collection[int]) -> list[Offer]:
    rows = session.execute(select(Statement, Poll).join(Poll).where(Statement.id.in_(ids), Statement.text != ""))
    return [
        Offer(kind=STATEMENT, id=one.id, about=(KIND, poll.id), heading=poll.title, words=one.text, at=one.created_at,
              address=f"{address_of(poll)}/statements")
        for one, poll in rows
    ]  # fmt: skip


POLLS = Searched(
    kind=KIND, called=_l("Polls"), visible=_visible, open=_open, read=_read, every=select(Poll.id),
    watched={Poll: Poll.id, PollOption: PollOption.poll_id},
)  # fmt: skip
STATEMENTS = Searched(
    kind=STATEMENT, called=_l("Statements in polls"), visible=_visible_statements, read=_read_statements,
    every=select(Statement.id), watched={Statement: Statement.id},
)  # fmt: skip
