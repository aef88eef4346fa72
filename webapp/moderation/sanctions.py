"""Warning, suspending and blocking people, taking that back, and asking for another look. Services flush."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.audit import services as audit
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.moderation import queries
from webapp.moderation.models import Reason, Sanction, SanctionAppeal, SanctionKind
from webapp.moderation.rules import is_in_force, why_not_ask_again, why_not_sanction
from webapp.moderation.signals import lifted, sanction_answered, sanctioned
from webapp.refusals import Refused


class ActedMeanwhile(Refused):
    message = _l("A colleague did something about this person a moment ago. Look at the page again first.")


class LiftedMeanwhile(Refused):
    message = _l("It was taken back a moment ago.")


class AskedAlready(Refused):
    message = _l("You have asked for another look already.")


def impose(
    session: Session, *, person: Person, kind: SanctionKind, reason: Reason | None, words: str, by: int, seen: int,
    until: datetime | None = None,
) -> Sanction:  # fmt: skip
    """Warn, suspend or block somebody. A suspension or block takes the place of the one before it.

    `seen`: how many sanctions of this person the moderator knew of. `until`: the moment a suspension is over.
    Raises `ActedMeanwhile` when there are more by now, and `Refused` with the reason.
    """
    _refuse_what_is_not_right(person, reason, words, by)
    if (kind is SanctionKind.SUSPENDED) != (until is not None):
        raise Refused(_("Say from which day they may write again."), field="until")
    if kind is not SanctionKind.WARNED:
        _end_those_before(session, person, by)
    made = Sanction(person_id=person.id, turn=seen, kind=kind, reason=reason, words=words.strip(), by=by,
                    at=clock.now(), until=until)  # fmt: skip
    if queries.count_sanctions(session, person.id) != seen:
        raise ActedMeanwhile
    with refused_as(session, {"one_sanction_a_turn": ActedMeanwhile}):
        session.add(made)
        session.flush()
    audit.record(session, actor_id=by, act=f"moderation: {kind.value}", subject=f"person:{person.id}", words=words,
                 reason=made.reason.value, until=until.isoformat() if until else None)  # fmt: skip
    sanctioned.send(session, sanction=made)
    return made


def _refuse_what_is_not_right(person: Person, reason: Reason | None, words: str, by: int) -> None:
    why_not = why_not_sanction(own=person.id == by, roles=person.role_set, stopped=not person.active)
    if why_not:
        raise Refused(why_not)
    if reason is None:
        raise Refused(_("Choose the rule they broke. They are told."), field="reason")
    if not words.strip():
        raise Refused(_("Say why. They are told."), field="words")


def _end_those_before(session: Session, person: Person, by: int) -> None:
    """At most one thing keeps a person from writing, so that lifting it is enough."""
    session.execute(
        update(Sanction)
        .where(Sanction.person_id == person.id, queries.sanction_in_force())
        .values(lifted_at=clock.now(), lifted_by=by),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()


def lift(session: Session, *, sanction: Sanction, words: str, by: int, seen: int) -> None:
    """Take a sanction back before its time, with the reason. Raises `LiftedMeanwhile` and `ActedMeanwhile`."""
    if sanction.person_id == by:
        raise Refused(_("This is you. Nobody decides about themselves."))
    if not words.strip():
        raise Refused(_("Say why. They are told."), field="words")
    if queries.count_sanctions(session, sanction.person_id) != seen:
        raise ActedMeanwhile
    _lift(session, sanction, by)
    audit.record(session, actor_id=by, act="moderation: lifted", subject=f"person:{sanction.person_id}", words=words,
                 sanction=sanction.id)  # fmt: skip
    lifted.send(session, sanction=sanction, words=words.strip())


def _lift(session: Session, sanction: Sanction, by: int) -> None:
    ended = session.execute(
        update(Sanction)
        .where(Sanction.id == sanction.id, Sanction.lifted_at.is_(None))
        .values(lifted_at=clock.now(), lifted_by=by),
        execution_options={"synchronize_session": False},
    )
    session.expire(sanction)
    if not isinstance(ended, CursorResult) or ended.rowcount != 1:
        raise LiftedMeanwhile


def why_not_appeal(sanction: Sanction) -> str | None:
    """The reason in words, or None when the person may ask for another look."""
    now = clock.now()
    in_force = sanction.kind is not SanctionKind.WARNED and is_in_force(
        until=sanction.until, lifted_at=sanction.lifted_at, now=now
    )
    return why_not_ask_again(asked=sanction.appeal is not None, in_force=in_force,
                             lifted=sanction.lifted_at is not None, at=sanction.at, now=now)  # fmt: skip


def appeal(session: Session, *, sanction: Sanction, person_id: int, words: str) -> SanctionAppeal:
    """The person asks for another look, once. Raises `Refused`, and `AskedAlready` for a double tap."""
    if sanction.person_id != person_id:
        raise Refused(_("Only the person it is about can ask for another look."))
    reason = why_not_appeal(sanction)
    if reason:
        raise Refused(reason)
    if not words.strip():
        raise Refused(_("Say why it should be looked at again."), field="words")
    made = SanctionAppeal(sanction_id=sanction.id, words=words.strip(), at=clock.now())
    with refused_as(session, {"uq_sanction_appeal_sanction_id": AskedAlready}):
        session.add(made)
        session.flush()
    return made


def answer(session: Session, *, appeal: SanctionAppeal, granted: bool, words: str, by: int) -> None:
    """Another moderator than the one who gave it answers; granting takes the sanction back. Raises `Refused`."""
    sanction = appeal.sanction
    if by in {sanction.by, sanction.person_id}:
        raise Refused(_("You decided it, or it is about you. Another moderator must look at it now."))
    if not words.strip():
        raise Refused(_("Say why. They are told."), field="words")
    answered = session.execute(
        update(SanctionAppeal)
        .where(SanctionAppeal.id == appeal.id, SanctionAppeal.answered_at.is_(None))
        .values(answered_at=clock.now(), answered_by=by, granted=granted, answer=words.strip()),
        execution_options={"synchronize_session": False},
    )
    session.expire(appeal)
    if not isinstance(answered, CursorResult) or answered.rowcount != 1:
        raise Refused(_("A colleague answered it a moment ago."))
    if granted and sanction.lifted_at is None:
        _lift(session, sanction, by)
    audit.record(session, actor_id=by, act="moderation: answer appeal", subject=f"person:{sanction.person_id}",
                 words=words, granted=granted, sanction=sanction.id)  # fmt: skip
    sanction_answered.send(session, appeal=appeal)
