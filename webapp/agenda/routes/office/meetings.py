"""Bodies and meetings in the office: making and changing them, and what is on each agenda."""

from datetime import date, datetime

from flask import abort, current_app, flash, jsonify, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.agenda.forms.meetings import (
    KIND_WORDS,
    BodyForm,
    ButtonForm,
    MeetingForm,
    MoveMeetingForm,
    PublishAgendaForm,
)
from webapp.agenda.models import Body, Meeting
from webapp.agenda.queries import decisions, meetings, plan
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.common import has_begun, ordered, shown_notice, site
from webapp.agenda.routes.public.meetings import DOCUMENT_WORDS
from webapp.agenda.rules.agendas import is_late, publish_by
from webapp.agenda.rules.notice import days_in_words
from webapp.agenda.rules.ordering import PART_WORDS
from webapp.agenda.services import agendas, printing
from webapp.agenda.services import meetings as services
from webapp.database import db
from webapp.i18n import _
from webapp.places.queries import read_gazetteer
from webapp.web.date_forms import ReasonForm
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.languages import choose_language
from webapp.web.pages import found_or_404, get_or_404, page


@blueprint.get("/office/meetings")
@requires(Permission.PLAN_MEETINGS)
def office_meetings() -> AnyResponse:
    """What is coming, what waits to be put on a meeting, and records that are not published."""
    now, rules = clock.now(), site()
    rows = plan.list_in_office(db.session)
    return page(
        "agenda/office_meetings.html",
        bodies=meetings.list_bodies(db.session),
        kinds=KIND_WORDS,
        coming=[(one, publish_by(meets_on=rules.day(one.meeting.starts_at), terms=rules.terms(one.body)))
                for one in meetings.list_coming(db.session, now=now)],
        past=meetings.list_past(db.session, now=now, most=10),
        rows=[(one, shown_notice(one.item, one.meeting, one.body, rules), has_begun(one.meeting)) for one in rows],
        drafts=decisions.list_drafts(db.session),
        today=rules.today(),
    )  # fmt: skip


@blueprint.route("/office/bodies/new", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def new_body() -> AnyResponse:
    form = _body_form()
    if form.validate_on_submit():
        with errors_on(form):
            made = services.found_body(db.session, words=form.said(), actor_id=current_person().id)
            flash(_("Made. Everybody can see it."))
            return redirect(url_for(".office_body", body_id=made.id))
    return page("agenda/body_form.html", form=form, body=None)


@blueprint.route("/office/bodies/<int:body_id>/edit", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def edit_body(body_id: int) -> AnyResponse:
    found = get_or_404(Body, body_id)
    form = _body_form(found)
    if form.validate_on_submit():
        with errors_on(form):
            services.change_body(db.session, body=found, words=form.said(), actor_id=current_person().id)
            flash(_("Saved."))
            return redirect(url_for(".office_body", body_id=found.id))
    return page("agenda/body_form.html", form=form, body=found)


def _body_form(found: Body | None = None) -> BodyForm:
    form = BodyForm(data=_values_of(found) if found else None)
    form.offer(read_gazetteer(db.session, sectors=False).by_district)
    return form


def _values_of(found: Body) -> dict[str, object]:
    names = ("name", "about", "plan_days", "agenda_days", "call_in_days", "legal_basis")
    chosen = {"kind": found.kind.value, "area": str(found.area_id or ""), "plan_counting": found.plan_counting.value,
              "agenda_counting": found.agenda_counting.value}  # fmt: skip
    return {name: getattr(found, name) for name in names} | chosen


@blueprint.get("/office/bodies/<int:body_id>")
@requires(Permission.PLAN_MEETINGS)
def office_body(body_id: int) -> AnyResponse:
    found, now = get_or_404(Body, body_id), clock.now()
    return page(
        "agenda/office_body.html",
        body=found,
        kinds=KIND_WORDS,
        coming=meetings.list_coming(db.session, now=now, body_id=found.id),
        past=meetings.list_past(db.session, now=now, body_id=found.id, most=20),
        plan_days=days_in_words(found.plan_days, found.plan_counting),
        agenda_days=days_in_words(found.agenda_days, found.agenda_counting),
    )


@blueprint.route("/office/bodies/<int:body_id>/meetings/new", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def new_meeting(body_id: int) -> AnyResponse:
    found, form = get_or_404(Body, body_id), MeetingForm()
    if form.validate_on_submit():
        with errors_on(form):
            made = services.call_meeting(db.session, body=found, starts_at=_moment(form), where=form.where.data or "",
                                         actor_id=current_person().id)  # fmt: skip
            flash(_("The meeting is in the calendar. Everybody can see it."))
            return redirect(url_for(".office_meeting", meeting_id=made.id))
    return page("agenda/meeting_form.html", form=form, body=found)


@blueprint.get("/office/meetings/<int:meeting_id>")
@requires(Permission.PLAN_MEETINGS)
def office_meeting(meeting_id: int) -> AnyResponse:
    found, of = _meeting(meeting_id)
    rules = site()
    items = ordered(found.id, rules, all_=True)
    return page(
        "agenda/office_meeting.html",
        meeting=found,
        body=of,
        items=items,
        notices={one.id: shown_notice(one.item, found, of, rules) for one in items},
        decided=decisions.of_items(db.session, [one.id for one in items]),
        part_words=PART_WORDS,
        publish_by=_publish_by(found, of),
        needed=days_in_words(of.agenda_days, of.agenda_counting),
        begun=has_begun(found),
        form=ButtonForm(),
        job=printing.find_job(db.session, found.id),
        documents=meetings.list_documents(db.session, found.id),
        document_words=DOCUMENT_WORDS,
    )


@blueprint.route("/office/meetings/<int:meeting_id>/move", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def move_meeting(meeting_id: int) -> AnyResponse:
    found, of = _meeting(meeting_id)
    local = clock.to_local(found.starts_at, current_app.config["TIME_ZONE"])
    form = MoveMeetingForm(day=local.date(), at=local.time(), where=found.where)
    if form.validate_on_submit():
        with errors_on(form):
            services.move_meeting(db.session, meeting=found, starts_at=_moment(form), where=form.where.data or "",
                                  reason=form.reason.data or "", actor_id=current_person().id)  # fmt: skip
            flash(_("Moved. The reason stands on its page."))
            return redirect(url_for(".office_meeting", meeting_id=found.id))
    return page("agenda/meeting_move.html", form=form, meeting=found, body=of)


@blueprint.route("/office/meetings/<int:meeting_id>/cancel", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def cancel_meeting(meeting_id: int) -> AnyResponse:
    found, of = _meeting(meeting_id)
    form = ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.cancel_meeting(db.session, meeting=found, reason=form.reason.data or "",
                                    actor_id=current_person().id)  # fmt: skip
            flash(_("Cancelled. The reason stands on its page, and its items wait for another meeting."))
            return redirect(url_for(".office_meeting", meeting_id=found.id))
    return page("agenda/meeting_cancel.html", form=form, meeting=found, body=of)


@blueprint.route("/office/meetings/<int:meeting_id>/publish", methods=["GET", "POST"])
@requires(Permission.PLAN_MEETINGS)
def publish_agenda(meeting_id: int) -> AnyResponse:
    """A look at the whole before everybody sees it."""
    found, of = _meeting(meeting_id)
    form, rules = PublishAgendaForm(), site()
    late = is_late(published_on=rules.today(), meets_on=rules.day(found.starts_at), terms=rules.terms(of))
    if form.validate_on_submit():
        with errors_on(form):
            agendas.publish_agenda(db.session, meeting=found, late_reason=form.late_reason.data or "", site=rules,
                                   actor_id=current_person().id)  # fmt: skip
            _print(found)
            flash(_("The agenda is public. Its papers are being made."))
            return redirect(url_for(".office_meeting", meeting_id=found.id))
    items = ordered(found.id, rules)
    return page("agenda/agenda_publish.html", form=form, meeting=found, body=of, items=items, late=late,
                publish_by=_publish_by(found, of),
                notices={one.id: shown_notice(one.item, found, of, rules) for one in items},
                needed=days_in_words(of.agenda_days, of.agenda_counting))  # fmt: skip


@blueprint.post("/office/meetings/<int:meeting_id>/papers")
@requires(Permission.PLAN_MEETINGS)
def make_papers(meeting_id: int) -> AnyResponse:
    found, _body = _meeting(meeting_id)
    if ButtonForm().validate_on_submit():
        with refusals_told():
            _print(found)
            flash(_("The papers are being made."))
    return redirect(url_for(".office_meeting", meeting_id=found.id))


def _print(found: Meeting) -> None:
    printing.ask(db.session, meeting_id=found.id, person_id=current_person().id, language=choose_language(),
                 authority=current_app.config["AUTHORITY"], zone=current_app.config["TIME_ZONE"])  # fmt: skip


@blueprint.get("/office/meetings/<int:meeting_id>/papers/progress")
@requires(Permission.PLAN_MEETINGS)
def papers_progress(meeting_id: int) -> AnyResponse:
    """How far they are: {"percent", "words", "over"}."""
    job = found_or_404(printing.find_job(db.session, _meeting(meeting_id)[0].id))
    return jsonify(percent=job.percent, words=job.step or _("Waiting for its turn"), over=job.finished_at is not None)


def _publish_by(found: Meeting, of: Body) -> date:
    rules = site()
    return publish_by(meets_on=rules.day(found.starts_at), terms=rules.terms(of))


def _moment(form: MeetingForm) -> datetime:
    return clock.from_local(form.starts(), current_app.config["TIME_ZONE"])


def _meeting(meeting_id: int) -> tuple[Meeting, Body]:
    found = meetings.find_meeting(db.session, meeting_id)
    if found is None:
        abort(404)
    return found[0], found[1]
