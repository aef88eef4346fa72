"""Casting and changing a vote: once a voter, whatever comes twice, at once, or late."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webapp.access import Stage
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.polls import queries
from webapp.polls.models import Ballot, Poll, ReceiptNumber, Voted
from webapp.polls.rules import Channel, why_not_vote
from webapp.receipts import Receipts
from webapp.refusals import Refused

_BY_TOKEN = select(Ballot).where(Ballot.poll_id == bindparam("poll_id"), Ballot.token == bindparam("token"))
_ID_BY_TOKEN = select(Ballot.id).where(Ballot.poll_id == bindparam("poll_id"), Ballot.token == bindparam("token"))
_BY_VOTER = (
    select(Ballot)
    .join(Voted, Voted.id == Ballot.voted_id)
    .where(Voted.poll_id == bindparam("poll_id"), Voted.voter == bindparam("voter"))
)


class AlreadyVoted(Refused):
    message = _l("You have voted in this poll already. Each person has one vote.")


class NoBallot(Refused):
    message = _l("We cannot find a ballot with this code.")


class Closed(Refused):
    """Votes are not taken (any more, or yet)."""


@dataclass(frozen=True, kw_only=True)
class Vote:
    """A vote as it comes in. `voter` says who votes ("person:7", "code:…", "device:…"): it is hashed before it is
    stored. `code` is the ballot code; `marks` the ballot's text; not `fresh`: it changes the ballot of its code."""

    voter: str
    code: str
    marks: str
    channel: Channel
    area_id: int | None = None
    reason: str = ""
    fresh: bool = True


def find_ballot(session: Session, receipts: Receipts, poll: Poll, code: str) -> Ballot | None:
    """The ballot that this code opens."""
    return session.scalar(_BY_TOKEN, {"poll_id": poll.id, "token": receipts.digest(code)})


def has_voted(session: Session, receipts: Receipts, poll: Poll, voter: str) -> bool:
    key = receipts.voter(poll.id, voter)
    return session.scalar(select(Voted.id).where(Voted.poll_id == poll.id, Voted.voter == key)) is not None


@dataclass(frozen=True, slots=True)
class Cast:
    """The ballot that stands, and whether it was `counted` just now (not sent again or changed)."""

    ballot: Ballot
    counted: bool


def cast(session: Session, receipts: Receipts, *, poll: Poll, vote: Vote, now: datetime) -> Cast:
    """Count this vote once. The same ballot sent again changes nothing; a changed one replaces it where the poll lets
    people change. `now` is when it arrived.

    Raises Closed with the reason outside the opening times, AlreadyVoted for a second ballot of the same voter.
    """
    _refuse_outside_times(poll, now)
    found = _find_to_change(session, receipts, poll, vote.code)
    found = found or find_open_ballot(session, receipts, poll, vote.voter)
    if found is not None:
        return Cast(_change(session, poll=poll, ballot=found, vote=vote, now=now), counted=False)
    if not vote.fresh:
        raise NoBallot
    try:
        with refused_as(session, {"one_vote": AlreadyVoted, "one_ballot_a_token": AlreadyVoted}):
            return Cast(_count(session, receipts, poll, vote, now), counted=True)
    except AlreadyVoted:
        again = find_ballot(session, receipts, poll, vote.code)
        if again is not None and again.marks == vote.marks:
            return Cast(again, counted=False)  # the same sending, a moment quicker
        raise


def _find_to_change(session: Session, receipts: Receipts, poll: Poll, code: str) -> Ballot | None:
    """The ballot of this code, held until the transaction ends: its row may be written anew meanwhile (`shuffling`).

    Whoever waited for that finds the old row gone, and looks again, as often as it happens.
    """
    wanted = {"poll_id": poll.id, "token": receipts.digest(code)}
    held = _BY_TOKEN.with_for_update()
    while session.scalar(_ID_BY_TOKEN, wanted) is not None:
        ballot = session.scalar(held, wanted)
        if ballot is not None:
            return ballot
    return None


def _refuse_outside_times(poll: Poll, now: datetime) -> None:
    stage = queries.stage(poll, now=now)
    reason = why_not_vote(stage, closes_at=poll.closes_at, opens_at=poll.opens_at)
    if reason or stage is not Stage.OPEN:
        raise Closed(reason or "")


def find_open_ballot(session: Session, receipts: Receipts, poll: Poll, voter: str) -> Ballot | None:
    """Where the poll is not secret and votes may be changed, a voter's ballot is found without its code."""
    if poll.secret or not poll.changeable:
        return None
    return session.scalar(_BY_VOTER, {"poll_id": poll.id, "voter": receipts.voter(poll.id, voter)})


def count_paper(session: Session, receipts: Receipts, *, poll: Poll, vote: Vote, now: datetime) -> Ballot:
    """Count a ballot that came on paper. Whether papers are still taken is for the caller to say; a ballot that was
    counted before is never changed by one. Raises AlreadyVoted."""
    with refused_as(session, {"one_vote": AlreadyVoted, "one_ballot_a_token": AlreadyVoted}):
        return _count(session, receipts, poll, vote, now)


def note_spoilt(session: Session, receipts: Receipts, *, poll: Poll, voter: str, area_id: int | None) -> None:
    """That somebody voted on a paper that could not be counted: their code has no second vote. Raises AlreadyVoted."""
    with refused_as(session, {"one_vote": AlreadyVoted}):
        _register(session, receipts, poll, voter, channel=Channel.PAPER, area_id=area_id)


def _register(
    session: Session, receipts: Receipts, poll: Poll, voter: str, *, channel: Channel, area_id: int | None
) -> Voted:
    voted = Voted(poll_id=poll.id, voter=receipts.voter(poll.id, voter), area_id=area_id, channel=channel)
    session.add(voted)
    session.flush()
    return voted


def _count(session: Session, receipts: Receipts, poll: Poll, vote: Vote, now: datetime) -> Ballot:
    voted = _register(session, receipts, poll, vote.voter, channel=vote.channel, area_id=vote.area_id)
    ballot = Ballot(
        poll_id=poll.id,
        token=receipts.digest(vote.code),
        marks=vote.marks,
        reason=vote.reason,
        channel=vote.channel,
        voted_id=None if poll.secret else voted.id,
        at=None if poll.secret else now,
    )
    session.add_all([ballot, ReceiptNumber(poll_id=poll.id, number=receipts.number_for(vote.code))])
    session.flush()
    return ballot


def _change(session: Session, *, poll: Poll, ballot: Ballot, vote: Vote, now: datetime) -> Ballot:
    if (ballot.marks, ballot.reason) == (vote.marks, vote.reason):
        return ballot
    if not poll.changeable:
        raise AlreadyVoted(_("You have voted already, and in this poll a vote cannot be changed."))
    ballot.marks, ballot.reason = vote.marks, vote.reason
    ballot.at = None if poll.secret else now
    session.flush()
    return ballot
