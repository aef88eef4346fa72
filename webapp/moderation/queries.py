"""Reading the queue, what was decided, and the public log."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, selectinload

from webapp import clock
from webapp.accounts.models import Person
from webapp.moderation.kinds import KINDS, Words
from webapp.moderation.models import (
    Appeal,
    Case,
    Flag,
    Ruling,
    Sanction,
    SanctionAppeal,
    SanctionKind,
    Verdict,
    Why,
)

A_PAGE = 25
LOG_PAGE = 100


@dataclass(frozen=True, slots=True)
class Waiting:
    """A case in the queue. `words` is None when the thing is gone. `taken_by`: who works on it; empty when nobody does.
    `mine`: it is mine. `earlier`: how often moderators hid something of this author before. `kept_from_writing`: its
    author cannot write now.
    """

    case: Case
    words: Words | None
    taken_by: str
    mine: bool
    earlier: int
    kept_from_writing: bool


def list_queue(
    session: Session, *, person_id: int, kind: str = "", why: Why | None = None, mine: bool = False,
    after: tuple[int, int] | None = None,
) -> tuple[list[Waiting], tuple[int, int] | None]:  # fmt: skip
    """A page of open cases: where somebody may be in danger first, then the oldest; and where the next page begins.

    `after`: (1 for urgent or 0, id) of the last one before. A fixed number of statements.
    """
    urgency = func.coalesce(Case.urgent, False)
    found = select(Case).where(Case.closed_at.is_(None)).order_by(urgency.desc(), Case.id)
    if kind:
        found = found.where(Case.kind == kind)
    if why is not None:
        found = found.where(Case.why == why)
    if mine:
        found = found.where(is_claimed(), Case.claimed_by == person_id)
    if after is not None:
        urgent, ident = bool(after[0]), after[1]
        later = and_(Case.urgent.is_(urgent), Case.id > ident)
        found = found.where(or_(later, Case.urgent.is_(False)) if urgent else later)
    rows = session.scalars(found.limit(A_PAGE + 1).options(selectinload(Case.flags), selectinload(Case.suspicions)))
    cases = list(rows)
    more, cases = len(cases) > A_PAGE, cases[:A_PAGE]
    last = (int(cases[-1].urgent), cases[-1].id) if more else None
    return _with_words(session, cases, person_id), last


def is_claimed() -> ColumnElement[bool]:
    """Whether somebody works on a case now."""
    return and_(Case.claimed_by.is_not(None), Case.claimed_until > clock.now())


def _with_words(session: Session, cases: Sequence[Case], person_id: int) -> list[Waiting]:
    words = read_words(session, [(one.kind, one.thing_id) for one in cases])
    names = names_of(session, {one.claimed_by for one in cases if one.claimed_by is not None})
    authors = {one.author_id for one in cases if one.author_id is not None}
    earlier, kept = count_hidden(session, authors), find_kept(session, authors)
    now = clock.now()
    return [
        Waiting(
            case=one,
            words=words.get((one.kind, one.thing_id)),
            taken_by=names.get(one.claimed_by or 0, "") if one.claimed_until and one.claimed_until > now else "",
            mine=one.claimed_by == person_id and one.claimed_until is not None and one.claimed_until > now,
            earlier=earlier.get(one.author_id or 0, 0),
            kept_from_writing=one.author_id in kept,
        )
        for one in cases
    ]


def read_words(session: Session, things: Collection[tuple[str, int]]) -> dict[tuple[str, int], Words]:
    """The words of these things, by kind and id; a few statements for each kind there is."""
    found: dict[tuple[str, int], Words] = {}
    for kind in sorted({kind for kind, _id in things}):
        if kind in KINDS:
            ids = [ident for one, ident in things if one == kind]
            found |= {(kind, ident): words for ident, words in KINDS[kind].read(session, ids).items()}
    return found


def names_of(session: Session, ids: Collection[int]) -> Mapping[int, str]:
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all()) if ids else {}


def count_hidden(session: Session, authors: Collection[int]) -> Mapping[int, int]:
    """By author: how often something of theirs was hidden and stayed so."""
    hidden = (
        select(Ruling.author_id, func.count())
        .where(Ruling.author_id.in_(authors), Ruling.verdict == Verdict.HIDE, Ruling.undone_at.is_(None))
        .group_by(Ruling.author_id)
    )
    return {author: count for author, count in session.execute(hidden) if author is not None} if authors else {}


def count_open(session: Session) -> int:
    return session.scalar(select(func.count(Case.id)).where(Case.closed_at.is_(None))) or 0


def find_cases(session: Session, ids: Collection[int]) -> Sequence[Case]:
    return session.scalars(select(Case).where(Case.id.in_(ids)).order_by(Case.id)).all()


def flagged_by(session: Session, case_ids: Collection[int], person_id: int) -> set[int]:
    """Those of these cases that this person flagged."""
    mine = select(Flag.case_id).where(Flag.case_id.in_(case_ids), Flag.person_id == person_id)
    return set(session.scalars(mine))


def list_decided(session: Session, person_id: int) -> Sequence[tuple[Ruling, Words | None]]:
    """What this moderator decided lately, newest first, with the words."""
    mine = select(Ruling).where(Ruling.by == person_id).order_by(Ruling.id.desc()).limit(A_PAGE)
    rulings = session.scalars(mine.options(selectinload(Ruling.appeal))).all()
    words = read_words(session, [(one.kind, one.thing_id) for one in rulings])
    return [(one, words.get((one.kind, one.thing_id))) for one in rulings]


def list_appeals(session: Session) -> Sequence[tuple[Appeal, Ruling]]:
    """Those that wait for an answer, oldest first."""
    waiting = (
        select(Appeal, Ruling)
        .join(Ruling, Ruling.id == Appeal.ruling_id)
        .where(Appeal.answered_at.is_(None))
        .order_by(Appeal.id)
        .limit(A_PAGE)
    )
    return [(appeal, ruling) for appeal, ruling in session.execute(waiting)]


def list_log(
    session: Session, *, since: datetime | None = None, until: datetime | None = None, before: int | None = None,
    most: int = LOG_PAGE,
) -> Sequence[Ruling]:  # fmt: skip
    """What was decided, newest first, with appeals; one more than `most`, so that the next page is known."""
    found = select(Ruling).options(selectinload(Ruling.appeal)).order_by(Ruling.id.desc()).limit(most + 1)
    if since is not None and until is not None:
        found = found.where(Ruling.at >= since, Ruling.at < until)
    if before is not None:
        found = found.where(Ruling.id < before)
    return session.scalars(found).all()


def sanction_in_force() -> ColumnElement[bool]:
    """Whether a sanction keeps its person from writing now; `rules.is_in_force` is the same rule."""
    over = or_(Sanction.until.is_(None), Sanction.until > clock.now())
    return and_(Sanction.kind != SanctionKind.WARNED, Sanction.lifted_at.is_(None), over)


def find_sanction(session: Session, person_id: int) -> Sanction | None:
    """What keeps this person from writing now."""
    mine = select(Sanction).where(Sanction.person_id == person_id, sanction_in_force())
    return session.scalar(mine.order_by(Sanction.id.desc()).limit(1))


def find_kept(session: Session, people: Collection[int]) -> set[int]:
    """Those of these people who cannot write now."""
    found = select(Sanction.person_id).where(Sanction.person_id.in_(people), sanction_in_force())
    return set(session.scalars(found)) if people else set()


def count_sanctions(session: Session, person_id: int) -> int:
    """All there ever were, lifted ones too."""
    return session.scalar(select(func.count(Sanction.id)).where(Sanction.person_id == person_id)) or 0


def list_in_force(session: Session, *, before: int | None = None) -> Sequence[tuple[Sanction, str]]:
    """Who is kept from writing now, newest first, with the name; one more than a page. Nobody who has left."""
    found = select(Sanction, Person.name).join(Person, Person.id == Sanction.person_id)
    found = found.where(sanction_in_force(), Person.active).order_by(Sanction.id.desc()).limit(A_PAGE + 1)
    if before is not None:
        found = found.where(Sanction.id < before)
    return [(sanction, name) for sanction, name in session.execute(found)]


def list_sanction_appeals(session: Session) -> Sequence[tuple[SanctionAppeal, Sanction, str]]:
    """Those that wait for an answer, oldest first, with the person's name."""
    waiting = (
        select(SanctionAppeal, Sanction, Person.name)
        .join(Sanction, Sanction.id == SanctionAppeal.sanction_id)
        .join(Person, Person.id == Sanction.person_id)
        .where(SanctionAppeal.answered_at.is_(None))
        .order_by(SanctionAppeal.id)
        .limit(A_PAGE)
    )
    return [(appeal, sanction, name) for appeal, sanction, name in session.execute(waiting)]
