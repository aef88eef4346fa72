"""What holds for the times of everything that opens and closes. Pure: every fact comes in as an argument."""

from datetime import datetime, timedelta

from webapp.i18n import _

LONGEST = timedelta(weeks=52)


def why_not_these_times(*, opens_at: datetime, closes_at: datetime, now: datetime) -> tuple[str, str] | None:
    """(field, reason) or None. It must close after it opens, in the future, and within a year."""
    if closes_at <= opens_at:
        return "closes", _("It must close after it opens.")
    if closes_at <= now:
        return "closes", _("Choose a closing time that is still to come.")
    if closes_at - opens_at > LONGEST:
        return "closes", _("Close it within a year of opening.")
    return None


def why_not_later(*, opens_at: datetime, closes_at: datetime, until: datetime) -> str | None:
    """Why it cannot close at `until` instead of at `closes_at`."""
    if until <= closes_at:
        return _("Choose a time later than the present closing time.")
    return _("Close it within a year of opening.") if until - opens_at > LONGEST else None
