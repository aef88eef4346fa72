"""A poll's life: publish, extend, close early, withdraw."""

from datetime import datetime, time, timedelta

from flask import current_app, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission, Stage
from webapp.database import db
from webapp.i18n import _
from webapp.polls.models import Poll
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import stage_now
from webapp.polls.routes.office.common import ONE, go, say_no, utc
from webapp.polls.rules import why_not_close_early, why_not_withdraw
from webapp.polls.services import lifecycle
from webapp.web.date_forms import ExtendForm, PublishForm, ReasonForm
from webapp.web.fields import words_in
from webapp.web.filters import moment
from webapp.web.forms import Form, errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

USUAL_LENGTH = timedelta(weeks=2)


@blueprint.route(f"{ONE}/publish", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_publish(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    if stage_now(poll) is not Stage.DRAFT:
        say_no(poll, _("It is published already."))
    form = PublishForm(data=_usual_times())
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.publish(db.session, poll=poll, opens_at=utc(form.opening()), closes_at=utc(form.closing()),
                              by=current_person().id)  # fmt: skip
            return _told(poll, _("Published. It opens %(when)s.", when=moment(poll.opens_at or clock.now())))
    missing = lifecycle.what_is_missing(db.session, poll)
    return page("polls/office/publish.html", form=form, poll=poll, missing=missing)


@blueprint.route(f"{ONE}/extend", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_extend(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    if stage_now(poll) not in {Stage.SCHEDULED, Stage.OPEN}:
        say_no(poll, _("Only a poll that has not closed can be given more time."))
    closes = clock.to_local(_closes(poll), current_app.config["TIME_ZONE"])
    form = ExtendForm(data={"closes": closes.date(), "closes_time": closes.time()})
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.extend(db.session, poll=poll, until=utc(form.closing()), reason=words_in(form.reason),
                             by=current_person().id)  # fmt: skip
            return _told(poll, _("It now closes %(when)s.", when=moment(_closes(poll))))
    return _page("extend", form, poll)


@blueprint.route(f"{ONE}/close-early", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_close_early(poll_id: int) -> AnyResponse:
    poll, form = get_or_404(Poll, poll_id), ReasonForm()
    _only_if(poll, why_not_close_early(stage_now(poll)))
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.close_early(db.session, poll=poll, reason=words_in(form.reason), by=current_person().id)
            return _told(poll, _("It is closed."))
    return _page("close_early", form, poll)


@blueprint.route(f"{ONE}/withdraw", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_withdraw(poll_id: int) -> AnyResponse:
    poll, form = get_or_404(Poll, poll_id), ReasonForm()
    _only_if(poll, why_not_withdraw(stage_now(poll)))
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.withdraw(db.session, poll=poll, reason=words_in(form.reason), by=current_person().id)
            return _told(poll, _("It is withdrawn. People read your reason at its address."))
    return _page("withdraw", form, poll)


def _only_if(poll: Poll, reason: str | None) -> None:
    if reason:
        say_no(poll, reason)


def _usual_times() -> dict[str, object]:
    """Tomorrow at nine, for two weeks, to the end of the day's work."""
    tomorrow = clock.local_day(clock.now(), current_app.config["TIME_ZONE"]) + timedelta(days=1)
    return {"opens": tomorrow, "opens_time": time(9), "closes": tomorrow + USUAL_LENGTH, "closes_time": time(17)}


def _closes(poll: Poll) -> datetime:
    return poll.closes_at or clock.now()


def _told(poll: Poll, words: str) -> AnyResponse:
    flash(words)
    return go("office_show", poll)


def _page(name: str, form: Form, poll: Poll) -> AnyResponse:
    return page(f"polls/office/{name}.html", form=form, poll=poll)
