"""What the pages of this room share."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import current_app, url_for

from webapp import clock
from webapp.access import Permission, Stage
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.database import db
from webapp.summaries.figures.shapes import Summary
from webapp.summaries.reading import read_summary
from webapp.summaries.services import Terms
from webapp.summaries.traces import Trace
from webapp.themes.quality_rules import bounds_from
from webapp.web.guard import allowed, check
from webapp.web.languages import choose_language
from webapp.web.pages import get_or_404

_LANGUAGE_TAGS = {"en": "en-GB"}


def consultation_or_refuse(consultation_id: int, permission: Permission) -> Consultation:
    """The consultation, when there is one and its stage lets this person do this; ends the request otherwise."""
    consultation = get_or_404(Consultation, consultation_id)
    check(permission, queries.stage(consultation, now=clock.now()))
    return consultation


def zone() -> str:
    """The time zone of the place."""
    name: str = current_app.config["TIME_ZONE"]
    return name


def terms_now() -> Terms:
    """What this site says of itself in documents, by its settings."""
    language, bounds = choose_language(), bounds_from(current_app.config)
    return Terms(
        authority=current_app.config["AUTHORITY"], language=_LANGUAGE_TAGS.get(language, language), zone=zone(),
        threshold=current_app.config["DISCLOSURE_THRESHOLD"], weak_alpha=bounds.alpha, weak_f1=bounds.f1,
        weak_answers=bounds.least,
    )  # fmt: skip


def summary_now(consultation: Consultation) -> Summary:
    """What the summary says at this moment, by this site's settings."""
    return read_summary(
        db.session, consultation, zone=zone(), threshold=current_app.config["DISCLOSURE_THRESHOLD"],
        bounds=bounds_from(current_app.config),
    )  # fmt: skip


def address_maker(consultation_id: int, stage: Stage) -> Callable[[Trace | None], str | None]:
    """What turns a trace into the address of its list; None for people who may not read responses."""
    if not allowed(Permission.READ_RESPONSES, stage):
        return lambda trace: None
    path = url_for("summaries.answers", consultation_id=consultation_id)
    return lambda trace: f"{path}?{urlencode(trace.arguments(), doseq=True)}" if trace else None
