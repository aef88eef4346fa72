"""Commitments in the office: made from a decision or a project, told of, moved, delivered, dropped."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.access import Permission
from webapp.agenda.forms.commitments import (
    DeliverForm,
    PromiseForm,
    ReasonForm,
    StepDoneForm,
    StepForm,
    UpdateForm,
)
from webapp.agenda.models import Commitment, Decision, Milestone
from webapp.agenda.queries import commitments as queries
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.clocks import by_clock, here, today
from webapp.agenda.services import commitments as services
from webapp.agenda.words import LIGHT_WORDS
from webapp.database import db
from webapp.i18n import _
from webapp.polls.models import PollOption
from webapp.web.fields import words_in
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import requires
from webapp.web.pages import get_or_404, page

ONE = "/office/commitments/<int:commitment_id>"


@blueprint.get("/office/commitments")
@requires(Permission.KEEP_COMMITMENTS)
def office_commitments() -> Response:
    by = by_clock()
    return page(
        "agenda/commitments/office_list.html",
        rows=queries.list_for_office(db.session, by),
        waiting=queries.list_waiting_projects(db.session),
        lights=LIGHT_WORDS,
        limits=by.limits,
        today=by.today,
    )


@blueprint.route("/office/commitments/new", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def new_commitment() -> Response:
    """From `decision`, or from `poll` and its `option`; with neither it leads to the list of what waits for one."""
    given = {name: request.args.get(name, type=int) for name in ("decision", "poll", "option")}
    source = {f"{name}_id": ident for name, ident in given.items() if ident is not None and 0 < ident < 2**31}
    if not source:
        return office_commitments()
    origin = _origin(source)
    form = PromiseForm(**_prefilled(origin.option))
    if form.validate_on_submit():
        with errors_on(form):
            made = services.make(db.session, promised=form.promised(), here=here(), **source)
            flash(_("Written down. Publish it when it is right."))
            return redirect(url_for(".office_commitment", commitment_id=made.id))
    return page("agenda/commitments/new.html", form=form, origin=origin)


def _origin(source: dict[str, int]) -> queries.Origin:
    """What it would follow from; 404 when there is nothing of this kind."""
    if "decision_id" in source:
        return queries.Origin(decision=get_or_404(Decision, source["decision_id"]))
    project = queries.find_project(db.session, poll_id=source.get("poll_id", 0), option_id=source.get("option_id", 0))
    if project is None:
        abort(404)
    return queries.Origin(poll=project.poll, option=project.option, votes=project.votes)


def _prefilled(option: PollOption | None) -> dict[str, Any]:
    """What is known of a project before anybody writes: its name, what it is, its cost."""
    return {} if option is None else {"title": option.text, "what": option.detail, "pounds": option.cost}


@blueprint.get(ONE)
@requires(Permission.KEEP_COMMITMENTS)
def office_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    by = by_clock()
    return page(
        "agenda/commitments/office_show.html",
        row=queries.row_of(db.session, found, by),
        origin=queries.find_origin(db.session, found),
        lights=LIGHT_WORDS,
        limits=by.limits,
        today=by.today,
    )


@blueprint.route(f"{ONE}/edit", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def edit_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    form = PromiseForm.of(found)
    if form.validate_on_submit():
        with errors_on(form):
            services.edit(db.session, commitment=found, promised=form.promised(), here=here())
            return _back(found, _("Changed."))
    return page("agenda/commitments/new.html", form=form, origin=queries.find_origin(db.session, found), row=found)


@blueprint.post(f"{ONE}/publish")
@requires(Permission.KEEP_COMMITMENTS)
def publish_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    with refusals_told():
        services.publish(db.session, commitment=found, here=here())
        flash(_("It is public. Whoever answers for it is reminded before its day."))
    return _back(found)


@blueprint.route(f"{ONE}/update", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def update_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    form = UpdateForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.update(
                db.session, commitment=found, words=words_in(form.words), due_on=form.due_on.data, here=here()
            )
            return _back(found, _("Everybody can read it."))
    return page("agenda/commitments/update.html", form=form, commitment=found)


@blueprint.route(f"{ONE}/step", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def add_step(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    form = StepForm()
    if form.validate_on_submit():
        with errors_on(form):
            day: Any = form.due_on.data
            services.add_step(db.session, commitment=found, title=words_in(form.title), due_on=day, here=here())
            return _back(found, _("The step is added."))
    return page("agenda/commitments/step.html", form=form, commitment=found)


@blueprint.route(f"{ONE}/steps/<int:step_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def finish_step(commitment_id: int, step_id: int) -> Response:
    """It is done, or there will be no such step."""
    found, step = get_or_404(Commitment, commitment_id), get_or_404(Milestone, step_id)
    if step.commitment_id != found.id:
        abort(404)
    form = StepDoneForm(done_on=step.done_on or today())
    if form.validate_on_submit():
        with errors_on(form):
            _settle(found, step, away=form.away.data, done_on=form.done_on.data, reason=words_in(form.reason))
            return _back(found, _("Written down."))
    return page("agenda/commitments/step_done.html", form=form, commitment=found, step=step)


def _settle(found: Commitment, step: Milestone, *, away: bool, done_on: date | None, reason: str) -> None:
    if away:
        services.take_step_away(db.session, commitment=found, step=step, reason=reason, here=here())
    else:
        services.finish_step(db.session, commitment=found, step=step, done_on=done_on or today(), here=here())


@blueprint.route(f"{ONE}/deliver", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def deliver_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    form = DeliverForm(done_on=today())
    if form.validate_on_submit():
        with errors_on(form):
            day: Any = form.done_on.data
            services.deliver(db.session, commitment=found, done_on=day, words=words_in(form.words), here=here())
            return _back(found, _("It is delivered. Everybody can read what came of it."))
    return page("agenda/commitments/deliver.html", form=form, commitment=found)


@blueprint.route(f"{ONE}/drop", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def drop_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    form = ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.drop(db.session, commitment=found, reason=words_in(form.reason), here=here())
            return _back(found, _("Written down. Everybody can read why."))
    return page("agenda/commitments/drop.html", form=form, commitment=found)


@blueprint.route(f"{ONE}/reopen", methods=["GET", "POST"])
@requires(Permission.KEEP_COMMITMENTS)
def reopen_commitment(commitment_id: int) -> Response:
    found = get_or_404(Commitment, commitment_id)
    form = ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.reopen(db.session, commitment=found, reason=words_in(form.reason), here=here())
            return _back(found, _("It goes on."))
    return page("agenda/commitments/reopen.html", form=form, commitment=found)


def _back(commitment: Commitment, words: str = "") -> Response:
    if words:
        flash(words)
    return redirect(url_for(".office_commitment", commitment_id=commitment.id))
