"""Making the device that an officer holds a kiosk, and signing them out on it."""

from flask import redirect, session, url_for
from flask_security.utils import logout_user
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit.services import record
from webapp.database import db
from webapp.polls.forms.words import ButtonForm
from webapp.polls.models import Poll
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import stage_now
from webapp.polls.routes.kiosk import mark_device
from webapp.polls.routes.office.common import ONE, say_no
from webapp.polls.rules import why_not_kiosk
from webapp.polls.services.editing import subject_of
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.route(f"{ONE}/kiosk", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_kiosk(poll_id: int) -> AnyResponse:
    poll, form = get_or_404(Poll, poll_id), ButtonForm()
    reason = why_not_kiosk(stage_now(poll), poll.eligibility)
    if reason:
        say_no(poll, reason)
    if form.validate_on_submit():
        record(db.session, actor_id=current_person().id, act="start a kiosk", subject=subject_of(poll))
        logout_user()
        session.clear()
        return mark_device(redirect(url_for(".kiosk", slug=poll.slug)), poll)
    return page("polls/office/kiosk.html", form=form, poll=poll)
