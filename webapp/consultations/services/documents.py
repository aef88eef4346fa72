"""Files that people may read before they answer. Services flush; the request commits."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import BinaryIO

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.audit.services import record
from webapp.consultations import queries
from webapp.consultations.models import ChangeKind, Consultation, Document
from webapp.consultations.services.editing import subject_of, tell_of_change
from webapp.files import services as files
from webapp.files.filetypes import media_type_of, tidy_name
from webapp.i18n import _, _l
from webapp.refusals import Refused

MOST_DOCUMENTS = 30
PIECE = 64 * 1024  # bytes


class NotADocument(Refused):
    message = _l(
        "We take PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt), PNG and JPG files. "
        "This is none of them, or its name does not fit what is in it."
    )


def add(session: Session, *, consultation: Consultation, name: str, stream: BinaryIO, title: str, by: int) -> Document:
    """Keep a file; without a title it is called by its name. Raises `NotADocument`."""
    name = tidy_name(name)
    media_type = media_type_of(name, stream)
    if media_type is None:
        raise NotADocument(field="file")
    if len(consultation.documents) >= MOST_DOCUMENTS:
        raise Refused(_("There are %(most)s documents already.", most=MOST_DOCUMENTS), field="file")
    stored = files.store(session, _pieces(stream), name=name, media_type=media_type)
    document = Document(consultation_id=consultation.id, title=title or PurePosixPath(name).stem, file_id=stored.id)
    consultation.documents.append(document)
    session.flush()
    _tell(session, consultation, _("Added the document “%(title)s”.", title=document.title), by=by)
    record(session, actor_id=by, act="add a document", subject=subject_of(consultation), words=document.title,
           file=stored.id, sha256=stored.sha256)  # fmt: skip
    return document


def remove(session: Session, *, consultation: Consultation, document: Document, by: int) -> None:
    title, file_id = document.title, document.file_id
    consultation.documents.remove(document)
    session.flush()
    files.remove(session, file_id)
    _tell(session, consultation, _("Took away the document “%(title)s”.", title=title), by=by)
    record(session, actor_id=by, act="remove a document", subject=subject_of(consultation), words=title, file=file_id)


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    while piece := stream.read(PIECE):
        yield piece


def _tell(session: Session, consultation: Consultation, words: str, *, by: int) -> None:
    """While it is open, people are told what was put in or taken away."""
    if queries.stage(consultation, now=clock.now()) is Stage.OPEN:
        tell_of_change(session, consultation, ChangeKind.WORDS, reason=words, by=by)
