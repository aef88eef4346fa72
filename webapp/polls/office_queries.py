"""What the office reads of polls: its list, how votes came in, what was made and printed, and whether papers wait."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.polls.models import Poll, PollOption, Pot, Voted, VotingCode
from webapp.polls.paper_models import CodeIssue, Paper, PaperBatch, PaperState, Spoilt
from webapp.polls.queries import stage
from webapp.polls.rules import Channel
from webapp.polls.statements.models import Participant, Statement

_A_PAGE = 30


@dataclass(frozen=True)
class OfficeRow:
    """`voted`: people who voted or, where statements are asked, who answered at least one."""

    poll: Poll
    stage: Stage
    voted: int


@dataclass(frozen=True)
class OfficePage:
    """Polls of one page, the newest first; `older` is where the next page begins."""

    rows: list[OfficeRow]
    older: int | None


@dataclass(frozen=True)
class Ways:
    """How votes came in: people by channel, and papers that could not be counted, by why."""

    voted: Mapping[Channel, int]
    spoilt: Mapping[Spoilt, int]
    used: int  # papers whose code had voted already


def list_for_office(session: Session, *, now: datetime, before: int | None = None) -> OfficePage:
    """All polls, drafts too."""
    wanted = select(Poll).order_by(Poll.id.desc()).limit(_A_PAGE + 1)
    if before is not None:
        wanted = wanted.where(Poll.id < before)
    found = list(session.scalars(wanted))
    shown = found[:_A_PAGE]
    voted = count_taken_part(session, [one.id for one in shown])
    rows = [OfficeRow(one, stage(one, now=now), voted.get(one.id, 0)) for one in shown]
    return OfficePage(rows, shown[-1].id if len(found) > _A_PAGE else None)


def count_taken_part(session: Session, poll_ids: Sequence[int]) -> Mapping[int, int]:
    """By poll, where there are any: people who voted, or who answered a statement. One statement."""
    votes = select(Voted.poll_id, func.count()).where(Voted.poll_id.in_(poll_ids)).group_by(Voted.poll_id)
    people = select(Participant.poll_id, func.count()).where(Participant.poll_id.in_(poll_ids))
    return dict(session.execute(votes.union_all(people.group_by(Participant.poll_id))).all())


def list_slugs_like(session: Session, slug: str) -> list[str]:
    """Addresses that begin with this one."""
    return list(session.scalars(select(Poll.slug).where(Poll.slug.startswith(slug, autoescape=True))))


def count_options(session: Session, poll_id: int) -> int:
    """What can be voted on: options, or statements where people are asked about those."""
    counted = select(func.count()).where(PollOption.poll_id == poll_id).scalar_subquery()
    statements = select(func.count()).where(Statement.poll_id == poll_id).scalar_subquery()
    return session.scalar(select(counted + statements)) or 0


def count_priced(session: Session, poll_id: int) -> int:
    """Options with a cost that some money pays."""
    priced = (PollOption.poll_id == poll_id, PollOption.cost.is_not(None), PollOption.pot_id.is_not(None))
    return session.scalar(select(func.count()).where(*priced)) or 0


def count_pots(session: Session, poll_id: int) -> int:
    return session.scalar(select(func.count()).where(Pot.poll_id == poll_id)) or 0


def count_printed(session: Session, poll_id: int) -> int:
    """Codes that stand on ballot papers."""
    return session.scalar(select(func.count()).where(VotingCode.poll_id == poll_id, VotingCode.paper)) or 0


def count_codes(session: Session, poll_id: int) -> int:
    """Codes that were made, on papers or not."""
    return session.scalar(select(func.count()).where(VotingCode.poll_id == poll_id)) or 0


def count_ways(session: Session, poll_id: int) -> Ways:
    """Two statements."""
    by_channel = select(Voted.channel, func.count()).where(Voted.poll_id == poll_id).group_by(Voted.channel)
    decided = select(Paper.state, Paper.spoilt, func.count()).where(Paper.poll_id == poll_id)
    papers = session.execute(decided.group_by(Paper.state, Paper.spoilt)).all()
    return Ways(
        voted=dict(session.execute(by_channel).all()),
        spoilt={why: count for state, why, count in papers if state is PaperState.SPOILT and why is not None},
        used=sum(count for state, _why, count in papers if state is PaperState.USED),
    )


def list_issues(session: Session, poll_id: int, *, paper: bool) -> list[CodeIssue]:
    """Codes that were made together, the newest first."""
    wanted = select(CodeIssue).where(CodeIssue.poll_id == poll_id, CodeIssue.paper.is_(paper))
    return list(session.scalars(wanted.order_by(CodeIssue.id.desc())))


def list_batches(session: Session, poll_id: int) -> list[PaperBatch]:
    return list(session.scalars(select(PaperBatch).where(PaperBatch.poll_id == poll_id).order_by(PaperBatch.id)))


def has_open_batch(session: Session, poll_id: int) -> bool:
    """Whether a pile is not keyed twice yet, or a paper of it still waits to be decided."""
    unfinished = select(PaperBatch.id).where(PaperBatch.poll_id == poll_id, PaperBatch.checked_at.is_(None))
    waiting = select(Paper.id).where(Paper.poll_id == poll_id, Paper.state == PaperState.WAITING)
    return session.scalar(select(unfinished.exists() | waiting.exists())) or False


def papers_pending(session: Session, poll_id: int) -> bool:
    """Whether votes on paper may still come, so that no result is final: papers were made and nobody has closed their
    counting, or a pile is open."""
    closed = session.scalar(select(Poll.papers_closed_at).where(Poll.id == poll_id))
    made = closed is None and count_printed(session, poll_id) > 0
    return made or has_open_batch(session, poll_id)
