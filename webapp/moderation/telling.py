"""Who is told what moderators did: the author, at once, with the reason and how to ask for another look."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts import mail
from webapp.accounts.models import Person
from webapp.i18n import _
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Appeal, Flag, Ruling, Sanction, SanctionAppeal, SanctionKind, Verdict, Why
from webapp.moderation.models import Case as CaseRow
from webapp.moderation.signals import appealed, lifted, ruled, sanction_answered, sanctioned
from webapp.moderation.words import RULES
from webapp.notices.addresses import whole


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    ruled.connect(tell_author)
    appealed.connect(tell_answer)
    sanctioned.connect(tell_of_sanction)
    lifted.connect(tell_of_lifting)
    sanction_answered.connect(tell_answer_about_sanction)


def tell_author(session: Session, *, ruling: Ruling) -> None:
    """Only of what was hidden, or had waited: that nothing is wrong with something needs no mail."""
    if ruling.verdict is not Verdict.HIDE or ruling.reason is None:
        return
    person, words = (
        _person(session, ruling.author_id),
        KINDS[ruling.kind].read(session, [ruling.thing_id]).get(ruling.thing_id),
    )
    if person is not None and words is not None:
        waited = session.get_one(CaseRow, ruling.case_id).why is Why.HELD
        mail.post("moderation/email/hidden.txt", to=person.email, subject=_("What you wrote was not let in")
                  if waited else _("What you wrote was hidden"), words=words, ruling=ruling, rule=RULES[ruling.reason],
                  waited=waited, link=whole(f"/moderation/rulings/{ruling.id}"))  # fmt: skip


def tell_answer(session: Session, *, appeal: Appeal) -> None:
    person = _person(session, appeal.ruling.author_id)
    if person is not None:
        mail.post("moderation/email/answered.txt", to=person.email, subject=_("Somebody else has looked at it again"),
                  appeal=appeal, link=whole(f"/moderation/rulings/{appeal.ruling_id}"))  # fmt: skip


def tell_of_danger(flag: Flag) -> None:
    """Whoever the site names for it is written to at once."""
    if current_app.config["SAFETY_EMAIL"]:
        mail.post("moderation/email/danger.txt", to=current_app.config["SAFETY_EMAIL"],
                  subject=_("Somebody may be in danger"), flag=flag, link=whole("/office/moderation"))  # fmt: skip


def tell_of_sanction(session: Session, *, sanction: Sanction) -> None:
    """What, why, how long, and how to ask for another look."""
    subjects = {
        SanctionKind.WARNED: _("A warning about what you wrote"),
        SanctionKind.SUSPENDED: _("You cannot write here for a while"),
        SanctionKind.BLOCKED: _("You are blocked from writing here"),
    }
    person = _person(session, sanction.person_id)
    if person is not None:
        mail.post("moderation/email/sanctioned.txt", to=person.email, subject=subjects[sanction.kind],
                  sanction=sanction, rule=RULES[sanction.reason], link=_about(sanction))  # fmt: skip


def tell_of_lifting(session: Session, *, sanction: Sanction, words: str) -> None:
    person = _person(session, sanction.person_id)
    if person is not None:
        mail.post("moderation/email/lifted.txt", to=person.email, subject=_("You can write here again"),
                  sanction=sanction, words=words, link=_about(sanction))  # fmt: skip


def tell_answer_about_sanction(session: Session, *, appeal: SanctionAppeal) -> None:
    person = _person(session, appeal.sanction.person_id)
    if person is not None:
        mail.post("moderation/email/sanction_answered.txt", to=person.email, appeal=appeal,
                  subject=_("Somebody else has looked at it again"), link=_about(appeal.sanction))  # fmt: skip


def _about(sanction: Sanction) -> str:
    return whole(f"/moderation/sanctions/{sanction.id}")


def _person(session: Session, ident: int | None) -> Person | None:
    """Who is to be told; nobody who has left."""
    return session.scalars(select(Person).where(Person.id == (ident or 0), Person.active)).unique().one_or_none()
