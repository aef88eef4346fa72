"""What the pages of this room share."""

from flask import current_app

from webapp import clock
from webapp.access import Permission
from webapp.consultations import queries
from webapp.consultations.models import Consultation
from webapp.web.guard import check
from webapp.web.pages import get_or_404


def consultation_or_refuse(consultation_id: int, permission: Permission) -> Consultation:
    """The consultation, when there is one and its stage lets this person do this; ends the request otherwise."""
    consultation = get_or_404(Consultation, consultation_id)
    check(permission, queries.stage(consultation, now=clock.now()))
    return consultation


def zone() -> str:
    """The time zone of the place."""
    name: str = current_app.config["TIME_ZONE"]
    return name
