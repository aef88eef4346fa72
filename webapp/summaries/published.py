"""Everything that changes published summaries: asking for one, blacking words out, forgetting words that were taken
back. What was counted is never changed. Services flush; the request commits."""

from collections.abc import Collection
from dataclasses import asdict
from typing import Protocol

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp.audit.services import record
from webapp.consultations.models import Consultation
from webapp.consultations.queries import count_responses
from webapp.i18n import _, _l
from webapp.jobs.models import Job
from webapp.jobs.services import enqueue
from webapp.refusals import Refused
from webapp.summaries.models import FileKind, Publication, PublishedQuote, PublishedTheme
from webapp.summaries.queries.published import find_newest
from webapp.summaries.services import Terms, subject_of

JOB = "publish-summary"
PUBLIC_FILES = (FileKind.PDF, FileKind.DOCX, FileKind.JSON)
"""Files that hold numbers and nobody's answers."""
BLACKED_OUT = "[…]"
LONGEST_NOTE = 600


class StillOpen(Refused):
    message = _l("A summary is published when its consultation has closed. Close it first.")


class _Marked(Protocol):
    @property
    def answer_id(self) -> int: ...
    @property
    def start(self) -> int: ...


def mark_of(quote: _Marked) -> str:
    """What a quote is called in a form: "answer:start"."""
    return f"{quote.answer_id}:{quote.start}"


def ask_to_publish(
    session: Session, *, consultation: Consultation, person_id: int, terms: Terms, note: str, left_out: Collection[str]
) -> Job:
    """Ask for a publication. Raises `Refused` when nobody answered, or when it must say what is different and does not,
    and `AlreadyRunning` while one is being made. `left_out`: marks of quotes that are not to be shown."""
    if not count_responses(session, consultation.id):
        raise Refused(_("Nobody has answered, so there is nothing to publish."))
    last = find_newest(session, consultation.id)
    note = note.strip()
    if last is not None and not note:
        raise Refused(_("Say what is different from the version before, so that people who read that one know."),
                      field="note")  # fmt: skip
    subject = subject_of(consultation.id)
    job = enqueue(
        session, kind=JOB, subject=subject, asked_by=person_id, consultation_id=consultation.id, person_id=person_id,
        terms=asdict(terms), note=note, number=last.number + 1 if last else 1, left_out=sorted(left_out),
    )  # fmt: skip
    record(session, actor_id=person_id, act="asked to publish a summary", subject=subject, words=note)
    return job


def black_out(session: Session, *, quote: PublishedQuote, words: str, reason: str, person_id: int) -> None:
    """Take words out of a quote, or the whole quote where none are given. The answer keeps its words, and the count
    stays. Raises `Refused` when these words are not in it or there is no reason."""
    words, reason = words.strip(), reason.strip()
    if not reason:
        raise Refused(_("Give the reason. It is kept, without the words."), field="reason")
    if words and words not in quote.text:
        raise Refused(_("These words are not in the quote. Copy them as they stand there."), field="words")
    record(session, actor_id=person_id, act="blacked out a published quote", subject=f"answer:{quote.answer_id}",
           words=reason, start=quote.start)  # fmt: skip
    left = quote.text.replace(words, BLACKED_OUT) if words else ""
    if left.replace(BLACKED_OUT, "").strip(" .,;!?"):
        quote.text = left
    else:
        session.delete(quote)
    session.flush()


def forget_words(session: Session, *, answer_ids: Collection[int]) -> None:
    """Words that were changed or taken back leave every publication at once; what was counted stays counted."""
    session.execute(
        delete(PublishedQuote)
        .where(PublishedQuote.answer_id.in_(answer_ids))
        .execution_options(synchronize_session=False)
    )


def why_keep_import(session: Session, *, consultation_id: int) -> str | None:
    """What was published rests on these responses."""
    published = select(Publication.id).where(Publication.consultation_id == consultation_id).limit(1)
    return _("A summary of these responses is published.") if session.scalar(published) is not None else None


def consultation_of(session: Session, quote: PublishedQuote) -> int:
    """The consultation that a quote was published about."""
    of_it = (
        select(Publication.consultation_id)
        .join(PublishedTheme, PublishedTheme.publication_id == Publication.id)
        .where(PublishedTheme.id == quote.published_theme_id)
    )
    return session.scalars(of_it).one()
