"""Who is told what moderators did: the author, at once, with the reason and how to ask for another look."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts import mail
from webapp.accounts.models import Person
from webapp.i18n import _
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Appeal, Flag, Ruling, Verdict, Why
from webapp.moderation.models import Case as CaseRow
from webapp.moderation.signals import appealed, ruled
from webapp.moderation.words import RULES
from webapp.notices.addresses import whole


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    ruled.connect(tell_author)
    appealed.connect(tell_answer)


def tell_author(session: Session, *, ruling: Ruling) -> None:
    """Only of what was hidden, or had waited: that nothing is wrong with something needs no mail."""
    if ruling.verdict is not Verdict.HIDE or ruling.reason is None:
        return
    person, words = _author(session, ruling), KINDS[ruling.kind].read(session, [ruling.thing_id]).get(ruling.thing_id)
    if person is not None and words is not None:
        waited = session.get_one(CaseRow, ruling.case_id).why is Why.HELD
        mail.post("moderation/email/hidden.txt", to=person.email, subject=_("What you wrote was not let in")
                  if waited else _("What you wrote was hidden"), words=words, ruling=ruling, rule=RULES[ruling.reason],
                  waited=waited, link=whole(f"/moderation/rulings/{ruling.id}"))  # fmt: skip


def tell_answer(session: Session, *, appeal: Appeal) -> None:
    person = _author(session, appeal.ruling)
    if person is not None:
        mail.post("moderation/email/answered.txt", to=person.email, subject=_("Somebody else has looked at it again"),
                  appeal=appeal, link=whole(f"/moderation/rulings/{appeal.ruling_id}"))  # fmt: skip


def tell_of_danger(flag: Flag) -> None:
    """Whoever the site names for it is written to at once."""
    if current_app.config["SAFETY_EMAIL"]:
        mail.post("moderation/email/danger.txt", to=current_app.config["SAFETY_EMAIL"],
                  subject=_("Somebody may be in danger"), flag=flag, link=whole("/office/moderation"))  # fmt: skip


def _author(session: Session, ruling: Ruling) -> Person | None:
    wanted = select(Person).where(Person.id == (ruling.author_id or 0), Person.active)
    return session.scalars(wanted).unique().one_or_none()
