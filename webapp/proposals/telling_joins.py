"""Who is told when one of two proposals is made, when that is taken back, and when a part stands by itself."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp.accounts import mail
from webapp.i18n import _, ngettext
from webapp.notices import following
from webapp.proposals import joins, queries
from webapp.proposals.models import Proposal
from webapp.proposals.rules import KIND, Stage
from webapp.proposals.signals import merged, moved, parted, unmerged
from webapp.proposals.telling_words import link_to


def join() -> None:
    merged.connect(tell_merged)
    unmerged.connect(tell_unmerged)
    parted.connect(tell_parted)
    moved.connect(tell_of_new_part)


def tell_merged(session: Session, *, proposal_id: int, into_id: int, actor_id: int, reason: str) -> None:
    """Those of the proposal that took the other in. Those of the other are told that theirs has moved."""
    gone, into = session.get_one(Proposal, proposal_id), session.get_one(Proposal, into_id)
    people = joins.count_together(session, gone, into).whole
    what = _("“%(title)s” is now part of it", title=gone.title)
    counted = ngettext("%(num)s person backs it now.", "%(num)s people back it now.", people)
    _tell(session, into, what, f"{reason}\n\n{counted}", actor_id)


def tell_unmerged(session: Session, *, proposal_id: int, into_id: int, actor_id: int, reason: str) -> None:
    gone, into = session.get_one(Proposal, proposal_id), session.get_one(Proposal, into_id)
    _tell(session, into, _("“%(title)s” is no longer part of it", title=gone.title), reason, actor_id)


def tell_parted(session: Session, *, proposal_id: int, actor_id: int) -> None:
    """The authors of the whole, who are those of the part too."""
    part = session.get_one(Proposal, proposal_id)
    whole = session.get_one(Proposal, part.split_from_id)
    _tell_authors(session, whole, _("A part of it is to stand by itself: “%(title)s”", title=part.title),
                  _("A moderator reads it first. Whoever backs the whole goes on backing that, and can back the part."),
                  actor_id)  # fmt: skip


def tell_of_new_part(session: Session, *, proposal_id: int, stage: Stage) -> None:
    """Whoever backs or follows the whole, once the part is let in, so that they can back it too."""
    part = session.get_one(Proposal, proposal_id)
    whole = session.get(Proposal, part.split_from_id or 0)
    if stage is not Stage.GATHERING or whole is None or queries.has_gathered_before(session, part):
        return
    _happened(session, whole, _("A part of it stands by itself now: “%(title)s”", title=part.title),
              _("You still back the whole, if you did. You can back the part too."), None, address=part)  # fmt: skip


def _tell(session: Session, proposal: Proposal, what: str, words: str, actor_id: int) -> None:
    """Authors and sponsors at once, followers and backers in their rhythm."""
    _tell_authors(session, proposal, what, words, actor_id)
    _happened(session, proposal, what, words, actor_id, address=proposal)


def _tell_authors(session: Session, proposal: Proposal, what: str, words: str, actor_id: int) -> None:
    for person in queries.people_to_tell(session, proposal):
        if person.id != actor_id:
            mail.post("proposals/email/joined.txt", to=person.email, proposal=proposal, what=what, words=words,
                      subject=_("Your proposal “%(title)s”: news", title=proposal.title),
                      link=link_to(proposal))  # fmt: skip


def _happened(session: Session, proposal: Proposal, what: str, words: str, actor_id: int | None, *,
              address: Proposal) -> None:  # fmt: skip
    following.happened(
        session, kind=KIND, thing_id=proposal.id, title=proposal.title, what=what, words=words, actor_id=actor_id,
        address=f"/proposals/{address.number}", zone=current_app.config["TIME_ZONE"],
        also=queries.backers_who_do_not_follow(session, proposal),
    )  # fmt: skip
