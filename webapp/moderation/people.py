"""What moderators know of one person: what they wrote, what was decided about it, and how they stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from webapp.accounts.models import Person
from webapp.moderation import gate, queries
from webapp.moderation.kinds import KINDS, Remembering, Words
from webapp.moderation.models import Appeal, Case, Flag, Ruling, Sanction, SanctionAppeal
from webapp.moderation.rules import Facts

MOST = 25


@dataclass(frozen=True, slots=True)
class Known:
    """Everything of the moderators' page of a person, each list newest first and at most `MOST` long.

    `names`: by id, of the moderators in it. `in_force`: what keeps the person from writing now.
    """

    person: Person
    facts: Facts
    wrote: Sequence[Words]
    rulings: Sequence[tuple[Ruling, Words | None]]
    flags: Sequence[Flag]
    sanctions: Sequence[Sanction]
    in_force: Sanction | None
    names: Mapping[int, str]


def find_known(session: Session, person: Person) -> Known:
    """A fixed number of statements for each kind there is."""
    rulings = list_rulings(session, person.id)
    sanctions = list_sanctions(session, person.id)
    words = queries.read_words(session, [(one.kind, one.thing_id) for one in rulings])
    moderators = {one.by for one in rulings if one.by} | {one.by for one in sanctions if one.by}
    return Known(
        person=person,
        facts=gate.find_facts(session, person_id=person.id),
        wrote=list_written(session, person.id),
        rulings=[(one, words.get((one.kind, one.thing_id))) for one in rulings],
        flags=list_flags_against(session, person.id),
        sanctions=sanctions,
        in_force=queries.find_sanction(session, person.id),
        names=queries.names_of(session, moderators),
    )


def list_written(session: Session, person_id: int) -> Sequence[Words]:
    kinds = [kind for kind in KINDS.values() if isinstance(kind, Remembering)]
    found = [words for kind in kinds for words in kind.find_by(session, person_id, MOST)]
    return sorted(found, key=lambda words: words.at, reverse=True)[:MOST]


def list_rulings(session: Session, person_id: int, most: int = MOST) -> Sequence[Ruling]:
    about = select(Ruling).where(Ruling.author_id == person_id).options(selectinload(Ruling.appeal))
    return session.scalars(about.order_by(Ruling.id.desc()).limit(most)).all()


def list_flags_against(session: Session, person_id: int) -> Sequence[Flag]:
    against = select(Flag).join(Case, Case.id == Flag.case_id).where(Case.author_id == person_id)
    return session.scalars(against.order_by(Flag.id.desc()).limit(MOST)).all()


def list_sanctions(session: Session, person_id: int) -> Sequence[Sanction]:
    """All of them, with the appeals: there are never many."""
    about = select(Sanction).where(Sanction.person_id == person_id).options(selectinload(Sanction.appeal))
    return session.scalars(about.order_by(Sanction.id.desc())).all()


def list_flagged(session: Session, person_id: int) -> Sequence[Flag]:
    """What this person told moderators about, newest first."""
    return session.scalars(select(Flag).where(Flag.person_id == person_id).order_by(Flag.id.desc())).all()


def list_asked(session: Session, person_id: int) -> Sequence[Appeal | SanctionAppeal]:
    """Every time this person asked for another look."""
    about_words = select(Appeal).join(Ruling, Ruling.id == Appeal.ruling_id).where(Ruling.author_id == person_id)
    about_them = select(SanctionAppeal).join(Sanction, Sanction.id == SanctionAppeal.sanction_id)
    about_them = about_them.where(Sanction.person_id == person_id)
    return [*session.scalars(about_words), *session.scalars(about_them)]
