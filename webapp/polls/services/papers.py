"""Ballots on paper: a pile is keyed by one person and again by another; what agrees counts, the rest is settled.

Once a paper is decided its code and what was keyed are wiped. That a paper was counted stands in the register, its
marks in the box, and nothing joins them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.polls import office_queries, queries
from webapp.polls.models import Ballot, Poll, VotingCode
from webapp.polls.paper_models import Keying, Paper, PaperBatch, PaperState, Spoilt
from webapp.polls.rules import Channel, why_not_close_papers, why_not_key_papers
from webapp.polls.services import codes, freezing, voting
from webapp.polls.services.editing import lock, subject_of
from webapp.polls.services.voting import AlreadyVoted, Vote
from webapp.receipts import Receipts, tidy_code
from webapp.refusals import Refused

FIRST, SECOND = 1, 2


class KeyedBefore(Refused):
    message = _l("This paper was keyed in another pile already.")

    def __init__(self) -> None:
        super().__init__(field="code")


@dataclass(frozen=True, kw_only=True)
class Read:
    """What somebody read on a paper: marks as their text, or why it is spoilt; and the reason of who objects."""

    marks: str = ""
    reason: str = ""
    spoilt: Spoilt | None = None


def begin(session: Session, *, poll: Poll, label: str, by: int) -> PaperBatch:
    """A new pile. Raises Refused outside the time for papers, or where the poll has none."""
    now = _lock_in_time(session, poll)
    if not office_queries.count_printed(session, poll.id):
        raise Refused(_("No ballot papers were made for this poll."))
    batch = PaperBatch(poll_id=poll.id, label=label, made_at=now, made_by=by)
    session.add(batch)
    session.flush()
    record(session, actor_id=by, act="begin a pile of papers", subject=subject_of(poll), batch=batch.id)
    return batch


def turn_of(batch: PaperBatch) -> int | None:
    """Which keying it is at: FIRST, SECOND, or None when both are finished."""
    if batch.keyed_at is None:
        return FIRST
    return SECOND if batch.checked_at is None else None


def key(
    session: Session, receipts: Receipts, *, poll: Poll, batch: PaperBatch, typed: str, read: Read, by: int
) -> Paper:
    """Put down what is on the paper with this code. Who keyed it in this turn may put it right until the turn ends.

    Raises Refused at `code`; in the second turn for whoever keyed the paper first.
    """
    if turn_of(_lock_batch(session, batch)) == FIRST:
        _lock_in_time(session, poll)
    turn = turn_of(batch)
    if turn is None:
        raise Refused(_("This pile was keyed twice already."))
    code = _known_code(session, receipts, poll, typed)
    digest = receipts.digest(code)
    paper = session.scalar(select(Paper).where(Paper.poll_id == poll.id, Paper.digest == digest))
    if paper is None:
        paper = _add(session, batch, code, digest)
    elif paper.batch_id != batch.id:
        raise KeyedBefore
    _put_down(session, paper, turn, read, by)
    return paper


def _known_code(session: Session, receipts: Receipts, poll: Poll, typed: str) -> str:
    code = tidy_code(typed)
    if code is None:
        raise Refused(_("Write the code of the paper. It has 12 letters and numbers."), field="code")
    found = queries.find_voting_code(session, poll.id, receipts.digest(code))
    if found is None or not found.paper:
        raise Refused(_("No paper of this poll has this code. Check each letter and number."), field="code")
    return code


def _add(session: Session, batch: PaperBatch, code: str, digest: str) -> Paper:
    last = session.scalar(select(func.max(Paper.number)).where(Paper.batch_id == batch.id)) or 0
    paper = Paper(poll_id=batch.poll_id, batch_id=batch.id, number=last + 1, code=code, digest=digest)
    with refused_as(session, {"one_paper_a_code": KeyedBefore}):
        session.add(paper)
        session.flush()
    return paper


def _put_down(session: Session, paper: Paper, turn: int, read: Read, by: int) -> None:
    mine = {keying.turn: keying for keying in paper.keyings}
    if turn == SECOND and FIRST in mine and mine[FIRST].person_id == by:
        raise Refused(_("You keyed this paper the first time. Somebody else has to key it again."))
    keying = mine.get(turn)
    if keying is None:
        keying = Keying(paper_id=paper.id, turn=turn, person_id=by)
        paper.keyings.append(keying)
    elif keying.person_id != by:
        raise Refused(_("Somebody has keyed this paper a moment ago."), field="code")
    keying.marks, keying.reason, keying.spoilt = read.marks, read.reason, read.spoilt
    session.flush()


def finish(session: Session, receipts: Receipts, *, poll: Poll, batch: PaperBatch, by: int) -> int:
    """End the turn that the pile is at. After the second, papers that were read alike are decided.

    Returns how many differ and wait to be settled. Raises Refused for a pile without papers.
    """
    turn = turn_of(_lock_batch(session, batch))
    if turn is None:
        raise Refused(_("This pile was keyed twice already."))
    if not batch.papers:
        raise Refused(_("No paper of this pile was keyed yet."))
    now, differ = clock.now(), 0
    if turn == FIRST:
        batch.keyed_at = now
    else:
        batch.checked_at = now
        differ = sum(not _decide_alike(session, receipts, poll, paper) for paper in batch.papers)
    session.flush()
    freezing.ask_again(session, poll=poll)
    record(session, actor_id=by, act="finish keying a pile", subject=subject_of(poll), batch=batch.id, turn=turn,
           papers=len(batch.papers), differ=differ)  # fmt: skip
    return differ


def remove_empty(session: Session, *, poll: Poll, batch: PaperBatch, by: int) -> None:
    """Take away a pile that was begun by mistake. Raises Refused once a paper of it was keyed."""
    _lock_batch(session, batch)
    if batch.papers:
        raise Refused(_("Papers of this pile were keyed, so it stays."))
    session.delete(batch)
    session.flush()
    freezing.ask_again(session, poll=poll)
    record(session, actor_id=by, act="remove an empty pile", subject=subject_of(poll), batch=batch.id)


def settle(session: Session, receipts: Receipts, *, poll: Poll, paper: Paper, read: Read, reason: str, by: int) -> None:
    """Decide a paper that two people read differently, or that only one of them keyed, after a third look at it."""
    batch = _lock_batch(session, session.get_one(PaperBatch, paper.batch_id))
    session.refresh(paper)
    if batch.checked_at is None or paper.state is not PaperState.WAITING:
        raise Refused(_("This paper does not wait to be settled (any more)."))
    paper.settled_by, paper.settled_reason = by, reason
    _decide(session, receipts, poll, paper, read)
    session.flush()
    freezing.ask_again(session, poll=poll)
    record(session, actor_id=by, act="settle a paper", subject=subject_of(poll), words=reason, batch=batch.id,
           paper=paper.number)  # fmt: skip


def close(session: Session, *, poll: Poll, by: int) -> None:
    """Say that all papers are counted. Raises Refused before the poll closes, and while a pile is open."""
    lock(session, poll)
    now = clock.now()
    reason = why_not_close_papers(
        queries.stage(poll, now=now),
        closed=poll.papers_closed_at is not None,
        batch_open=office_queries.has_open_batch(session, poll.id),
    )
    if reason:
        raise Refused(reason)
    poll.papers_closed_at = now
    session.flush()
    record(session, actor_id=by, act="close the counting of papers", subject=subject_of(poll))
    freezing.ask_again(session, poll=poll)


def read_alike(keyings: Sequence[Keying]) -> bool:
    """Whether two people read the same. The words of an objection may differ in spelling, so they are not compared."""
    return len(keyings) == 2 and (keyings[0].marks, keyings[0].spoilt) == (keyings[1].marks, keyings[1].spoilt)


def _decide_alike(session: Session, receipts: Receipts, poll: Poll, paper: Paper) -> bool:
    if not read_alike(paper.keyings):
        return False
    second = paper.keyings[-1]
    read = Read(marks=second.marks, reason=second.reason, spoilt=second.spoilt)
    _decide(session, receipts, poll, paper, read)
    return True


def _decide(session: Session, receipts: Receipts, poll: Poll, paper: Paper, read: Read) -> None:
    """Count it, or note it as spoilt; not where its code has voted before. Then wipe what was keyed."""
    voter = f"code:{paper.digest}"
    area_id = session.scalar(
        select(VotingCode.area_id).where(VotingCode.poll_id == poll.id, VotingCode.digest == paper.digest)
    )
    try:
        if read.spoilt is None:
            _count(session, receipts, poll, paper, read, area_id)
            paper.state = PaperState.COUNTED
        else:
            voting.note_spoilt(session, receipts, poll=poll, voter=voter, area_id=area_id)
            paper.state, paper.spoilt = PaperState.SPOILT, read.spoilt
    except AlreadyVoted:
        paper.state = PaperState.USED
    session.execute(delete(Keying).where(Keying.paper_id == paper.id))
    paper.code, paper.digest = "", None
    session.flush()
    session.expire(paper, ["keyings"])


def _count(session: Session, receipts: Receipts, poll: Poll, paper: Paper, read: Read, area_id: int | None) -> Ballot:
    vote = Vote(voter=f"code:{paper.digest}", code=codes.ballot_code(receipts, poll.id, paper.code), marks=read.marks,
                channel=Channel.PAPER, area_id=area_id, reason=read.reason)  # fmt: skip
    return voting.count_paper(session, receipts, poll=poll, vote=vote, now=clock.now())


def _lock_in_time(session: Session, poll: Poll) -> datetime:
    """The poll, kept from others. Raises Refused when no paper may be keyed now."""
    lock(session, poll)
    now = clock.now()
    stage = queries.stage(poll, now=now)
    reason = why_not_key_papers(stage, closes_at=poll.closes_at, papers_closed_at=poll.papers_closed_at, now=now)
    if reason:
        raise Refused(reason)
    return now


def _lock_batch(session: Session, batch: PaperBatch) -> PaperBatch:
    """The pile as it stands now, kept from others until the request ends."""
    session.flush()
    wanted = select(PaperBatch).where(PaperBatch.id == batch.id).with_for_update()
    return session.scalars(wanted.execution_options(populate_existing=True)).one()
