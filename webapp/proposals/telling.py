"""Who is told when a proposal moves: its authors and sponsors by mail at once, followers in their own rhythm."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp.accounts import mail
from webapp.i18n import _
from webapp.notices import following
from webapp.proposals import queries, telling_joins, telling_words
from webapp.proposals.models import Proposal
from webapp.proposals.rules import DECIDED, HIDDEN, KIND, STAGE_WORDS, Act, Side, Stage, may
from webapp.proposals.signals import moved, sponsored
from webapp.proposals.telling_words import link_to


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    moved.connect(tell)
    sponsored.connect(tell_sponsored)
    telling_words.join()
    telling_joins.join()


def tell(session: Session, *, proposal_id: int, stage: Stage) -> None:
    """Within the transaction that moved it."""
    proposal = session.get_one(Proposal, proposal_id)
    move = queries.move_now(session, proposal)
    words = str(STAGE_WORDS[stage])
    if stage is not Stage.DRAFT or move.reason or move.actor_id is None:
        _tell_authors(session, proposal, words, move.reason, stage, actor_id=move.actor_id)
    if stage in HIDDEN:
        return
    is_new = stage is Stage.GATHERING and not queries.has_gathered_before(session, proposal)
    into = session.get(Proposal, proposal.merged_into_id or 0)
    following.happened(
        session, kind=KIND, thing_id=proposal.id, title=proposal.title,
        what=_("It is new, and asks for backing") if is_new else _what_is_new(words, into), words=move.reason,
        source=f"{KIND}:{proposal.id}" if is_new else "",
        address=f"/proposals/{(into or proposal).number}", zone=current_app.config["TIME_ZONE"],
        actor_id=move.actor_id,
        also=queries.backers_who_do_not_follow(session, proposal) if into is not None else (),
    )  # fmt: skip


def _what_is_new(words: str, into: Proposal | None) -> str:
    if into is None:
        return _("It is now: %(stage)s", stage=words)
    return _("It is now part of “%(title)s”. If you backed it, you are counted there, once", title=into.title)


def _tell_authors(session: Session, proposal: Proposal, words: str, reason: str, stage: Stage, *,
                  actor_id: int | None) -> None:  # fmt: skip
    """Nobody is told by mail of what they did themselves."""
    move, into = queries.move_now(session, proposal), session.get(Proposal, proposal.merged_into_id or 0)
    for person in queries.people_to_tell(session, proposal):
        if person.id != actor_id:
            mail.post(
                "proposals/email/moved.txt", to=person.email,
                subject=_("Your proposal “%(title)s”: %(stage)s", title=proposal.title, stage=words),
                proposal=proposal, stage=stage, words=words, reason=reason, move=move, into=into,
                may_reply=may(Act.REPLY, [Side.AUTHOR], stage), decided=stage in DECIDED,
                link=link_to(proposal),
            )  # fmt: skip


def tell_sponsored(session: Session, *, proposal_id: int, name: str, actor_id: int) -> None:
    """Its authors hear that somebody stands behind it with them; of a refusal nobody is told by mail."""
    proposal = session.get_one(Proposal, proposal_id)
    for person in queries.authors_of(session, proposal):
        if person.id != actor_id:
            mail.post("proposals/email/sponsored.txt", to=person.email,
                      subject=_("Somebody stands behind your proposal “%(title)s”", title=proposal.title),
                      proposal=proposal, name=name, link=link_to(proposal))  # fmt: skip
