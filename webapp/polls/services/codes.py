"""Voting codes: made so many at a time, handed out once, kept only as keyed hashes."""

import secrets

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit.services import record
from webapp.i18n import _, _l
from webapp.jobs import services as jobs
from webapp.jobs.models import Job
from webapp.polls import queries
from webapp.polls.models import Poll, VotingCode
from webapp.polls.paper_models import CodeIssue
from webapp.polls.rules import Eligibility, why_not_make_codes
from webapp.polls.services.editing import lock, subject_of
from webapp.receipts import Receipts
from webapp.refusals import Refused

MOST = 5000
MOST_PRINTED = 500
"""A letter takes the worker about a twentieth of a second."""
JOB = "post"


class HandedOut(Refused):
    message = _l("These codes were handed out already. Nobody can make them again: make new ones instead.")


def make(
    session: Session, receipts: Receipts, *, poll: Poll, count: int, area_id: int | None, paper: bool, by: int
) -> CodeIssue:
    """So many new codes, for people of one area if wanted. Raises Refused while the poll takes none."""
    lock(session, poll)
    reason = why_not_make_codes(queries.stage(poll, now=clock.now()))
    if reason is None and not paper and poll.eligibility is not Eligibility.CODE:
        reason = _("In this poll people vote without a code.")
    if reason:
        raise Refused(reason)
    issue = CodeIssue(poll_id=poll.id, made_at=clock.now(), made_by=by, area_id=area_id, count=count, paper=paper,
                      root=secrets.token_urlsafe(32))  # fmt: skip
    session.add(issue)
    session.flush()
    digests = (receipts.digest(code) for code in codes_of(receipts, issue))
    rows = [{"poll_id": poll.id, "digest": digest, "area_id": area_id, "paper": paper} for digest in digests]
    session.execute(insert(VotingCode), rows)
    record(session, actor_id=by, act="make voting codes", subject=subject_of(poll), issue=issue.id, count=count,
           paper=paper)  # fmt: skip
    return issue


def codes_of(receipts: Receipts, issue: CodeIssue) -> list[str]:
    """The codes as long as they were not handed out. Raises HandedOut."""
    if not issue.root:
        raise HandedOut
    return [receipts.code_for(f"voting-code {issue.poll_id} {issue.root} {number}") for number in range(issue.count)]


def ballot_code(receipts: Receipts, poll_id: int, code: str) -> str:
    """The code of the ballot on the paper with this voting code, from which its receipt follows. It is on no paper, so
    that neither the paper nor what is kept of its code opens the ballot."""
    return receipts.code_for(f"paper {poll_id} {code}")


def hand_out(session: Session, receipts: Receipts, *, poll: Poll, issue: CodeIssue, by: int) -> list[str]:
    """The codes, this once: from here on only their hashes are known. Raises HandedOut."""
    wanted = select(CodeIssue).where(CodeIssue.id == issue.id).with_for_update()
    session.scalars(wanted.execution_options(populate_existing=True)).one()
    codes = codes_of(receipts, issue)
    issue.root, issue.handed_out_at = "", clock.now()
    session.flush()
    record(session, actor_id=by, act="hand out voting codes", subject=subject_of(poll), issue=issue.id)
    return codes


def ask_to_print(session: Session, *, issue: CodeIssue, words: dict[str, object], by: int) -> Job:
    """Have the worker set the letters or papers. Raises AlreadyRunning, HandedOut."""
    if not issue.root:
        raise HandedOut
    return jobs.enqueue(session, kind=JOB, subject=_subject(issue), asked_by=by, issue=issue.id, words=words)


def find_job(session: Session, issue: CodeIssue) -> Job | None:
    """The last time that this was printed."""
    return jobs.find_latest(session, kind=JOB, subject=_subject(issue))


def _subject(issue: CodeIssue) -> str:
    return f"codes:{issue.id}"
