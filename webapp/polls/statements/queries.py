"""Reading statements, one participant's run of them, and what all have said."""

from array import array
from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from webapp.polls.statements.models import OpinionResult, Participant, Statement, StatementVote
from webapp.polls.statements.rules import Asked, Run
from webapp.tally.opinions.facts import AGREE, DISAGREE, Tally, Votes

_AT_ONCE = 10_000


def is_shown() -> ColumnElement[bool]:
    """The same rule as `Statement.shown`."""
    return Statement.admitted_at.is_not(None) & Statement.hidden_at.is_(None) & (Statement.text != "")


_OF_POLL = Statement.poll_id == bindparam("poll_id")
_WHO = (
    select(Participant.id)
    .where(Participant.poll_id == bindparam("poll_id"), Participant.voter == bindparam("voter"))
    .scalar_subquery()
)
# Written once: putting a statement together takes longer than the database takes to answer these.
_RUN = (
    select(Statement.id, Statement.number, Statement.text, StatementVote.value)
    .outerjoin(StatementVote, (StatementVote.participant_id == _WHO) & (StatementVote.statement_id == Statement.id))
    .where(_OF_POLL, is_shown())
    .order_by(Statement.number)
)
# Grouped in the order in which the indexes hold it, so that millions of votes are counted without being sorted.
_TOTALS = (
    select(func.min(Statement.id), StatementVote.value, func.count())
    .join(StatementVote, StatementVote.statement_id == Statement.id)
    .where(_OF_POLL, is_shown())
    .group_by(Statement.number, StatementVote.value)
)
_VOTES = (
    select(StatementVote.participant_id, Statement.number, StatementVote.value)
    .join(Statement, Statement.id == StatementVote.statement_id)
    .where(_OF_POLL, is_shown())
    .order_by(StatementVote.participant_id, Statement.number)
)


def read_run(session: Session, poll_id: int, voter: str) -> Run:
    """Every statement that is shown, with what this participant (by their hash) said. One statement of SQL."""
    return Run(tuple(Asked(*row) for row in session.execute(_RUN, {"poll_id": poll_id, "voter": voter})))


def read_tallies(session: Session, poll_id: int) -> Mapping[int, Tally]:
    """How everybody voted, by the id of each statement that is shown and was voted on. One statement of SQL."""
    counts: dict[int, dict[int, int]] = {}
    for statement_id, value, people in session.execute(_TOTALS, {"poll_id": poll_id}):
        counts.setdefault(statement_id, {})[value] = people
    return {
        statement_id: Tally(given.get(AGREE, 0), given.get(DISAGREE, 0), sum(given.values()))
        for statement_id, given in counts.items()
    }


def read_votes(session: Session, poll_id: int) -> Votes:
    """Every vote on what is shown. A participant is named by their row's number, a statement by its own."""
    people: dict[int, int] = {}
    about: dict[int, int] = {}
    votes = array("i"), array("i"), array("b")
    rows = session.execute(_VOTES, {"poll_id": poll_id}, execution_options={"yield_per": _AT_ONCE})
    for participant_id, number, value in rows:
        votes[0].append(people.setdefault(participant_id, len(people)))
        votes[1].append(about.setdefault(number, len(about)))
        votes[2].append(value)
    return Votes(participants=tuple(map(str, people)), statements=tuple(map(str, about)), people=votes[0],
                 about=votes[1], values=votes[2])  # fmt: skip


def find_participant(session: Session, poll_id: int, voter: str) -> Participant | None:
    return session.scalar(select(Participant).where(Participant.poll_id == poll_id, Participant.voter == voter))


def find_statement(session: Session, poll_id: int, number: int) -> Statement | None:
    """Of this poll, shown or not."""
    if not 0 < number < 2**31:
        return None
    return session.scalar(select(Statement).where(Statement.poll_id == poll_id, Statement.number == number))


def list_shown(session: Session, poll_id: int) -> Sequence[Statement]:
    return session.scalars(select(Statement).where(_OF_POLL, is_shown()).order_by(Statement.number),
                           {"poll_id": poll_id}).all()  # fmt: skip


def list_all(session: Session, poll_id: int) -> Sequence[Statement]:
    """For the office: those that wait and those that are hidden too."""
    return session.scalars(select(Statement).where(_OF_POLL).order_by(Statement.number), {"poll_id": poll_id}).all()


def list_by_author(session: Session, poll_id: int, author: str) -> Sequence[Statement]:
    """What somebody (by the hash of authors) added, in the order they did."""
    mine = select(Statement).where(Statement.poll_id == poll_id, Statement.author == author)
    return session.scalars(mine.order_by(Statement.number)).all()


def count_people(session: Session, poll_id: int) -> int:
    """People who have answered at least one statement."""
    voted = select(StatementVote.id).where(StatementVote.participant_id == Participant.id).exists()
    return session.scalar(select(func.count(Participant.id)).where(Participant.poll_id == poll_id, voted)) or 0


def find_result(session: Session, poll_id: int) -> OpinionResult | None:
    """The groups as they were last found, without what is remembered for the next time."""
    return session.scalar(select(OpinionResult).where(OpinionResult.poll_id == poll_id))
