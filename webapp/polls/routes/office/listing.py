"""The office's list of polls, starting one, and starting one from another."""

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import STAGE_WORDS, Permission
from webapp.database import db
from webapp.i18n import _
from webapp.polls import office_queries
from webapp.polls.forms.words import ButtonForm, StartForm
from webapp.polls.methods import EVERY
from webapp.polls.models import Poll
from webapp.polls.purposes import PURPOSES
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.office.common import ONE, go
from webapp.polls.services import editing
from webapp.web.fields import words_in
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.get("/office/polls")
@requires(Permission.USE_OFFICE)
def office_list() -> Response:
    before = request.args.get("before", type=int)
    known = before if before is not None and 0 <= before < 2**31 else None
    shown = office_queries.list_for_office(db.session, now=clock.now(), before=known)
    return page("polls/office/list.html", shown=shown, stage_words=STAGE_WORDS, methods=EVERY)


@blueprint.route("/office/polls/start", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_start() -> AnyResponse:
    form = StartForm()
    if form.validate_on_submit():
        with errors_on(form):
            draft = editing.start(db.session, title=words_in(form.title), method=form.method.data,
                                  by=current_person().id)  # fmt: skip
            return redirect(url_for(".office_show", poll_id=draft.id))
    return page("polls/office/start.html", form=form, purposes=PURPOSES, methods=EVERY)


@blueprint.post(f"{ONE}/copy")
@requires(Permission.RUN_POLLS)
def office_copy(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    if not ButtonForm().validate_on_submit():
        abort(400)
    draft = editing.copy(db.session, poll=poll, by=current_person().id)
    flash(_("This is a new draft with the same words, options and rules."))
    return go("office_show", draft)
