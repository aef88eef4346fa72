"""Answering statements: one answer a person and statement, whatever comes twice, at once, or late; the last counts."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.polls import queries as polls
from webapp.polls.models import Poll, random_key
from webapp.polls.rules import why_not_vote
from webapp.polls.services.voting import Closed
from webapp.polls.statements import queries
from webapp.polls.statements.models import Participant, StatementVote
from webapp.refusals import Refused
from webapp.tally.opinions.facts import AGREE, DISAGREE, PASS

VALUES = frozenset({AGREE, PASS, DISAGREE})


class NoStatement(Refused):
    message = _l("This statement is not in this poll (any more).")


class AnsweredAlready(Refused):
    message = _l("You have answered this statement, and in this poll an answer cannot be changed.")


class _AMomentAgo(Refused):
    """Another request wrote the same row; it is found then."""


def answer(session: Session, *, poll: Poll, voter: str, number: int, value: int | None, now: datetime) -> bool:
    """Set what this participant (`voter`: their hash) says to a statement; None takes the answer back. `now` is when it
    arrived. Whether they are new here.

    Raises Closed outside the opening times, NoStatement for one that is not shown in this poll, AnsweredAlready for a
    second, different answer where the poll lets nobody change.
    """
    refuse_outside_times(poll, now)
    statement = queries.find_statement(session, poll.id, number)
    if statement is None or not statement.shown:
        raise NoStatement
    known = queries.find_participant(session, poll.id, voter)
    participant = known or join(session, poll=poll, voter=voter)
    if not poll.changeable:
        _refuse_another(session, participant, statement.id, value)
    if value is None:
        mine = StatementVote.participant_id == participant.id, StatementVote.statement_id == statement.id
        session.execute(delete(StatementVote).where(*mine))
    else:
        _set(session, participant.id, statement.id, value)
    return known is None


def refuse_outside_times(poll: Poll, now: datetime) -> None:
    stage = polls.stage(poll, now=now)
    if stage is not Stage.OPEN:
        raise Closed(why_not_vote(stage, closes_at=poll.closes_at, opens_at=poll.opens_at) or "")


def join(session: Session, *, poll: Poll, voter: str, area_id: int | None = None) -> Participant:
    """The participant of this hash, made when there is none. Their area is what they said first."""
    found = queries.find_participant(session, poll.id, voter)
    if found is not None:
        return found
    made = Participant(poll_id=poll.id, voter=voter, area_id=area_id)
    try:
        with refused_as(session, {"one_participant": _AMomentAgo}):
            session.add(made)
            session.flush()
    except _AMomentAgo:
        return session.scalars(
            select(Participant).where(Participant.poll_id == poll.id, Participant.voter == voter)
        ).one()
    return made


def _refuse_another(session: Session, participant: Participant, statement_id: int, value: int | None) -> None:
    mine = StatementVote.participant_id == participant.id, StatementVote.statement_id == statement_id
    before = session.scalar(select(StatementVote.value).where(*mine))
    if before is not None and before != value:
        raise AnsweredAlready


def _set(session: Session, participant_id: int, statement_id: int, value: int) -> None:
    """One statement of SQL, also when the same answer comes many times at once."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(StatementVote).values(
        id=random_key(), participant_id=participant_id, statement_id=statement_id, value=value
    )
    same = [StatementVote.participant_id, StatementVote.statement_id]
    session.execute(row.on_conflict_do_update(index_elements=same, set_={"value": value}))
