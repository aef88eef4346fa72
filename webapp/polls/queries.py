"""Reading polls, their ballot papers and their ballots."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from webapp.access import Stage, stage_of
from webapp.places.models import Area
from webapp.polls import marks as marking
from webapp.polls.marks import Marks
from webapp.polls.models import Ballot, Poll, PollOption, PollReason, PollResult, Pot, ReceiptNumber, Voted, VotingCode
from webapp.polls.sheet import Sheet, SheetOption

_A_PAGE = 40
_FIRST = [Stage.OPEN, Stage.SCHEDULED, Stage.CLOSED]

# Written once: putting a statement together takes longer than the database takes to answer these.
_BY_SLUG = select(Poll).where(Poll.slug == bindparam("slug"))
_OPTIONS = select(
    PollOption.number, PollOption.text, PollOption.detail, PollOption.cost, PollOption.category, PollOption.pot_id
).where(PollOption.poll_id == bindparam("poll_id")).order_by(PollOption.number)  # fmt: skip
_POTS = select(Pot.id, Pot.name, Pot.amount).where(Pot.poll_id == bindparam("poll_id")).order_by(Pot.id)
_GROUPED = select(Ballot.marks, func.count()).where(Ballot.poll_id == bindparam("poll_id")).group_by(Ballot.marks)


def find_by_slug(session: Session, slug: str) -> Poll | None:
    return session.scalar(_BY_SLUG, {"slug": slug})


def stage(poll: Poll, *, now: datetime) -> Stage:
    return stage_of(
        published_at=poll.published_at,
        opens_at=poll.opens_at,
        closes_at=poll.closes_at,
        withdrawn_at=poll.withdrawn_at,
        now=now,
    )


def read_sheet(session: Session, poll: Poll) -> Sheet:
    """The ballot paper: two statements, one where no money is shared out."""
    options = tuple(SheetOption(*row) for row in session.execute(_OPTIONS, {"poll_id": poll.id}))
    money = any(option.pot for option in options)
    pots = session.execute(_POTS, {"poll_id": poll.id}) if money else ()
    return Sheet(
        method=poll.method,
        rules=poll.rules,
        options=options,
        pots={pot: (name, amount) for pot, name, amount in pots},
        title=poll.title,
    )


def find_voting_code(session: Session, poll_id: int, digest: str) -> VotingCode | None:
    return session.scalar(select(VotingCode).where(VotingCode.poll_id == poll_id, VotingCode.digest == digest))


def known_area(session: Session, area_id: int) -> int | None:
    return session.scalar(select(Area.id).where(Area.id == area_id)) if area_id < 2**31 else None


def has_receipt(session: Session, poll_id: int, number: str) -> bool:
    wanted = select(ReceiptNumber.id).where(ReceiptNumber.poll_id == poll_id, ReceiptNumber.number == number)
    return session.scalar(wanted) is not None


@dataclass(frozen=True)
class Listed:
    """Polls for a page, each with its stage; `older` is where the next page begins."""

    rows: list[tuple[Poll, Stage]]
    older: int | None


def list_published(session: Session, *, now: datetime, before: int | None = None) -> Listed:
    """Published polls, the latest first, a page of them."""
    wanted = select(Poll).where(Poll.published_at.is_not(None), Poll.withdrawn_at.is_(None))
    if before is not None and before < 2**31:
        wanted = wanted.where(Poll.id < before)
    polls = list(session.scalars(wanted.order_by(Poll.id.desc()).limit(_A_PAGE + 1)))
    rows = [(poll, stage(poll, now=now)) for poll in polls[:_A_PAGE]]
    rows.sort(key=lambda row: _FIRST.index(row[1]))
    return Listed(rows=rows, older=polls[_A_PAGE - 1].id if len(polls) > _A_PAGE else None)


def count_ballots(session: Session, poll_id: int) -> int:
    return session.scalar(select(func.count()).where(Ballot.poll_id == poll_id)) or 0


def count_voted(session: Session, poll_id: int) -> int:
    return session.scalar(select(func.count()).where(Voted.poll_id == poll_id)) or 0


def has_result(session: Session, poll_id: int) -> bool:
    return session.scalar(select(PollResult.id).where(PollResult.poll_id == poll_id)) is not None


def find_result(session: Session, poll_id: int) -> PollResult | None:
    """The result without its ballots, which `read_frozen_box` reads."""
    return session.scalar(select(PollResult).where(PollResult.poll_id == poll_id))


def read_frozen_box(session: Session, poll_id: int) -> str:
    """The ballots as they were counted (`results.read_box`); "[]" before."""
    return session.scalar(select(PollResult.ballots).where(PollResult.poll_id == poll_id)) or "[]"


def list_reasons(session: Session, poll_id: int) -> list[PollReason]:
    """Those that anybody may read."""
    shown = (PollReason.poll_id == poll_id, PollReason.held_at.is_(None), PollReason.hidden_at.is_(None))
    return list(session.scalars(select(PollReason).where(*shown).order_by(PollReason.id)))


def read_receipts(session: Session, poll_id: int) -> list[str]:
    """The numbers of all receipts, sorted, so that their order tells nothing."""
    return sorted(session.scalars(select(ReceiptNumber.number).where(ReceiptNumber.poll_id == poll_id)))


def group_ballots(session: Session, poll_id: int) -> Mapping[Marks, int]:
    """How many ballots bear which marks: what every count is made from. One statement."""
    grouped = session.execute(_GROUPED, {"poll_id": poll_id})
    return {marking.read(text): papers for text, papers in sorted(grouped)}
