"""The office's own statements: written before a poll opens, more of them later."""

from flask import flash, redirect, url_for
from werkzeug.wrappers import Response

from webapp.access import BEFORE, Permission, Stage
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.polls.methods import STATEMENTS
from webapp.polls.models import Poll
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import stage_now
from webapp.polls.statements import queries
from webapp.polls.statements.forms import SeedForm, SeedsForm
from webapp.polls.statements.models import Statement
from webapp.polls.statements.services import adding
from webapp.web.forms import errors_on, lines_of
from webapp.web.guard import current_person, requires
from webapp.web.pages import found_or_404, get_or_404, page


def _poll(poll_id: int) -> tuple[Poll, Stage]:
    poll = get_or_404(Poll, poll_id)
    found_or_404(poll if poll.method == STATEMENTS else None)
    return poll, stage_now(poll)


@blueprint.route("/office/polls/<int:poll_id>/statements", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_statements(poll_id: int) -> Response:
    """All statements of a poll, those that wait and those that are hidden too; and a box for more."""
    poll, stage = _poll(poll_id)
    takes_more = stage in BEFORE | {Stage.OPEN}
    form = SeedsForm()
    if takes_more and form.validate_on_submit():
        with errors_on(form):
            made = adding.add_seeds(db.session, poll=poll, texts=lines_of(form.text.data), by=current_person().id)
            flash(ngettext("%(num)s statement is added.", "%(num)s statements are added.", len(made)))
            return redirect(url_for(".office_statements", poll_id=poll_id))
    return page(
        "polls/statements/office.html",
        poll=poll,
        form=form,
        statements=queries.list_all(db.session, poll_id),
        tallies=queries.read_tallies(db.session, poll_id) if not poll.secret else {},
        result=queries.find_result(db.session, poll_id),
        people=queries.count_people(db.session, poll_id),
        takes_more=takes_more,
        may_change=stage in BEFORE,
        is_published=stage not in {Stage.DRAFT, Stage.WITHDRAWN},
    )


@blueprint.route("/office/polls/<int:poll_id>/statements/<int:number>", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_statement(poll_id: int, number: int) -> Response:
    """Change the words of one, or take it out, before anybody could answer it."""
    poll, stage = _poll(poll_id)
    statement = _changeable(poll, stage, number)
    form = SeedForm(text=statement.text)
    if form.validate_on_submit():
        with errors_on(form):
            adding.change_seed(db.session, statement=statement, text=form.text.data or "", by=current_person().id)
            flash(_("Saved."))
            return redirect(url_for(".office_statements", poll_id=poll_id))
    return page("polls/statements/office_one.html", poll=poll, form=form, number=number)


def _changeable(poll: Poll, stage: Stage, number: int) -> Statement:
    """404 once people may have answered it: nobody's answer may change its meaning."""
    return found_or_404(queries.find_statement(db.session, poll.id, number) if stage in BEFORE else None)
