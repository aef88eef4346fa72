"""What stands on the ballot: options, and the money that projects are paid from."""

from flask import Response, abort, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.polls.forms.options import OptionForm, PotForm, ProjectForm
from webapp.polls.forms.words import ButtonForm, MoveForm
from webapp.polls.models import Poll, PollOption, Pot
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of
from webapp.polls.routes.office.common import ONE, find_for_ballot, find_part, go
from webapp.polls.services import editing, options
from webapp.web.fields import words_in
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import allowed, current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.get(f"{ONE}/options")
@requires(Permission.SEE_DRAFTS)
def office_options(poll_id: int) -> Response:
    poll = get_or_404(Poll, poll_id)
    stands = editing.why_stands(db.session, poll)
    return page("polls/office/options.html", poll=poll, method=method_of(poll), stands=stands,
                may=not stands and allowed(Permission.RUN_POLLS))  # fmt: skip


@blueprint.route(f"{ONE}/options/add", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_add_option(poll_id: int) -> AnyResponse:
    poll = find_for_ballot(poll_id)
    if method_of(poll).budget and not poll.pots:
        flash(_("Say first how much money there is."))
        return go("office_add_pot", poll)
    form = _option_form(poll, None)
    if form.validate_on_submit():
        with errors_on(form):
            options.add(db.session, poll=poll, words=form.words(), by=current_person().id)
            return go("office_options", poll)
    return page("polls/office/option.html", form=form, poll=poll, option=None)


@blueprint.route(f"{ONE}/options/<int:option_id>", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_option(poll_id: int, option_id: int) -> AnyResponse:
    poll = find_for_ballot(poll_id)
    option = find_part(PollOption, poll, option_id)
    form = _option_form(poll, option)
    if form.validate_on_submit():
        with errors_on(form):
            options.change(db.session, poll=poll, option=option, words=form.words(), by=current_person().id)
            return go("office_options", poll, anchor=f"option-{option.number}")
    return page("polls/office/option.html", form=form, poll=poll, option=option)


@blueprint.post(f"{ONE}/options/<int:option_id>/move")
@requires(Permission.RUN_POLLS)
def office_move_option(poll_id: int, option_id: int) -> AnyResponse:
    poll, form = find_for_ballot(poll_id), MoveForm()
    option = find_part(PollOption, poll, option_id)
    if not form.validate_on_submit():
        abort(400)
    with refusals_told():
        options.move(db.session, poll=poll, option=option, up=form.move.data == "up", by=current_person().id)
    return go("office_options", poll, anchor=f"option-{option.number}")


@blueprint.route(f"{ONE}/options/<int:option_id>/remove", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_remove_option(poll_id: int, option_id: int) -> AnyResponse:
    poll, form = find_for_ballot(poll_id), ButtonForm()
    option = find_part(PollOption, poll, option_id)
    if form.validate_on_submit():
        with refusals_told():
            options.remove(db.session, poll=poll, option=option, by=current_person().id)
            flash(_("The option is gone."))
        return go("office_options", poll)
    return page("polls/office/remove_option.html", form=form, poll=poll, option=option)


@blueprint.route(f"{ONE}/money/add", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_add_pot(poll_id: int) -> AnyResponse:
    poll, form = find_for_ballot(poll_id), PotForm()
    if not method_of(poll).budget:
        abort(404)
    if form.validate_on_submit():
        with errors_on(form):
            options.add_pot(db.session, poll=poll, name=words_in(form.name), amount=form.amount.data or 0,
                            by=current_person().id)  # fmt: skip
            return go("office_options", poll)
    return page("polls/office/pot.html", form=form, poll=poll, pot=None)


@blueprint.route(f"{ONE}/money/<int:pot_id>", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_pot(poll_id: int, pot_id: int) -> AnyResponse:
    poll = find_for_ballot(poll_id)
    pot = find_part(Pot, poll, pot_id)
    form = PotForm(obj=pot)
    if form.validate_on_submit():
        with errors_on(form):
            options.change_pot(db.session, poll=poll, pot=pot, name=words_in(form.name), amount=form.amount.data or 0,
                               by=current_person().id)  # fmt: skip
            return go("office_options", poll)
    return page("polls/office/pot.html", form=form, poll=poll, pot=pot)


@blueprint.route(f"{ONE}/money/<int:pot_id>/remove", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_remove_pot(poll_id: int, pot_id: int) -> AnyResponse:
    poll, form = find_for_ballot(poll_id), ButtonForm()
    pot = find_part(Pot, poll, pot_id)
    if form.validate_on_submit():
        with refusals_told():
            options.remove_pot(db.session, poll=poll, pot=pot, by=current_person().id)
            flash(_("The money is gone. Projects that it paid for need other money."))
        return go("office_options", poll)
    return page("polls/office/remove_pot.html", form=form, poll=poll, pot=pot)


def _option_form(poll: Poll, option: PollOption | None) -> OptionForm:
    """With cost and money where the method shares out money."""
    if not method_of(poll).budget:
        return OptionForm(obj=option)
    return ProjectForm(obj=option, pots=[(pot.id, f"{pot.name} (£{pot.amount:,})") for pot in poll.pots])
