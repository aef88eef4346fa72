"""Recording decisions: writing one, looking it over, publishing it, correcting it, and call-in."""

from dataclasses import replace

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.agenda.forms.decisions import CallInForm, OutcomeForm, form_for
from webapp.agenda.forms.meetings import ButtonForm
from webapp.agenda.models import AgendaItem
from webapp.agenda.queries import decisions, plan
from webapp.agenda.queries.brought import read_brought
from webapp.agenda.queries.decisions import Record
from webapp.agenda.queries.plan import Planned
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.common import site
from webapp.agenda.rules.clear_days import last_day
from webapp.agenda.rules.decisions import STATE_WORDS, State, Words, why_not_begin
from webapp.agenda.services import decisions as services
from webapp.database import db
from webapp.i18n import _
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import page


@blueprint.route("/office/agenda-items/<int:item_id>/decision", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def record_decision(item_id: int) -> AnyResponse:
    found, rules = _item(item_id), site()
    form = form_for(_issues_of(found.item), _first_words(found))
    if form.validate_on_submit():
        with errors_on(form):
            made = services.begin(db.session, item=found.item, words=form.said(), site=rules,
                                  actor_id=current_person().id)  # fmt: skip
            return redirect(url_for(".check_decision", decision_id=made.id))
    cannot = why_not_begin(services.circumstances(db.session, item=found.item, site=rules))
    return page("agenda/decision_form.html", form=form, found=found, cannot=cannot, corrects=None, draft=None)


def _first_words(found: Planned) -> Words:
    meets_on = site().day(found.meeting.starts_at) if found.meeting else None
    return Words(decided_on=meets_on, maker=found.body.name, title=found.item.title, what="", reasons="",
                 none_raised=found.item.none_raised)  # fmt: skip


@blueprint.route("/office/decisions/<int:decision_id>/edit", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def edit_decision(decision_id: int) -> AnyResponse:
    one = _record(decision_id)
    if one.decision.published_at is not None:
        abort(404)
    form = form_for(_issues_of(one.item), services.words_of(one.decision))
    if form.validate_on_submit():
        with errors_on(form):
            services.save(db.session, decision=one.decision, words=form.said(), site=site(),
                          actor_id=current_person().id)  # fmt: skip
            return redirect(url_for(".check_decision", decision_id=one.decision.id))
    return page("agenda/decision_form.html", form=form, found=Planned(one.item, one.body, one.meeting), cannot=None,
                corrects=one.decision.replaces_id, draft=one.decision)  # fmt: skip


@blueprint.route("/office/decisions/<int:decision_id>", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def check_decision(decision_id: int) -> AnyResponse:
    """The whole record before it is published; after that, what can still be noted of it."""
    one, rules, form = _record(decision_id), site(), ButtonForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.publish(db.session, decision=one.decision, site=rules, actor_id=current_person().id)
            flash(_("The decision is public. Whoever follows what is behind it is told."))
            return redirect(url_for(".decision", decision_id=one.decision.id))
    until = last_day(rules.today(), one.body.call_in_days, rules.calendar) if one.body.call_in_days else None
    return page("agenda/decision_check.html", found=one, decision=one.decision, form=form, until=until,
                state=decisions.state(one.decision, rules.today()), state_words=STATE_WORDS, State=State)  # fmt: skip


@blueprint.post("/office/decisions/<int:decision_id>/throw-away")
@requires(Permission.RECORD_DECISIONS)
def throw_away(decision_id: int) -> AnyResponse:
    one = _record(decision_id)
    item = one.item.id
    if ButtonForm().validate_on_submit():
        with refusals_told():
            services.throw_away(db.session, decision=one.decision, actor_id=current_person().id)
            flash(_("The draft is gone."))
    return redirect(url_for(".office_item", item_id=item))


@blueprint.route("/office/decisions/<int:decision_id>/correct", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def correct_decision(decision_id: int) -> AnyResponse:
    """A new record in the place of a public one, which stays to be read."""
    one = _record(decision_id)
    if one.decision.published_at is None or one.decision.withdrawn_at is not None:
        abort(404)
    form = form_for(_issues_of(one.item), _without_reason(services.words_of(one.decision)))
    if form.validate_on_submit():
        with errors_on(form):
            made = services.begin(db.session, item=one.item, words=form.said(), site=site(), corrects=one.decision,
                                  actor_id=current_person().id)  # fmt: skip
            return redirect(url_for(".check_decision", decision_id=made.id))
    return page("agenda/decision_form.html", form=form, found=Planned(one.item, one.body, one.meeting), cannot=None,
                corrects=one.decision.id, draft=None)  # fmt: skip


@blueprint.route("/office/decisions/<int:decision_id>/call-in", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def call_in(decision_id: int) -> AnyResponse:
    one, form = _record(decision_id), CallInForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.call_in(db.session, decision=one.decision, by=form.called_in_by.data or "",
                             reason=form.reason.data or "", site=site(), actor_id=current_person().id)  # fmt: skip
            flash(_("Noted. It takes no effect until it was looked at again."))
            return redirect(url_for(".check_decision", decision_id=one.decision.id))
    return page("agenda/decision_call_in.html", form=form, decision=one.decision)


@blueprint.route("/office/decisions/<int:decision_id>/outcome", methods=["GET", "POST"])
@requires(Permission.RECORD_DECISIONS)
def end_call_in(decision_id: int) -> AnyResponse:
    one, form = _record(decision_id), OutcomeForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.end_call_in(db.session, decision=one.decision, stands=form.stands.data == "yes",
                                 words=form.outcome.data or "", site=site(), actor_id=current_person().id)  # fmt: skip
            flash(_("Noted. Everybody can read it."))
            return redirect(url_for(".check_decision", decision_id=one.decision.id))
    return page("agenda/decision_outcome.html", form=form, decision=one.decision)


def _without_reason(words: Words) -> Words:
    return replace(words, correction_reason="")


def _issues_of(item: AgendaItem) -> list[tuple[int, str]]:
    found = read_brought(db.session, [item.id]).get(item.id, [])
    return [(one.issue.id, one.issue.sentence) for one in found]


def _item(item_id: int) -> Planned:
    found = plan.find_item(db.session, item_id)
    if found is None:
        abort(404)
    return found


def _record(decision_id: int) -> Record:
    found = decisions.find_record(db.session, decision_id)
    if found is None:
        abort(404)
    return found
