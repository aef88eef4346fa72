"""Everything that changes decisions. Services flush; the request commits. What is public is never edited."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, Decision, DecisionIssue, DecisionOption, Interest, Meeting
from webapp.agenda.queries import decisions as queries
from webapp.agenda.queries.brought import read_brought
from webapp.agenda.rules import decisions as rules
from webapp.agenda.rules.agendas import too_short
from webapp.agenda.rules.clear_days import last_day
from webapp.agenda.rules.decisions import Circumstances, Words
from webapp.agenda.rules.site import Site
from webapp.agenda.services.agendas import notice_for
from webapp.agenda.services.meetings import refuse
from webapp.agenda.signals import decided
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.refusals import Refused


class RecordedAlready(Refused):
    message = _l("Somebody else has begun to record this decision.")


class PublishedAlready(Refused):
    message = _l("This record is public. It is not edited any more; a correction is a record of its own.")


def circumstances(session: Session, *, item: AgendaItem, site: Site) -> Circumstances:
    """What the rules need to know of the item."""
    meeting = session.get(Meeting, item.meeting_id) if item.meeting_id is not None else None
    notice = notice_for(item, meeting, session.get_one(Body, item.body_id), site)
    lacks = _("It has not had enough notice. Say on the item why it could not wait.") if too_short(notice) else ""
    return Circumstances(
        today=site.today(),
        planned_on=site.day(item.planned_at) if item.planned_at else None,
        meets_on=site.day(meeting.starts_at) if meeting else None,
        item_withdrawn=item.withdrawn_at is not None,
        meeting_cancelled=meeting is not None and meeting.cancelled_at is not None,
        notice=lacks,
        issues=[one.issue.id for one in read_brought(session, [item.id]).get(item.id, [])],
    )


def begin(
    session: Session, *, item: AgendaItem, words: Words, site: Site, actor_id: int, corrects: Decision | None = None
) -> Decision:  # fmt: skip
    """A draft. Raises `Refused` at its field; `RecordedAlready` where there is one."""
    session.refresh(item, with_for_update=True)
    about = circumstances(session, item=item, site=site)
    if wrong := rules.why_not_begin(about):
        raise Refused(wrong)
    if corrects is None and any(one.published_at for one in queries.find_of_item(session, item.id)):
        raise PublishedAlready
    if corrects is not None:
        reason = words.correction_reason
        refuse(rules.why_not_correct(state=queries.state(corrects, site.today()), reason=reason))
    refuse(rules.why_not_keep(words, about))
    made = Decision(item_id=item.id, recorded_at=clock.now(), recorded_by=actor_id,
                    replaces_id=corrects.id if corrects else None)  # fmt: skip
    _write(made, words)
    with refused_as(session, {"one_draft_decision_an_item": RecordedAlready}):
        session.add(made)
        session.flush()
    _write_parts(session, made, words)
    record(session, actor_id=actor_id, act="recorded a decision", subject=subject_of(made), words=made.title,
           item=item.id, corrects=made.replaces_id)  # fmt: skip
    return made


def save(session: Session, *, decision: Decision, words: Words, site: Site, actor_id: int) -> None:
    """Change a draft. Raises `PublishedAlready`, and `Refused` at its field."""
    _lock_draft(session, decision)
    item = session.get_one(AgendaItem, decision.item_id)
    refuse(rules.why_not_keep(words, circumstances(session, item=item, site=site)))
    if decision.replaces_id is not None and not words.correction_reason.strip():
        raise Refused(_("Say why the record is replaced. People will read it."), field="correction_reason")
    _write(decision, words)
    _write_parts(session, decision, words)
    session.flush()
    record(session, actor_id=actor_id, act="changed the draft of a decision", subject=subject_of(decision),
           words=decision.title)  # fmt: skip


def throw_away(session: Session, *, decision: Decision, actor_id: int) -> None:
    """A draft goes, for good."""
    _lock_draft(session, decision)
    record(session, actor_id=actor_id, act="threw away the draft of a decision", subject=subject_of(decision),
           words=decision.title)  # fmt: skip
    _forget_parts(session, decision)
    session.delete(decision)
    session.flush()


def publish(session: Session, *, decision: Decision, site: Site, actor_id: int) -> None:
    """Public from now on, and never edited. Fixes the last day on which it can be called in, and ends the record that
    it replaces. Raises `Refused` where what it rests on has changed since it was written."""
    _lock_draft(session, decision)
    item = session.get_one(AgendaItem, decision.item_id)
    about = circumstances(session, item=item, site=site)
    if wrong := rules.why_not_begin(about):
        raise Refused(wrong)
    refuse(rules.why_not_keep(words_of(decision), about))
    now, body = clock.now(), session.get_one(Body, item.body_id)
    if decision.replaces_id is not None:
        old = session.get_one(Decision, decision.replaces_id)
        old.withdrawn_at, old.withdrawn_reason = now, decision.correction_reason
        session.flush()
    decision.published_at = now
    decision.call_in_until = last_day(site.day(now), body.call_in_days, site.calendar) if body.call_in_days else None
    with refused_as(session, {"one_decision_an_item": PublishedAlready}):
        session.flush()
    record(session, actor_id=actor_id, act="published a decision", subject=subject_of(decision), words=decision.title,
           until=str(decision.call_in_until or ""), replaces=decision.replaces_id)  # fmt: skip
    decided.send(session, decision_id=decision.id, replaces_id=decision.replaces_id)


def call_in(session: Session, *, decision: Decision, by: str, reason: str, site: Site, actor_id: int) -> None:
    """It takes no effect until it was looked at again."""
    session.refresh(decision, with_for_update=True)
    refuse(rules.why_not_call_in(state=queries.state(decision, site.today()), by=by, reason=reason))
    decision.called_in_at, decision.called_in_by, decision.called_in_reason = clock.now(), by.strip(), reason.strip()
    session.flush()
    record(session, actor_id=actor_id, act="noted that a decision is called in", subject=subject_of(decision),
           words=reason.strip())  # fmt: skip


def end_call_in(session: Session, *, decision: Decision, stands: bool, words: str, site: Site, actor_id: int) -> None:
    """What came of it: it stands and takes effect, or is sent back to be decided again."""
    session.refresh(decision, with_for_update=True)
    refuse(rules.why_not_end_call_in(state=queries.state(decision, site.today()), words=words))
    decision.call_in_ended_on, decision.call_in_stands, decision.call_in_outcome = site.today(), stands, words.strip()
    session.flush()
    record(session, actor_id=actor_id, act="noted the outcome of a call-in", subject=subject_of(decision),
           words=words.strip(), stands=stands)  # fmt: skip


def words_of(decision: Decision) -> Words:
    """What a record says, to be looked at or written again."""
    return Words(
        decided_on=decision.decided_on, maker=decision.maker, title=decision.title, what=decision.what,
        reasons=decision.reasons, options=[(one.words, one.why_rejected) for one in decision.options],
        interests=[(one.who, one.what, one.action) for one in decision.interests],
        how={one.issue_id: one.how for one in decision.issues}, none_raised=decision.none_raised,
        correction_reason=decision.correction_reason,
    )  # fmt: skip


def subject_of(decision: Decision) -> str:
    return f"decision:{decision.id}"


def _lock_draft(session: Session, decision: Decision) -> None:
    session.refresh(decision, with_for_update=True)
    if decision.published_at is not None:
        raise PublishedAlready


def _write(decision: Decision, words: Words) -> None:
    if words.decided_on is not None:
        decision.decided_on = words.decided_on
    decision.maker, decision.title = " ".join(words.maker.split()), " ".join(words.title.split())
    decision.what, decision.reasons, decision.none_raised = words.what.strip(), words.reasons.strip(), words.none_raised
    decision.correction_reason = words.correction_reason.strip()


def _write_parts(session: Session, decision: Decision, words: Words) -> None:
    _forget_parts(session, decision)
    made: Sequence[DecisionOption | Interest | DecisionIssue] = [
        *(DecisionOption(decision_id=decision.id, words=option.strip(), why_rejected=why.strip())
          for option, why in words.options if option.strip()),
        *(Interest(decision_id=decision.id, who=who.strip(), what=what.strip(), action=action.strip())
          for who, what, action in words.interests if who.strip()),
        *(DecisionIssue(decision_id=decision.id, issue_id=issue, how=how.strip())
          for issue, how in sorted(words.how.items()) if how.strip()),
    ]  # fmt: skip
    for one in made:
        session.add(one)
    session.flush()
    session.expire(decision, ["options", "interests", "issues"])


def _forget_parts(session: Session, decision: Decision) -> None:
    for part in (DecisionOption, Interest, DecisionIssue):
        session.execute(delete(part).where(part.decision_id == decision.id))
    session.expire(decision, ["options", "interests", "issues"])
