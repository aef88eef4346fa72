"""When what was asked, said and done may be said back, and by when it is due. Pure.

It must say something: what was decided or replied, or by which day there is news. The weeks after closing are a
setting; twelve follow the Cabinet Office's consultation principles (2018).
"""

from datetime import date, timedelta

from webapp.agenda.rules.commitments import Reason
from webapp.i18n import _, _l

EMPTY = _l("Do not leave this empty. People want to read it.")
PARTS = ("asked", "said", "did")
LONGEST_WAIT = timedelta(days=366)


def due_on(*, closed_on: date, weeks: int) -> date:
    """The last day on which it can be said back in time."""
    return closed_on + timedelta(weeks=weeks)


def why_not_publish(
    *,
    closed: bool,
    answered: int,
    parts: tuple[str, str, str],
    settled: bool,
    next_news_on: date | None,
    today: date,
) -> Reason:
    """`parts`: what was asked, said and done; `settled`: there is a public decision or reply, with date and reason."""
    if not closed:
        return "asked", _("It has not closed yet. Say back what came of it when everybody has had their say.")
    if not answered:
        return "said", _("Nobody has answered, so nobody said anything that you could say back.")
    empty = next((name for name, words in zip(PARTS, parts, strict=True) if not words.strip()), None)
    if empty is not None:
        return empty, str(EMPTY)
    return _why_not_this_day(settled, next_news_on, today)


def _why_not_this_day(settled: bool, next_news_on: date | None, today: date) -> Reason:
    if next_news_on is None:
        if settled:
            return None
        return "next_news_on", _(
            "Nothing is decided yet, and no issue has a reply. Say by which day there is news, or reply first."
        )
    if next_news_on <= today:
        return "next_news_on", _("Choose a day that is still to come.")
    if next_news_on > today + LONGEST_WAIT:
        return "next_news_on", _("Choose a day within a year.")
    return None
