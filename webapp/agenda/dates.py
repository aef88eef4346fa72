"""When bodies meet, for the calendar."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import Body, Meeting
from webapp.i18n import _
from webapp.web.dates import Dated

AREAS = select(Meeting.id, Body.area_id).join(Body, Body.id == Meeting.body_id).where(Body.area_id.is_not(None))
"""Meetings of the bodies that have an area of their own: (id, area id)."""


def list_dates(session: Session, since: datetime) -> Iterator[Dated]:
    """Every meeting from then on; cancelled ones too, since people may have them in their diary."""
    found = select(Meeting, Body.name).join(Body, Body.id == Meeting.body_id).where(Meeting.starts_at >= since)
    for one, body in session.execute(found):
        changed_at = max((at for at in (one.cancelled_at, one.agenda_published_at) if at), default=one.starts_at)
        about = _("Cancelled: %(why)s", why=one.cancelled_reason) if one.cancelled_at else ""
        yield Dated(kind="meeting", thing_id=one.id, what="", words=body, at=one.starts_at, changed_at=changed_at,
                    address=f"/meetings/{one.id}", about=about, where=one.where,
                    cancelled=one.cancelled_at is not None)  # fmt: skip
