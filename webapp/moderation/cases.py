"""Opening cases: what waits to be read, what somebody flagged, what a rule noticed. Services flush."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.moderation.models import Case, Flag, Reason, Suspicion, Why
from webapp.moderation.suspicion import Evidence
from webapp.refusals import Refused


class AlreadyFlagged(Refused):
    message = _l("You have told us about this already. A moderator will look at it.")


class _OpenedAMomentAgo(Refused):
    """Another request opened the case; it is found then."""


def hold(
    session: Session, *, kind: str, thing_id: int, author_id: int | None, evidence: Sequence[Evidence] = ()
) -> Case:
    """A thing that nobody sees until a moderator has read it."""
    return _open(session, kind, thing_id, author_id, Why.HELD, evidence)


def suspect(session: Session, *, kind: str, thing_id: int, author_id: int | None, evidence: Sequence[Evidence]) -> Case:
    """A rule noticed something about a thing that everybody sees. It stays where it is."""
    return _open(session, kind, thing_id, author_id, Why.SUSPECTED, evidence)


def flag(session: Session, *, kind: str, thing_id: int, author_id: int | None, person_id: int, reason: Reason,
         words: str = "") -> Flag:  # fmt: skip
    """Somebody points at a thing. Raises `AlreadyFlagged`, also when the same press came twice at once."""
    case = _open(session, kind, thing_id, author_id, Why.FLAGGED)
    made = Flag(case_id=case.id, kind=kind, thing_id=thing_id, person_id=person_id, reason=reason, words=words.strip(),
                at=clock.now())  # fmt: skip
    with refused_as(session, {"one_flag_a_person": AlreadyFlagged}):
        session.add(made)
        session.flush()
    if reason is Reason.DANGER:
        case.urgent = True
        session.flush()
    return made


def find_open(session: Session, *, kind: str, thing_id: int) -> Case | None:
    return session.scalar(select(Case).where(Case.kind == kind, Case.thing_id == thing_id, Case.closed_at.is_(None)))


def leave(session: Session, *, kind: str, thing_id: int) -> None:
    """What waited to be read waits no more: it was let in, changed or withdrawn by other hands than the queue's."""
    waiting = (Case.kind == kind, Case.thing_id == thing_id, Case.why == Why.HELD, Case.closed_at.is_(None))
    session.execute(update(Case).where(*waiting).values(closed_at=clock.now()))


def _open(session: Session, kind: str, thing_id: int, author_id: int | None, why: Why,
          evidence: Sequence[Evidence] = ()) -> Case:  # fmt: skip
    """The open case of this thing, made if there is none."""
    case = find_open(session, kind=kind, thing_id=thing_id)
    if case is None:
        case = Case(kind=kind, thing_id=thing_id, author_id=author_id, why=why, opened_at=clock.now())
        try:
            with refused_as(session, {"one_open_case": _OpenedAMomentAgo}):
                session.add(case)
                session.flush()
        except _OpenedAMomentAgo:
            case = session.scalars(
                select(Case).where(Case.kind == kind, Case.thing_id == thing_id, Case.closed_at.is_(None))
            ).one()
    session.add_all(Suspicion(case_id=case.id, rule=rule, evidence=words) for rule, words in evidence)
    session.flush()
    return case
