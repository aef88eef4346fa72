"""Items in the office: from a draft over the forward plan to the agenda of a meeting."""

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.agenda.forms.meetings import ButtonForm, ItemForm, NewItemForm, OnMeetingForm, PlaceForm
from webapp.agenda.models import AgendaItem, Body, Issue, Meeting
from webapp.agenda.queries import brought, decisions, meetings, plan
from webapp.agenda.queries.plan import Planned
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.common import has_begun, ordered, scored, shown_notice, site, threshold, words_asked
from webapp.agenda.rules.ordering import PART_WORDS
from webapp.agenda.services import agendas
from webapp.database import db
from webapp.i18n import _
from webapp.web.date_forms import ReasonForm
from webapp.web.filters import moment
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.route("/office/agenda-items/new", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def new_item() -> AnyResponse:
    """From an issue (`?issue=`), or from nothing. What the issue says is where the item begins."""
    issue = _issue_asked(request.args.get("issue", ""))
    form = NewItemForm(title=issue.sentence if issue else "", issue=str(issue.id) if issue else "",
                       body=request.args.get("body", ""))  # fmt: skip
    form.offer([(one.id, one.name) for one in meetings.list_bodies(db.session)])
    if form.validate_on_submit():
        with errors_on(form):
            body = get_or_404(Body, int(form.body.data))
            made = agendas.begin_item(db.session, body=body, words=form.said(), actor_id=current_person().id,
                                      issue=_issue_asked(form.issue.data or ""), threshold=threshold())  # fmt: skip
            flash(_("Made. Only the office sees it until it is in the forward plan."))
            return redirect(url_for(".office_item", item_id=made.id))
    return page("agenda/item_form.html", form=form, item=None, issue=issue)


def _issue_asked(number: str) -> Issue | None:
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
    return db.session.get(Issue, wanted) if wanted else None


@blueprint.get("/office/agenda-items/<int:item_id>")
@requires(Permission.PLAN_MEETINGS)
def office_item(item_id: int) -> AnyResponse:
    found, rules = _item(item_id), site()
    return page(
        "agenda/office_item.html",
        found=found,
        one=scored(found.item, rules, all_=True),
        shown=shown_notice(found.item, found.meeting, found.body, rules),
        part_words=PART_WORDS,
        records=decisions.find_of_item(db.session, found.item.id),
        begun=has_begun(found.meeting),
        form=ButtonForm(),
    )


@blueprint.route("/office/agenda-items/<int:item_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def edit_item(item_id: int) -> AnyResponse:
    item = _item(item_id).item
    form = ItemForm(data=_values_of(item))
    if form.validate_on_submit():
        with errors_on(form):
            agendas.save_item(db.session, item=item, words=form.said(), actor_id=current_person().id)
            flash(_("Saved."))
            return _to(item)
    return page("agenda/item_form.html", form=form, item=item, issue=None)


def _values_of(item: AgendaItem) -> dict[str, object]:
    names = ("title", "what", "recommended", "key_decision", "none_raised", "urgency_reason", "short_notice_reason",
             "short_notice_agreed_by")  # fmt: skip
    return {name: getattr(item, name) for name in names} | {
        "urgency": str(item.urgency),
        "deadline": item.deadline_on,
    }


@blueprint.route("/office/agenda-items/<int:item_id>/issues", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def item_issues(item_id: int) -> AnyResponse:
    """Issues to put on the item; one press puts one on."""
    item, form, words = _item(item_id).item, ButtonForm(), words_asked()
    if form.validate_on_submit():
        issue = _issue_asked(request.form.get("issue", ""))
        if issue is None:
            abort(404)
        with refusals_told():
            agendas.add_issue(db.session, item=item, issue=issue, threshold=threshold(), actor_id=current_person().id)
            flash(_("The item rests on it now."))
        return _to(item)
    return page("agenda/item_issues.html", item=item, words=words,
                issues=brought.list_to_add(db.session, item_id=item.id, words=words))  # fmt: skip


@blueprint.post("/office/agenda-items/<int:item_id>/issues/<int:issue_id>/take-off")
@requires(Permission.PLAN_MEETINGS)
def take_issue(item_id: int, issue_id: int) -> AnyResponse:
    item = _item(item_id).item
    if ButtonForm().validate_on_submit():
        with refusals_told():
            agendas.take_issue(db.session, item=item, issue_id=issue_id, actor_id=current_person().id)
            flash(_("Taken off. The issue itself stays."))
    return _to(item)


@blueprint.post("/office/agenda-items/<int:item_id>/plan")
@requires(Permission.PLAN_MEETINGS)
def put_in_plan(item_id: int) -> AnyResponse:
    item = _item(item_id).item
    if ButtonForm().validate_on_submit():
        with refusals_told():
            agendas.put_in_plan(db.session, item=item, actor_id=current_person().id)
            flash(_("It is in the forward plan. Its notice begins today."))
    return _to(item)


@blueprint.route("/office/agenda-items/<int:item_id>/meeting", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def item_meeting(item_id: int) -> AnyResponse:
    found = _item(item_id)
    form = OnMeetingForm(meeting=str(found.item.meeting_id or ""))
    coming = meetings.list_coming(db.session, now=clock.now(), body_id=found.body.id)
    rows = [(one.meeting.id, moment(one.meeting.starts_at)) for one in coming if one.meeting.cancelled_at is None]
    if found.meeting is not None and found.meeting.id not in dict(rows):
        rows.append((found.meeting.id, moment(found.meeting.starts_at)))
    form.offer(rows)
    if form.validate_on_submit():
        with errors_on(form):
            to = db.session.get(Meeting, form.meeting_id) if form.meeting_id else None
            agendas.put_on_meeting(db.session, item=found.item, meeting=to, site=site(), actor_id=current_person().id)
            flash(_("It is on the meeting.") if to else _("It is on no meeting now."))
            return _to(found.item)
    return page("agenda/item_meeting.html", form=form, found=found)


@blueprint.route("/office/agenda-items/<int:item_id>/place", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def place_item(item_id: int) -> AnyResponse:
    """Overrule the score, with a reason."""
    found = _item(item_id)
    if found.meeting is None:
        abort(404)
    items = ordered(found.meeting.id, site(), all_=True)
    now_at = next((at for at, one in enumerate(items, 1) if one.id == found.item.id), 1)
    form = PlaceForm(position=found.item.position or now_at, reason=found.item.position_reason)
    if form.validate_on_submit():
        with errors_on(form):
            agendas.place(db.session, item=found.item, position=form.position.data or 0, reason=form.reason.data or "",
                          actor_id=current_person().id)  # fmt: skip
            flash(_("Placed. The reason stands on the agenda."))
            return redirect(url_for(".office_meeting", meeting_id=found.meeting.id))
    return page("agenda/item_place.html", form=form, found=found, items=items)


@blueprint.post("/office/agenda-items/<int:item_id>/follow-score")
@requires(Permission.PLAN_MEETINGS)
def follow_score(item_id: int) -> AnyResponse:
    found = _item(item_id)
    if ButtonForm().validate_on_submit():
        with refusals_told():
            agendas.let_score_place(db.session, item=found.item, actor_id=current_person().id)
            flash(_("It stands where its score puts it."))
    if found.meeting is None:
        return _to(found.item)
    return redirect(url_for(".office_meeting", meeting_id=found.meeting.id))


@blueprint.route("/office/agenda-items/<int:item_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def withdraw_item(item_id: int) -> AnyResponse:
    item, form = _item(item_id).item, ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            agendas.withdraw_item(db.session, item=item, reason=form.reason.data or "", actor_id=current_person().id)
            flash(_("Withdrawn. It stays at its address, with the reason."))
            return _to(item)
    return page("agenda/item_withdraw.html", form=form, item=item)


@blueprint.post("/office/agenda-items/<int:item_id>/bring-back")
@requires(Permission.PLAN_MEETINGS)
def bring_back(item_id: int) -> AnyResponse:
    item = _item(item_id).item
    if ButtonForm().validate_on_submit():
        agendas.bring_back(db.session, item=item, actor_id=current_person().id)
        flash(_("It is back. Its notice begins anew."))
    return _to(item)


def _to(item: AgendaItem) -> AnyResponse:
    return redirect(url_for(".office_item", item_id=item.id))


def _item(item_id: int) -> Planned:
    found = plan.find_item(db.session, item_id)
    if found is None:
        abort(404)
    return found
