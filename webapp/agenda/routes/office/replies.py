"""Replying to an issue."""

from flask import current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.agenda.forms.issues import ReplyForm
from webapp.agenda.models import Issue, Outcome
from webapp.agenda.queries import replies as queries
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.services import replies
from webapp.agenda.services.replies import RepliedMeanwhile
from webapp.database import db
from webapp.i18n import _
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.route("/office/issues/<int:issue_id>/reply", methods=["GET", "POST"])
@requires(Permission.REPLY_TO_ISSUES)
def reply_to_issue(issue_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    current = queries.find_current(db.session, issue.id)
    form = ReplyForm(since=str(current.id if current else ""))
    if form.validate_on_submit():
        with errors_on(form):
            if form.since.data != str(current.id if current else ""):
                raise RepliedMeanwhile
            replies.reply(
                db.session, issue=issue, outcome=Outcome(form.outcome.data), reason=form.reason.data or "",
                changed=form.changed.data or "", owner=form.owner.data or "", next_news_on=form.next_news.data,
                today=clock.local_day(clock.now(), current_app.config["TIME_ZONE"]), person_id=current_person().id,
            )  # fmt: skip
            flash(_("The reply stands in public."))
            return redirect(url_for(".office_issue", issue_id=issue.id))
    return page("agenda/office/reply.html", form=form, issue=issue, current=current)
