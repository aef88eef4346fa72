"""Everything that changes commitments. Services flush; the request commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Commitment, CommitmentUpdate, Decision, Milestone
from webapp.agenda.queries.commitments import find_project
from webapp.agenda.rules import commitments as rules
from webapp.agenda.services import reminders
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.notices import following
from webapp.refusals import Refused

KIND = "commitment"


class NothingDecided(Refused):
    message = _l("A commitment follows from a decision that is published, or from a project that a poll paid for.")


class CalledIn(Refused):
    message = _l("This decision was called in. Wait for what comes of that before you promise anything.")


class SentBack(Refused):
    message = _l("This decision was sent back to be decided again. Promise something when it is.")


class AlreadyPromised(Refused):
    message = _l("There is a commitment for this project already.")


class AlreadyEnded(Refused):
    message = _l("This commitment has ended already. Take that back first.")


@dataclass(frozen=True, kw_only=True)
class Promised:
    """What is written of a commitment; money in pence."""

    title: str
    what: str
    owner: str
    owner_email: str
    due_on: date
    starts_on: date | None = None
    budget_pence: int | None = None


@dataclass(frozen=True, kw_only=True)
class Here:
    """Who acts, and on which day at the place."""

    by: int | None
    today: date
    zone: str
    remind_days: int
    silent_days: int


def make(
    session: Session,
    *,
    promised: Promised,
    here: Here,
    decision_id: int | None = None,
    poll_id: int | None = None,
    option_id: int | None = None,
) -> Commitment:
    """Write one down; it is not public yet. Raises `NothingDecided`, `CalledIn`, `AlreadyPromised` and `Refused`."""
    if decision_id is not None:
        _check_decision(session.get(Decision, decision_id))
    elif find_project(session, poll_id=poll_id or 0, option_id=option_id or 0) is None:
        raise NothingDecided
    _refuse(rules.why_not_promise(starts_on=promised.starts_on, due_on=promised.due_on, today=here.today))
    commitment = Commitment(
        decision_id=decision_id, poll_id=poll_id, option_id=option_id, title=promised.title, what=promised.what,
        owner=promised.owner, owner_email=promised.owner_email, starts_on=promised.starts_on, due_on=promised.due_on,
        budget_pence=promised.budget_pence, created_at=clock.now(), created_by=here.by,
    )  # fmt: skip
    with refused_as(session, {"one_commitment_a_project": AlreadyPromised}):
        session.add(commitment)
        session.flush()
    _note(session, commitment, here, "make a commitment", words=promised.title)
    return commitment


def edit(session: Session, *, commitment: Commitment, promised: Promised, here: Here) -> None:
    """Rewrite it before it is public. Afterwards its day is moved with a reason instead (`update`)."""
    if commitment.published_at is not None:
        raise Refused(_("It is public. Say what is new instead."))
    _refuse(rules.why_not_promise(starts_on=promised.starts_on, due_on=promised.due_on, today=here.today))
    for name in ("title", "what", "owner", "owner_email", "starts_on", "due_on", "budget_pence"):
        setattr(commitment, name, getattr(promised, name))
    session.flush()
    _note(session, commitment, here, "edit a commitment")


def publish(session: Session, *, commitment: Commitment, here: Here) -> None:
    """Everybody can see it from now on, and its clock runs. Twice is once."""
    if commitment.published_at is not None:
        return
    _refuse(rules.why_not_promise(starts_on=None, due_on=commitment.due_on, today=here.today))
    commitment.published_at = clock.now()
    session.flush()
    _note(session, commitment, here, "publish a commitment")
    _plan(session, commitment, here)
    tell(session, commitment, what=_("A promise was made"), words=commitment.what, here=here)


def update(session: Session, *, commitment: Commitment, words: str, due_on: date | None, here: Here) -> None:
    """Say how it goes, and move its day where `due_on` gives another. The old day stays to be read."""
    _check_open(commitment)
    if due_on is not None:
        last = select(func.max(Milestone.due_on)).where(
            Milestone.commitment_id == commitment.id, Milestone.done_on.is_(None)
        )
        _refuse(
            rules.why_not_move(
                due_on=commitment.due_on, to=due_on, today=here.today, last_step=session.scalar(last)
            )
        )  # fmt: skip
    was, moved = commitment.due_on, due_on is not None
    _say(session, commitment, words, here, due_on=due_on, was_due_on=was if moved else None)
    if due_on is not None:
        commitment.due_on = due_on
    session.flush()
    _note(session, commitment, here, "move a commitment" if moved else "update a commitment", words=words)
    _plan(session, commitment, here)
    what = _("Its day was moved") if moved else _("There is news of it")
    tell(session, commitment, what=what, words=words, here=here)


def add_step(session: Session, *, commitment: Commitment, title: str, due_on: date, here: Here) -> Milestone:
    """A step on the way, with a day of its own."""
    _check_open(commitment)
    _refuse(rules.why_not_step(due_on=commitment.due_on, step_on=due_on, today=here.today))
    step = Milestone(commitment_id=commitment.id, title=title, due_on=due_on)
    session.add(step)
    session.flush()
    _note(session, commitment, here, "add a step", words=title)
    _plan(session, commitment, here)
    return step


def finish_step(session: Session, *, commitment: Commitment, step: Milestone, done_on: date, here: Here) -> None:
    """The step is done since this day."""
    _refuse(rules.why_not_done(done_on=done_on, today=here.today))
    step.done_on = done_on
    session.flush()
    _note(session, commitment, here, "finish a step", words=step.title)
    tell(session, commitment, what=_("A step is done"), words=step.title, here=here)


def take_step_away(session: Session, *, commitment: Commitment, step: Milestone, reason: str, here: Here) -> None:
    """There will be no such step. Once the commitment is public, people read that there was one, and why not now."""
    _check_open(commitment)
    if commitment.published_at is not None:
        if not reason:
            raise Refused(_("Say why. People will read it."), field="reason")
        words = _("The step “%(title)s” was taken away. %(reason)s", title=step.title, reason=reason)
        _say(session, commitment, words, here)
    session.delete(step)
    session.flush()
    session.expire(commitment, ["milestones"])
    _note(session, commitment, here, "take a step away", words=reason)


def deliver(session: Session, *, commitment: Commitment, done_on: date, words: str, here: Here) -> None:
    """It is done since this day, and this came of it."""
    _check_open(commitment)
    if commitment.published_at is None:
        raise Refused(_("Publish it first, so that people can see what was promised."))
    _refuse(rules.why_not_done(done_on=done_on, today=here.today))
    commitment.delivered_on, commitment.delivered_words = done_on, words
    session.flush()
    _note(session, commitment, here, "deliver a commitment", words=words)
    tell(session, commitment, what=_("It was delivered"), words=words, here=here)


def drop(session: Session, *, commitment: Commitment, reason: str, here: Here) -> None:
    """It will not be done. People read why."""
    _check_open(commitment)
    commitment.dropped_on, commitment.dropped_reason = here.today, reason
    session.flush()
    _note(session, commitment, here, "drop a commitment", words=reason)
    if commitment.published_at is not None:
        tell(session, commitment, what=_("It will not be done"), words=reason, here=here)


def reopen(session: Session, *, commitment: Commitment, reason: str, here: Here) -> None:
    """It was not delivered, or not dropped, after all. What was said stays to be read."""
    if commitment.delivered_on is None and commitment.dropped_on is None:
        return
    before = commitment.delivered_words or commitment.dropped_reason
    _say(
        session, commitment, _("It goes on. %(reason)s Before, it said: %(before)s", reason=reason, before=before), here
    )
    commitment.delivered_on = commitment.dropped_on = None
    commitment.delivered_words = commitment.dropped_reason = ""
    session.flush()
    _note(session, commitment, here, "reopen a commitment", words=reason)
    _plan(session, commitment, here)
    tell(session, commitment, what=_("It goes on"), words=reason, here=here)


def tell(session: Session, commitment: Commitment, *, what: str, words: str, here: Here) -> None:
    """Everybody who follows it hears of it in their own rhythm; while it is not public, nobody does."""
    if commitment.published_at is None:
        return
    following.happened(
        session, kind=KIND, thing_id=commitment.id, title=commitment.title, what=what, words=words,
        address=f"/commitments/{commitment.id}", zone=here.zone, actor_id=here.by, source=f"commitment:{commitment.id}",
    )  # fmt: skip


def _check_decision(decision: Decision | None) -> None:
    if decision is None or decision.published_at is None or decision.withdrawn_at is not None:
        raise NothingDecided
    if decision.called_in_at is not None and decision.call_in_ended_on is None:
        raise CalledIn
    if decision.called_in_at is not None and not decision.call_in_stands:
        raise SentBack


def _check_open(commitment: Commitment) -> None:
    if commitment.delivered_on is not None or commitment.dropped_on is not None:
        raise AlreadyEnded


def _refuse(reason: rules.Reason) -> None:
    if reason is not None:
        field, words = reason
        raise Refused(words, field=field)


def _say(
    session: Session,
    commitment: Commitment,
    words: str,
    here: Here,
    *,
    due_on: date | None = None,
    was_due_on: date | None = None,
) -> None:
    at: datetime = clock.now()
    said = CommitmentUpdate(commitment_id=commitment.id, at=at, by=here.by, words=words, due_on=due_on,
                            was_due_on=was_due_on)  # fmt: skip
    session.add(said)
    session.flush()
    session.expire(commitment, ["updates"])


def _plan(session: Session, commitment: Commitment, here: Here) -> None:
    """Reminders for the days that are still to come, once it is public."""
    if commitment.published_at is not None:
        reminders.plan(session, commitment=commitment, zone=here.zone, today=here.today,
                       before=here.remind_days, silent=here.silent_days)  # fmt: skip


def _note(session: Session, commitment: Commitment, here: Here, act: str, *, words: str = "") -> None:
    record(session, actor_id=here.by, act=act, subject=f"commitment:{commitment.id}", words=words)
