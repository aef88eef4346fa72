"""What may happen to a commitment. Pure: every fact comes in as an argument."""

from datetime import date, timedelta

from webapp.i18n import _

LONGEST = timedelta(days=3653)
"""Ten years. What takes longer is promised in parts."""

Reason = tuple[str, str] | None
"""(field, sentence), or None when nothing speaks against it."""


def why_not_promise(*, starts_on: date | None, due_on: date, today: date) -> Reason:
    """Why it cannot be promised for this day."""
    if due_on < today:
        return "due_on", _("This day has passed. Choose the day by which it will be done.")
    if due_on > today + LONGEST:
        return "due_on", _("Choose a day within ten years. Promise what takes longer in parts.")
    if starts_on is not None and starts_on > due_on:
        return "starts_on", _("It must start before it is due.")
    return None


def why_not_move(*, due_on: date, to: date, today: date, last_step: date | None) -> Reason:
    """Why the day cannot be moved to `to`; `last_step` is the latest day of a step that is not done."""
    if to == due_on:
        return "due_on", _("This is the day it has already. Leave it empty to keep it.")
    if last_step is not None and to < last_step:
        return "due_on", _("A step is due after this day. Choose a later day, or take the step away first.")
    return why_not_promise(starts_on=None, due_on=to, today=today)


def why_not_step(*, due_on: date, step_on: date, today: date) -> Reason:
    """Why a step cannot have this day."""
    if step_on > due_on:
        return "due_on", _("The whole is due before this day. A step comes first.")
    if step_on < today:
        return "due_on", _("This day has passed. Choose one that is still to come.")
    return None


def why_not_done(*, done_on: date, today: date) -> Reason:
    """Why something cannot have been done on this day."""
    return ("done_on", _("This day is still to come.")) if done_on > today else None
