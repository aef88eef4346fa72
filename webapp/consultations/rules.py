"""What may happen to a consultation and its responses. Pure: every fact comes in as an argument."""

from datetime import datetime, timedelta

from webapp.access import Stage
from webapp.i18n import _
from webapp.opening import LONGEST, why_not_later


def takes_answers(
    stage: Stage, *, begun_at: datetime | None, closes_at: datetime | None, now: datetime, grace: timedelta
) -> bool:
    """Whether an answer may be saved or sent. One begun before closing may still be sent within the grace period."""
    if stage is Stage.OPEN:
        return True
    begun_in_time = begun_at is not None and closes_at is not None and begun_at < closes_at <= now < closes_at + grace
    return stage is Stage.CLOSED and begun_in_time


def why_not_publish(
    *,
    title: str,
    summary: str,
    questions: int,
    asks_permission: bool,
    open_points: int,
    decision_maker: str,
    contact: str,
) -> list[str]:
    """What is still missing, in words; empty when it may be published."""
    lacks = [
        (not title, _("Give it a title.")),
        (not summary, _("Say in a sentence or two what it is about.")),
        (not open_points, _("Say what is open: what can people's answers change?")),
        (not decision_maker, _("Say who decides.")),
        (not contact, _("Give a contact, so that people can ask for help or a paper form.")),
        (not questions, _("Add at least one question.")),
        (bool(questions) and not asks_permission, _("Add the question that asks for permission to publish.")),
    ]
    return [words for lacking, words in lacks if lacking]


def why_not_edit_questions(*, stage: Stage, responses: int) -> str | None:
    """Questions stand still from the moment somebody could have answered them. `responses` counts unsent ones too."""
    if stage not in {Stage.DRAFT, Stage.SCHEDULED}:
        return _("The questions can be changed only before the consultation opens.")
    if responses:
        return _("Somebody has answered already, so the questions stay as they are.")
    return None


def why_not_extend(*, stage: Stage, opens_at: datetime, closes_at: datetime, until: datetime) -> str | None:
    if stage not in {Stage.SCHEDULED, Stage.OPEN}:
        return _("Only a consultation that has not closed can be extended. You can reopen one that has.")
    return why_not_later(opens_at=opens_at, closes_at=closes_at, until=until)


def why_not_close_early(stage: Stage) -> str | None:
    return None if stage is Stage.OPEN else _("Only an open consultation can be closed early.")


def why_not_reopen(*, stage: Stage, until: datetime, now: datetime) -> str | None:
    if stage is not Stage.CLOSED:
        return _("Only a closed consultation can be reopened.")
    if until <= now:
        return _("Choose a closing time that is still to come.")
    return _("Choose a time within a year from now.") if until - now > LONGEST else None
