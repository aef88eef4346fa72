"""Reading proposals: where each stands, how many back it, and lists of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, false, func, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from webapp.access import Role
from webapp.accounts.models import Group, Membership, Person, RoleGrant
from webapp.notices.models import Following
from webapp.proposals.models import Backing, CoSponsor, Move, Proposal, Sheet
from webapp.proposals.rules import DECIDED, HIDDEN, KIND, TAKES_BACKING, WORKED_ON, Stage, shares_of_sheet

A_PAGE = 50
GROUPS: dict[str, frozenset[Stage]] = {
    "gathering": TAKES_BACKING,
    "working": WORKED_ON,
    "decided": DECIDED,
    "doing": frozenset({Stage.IN_DELIVERY, Stage.DELIVERED, Stage.EVALUATED}),
    "over": frozenset({Stage.WITHDRAWN, Stage.MERGED}),
}
"""The filter of the public list: a word for the address, and the stages it stands for."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A proposal in a list. `backing`: people, online and on sheets that were checked."""

    proposal: Proposal
    move: Move
    backing: int
    group: str
    officer: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; `late_on`: only what was promised for a day before this one."""

    stages: frozenset[Stage] | None = None
    area_id: int | None = None
    words: str = ""
    late_on: date | None = None
    officer_id: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """`after`: where the next page begins, as `list_proposals` takes it; None on the last one."""

    rows: Sequence[Listed]
    total: int
    after: tuple[int, int] | None


def people_backing() -> ColumnElement[int]:
    """How many people back a proposal, as a column beside `Proposal`."""
    online = select(func.count(Backing.id)).where(Backing.proposal_id == Proposal.id).scalar_subquery()
    on_paper = (
        select(func.coalesce(func.sum(Sheet.counted), 0))
        .where(or_(Sheet.proposal_id == Proposal.id, Sheet.counts_for_id == Proposal.id), Sheet.removed_at.is_(None))
        .scalar_subquery()
    )
    return (online + on_paper).label("people")


def current() -> ColumnElement[bool]:
    return and_(Move.proposal_id == Proposal.id, Move.ended_at.is_(None))


def list_proposals(
    session: Session, wanted: Wanted, *, by_backing: bool = False, after: tuple[int, int] | None = None
) -> Page:
    """A page of those that anybody may see. `after`: (people, id) of the last one before it. Two statements."""
    people = people_backing()
    found = _visible(wanted)
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    officer = aliased(Person)
    rows = (
        _listed(found, people)
        .add_columns(func.coalesce(officer.name, ""))
        .outerjoin(officer, officer.id == Move.officer_id)
    )
    if by_backing:
        rows = rows.order_by(people.desc(), Proposal.id.desc())
        if after is not None:
            rows = rows.where(tuple_(people_backing(), Proposal.id) < after)
    else:
        rows = rows.order_by(Proposal.id.desc())
        if after is not None:
            rows = rows.where(Proposal.id < after[1])
    listed = [Listed(*row) for row in session.execute(rows.limit(A_PAGE + 1)).unique()]
    more, listed = len(listed) > A_PAGE, listed[:A_PAGE]
    last = (listed[-1].backing, listed[-1].proposal.id) if more else None
    return Page(listed, total, last)


def _listed(found: Select[int], people: ColumnElement[int]) -> Select[Proposal, Move, int, str]:
    """Those of `found` with what a list says of each: the columns of `Listed` but for the officer."""
    return found.with_only_columns(Proposal, Move, people, func.coalesce(Group.name, "")).outerjoin(
        Group, Group.id == Proposal.group_id
    )


_LATELY = 200
"""Of so many that gather backing, the newest, those are found that need the fewest more people."""


def list_for_front(session: Session, *, newest: int, nearest: int, area_id: int | None = None) -> Sequence[Listed]:
    """The newest ones, and of those that gather backing the ones that need the fewest more people; in no order.

    Near `area_id`: those of this area and those of the whole place. One statement, whose work does not grow.
    """
    rows = session.execute(_for_front(newest, nearest, near=area_id is not None), {"area_id": area_id})
    return [Listed(*row) for row in rows.unique()]


@cache
def _for_front(newest: int, nearest: int, *, near: bool) -> Any:
    """Put together once. Field: `area_id`."""
    visible, gathering = _visible(Wanted()), _visible(Wanted(stages=frozenset({Stage.GATHERING})))
    if near:
        here = or_(Proposal.area_id == bindparam("area_id"), Proposal.area_id.is_(None))
        visible, gathering = visible.where(here), gathering.where(here)
    new = visible.order_by(Proposal.id.desc()).limit(newest).subquery()
    lately = gathering.order_by(Proposal.id.desc()).limit(_LATELY).subquery()
    close = (
        select(Proposal.id)
        .where(Proposal.id.in_(select(lately.c.id)))
        .order_by(Proposal.threshold - people_backing(), Proposal.id)
        .limit(nearest)
        .subquery()
    )
    chosen = or_(Proposal.id.in_(select(new.c.id)), Proposal.id.in_(select(close.c.id)))
    return _listed(select(Proposal.id).join(Move, current()).where(chosen), people_backing())


def _visible(wanted: Wanted) -> Select[int]:
    found = select(Proposal.id).join(Move, current()).where(Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None))
    if wanted.stages is not None:
        found = found.where(Move.stage.in_(wanted.stages))
    if wanted.area_id is not None:
        found = found.where(Proposal.area_id == wanted.area_id)
    if wanted.words:
        holds = [column.icontains(wanted.words, autoescape=True) for column in (Proposal.title, Proposal.what)]
        found = found.where(or_(*holds))
    if wanted.late_on is not None:
        found = found.where(Move.due_on < wanted.late_on)
    if wanted.officer_id is not None:
        found = found.where(Move.officer_id == wanted.officer_id)
    return found


def find_by_number(session: Session, number: int) -> Proposal | None:
    return session.scalar(select(Proposal).where(Proposal.number == number)) if number < 2**31 else None


def move_now(session: Session, proposal: Proposal) -> Move:
    """Where it stands."""
    return session.scalars(select(Move).where(Move.proposal_id == proposal.id, Move.ended_at.is_(None))).one()


def has_gathered_before(session: Session, proposal: Proposal) -> bool:
    """Whether people could back it some time before its current move."""
    earlier = select(Move.id).where(
        Move.proposal_id == proposal.id, Move.stage == Stage.GATHERING, Move.ended_at.is_not(None)
    )
    return session.scalar(earlier.limit(1)) is not None


def list_moves(session: Session, proposal: Proposal) -> Sequence[tuple[Move, str]]:
    """Its way so far, oldest first, each with the name of the officer who has it."""
    rows = (
        select(Move, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == Move.officer_id)
        .where(Move.proposal_id == proposal.id)
        .order_by(Move.id)
    )
    return [(move, name) for move, name in session.execute(rows).unique()]


def count_backing(session: Session, proposal: Proposal) -> int:
    return session.scalar(select(people_backing()).where(Proposal.id == proposal.id)) or 0


def backing_by_area(session: Session, proposal: Proposal, sheets: Sequence[Sheet]) -> Mapping[int | None, int]:
    """People by area, online ones and those of sheets that count in full; under None those who gave none."""
    online = select(Backing.area_id, func.count()).where(Backing.proposal_id == proposal.id).group_by(Backing.area_id)
    found = dict(session.execute(online).all())
    for sheet in sheets:
        if sheet.counted and sheet.removed_at is None:
            for area, people in shares_of_sheet(sheet.by_area, counted=sheet.counted, lines=sheet.lines).items():
                found[area] = found.get(area, 0) + people
    return found


def list_sheets(session: Session, proposal: Proposal) -> Sequence[Sheet]:
    """Its own, and those of proposals that were merged into it."""
    counting = or_(Sheet.proposal_id == proposal.id, Sheet.counts_for_id == proposal.id)
    return session.scalars(select(Sheet).where(counting).order_by(Sheet.id)).all()


def backs(session: Session, proposal: Proposal, person_id: int) -> bool:
    mine = select(Backing.id).where(Backing.proposal_id == proposal.id, Backing.person_id == person_id)
    return session.scalar(mine) is not None


def backers_who_do_not_follow(session: Session, proposal: Proposal) -> Sequence[int]:
    """Hardly anybody: whoever backs follows, until they stop it."""
    follows = exists().where(
        Following.person_id == Backing.person_id, Following.kind == KIND, Following.thing_id == proposal.id
    )
    backers = select(Backing.person_id).where(Backing.proposal_id == proposal.id, Backing.person_id.is_not(None))
    return [ident for ident in session.scalars(backers.where(~follows)) if ident is not None]


def sponsors_of(session: Session, proposal: Proposal) -> Sequence[CoSponsor]:
    """Those who accepted to stand behind it."""
    accepted = select(CoSponsor).where(CoSponsor.proposal_id == proposal.id, CoSponsor.accepted_at.is_not(None))
    return session.scalars(accepted.order_by(CoSponsor.id)).all()


def people_to_tell(session: Session, proposal: Proposal) -> Sequence[Person]:
    """Its authors, its sponsors, and the organisers of groups that sponsor it: who is always told by mail."""
    accepted = (CoSponsor.proposal_id == proposal.id, CoSponsor.accepted_at.is_not(None))
    sponsor = Person.id.in_(select(CoSponsor.person_id).where(*accepted))
    for_group = Person.id.in_(
        select(Membership.person_id)
        .join(CoSponsor, CoSponsor.group_id == Membership.group_id)
        .where(*accepted, Membership.organiser)
    )
    wanted = or_(is_author(proposal), sponsor, for_group)
    return session.scalars(select(Person).where(wanted, Person.active).order_by(Person.id)).unique().all()


def is_author(proposal: Proposal) -> ColumnElement[bool]:
    """Who wrote it, or organises the group that proposes it, as a condition on `Person`."""
    wrote = Person.id == (proposal.author_id or 0)
    organises = Person.memberships.any(group_id=proposal.group_id, organiser=True) if proposal.group_id else false()
    return or_(wrote, organises)


def authors_of(session: Session, proposal: Proposal) -> Sequence[Person]:
    authors = select(Person).where(is_author(proposal), Person.active).order_by(Person.id)
    return session.scalars(authors).unique().all()


def titles_in_the_open(session: Session) -> Sequence[tuple[int, str]]:
    """(number, title) of every proposal that can be backed, for finding those that are alike."""
    open_ones = (
        select(Proposal.number, Proposal.title)
        .join(Move, current())
        .where(Move.stage.in_(TAKES_BACKING | WORKED_ON), Proposal.hidden_at.is_(None), Proposal.number.is_not(None))
        .order_by(Proposal.number)
    )
    return [(number, title) for number, title in session.execute(open_ones) if number is not None]


def count_late(session: Session, *, today: date) -> int:
    """How many are past the day that was promised."""
    late = select(func.count(Move.id)).where(Move.ended_at.is_(None), Move.due_on < today, Move.stage.not_in(HIDDEN))
    return session.scalar(late) or 0


def drafts_of(session: Session, person_id: int) -> Sequence[tuple[Proposal, Stage]]:
    """What somebody wrote and nobody else can see yet, newest first."""
    mine = (
        select(Proposal, Move.stage)
        .join(Move, current())
        .where(Proposal.author_id == person_id, Move.stage.in_(HIDDEN))
        .order_by(Proposal.id.desc())
        .limit(A_PAGE)
    )
    return [(proposal, stage) for proposal, stage in session.execute(mine)]


def sent_by(session: Session, person_id: int) -> Sequence[tuple[Proposal, Stage]]:
    """What somebody wrote that others can see, newest first."""
    mine = (
        select(Proposal, Move.stage)
        .join(Move, current())
        .where(Proposal.author_id == person_id, Move.stage.not_in(HIDDEN))
        .order_by(Proposal.id.desc())
        .limit(A_PAGE)
    )
    return [(proposal, stage) for proposal, stage in session.execute(mine)]


def list_unchecked(session: Session) -> Sequence[tuple[Sheet, Proposal]]:
    """Sheets that wait to be checked, of proposals that still gather backing; the oldest first."""
    rows = (
        select(Sheet, Proposal)
        .join(Proposal, Proposal.id == func.coalesce(Sheet.counts_for_id, Sheet.proposal_id))
        .join(Move, current())
        .where(Sheet.checked_at.is_(None), Sheet.removed_at.is_(None), Move.stage.in_(TAKES_BACKING))
        .order_by(Sheet.id)
        .limit(A_PAGE)
    )
    return [(sheet, proposal) for sheet, proposal in session.execute(rows)]


def list_officers(session: Session) -> Sequence[tuple[int, str]]:
    """People to whom a proposal can be given."""
    officers = (
        select(Person.id, Person.name)
        .where(Person.active, Person.grants.any(RoleGrant.role.in_((Role.OFFICER, Role.ADMINISTRATOR))))
        .order_by(Person.name, Person.id)
    )
    return [(ident, name) for ident, name in session.execute(officers)]
