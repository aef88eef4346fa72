"""The work behind letters and ballot papers: codes become pages, kept for a day or until they are fetched."""

from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.documents import postal
from webapp.files import services as files
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.jobs.worker import Teller
from webapp.polls.paper_models import CodeIssue
from webapp.polls.services import codes
from webapp.receipts import Receipts, spaced

KEPT = timedelta(days=1)
FORGET = "forget-post"


def print_post(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: the id of the codes under "issue", the words of their pages under "words". Gives {"key": of the file}.

    Raises HandedOut when somebody was quicker.
    """
    tell(_("Setting the pages"), 0, 1)
    receipts = Receipts(secret_key=current_app.config["SECRET_KEY"], receipt_key=current_app.config["RECEIPT_KEY"])
    with sessions() as session:
        issue = session.get_one(CodeIssue, facts["issue"])
        poll_id, paper, made = issue.poll_id, issue.paper, codes.codes_of(receipts, issue)
    now = clock.now()
    at = int(now.timestamp())
    if paper:
        numbers = [receipts.number_for(codes.ballot_code(receipts, poll_id, code)) for code in made]
        pairs = [(spaced(code), spaced(number)) for code, number in zip(made, numbers, strict=True)]
        data = postal.papers_pdf(facts["words"], pairs, at=at)
    else:
        data = postal.letters_pdf(facts["words"], [spaced(code) for code in made], at=at)
    with sessions.begin() as session:
        name = "ballot-papers.pdf" if paper else "letters.pdf"
        kept = files.store(session, [data], name=name, media_type=postal.MEDIA_TYPE, expires_at=now + KEPT)
        jobs.enqueue(session, kind=FORGET, subject=f"file:{kept.id}", due_at=now + KEPT, file_id=kept.id)
        return {"key": kept.key}


def forget_post(sessions: sessionmaker[Session], facts: dict[str, Any], _tell: Teller) -> dict[str, Any]:
    """Remove pages that nobody fetched in time: the codes on them open votes. `facts`: "file_id"."""
    with sessions.begin() as session:
        files.remove(session, facts["file_id"])
    return {}
