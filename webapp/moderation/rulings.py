"""Claiming cases, deciding them, taking a decision back, and appeals. Services flush; the request commits."""

from collections.abc import Sequence

from sqlalchemy import or_, select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit import services as audit
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.moderation import cases as cases_of
from webapp.moderation import queries
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Appeal, Case, Reason, Ruling, Verdict
from webapp.moderation.rules import APPEAL_WITHIN, CLAIM_LASTS
from webapp.moderation.signals import appealed, ruled
from webapp.notices import following
from webapp.refusals import Refused


class DecidedMeanwhile(Refused):
    message = _l("Somebody decided one of these a moment ago. Nothing was changed; look at the list again.")


class TakenByAnother(Refused):
    message = _l("A colleague works on one of these. Take the others.")


class NotYours(Refused):
    message = _l("One of these is yours, or you flagged it yourself. Somebody else must decide it.")


class AppealedAlready(Refused):
    message = _l("You have asked for another look already.")


def claim(session: Session, *, cases: Sequence[int], person_id: int) -> int:
    """Take these cases for a while; those a colleague has are left to them. How many are mine now."""
    now = clock.now()
    free = or_(Case.claimed_by.is_(None), Case.claimed_until <= now, Case.claimed_by == person_id)
    taken = session.execute(
        update(Case)
        .where(Case.id.in_(cases), Case.closed_at.is_(None), free)
        .values(claimed_by=person_id, claimed_until=now + CLAIM_LASTS),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
    return taken.rowcount if isinstance(taken, CursorResult) else 0


def free(session: Session, *, person_id: int) -> None:
    """Let go of everything I took."""
    session.execute(
        update(Case).where(Case.claimed_by == person_id, Case.closed_at.is_(None)).values(claimed_by=None),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()


def decide(
    session: Session, *, cases: Sequence[int], verdict: Verdict, reason: Reason | None, words: str, by: int
) -> list[Ruling]:
    """One verdict and reason for all of these, or nothing at all.

    Raises `DecidedMeanwhile`, `TakenByAnother`, `NotYours`, and `Refused` when there is no reason to hide something.
    """
    if not cases:
        raise Refused(_("Tick at least one."), field="cases")
    if verdict is Verdict.HIDE and reason is None:
        raise Refused(_("Choose the reason. The author is told."), field="reason")
    now, wanted = clock.now(), sorted(set(cases))
    free_for_me = or_(Case.claimed_by.is_(None), Case.claimed_until <= now, Case.claimed_by == by)
    closed = session.execute(
        update(Case).where(Case.id.in_(wanted), Case.closed_at.is_(None), free_for_me).values(closed_at=now),
        execution_options={"synchronize_session": False},
    )
    session.expire_all()
    if not isinstance(closed, CursorResult) or closed.rowcount != len(wanted):
        still_open = session.scalar(select(Case.id).where(Case.id.in_(wanted), Case.closed_at.is_(None)).limit(1))
        raise TakenByAnother if still_open is not None else DecidedMeanwhile
    found = queries.find_cases(session, wanted)
    if any(one.author_id == by for one in found) or queries.flagged_by(session, wanted, by):
        raise NotYours
    there = queries.read_words(session, [(one.kind, one.thing_id) for one in found])
    return [
        _rule(session, one, verdict, reason, words.strip(), by, gone=(one.kind, one.thing_id) not in there)
        for one in found
    ]


def _rule(session: Session, case: Case, verdict: Verdict, reason: Reason | None, words: str, by: int, *,
          gone: bool) -> Ruling:  # fmt: skip
    ruling = Ruling(case_id=case.id, kind=case.kind, thing_id=case.thing_id, author_id=case.author_id,
                    verdict=verdict, reason=reason if verdict is Verdict.HIDE else None, words=words, by=by,
                    at=clock.now())  # fmt: skip
    with refused_as(session, {"one_ruling_a_case": DecidedMeanwhile}):
        session.add(ruling)
        session.flush()
    if not gone:
        _carry_out(session, ruling, verdict)
    audit.record(session, actor_id=by, act=f"moderation: {verdict.value}", subject=f"{case.kind}:{case.thing_id}",
                 words=words, reason=reason.value if reason else None)  # fmt: skip
    ruled.send(session, ruling=ruling)
    return ruling


def _carry_out(session: Session, ruling: Ruling, verdict: Verdict) -> None:
    kind = KINDS[ruling.kind]
    if verdict is Verdict.HIDE:
        kind.hide(session, ruling.thing_id)
        following.take_back(session, source=f"{ruling.kind}:{ruling.thing_id}")
    else:
        kind.show(session, ruling.thing_id)
    session.flush()


def undo(session: Session, *, ruling: Ruling, by: int) -> None:
    """Take one's own decision back: what was hidden is shown again, what was let be is looked at once more."""
    if ruling.by != by:
        raise Refused(_("Only whoever decided it can take it back. Its author can ask for another look."))
    _end(session, ruling)
    if ruling.verdict is Verdict.SHOW:
        again = _("Whoever said that nothing is wrong with it took that back.")
        cases_of.suspect(session, kind=ruling.kind, thing_id=ruling.thing_id, author_id=ruling.author_id,
                         evidence=[("taken back", again)])  # fmt: skip
    audit.record(session, actor_id=by, act="moderation: undo", subject=f"{ruling.kind}:{ruling.thing_id}")


def _end(session: Session, ruling: Ruling) -> None:
    ended = session.execute(
        update(Ruling).where(Ruling.id == ruling.id, Ruling.undone_at.is_(None)).values(undone_at=clock.now()),
        execution_options={"synchronize_session": False},
    )
    session.expire(ruling)
    if not isinstance(ended, CursorResult) or ended.rowcount != 1:
        raise Refused(_("It was taken back a moment ago."))
    there = queries.read_words(session, [(ruling.kind, ruling.thing_id)])
    if ruling.verdict is Verdict.HIDE and there:
        _carry_out(session, ruling, Verdict.SHOW)


def why_not_appeal(ruling: Ruling) -> str | None:
    """The reason in words, or None when its author may ask for another look."""
    if ruling.verdict is not Verdict.HIDE or ruling.undone_at is not None:
        return _("Nothing of yours is hidden here.")
    if ruling.appeal is not None:
        return str(AppealedAlready.message)
    if clock.now() > ruling.at + APPEAL_WITHIN:
        return _("You could ask for another look for 28 days. That time is over.")
    return None


def appeal(session: Session, *, ruling: Ruling, person_id: int, words: str) -> Appeal:
    """Its author asks for another look, once. Raises `Refused`, and `AppealedAlready` for a double tap."""
    if ruling.author_id != person_id:
        raise Refused(_("Only whoever wrote it can ask for another look."))
    reason = why_not_appeal(ruling)
    if reason:
        raise Refused(reason)
    if not words.strip():
        raise Refused(_("Say why it should be looked at again."), field="words")
    made = Appeal(ruling_id=ruling.id, words=words.strip(), at=clock.now())
    with refused_as(session, {"uq_appeal_ruling_id": AppealedAlready}):
        session.add(made)
        session.flush()
    return made


def answer(session: Session, *, appeal: Appeal, granted: bool, words: str, by: int) -> None:
    """Another moderator than the one who decided answers. Raises `Refused`."""
    if appeal.ruling.by == by:
        raise Refused(_("You decided it. Another moderator must look at it now."))
    if not words.strip():
        raise Refused(_("Say why. The author is told."), field="words")
    answered = session.execute(
        update(Appeal)
        .where(Appeal.id == appeal.id, Appeal.answered_at.is_(None))
        .values(answered_at=clock.now(), answered_by=by, granted=granted, answer=words.strip()),
        execution_options={"synchronize_session": False},
    )
    session.expire(appeal)
    if not isinstance(answered, CursorResult) or answered.rowcount != 1:
        raise Refused(_("A colleague answered it a moment ago."))
    ruling = appeal.ruling
    if granted and ruling.undone_at is None:
        _end(session, ruling)
    audit.record(session, actor_id=by, act="moderation: answer appeal", subject=f"{ruling.kind}:{ruling.thing_id}",
                 words=words, granted=granted)  # fmt: skip
    appealed.send(session, appeal=appeal)
