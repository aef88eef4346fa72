"""Who is told of other words: the authors when some are suggested, whoever suggested them what came of it, and whoever
backs or follows the proposal that it reads differently now."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts import mail
from webapp.accounts.models import Person
from webapp.i18n import _
from webapp.notices import following
from webapp.notices.addresses import whole
from webapp.proposals import queries
from webapp.proposals.models import Amendment, Proposal
from webapp.proposals.rules import KIND
from webapp.proposals.signals import answered, reworded, suggested


def join() -> None:
    suggested.connect(tell_suggested)
    answered.connect(tell_answered)
    reworded.connect(tell_reworded)


def link_to(proposal: Proposal) -> str:
    """The whole address of its page; before it has one, of the list in which its author finds it."""
    return whole(f"/proposals/{proposal.number}" if proposal.number else "/proposals/mine")


def tell_suggested(session: Session, *, amendment: Amendment) -> None:
    proposal = session.get_one(Proposal, amendment.proposal_id)
    for person in queries.authors_of(session, proposal):
        if person.id != amendment.author_id:
            mail.post("proposals/email/suggested.txt", to=person.email,
                      subject=_("Other words for your proposal “%(title)s”", title=proposal.title),
                      proposal=proposal, amendment=amendment, link=_link(proposal, amendment))  # fmt: skip


def tell_answered(session: Session, *, amendment: Amendment) -> None:
    """Not of what they answered themselves."""
    if amendment.author_id == amendment.answered_by:
        return
    proposal = session.get_one(Proposal, amendment.proposal_id)
    mine = select(Person).where(Person.id == (amendment.author_id or 0), Person.active)
    for person in session.scalars(mine).unique():
        mail.post("proposals/email/answered.txt", to=person.email, proposal=proposal, amendment=amendment,
                  subject=_("Your words were taken") if amendment.accepted else _("Your words were not taken"),
                  link=_link(proposal, amendment))  # fmt: skip


def tell_reworded(session: Session, *, proposal_id: int, actor_id: int | None) -> None:
    """Backers too who do not follow it, because it is no longer what they backed; not those who muted it."""
    proposal = session.get_one(Proposal, proposal_id)
    following.happened(
        session, kind=KIND, thing_id=proposal.id, title=proposal.title, what=_("It is worded differently now"),
        words=_("If you backed it and it no longer says what you want, you can take your backing back."),
        address=f"/proposals/{proposal.number}", zone=current_app.config["TIME_ZONE"], actor_id=actor_id,
        also=queries.backers_who_do_not_follow(session, proposal),
    )  # fmt: skip


def _link(proposal: Proposal, amendment: Amendment) -> str:
    return whole(f"/proposals/{proposal.number}/amendments/{amendment.id}")
