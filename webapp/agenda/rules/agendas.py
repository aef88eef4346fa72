"""What may happen to meetings and to items on their way to one. Pure: every fact comes in as an argument."""

from datetime import date, datetime

from webapp.agenda.rules.clear_days import clear_days, latest_notice
from webapp.agenda.rules.notice import Notice, Standing, Terms
from webapp.agenda.rules.ordering import MOST_URGENT
from webapp.i18n import _

Wrong = tuple[str, str] | None
"""(field, sentence), or None when nothing is wrong."""


def why_not_meet(*, starts_at: datetime, now: datetime) -> Wrong:
    if starts_at <= now:
        return "day", _("Choose a time that is still to come.")
    return None


def why_not_change(*, starts_at: datetime, cancelled: bool, now: datetime) -> str | None:
    """Why a meeting cannot be moved or cancelled."""
    if cancelled:
        return _("This meeting is cancelled.")
    return _("This meeting has begun.") if starts_at <= now else None


def why_not_save(*, title: str, urgency: int, urgency_reason: str, agreed_by: str, short_reason: str) -> Wrong:
    if not title.strip():
        return "title", _("Say what is to be decided, in a few words.")
    if urgency not in range(MOST_URGENT + 1):
        return "urgency", _("Choose how urgent it is.")
    if urgency and not urgency_reason.strip():
        return "urgency_reason", _("Say why it is urgent. People will read it.")
    if agreed_by.strip() and not short_reason.strip():
        return "short_notice_reason", _("Say why it cannot wait. People will read it.")
    return None


def why_not_plan(*, issues: int, none_raised: bool) -> Wrong:
    """Why an item cannot go into the forward plan."""
    if issues and none_raised:
        return "none_raised", _("It rests on issues, so it cannot say that none were raised.")
    if not issues and not none_raised:
        return "issues", _("Add the issues that people raised about this, or say that none were raised.")
    return None


def why_not_place(*, position: int, reason: str, items: int) -> Wrong:
    if position not in range(1, items + 1):
        return "position", _("Choose a place from 1 to %(last)s.", last=items)
    return None if reason.strip() else ("reason", _("Say why it stands there. People will read it."))


def agenda_notice(*, published_on: date, meets_on: date, terms: Terms) -> int:
    """Clear days between the agenda and the meeting."""
    return clear_days(published_on, meets_on, terms.agenda_counting, terms.calendar)


def is_late(*, published_on: date, meets_on: date, terms: Terms) -> bool:
    return agenda_notice(published_on=published_on, meets_on=meets_on, terms=terms) < terms.agenda_days


def publish_by(*, meets_on: date, terms: Terms) -> date:
    """The last day on which the agenda is not late."""
    return latest_notice(meets_on, terms.agenda_days, terms.agenda_counting, terms.calendar)


def why_not_publish(*, items: int, late: bool, late_reason: str, too_short: list[str]) -> Wrong:
    """Why an agenda cannot be made public. `too_short`: titles of items without enough notice, or a reason for less."""
    if not items:
        return "", _("Put at least one item on it first.")
    if too_short:
        return "", _("“%(title)s” has not had enough notice. Move it to a later meeting, or say on the item why it "
                     "cannot wait.", title=too_short[0])  # fmt: skip
    if late and not late_reason.strip():
        return "late_reason", _("It comes with less notice than it should. Say why. People will read it.")
    return None


def too_short(notice: Notice) -> bool:
    return notice.standing is Standing.TOO_SHORT
