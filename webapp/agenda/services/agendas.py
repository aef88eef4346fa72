"""Everything that changes items on their way to a decision, and agendas. Services flush; the request commits."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda import measuring
from webapp.agenda.models import AgendaItem, Body, Issue, ItemIssue, Meeting
from webapp.agenda.queries import brought, decisions, plan
from webapp.agenda.rules import agendas as rules
from webapp.agenda.rules.notice import Notice, notice_of
from webapp.agenda.rules.site import Site
from webapp.agenda.services import proposing
from webapp.agenda.services.meetings import lock as lock_meeting
from webapp.agenda.services.meetings import refuse
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.refusals import Refused


class OnItAlready(Refused):
    message = _l("The item rests on this issue already.")


class Decided(Refused):
    message = _l("This item was decided.")


class Withdrawn(Refused):
    message = _l("This item was withdrawn.")


@dataclass(frozen=True, kw_only=True)
class ItemWords:
    """What the office says of an item."""

    title: str
    what: str = ""
    recommended: str = ""
    key_decision: bool = False
    none_raised: bool = False
    urgency: int = 0
    urgency_reason: str = ""
    deadline_on: date | None = None
    short_notice_reason: str = ""
    short_notice_agreed_by: str = ""


def begin_item(session: Session, *, body: Body, words: ItemWords, actor_id: int, issue: Issue | None = None,
               threshold: int = 5) -> AgendaItem:  # fmt: skip
    """A draft, which nobody but the office sees; with `issue` it rests on that one from the start."""
    _refuse_words(words)
    item = AgendaItem(body_id=body.id, created_at=clock.now(), created_by=actor_id)
    _write(item, words)
    session.add(item)
    session.flush()
    record(session, actor_id=actor_id, act="made an agenda item", subject=subject_of(item), words=item.title)
    if issue is not None:
        add_issue(session, item=item, issue=issue, threshold=threshold, actor_id=actor_id)
    return item


def save_item(session: Session, *, item: AgendaItem, words: ItemWords, actor_id: int) -> None:
    """What an item that is planned says changes in public. One that becomes a key decision only now has had no notice
    as one: its clock begins anew."""
    _lock_open(session, item)
    _refuse_words(words)
    if item.planned_at is not None:
        wrong = rules.why_not_plan(issues=_count_issues(session, item), none_raised=words.none_raised)
        refuse(wrong)
        if words.key_decision and not item.key_decision:
            item.planned_at = clock.now()
    _write(item, words)
    session.flush()
    record(session, actor_id=actor_id, act="changed an agenda item", subject=subject_of(item), words=item.title,
           key=item.key_decision, urgency=item.urgency)  # fmt: skip


def add_issue(session: Session, *, item: AgendaItem, issue: Issue, threshold: int, actor_id: int) -> None:
    """Raises `OnItAlready`, and `Refused` where the issue is not public: an agenda rests on what anybody can read."""
    _lock_open(session, item)
    if issue.published_at is None or issue.withdrawn_at is not None:
        raise Refused(_("Publish the issue first. An agenda rests on what anybody can read."), field="issue")
    if item.none_raised:
        raise Refused(_("The item says that no issues were raised. Change that first."), field="issue")
    measured = measuring.measure(session, issue_id=issue.id, threshold=threshold)
    with refused_as(session, {"one_issue_an_item": OnItAlready}):
        session.add(ItemIssue(item_id=item.id, issue_id=issue.id, measured=measured))
        session.flush()
    record(session, actor_id=actor_id, act="put an issue on an agenda item", subject=subject_of(item), issue=issue.id)


def take_issue(session: Session, *, item: AgendaItem, issue_id: int, actor_id: int) -> None:
    """Off the item again. What is planned keeps at least one."""
    _lock_open(session, item)
    link = session.scalar(select(ItemIssue).where(ItemIssue.item_id == item.id, ItemIssue.issue_id == issue_id))
    if link is None:
        return
    if item.planned_at is not None and _count_issues(session, item) == 1:
        raise Refused(_("This is the only issue of an item that everybody can see. Add another one first."))
    session.delete(link)
    session.flush()
    record(session, actor_id=actor_id, act="took an issue off an agenda item", subject=subject_of(item), issue=issue_id)


def put_in_plan(session: Session, *, item: AgendaItem, actor_id: int) -> None:
    """Public from now on: the notice clock begins. Twice is once."""
    _lock_open(session, item)
    if item.planned_at is not None:
        return
    refuse(rules.why_not_plan(issues=_count_issues(session, item), none_raised=item.none_raised))
    item.planned_at = clock.now()
    session.flush()
    record(session, actor_id=actor_id, act="put an item into the forward plan", subject=subject_of(item))


def put_on_meeting(session: Session, *, item: AgendaItem, meeting: Meeting | None, site: Site, actor_id: int) -> None:
    """`None` takes it off. Raises `Refused` where an agenda that is public already would change without notice."""
    _lock_open(session, item)
    if meeting is not None:
        refuse(_why_not_on(session, item, meeting, site))
    if item.meeting_id is not None and item.meeting_id != (meeting.id if meeting else None):
        item.position, item.position_reason = None, ""
    item.meeting_id = meeting.id if meeting else None
    session.flush()
    record(session, actor_id=actor_id, act="put an item on a meeting" if meeting else "took an item off its meeting",
           subject=subject_of(item), meeting=item.meeting_id)  # fmt: skip


def _why_not_on(session: Session, item: AgendaItem, meeting: Meeting, site: Site) -> tuple[str, str] | None:
    lock_meeting(session, meeting)
    if meeting.body_id != item.body_id:
        return "meeting", _("This is a meeting of another body.")
    if meeting.cancelled_at is not None or meeting.starts_at <= clock.now():
        return "meeting", _("Choose a meeting that is still to come.")
    if meeting.agenda_published_at is None:
        return None
    if item.planned_at is None:
        return "meeting", _("The agenda of this meeting is public. Put the item into the forward plan first.")
    body = session.get_one(Body, item.body_id)
    late = rules.is_late(published_on=site.today(), meets_on=site.day(meeting.starts_at), terms=site.terms(body))
    if late and not item.short_notice_reason:
        return "meeting", _("The agenda of this meeting is public. Say on the item why it cannot wait.")
    return None


def place(session: Session, *, item: AgendaItem, position: int, reason: str, actor_id: int) -> None:
    """A person overrules the score, in public."""
    _lock_open(session, item)
    items = plan.list_on_meeting(session, item.meeting_id or 0)
    refuse(rules.why_not_place(position=position, reason=reason, items=len(items)))
    item.position, item.position_reason = position, reason.strip()
    session.flush()
    record(session, actor_id=actor_id, act="placed an agenda item", subject=subject_of(item), words=reason.strip(),
           position=position)  # fmt: skip


def let_score_place(session: Session, *, item: AgendaItem, actor_id: int) -> None:
    """Undo: the item stands where its score puts it."""
    _lock_open(session, item)
    item.position, item.position_reason = None, ""
    session.flush()
    record(session, actor_id=actor_id, act="let the score place an agenda item", subject=subject_of(item))


def withdraw_item(session: Session, *, item: AgendaItem, reason: str, actor_id: int) -> None:
    """It stays at its address, with the reason."""
    _lock_open(session, item)
    if not reason.strip():
        raise Refused(_("Say why. People will read it."), field="reason")
    item.withdrawn_at, item.withdrawn_reason = clock.now(), reason.strip()
    session.flush()
    record(session, actor_id=actor_id, act="withdrew an agenda item", subject=subject_of(item), words=reason.strip())


def bring_back(session: Session, *, item: AgendaItem, actor_id: int) -> None:
    """Undo a withdrawal. Meanwhile nobody could know of it, so that its notice begins anew."""
    session.refresh(item, with_for_update=True)
    if item.withdrawn_at is None:
        return
    item.withdrawn_at, item.withdrawn_reason = None, ""
    if item.planned_at is not None:
        item.planned_at = clock.now()
    session.flush()
    record(session, actor_id=actor_id, act="brought an agenda item back", subject=subject_of(item))


def publish_agenda(session: Session, *, meeting: Meeting, late_reason: str, site: Site, actor_id: int) -> None:
    """Public from now on. Raises `Refused` at its field. Twice is once."""
    lock_meeting(session, meeting)
    if meeting.agenda_published_at is not None:
        return
    wrong = rules.why_not_change(starts_at=meeting.starts_at, cancelled=meeting.cancelled_at is not None,
                                 now=clock.now())  # fmt: skip
    if wrong:
        raise Refused(wrong)
    body = session.get_one(Body, meeting.body_id)
    items = plan.list_on_meeting(session, meeting.id)
    late = rules.is_late(published_on=site.today(), meets_on=site.day(meeting.starts_at), terms=site.terms(body))
    short = [item.title for item in items if rules.too_short(notice_for(item, meeting, body, site))]
    refuse(rules.why_not_publish(items=len(items), late=late, late_reason=late_reason, too_short=short))
    meeting.agenda_published_at, meeting.late_reason = clock.now(), late_reason.strip() if late else ""
    session.flush()
    proposing.say_on_agenda(session, item_ids=[item.id for item in items], body=body.name, actor_id=actor_id)
    record(session, actor_id=actor_id, act="published an agenda", subject=f"meeting:{meeting.id}", items=len(items),
           late=late)  # fmt: skip


def notice_for(item: AgendaItem, meeting: Meeting | None, body: Body, site: Site) -> Notice:
    """How its notice stands; one that is not planned yet as if it were planned now. A cancelled meeting is none."""
    meets = meeting is not None and meeting.cancelled_at is None
    return notice_of(
        key=item.key_decision,
        planned_on=site.day(item.planned_at or clock.now()),
        meets_on=site.day(meeting.starts_at) if meeting is not None and meets else None,
        reason=item.short_notice_reason,
        agreed_by=item.short_notice_agreed_by,
        terms=site.terms(body),
    )


def subject_of(item: AgendaItem) -> str:
    return f"agenda_item:{item.id}"


def _lock_open(session: Session, item: AgendaItem) -> None:
    """Wait for whoever else changes it. Raises `Withdrawn` and `Decided`: nothing is changed after the fact."""
    session.refresh(item, with_for_update=True)
    if item.withdrawn_at is not None:
        raise Withdrawn
    if any(one.published_at for one in decisions.find_of_item(session, item.id)):
        raise Decided


def _count_issues(session: Session, item: AgendaItem) -> int:
    return len(brought.read_brought(session, [item.id]).get(item.id, []))


def _write(item: AgendaItem, words: ItemWords) -> None:
    item.title, item.what, item.recommended = " ".join(words.title.split()), words.what.strip(), words.recommended
    item.key_decision, item.none_raised = words.key_decision, words.none_raised
    item.urgency, item.urgency_reason = words.urgency, words.urgency_reason.strip() if words.urgency else ""
    item.deadline_on = words.deadline_on
    item.short_notice_reason = words.short_notice_reason.strip()
    item.short_notice_agreed_by = words.short_notice_agreed_by.strip()


def _refuse_words(words: ItemWords) -> None:
    refuse(rules.why_not_save(title=words.title, urgency=words.urgency, urgency_reason=words.urgency_reason,
                               agreed_by=words.short_notice_agreed_by,
                               short_reason=words.short_notice_reason))  # fmt: skip
