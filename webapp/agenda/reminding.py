"""Work that comes later: reminding the owner of a commitment."""

from datetime import date
from typing import Any

from flask import current_app, render_template
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.agenda.models import Commitment, ReminderKind
from webapp.agenda.services import reminders
from webapp.i18n import _
from webapp.jobs.worker import Teller
from webapp.notices import services as notices
from webapp.notices.addresses import whole


def remind(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Write to the owner of `facts["commitment_id"]` about `facts["day"]`, if that still holds; {"reminded": whether}.

    Killed at any moment it can run again: that it was sent is kept with the mail, once.
    """
    kind, day = ReminderKind(facts["reminder"]), date.fromisoformat(facts["day"])
    settings = current_app.config
    with sessions.begin() as session:
        commitment = session.get(Commitment, facts["commitment_id"], with_for_update=True)
        today = clock.local_day(clock.now(), settings["TIME_ZONE"])
        if commitment is None or not commitment.owner_email or not reminders.is_still_true(
            session, commitment=commitment, kind=kind, day=day, today=today, zone=settings["TIME_ZONE"],
            silent=settings["SILENT_DAYS"],
        ):  # fmt: skip
            return {"reminded": False}
        try:
            reminders.note(session, commitment=commitment, kind=kind, day=day)
        except reminders.AlreadyReminded:
            return {"reminded": False}
        text = render_template(
            "agenda/email/reminder.txt", commitment=commitment, kind=kind.value, day=day,
            red_after=settings["LATE_RED_DAYS"], link=whole(f"/office/commitments/{commitment.id}"),
        )  # fmt: skip
        subject = f"{_subject(kind)}: {commitment.title} – {settings['AUTHORITY']}"
        notices.post(session, to=commitment.owner_email, subject=subject, text=text)
    return {"reminded": True}


def _subject(kind: ReminderKind) -> str:
    return {
        ReminderKind.BEFORE: _("Due soon"),
        ReminderKind.TURNED: _("Overdue"),
        ReminderKind.SILENT: _("News is wanted"),
    }[kind]
