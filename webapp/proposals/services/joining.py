"""Making one of two proposals, taking that back, splitting one in two: everybody is kept, counted once, and told."""

from datetime import datetime

from sqlalchemy import delete, insert, literal, or_, select, update
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.accounts import keys
from webapp.accounts.models import Person
from webapp.i18n import _
from webapp.notices import following
from webapp.proposals import joins, queries
from webapp.proposals.models import Backing, CoSponsor, Move, Proposal, Sheet
from webapp.proposals.rules import KIND, TAKES_BACKING, Stage, what_is_missing, why_not_merge, why_not_unmerge
from webapp.proposals.services import amending, backing, moving, writing
from webapp.proposals.services.amending import WordsChanged
from webapp.proposals.services.moving import MovedMeanwhile
from webapp.proposals.signals import merged, parted, unmerged
from webapp.proposals.wording import mark_of
from webapp.refusals import Refused


def merge(session: Session, *, proposal: Proposal, into: Proposal, since: Stage, actor_id: int, reason: str) -> Move:
    """Make `proposal` a part of `into`: who backs it counts there, each person once; authors and sponsors stand behind
    that one, followers follow it. Raises `MovedMeanwhile`, and `Refused` at its field."""
    if not reason.strip():
        raise Refused(_("Say why. The author and everybody else can read it."), field="reason")
    moving.lock_all(session, proposal, into)
    session.refresh(into)
    if queries.move_now(session, proposal).stage is not since:
        raise MovedMeanwhile
    wrong = why_not_merge(same=proposal.id == into.id, stage=since, into=queries.move_now(session, into).stage,
                          into_hidden=into.hidden_at is not None)  # fmt: skip
    if wrong:
        raise Refused(wrong, field="into")
    proposal.merged_into_id = into.id
    session.flush()
    merged.send(session, proposal_id=proposal.id, into_id=into.id, actor_id=actor_id, reason=reason.strip())
    _carry_backing(session, proposal, into)
    _carry_sponsors(session, proposal, into)
    begun = moving.move(session, proposal=proposal, since=since, to=Stage.MERGED, actor_id=actor_id, reason=reason)
    following.carry(session, kind=KIND, from_id=proposal.id, to_id=into.id)
    backing.cross(session, into)
    return begun


def unmerge(session: Session, *, proposal: Proposal, actor_id: int, reason: str) -> Move:
    """Let it stand by itself again, where it stood, with those who back it. Followers go on following both.

    Raises `MovedMeanwhile`, and `Refused` at its field when it is too late.
    """
    if not reason.strip():
        raise Refused(_("Say why. The author and everybody else can read it."), field="reason")
    into = session.get(Proposal, proposal.merged_into_id or 0)
    if into is None:
        raise MovedMeanwhile
    moving.lock_all(session, proposal, into)
    now = queries.move_now(session, proposal)
    if now.stage is not Stage.MERGED:
        raise MovedMeanwhile
    wrong = why_not_unmerge(merged_at=now.at, now=clock.now(), into=queries.move_now(session, into).stage)
    if wrong:
        raise Refused(wrong, field="reason")
    session.execute(delete(Backing).where(Backing.proposal_id == into.id, Backing.carried_from_id == proposal.id))
    session.execute(delete(CoSponsor).where(CoSponsor.proposal_id == into.id, CoSponsor.carried_from_id == proposal.id))
    _return_sheets(session, proposal)
    proposal.merged_into_id = None
    before = joins.move_before(session, proposal)
    begun = moving.move(session, proposal=proposal, since=Stage.MERGED, to=before.stage, actor_id=actor_id,
                        reason=reason, officer_id=before.officer_id, due_on=before.due_on)  # fmt: skip
    unmerged.send(session, proposal_id=proposal.id, into_id=into.id, actor_id=actor_id, reason=reason.strip())
    backing.cross(session, proposal)
    return begun


def split(session: Session, *, proposal: Proposal, person_id: int, token: str, since: str, title: str, what: str,
          who_benefits: str, stays: str) -> Proposal:  # fmt: skip
    """A part of it as a proposal of its own, by the same author, which a moderator reads first. Nobody's backing goes
    with it. `stays`: what the old one then says, made from the wording that `since` marks.

    Raises `WordsChanged`, and `Refused` at its field.
    """
    moving.lock(session, proposal)
    session.refresh(proposal)
    made_already = session.scalar(select(Proposal).where(Proposal.token == token))
    if made_already is not None and made_already.split_from_id == proposal.id:
        return made_already
    if since != mark_of(proposal.title, proposal.what):
        raise WordsChanged
    missing = what_is_missing(title=title.strip(), what=what.strip(), who_benefits=who_benefits.strip())
    if missing:
        raise Refused(missing[0][1], field=missing[0][0])
    _reword(session, proposal, stays.strip() or proposal.what, person_id)
    made = writing.begin(session, author_id=person_id, token=token, title=title, form=proposal.form)
    made.author_id, made.group_id, made.split_from_id = proposal.author_id, proposal.group_id, proposal.id
    made.what, made.who_benefits = what.strip(), who_benefits.strip()
    made.where, made.area_id = proposal.where, proposal.area_id
    session.flush()
    writing.send_in(session, proposal=made, person_id=person_id)
    parted.send(session, proposal_id=made.id, actor_id=person_id)
    return made


def _reword(session: Session, proposal: Proposal, what: str, person_id: int) -> None:
    if what == proposal.what:
        return
    if queries.move_now(session, proposal).stage not in TAKES_BACKING:
        raise Refused(_("People cannot take their backing back any more, so its words stay as they are."),
                      field="stays")  # fmt: skip
    amending.reword(session, proposal=proposal, title=proposal.title, what=what, actor_id=person_id)


def _carry_backing(session: Session, proposal: Proposal, into: Proposal) -> None:
    """Rows of the old one stay, so that its own number stays true and the merge can be taken back."""
    there = aliased(Backing)
    backs_both = select(there.id).where(there.proposal_id == into.id, there.person_id == Backing.person_id).exists()
    carried = select(literal(into.id), Backing.person_id, Backing.area_id, Backing.at, literal(proposal.id)).where(
        Backing.proposal_id == proposal.id, ~backs_both
    )
    columns = ["proposal_id", "person_id", "area_id", "at", "carried_from_id"]
    session.execute(insert(Backing).from_select(columns, carried, include_defaults=False))
    on_paper = or_(Sheet.proposal_id == proposal.id, Sheet.counts_for_id == proposal.id)
    session.execute(update(Sheet).where(on_paper).values(counts_for_id=into.id))


def _return_sheets(session: Session, proposal: Proposal) -> None:
    parts = joins.merged_into(session, proposal.id)
    session.execute(update(Sheet).where(Sheet.proposal_id == proposal.id).values(counts_for_id=None))
    session.execute(update(Sheet).where(Sheet.proposal_id.in_(parts)).values(counts_for_id=proposal.id))


def _carry_sponsors(session: Session, proposal: Proposal, into: Proposal) -> None:
    """Its author and its sponsors. Whoever was asked there, or wrote that one, is left as they are."""
    taken = set(session.scalars(select(CoSponsor.email).where(CoSponsor.proposal_id == into.id)))
    taken |= {one.email for one in queries.authors_of(session, into)}
    groups = {one.group_id for one in queries.sponsors_of(session, into)} | {into.group_id}
    author = session.get(Person, proposal.author_id or 0)
    if author is not None and author.active and proposal.group_id not in groups - {None}:
        _stand_behind(session, proposal, into, taken, author.email, (author.id, proposal.group_id, True), clock.now())
    for one in queries.sponsors_of(session, proposal):
        if one.group_id is None or one.group_id not in groups:
            shown = (one.person_id, one.group_id, one.name_shown)
            _stand_behind(session, proposal, into, taken, one.email, shown, one.accepted_at)


def _stand_behind(session: Session, proposal: Proposal, into: Proposal, taken: set[str], email: str,
                  who: tuple[int | None, int | None, bool], at: datetime | None) -> None:  # fmt: skip
    if email in taken:
        return
    taken.add(email)
    digest = keys.digest_of(keys.new_token(), b"nobody was mailed this")
    session.add(CoSponsor(proposal_id=into.id, email=email, digest=digest, invited_at=clock.now(), accepted_at=at,
                          person_id=who[0], group_id=who[1], name_shown=who[2],
                          carried_from_id=proposal.id))  # fmt: skip
    session.flush()
