"""What a poll says, by which method it is counted, and how it is run: a page for each."""

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission, Stage
from webapp.database import db
from webapp.i18n import _
from webapp.places.queries import read_gazetteer
from webapp.polls.declaring import asked_of, usual
from webapp.polls.forms.running import RunForm
from webapp.polls.forms.words import MethodForm, WordsForm
from webapp.polls.methods import EVERY
from webapp.polls.models import Poll
from webapp.polls.purposes import PURPOSES
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import stage_now
from webapp.polls.routes.office.common import ONE, find_for_ballot, go, say_no
from webapp.polls.services import editing
from webapp.web.forms import Form, errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

WORDS = ("title", "slug", "question", "background", "contact_email")


@blueprint.route(f"{ONE}/words", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_words(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    stands = editing.why_stands(db.session, poll)
    form = WordsForm(obj=poll)
    if poll.published_at is not None:
        del form.slug
    if stands:
        for name in editing.BALLOT:
            del form[name]
    if form.validate_on_submit():
        with errors_on(form):
            editing.change_words(db.session, poll=poll, values=form.values(WORDS), by=current_person().id)
            return _saved(poll)
    return page("polls/office/words.html", form=form, poll=poll, stands=stands)


@blueprint.route(f"{ONE}/method", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_method(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    if stage_now(poll) is not Stage.DRAFT:
        say_no(poll, _("The method stays as it was published."))
    form = MethodForm(data={"method": poll.method})
    if form.validate_on_submit():
        with errors_on(form):
            editing.choose_method(db.session, poll=poll, method=form.method.data, by=current_person().id)
            return _saved(poll)
    return page("polls/office/method.html", form=form, poll=poll, purposes=PURPOSES, methods=EVERY)


@blueprint.route(f"{ONE}/running", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_running(poll_id: int) -> AnyResponse:
    poll = find_for_ballot(poll_id)
    method = EVERY[poll.method]
    areas = [area for _district, found in read_gazetteer(db.session, sectors=False).by_district for area in found]
    now = {name: getattr(poll, name) for name in editing.RUN if name != "rules"}
    form = RunForm(data=now | usual(method) | poll.rules, asked=asked_of(method), areas=areas)
    if form.validate_on_submit():
        with errors_on(form):
            editing.change_running(db.session, poll=poll, values=form.values(), by=current_person().id)
            return _saved(poll)
    return _form("running", form, poll)


def _saved(poll: Poll) -> AnyResponse:
    flash(_("Saved."))
    return go("office_show", poll)


def _form(name: str, form: Form, poll: Poll) -> Response:
    return page(f"polls/office/{name}.html", form=form, poll=poll)
