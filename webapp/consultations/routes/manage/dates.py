"""A consultation's life: publish, extend, close early, reopen, withdraw."""

from datetime import datetime, time, timedelta

from flask import current_app, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.consultations.models import Consultation
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage.common import find_at, go
from webapp.consultations.services import lifecycle
from webapp.database import db
from webapp.i18n import _
from webapp.web.date_forms import ExtendForm, PublishForm, ReasonForm
from webapp.web.fields import words_in
from webapp.web.filters import moment
from webapp.web.forms import Form, errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import page

USUAL_LENGTH = timedelta(weeks=6)


@blueprint.route("/office/consultations/<int:consultation_id>/publish", methods=["GET", "POST"])
@requires(Permission.PUBLISH_CONSULTATION)
def manage_publish(consultation_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.PUBLISH_CONSULTATION)
    form = PublishForm(data=_usual_times())
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.publish(db.session, consultation=consultation, opens_at=_utc(form.opening()),
                              closes_at=_utc(form.closing()), by=current_person().id)  # fmt: skip
            flash(_("Published. It opens %(when)s.", when=moment(_opens(consultation))))
            return go("manage_show", consultation)
    missing = lifecycle.what_is_missing(db.session, consultation)
    return page("consultations/manage/publish.html", form=form, consultation=consultation, missing=missing)


@blueprint.route("/office/consultations/<int:consultation_id>/extend", methods=["GET", "POST"])
@requires(Permission.CHANGE_CLOSING)
def manage_extend(consultation_id: int) -> AnyResponse:
    consultation = find_at(consultation_id, Permission.CHANGE_CLOSING)
    form = ExtendForm(data=_closing_of(consultation))
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.extend(db.session, consultation=consultation, until=_utc(form.closing()),
                             reason=words_in(form.reason), by=current_person().id)  # fmt: skip
            return _told(consultation, _("It now closes %(when)s.", when=moment(_closes(consultation))))
    return _page("extend", form, consultation)


@blueprint.route("/office/consultations/<int:consultation_id>/close-early", methods=["GET", "POST"])
@requires(Permission.CHANGE_CLOSING)
def manage_close_early(consultation_id: int) -> AnyResponse:
    consultation, form = find_at(consultation_id, Permission.CHANGE_CLOSING), ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.close_early(db.session, consultation=consultation, reason=words_in(form.reason),
                                  by=current_person().id)  # fmt: skip
            return _told(consultation, _("It is closed."))
    return _page("close_early", form, consultation)


@blueprint.route("/office/consultations/<int:consultation_id>/reopen", methods=["GET", "POST"])
@requires(Permission.CHANGE_CLOSING)
def manage_reopen(consultation_id: int) -> AnyResponse:
    consultation, form = find_at(consultation_id, Permission.CHANGE_CLOSING), ExtendForm()
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.reopen(db.session, consultation=consultation, until=_utc(form.closing()),
                             reason=words_in(form.reason), by=current_person().id)  # fmt: skip
            return _told(consultation, _("It is open again, until %(when)s.", when=moment(_closes(consultation))))
    return _page("reopen", form, consultation)


@blueprint.route("/office/consultations/<int:consultation_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.WITHDRAW_CONSULTATION)
def manage_withdraw(consultation_id: int) -> AnyResponse:
    consultation, form = find_at(consultation_id, Permission.WITHDRAW_CONSULTATION), ReasonForm()
    if form.validate_on_submit():
        with errors_on(form):
            lifecycle.withdraw(
                db.session, consultation=consultation, reason=words_in(form.reason), by=current_person().id
            )
            return _told(consultation, _("It is withdrawn. People read your reason at its address."))
    return _page("withdraw", form, consultation)


def _utc(wall: datetime) -> datetime:
    return clock.from_local(wall, current_app.config["TIME_ZONE"])


def _usual_times() -> dict[str, object]:
    """Tomorrow at nine, for six weeks, to the end of the day's work."""
    tomorrow = clock.local_day(clock.now(), current_app.config["TIME_ZONE"]) + timedelta(days=1)
    return {"opens": tomorrow, "opens_time": time(9), "closes": tomorrow + USUAL_LENGTH, "closes_time": time(17)}


def _closing_of(consultation: Consultation) -> dict[str, object]:
    closes = clock.to_local(_closes(consultation), current_app.config["TIME_ZONE"])
    return {"closes": closes.date(), "closes_time": closes.time()}


def _opens(consultation: Consultation) -> datetime:
    return consultation.opens_at or clock.now()


def _closes(consultation: Consultation) -> datetime:
    return consultation.closes_at or clock.now()


def _told(consultation: Consultation, words: str) -> AnyResponse:
    flash(words)
    return go("manage_show", consultation)


def _page(name: str, form: Form, consultation: Consultation) -> AnyResponse:
    return page(f"consultations/manage/{name}.html", form=form, consultation=consultation)
