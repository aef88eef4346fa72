"""Saying what happens at how many people, for proposals that open from now on."""

from collections.abc import Mapping

from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from webapp.database import refused_as
from webapp.i18n import _l
from webapp.proposals import steps
from webapp.proposals.models import BackingStep, Form
from webapp.proposals.rules import why_not_promise
from webapp.refusals import Refused


class PromisedMeanwhile(Refused):
    message = _l("Somebody else changed these a moment ago. Look at them as they are now.")


def promise(session: Session, *, form: Form, promised: Mapping[int, str], since: str) -> None:
    """These take the place of all before. What was let in keeps what it was promised.

    `since` marks what the page showed. Raises `PromisedMeanwhile`, and `Refused` for what cannot be promised.
    """
    wrong = why_not_promise(promised)
    if wrong:
        raise Refused(wrong)
    _wait_for_others(session)
    if since != steps.mark_of(steps.read_steps(session, form)):
        raise PromisedMeanwhile
    session.execute(delete(BackingStep).where(BackingStep.form == form))
    with refused_as(session, {"one_step_a_number": PromisedMeanwhile}):
        session.add_all(BackingStep(form=form, people=people, happens=happens) for people, happens in promised.items())
        session.flush()


def _wait_for_others(session: Session) -> None:
    """There may be no row to lock yet. SQLite has one writer anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE backing_step IN SHARE ROW EXCLUSIVE MODE"))
