"""Reading imports and their files."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.consultations.importing.models import UNDO_FOR, Import
from webapp.consultations.models import Question
from webapp.files import services as files
from webapp.files.models import StoredFile
from webapp.i18n import _l
from webapp.jobs.models import Job
from webapp.jobs.services import find_latest
from webapp.refusals import Refused
from webapp.tables.reading import UnreadableTable, read_table
from webapp.tables.table import Table

JOB, CLEAR_JOB = "import", "clear-imports"  # the kinds of jobs, in `features.JOBS`


class FileGone(Refused):
    message = _l("The file of this import was thrown away. Upload it again.")


@dataclass(frozen=True, slots=True)
class Listed:
    """An import and the name of whoever uploaded it."""

    made: Import
    whose: str


def list_unfinished(session: Session, *, most: int = 50) -> list[Listed]:
    """Imports that nobody has finished, newest first. Everybody who may import sees all of them."""
    rows = (
        select(Import, Person.name)
        .outerjoin(Person, Person.id == Import.person_id)
        .where(Import.finished_at.is_(None))
        .order_by(Import.id.desc())
        .limit(most)
    )
    return [Listed(made, name or "") for made, name in session.execute(rows)]


def list_undoable(session: Session, *, now: datetime, most: int = 20) -> list[Import]:
    """Imports that were finished so lately that they can be taken back, newest first."""
    lately = select(Import).where(Import.finished_at > now - UNDO_FOR, Import.consultation_id.is_not(None))
    return list(session.scalars(lately.order_by(Import.id.desc()).limit(most)))


def list_with_old_files(session: Session, *, now: datetime) -> list[Import]:
    """Imports whose file has been kept long enough."""
    old = select(Import).join(StoredFile, StoredFile.id == Import.file_id).where(StoredFile.expires_at <= now)
    return list(session.scalars(old))


def find_name(session: Session, person_id: int | None) -> str:
    """The name of a person; "" when they are gone."""
    return session.scalar(select(Person.name).where(Person.id == person_id)) or ""


def list_themed(session: Session, consultation_id: int) -> list[Question]:
    """The questions of a consultation in whose answers themes are looked for."""
    themed = select(Question).where(Question.consultation_id == consultation_id, Question.themed)
    return list(session.scalars(themed.order_by(Question.position)))


def find_job(session: Session, made: Import) -> Job | None:
    return find_latest(session, kind=JOB, subject=made.subject)


def find_open_job(session: Session, made: Import) -> Job | None:
    """The job that is bringing this file in right now, if any."""
    job = find_job(session, made)
    return job if job is not None and job.finished_at is None else None


def read_file(session: Session, made: Import) -> bytes:
    """The whole file. Raises `FileGone`."""
    if made.file is None:
        raise FileGone
    return b"".join(files.read(session, made.file))


def parse(data: bytes, *, name: str) -> Table:
    """The table in a file that was read before. Raises `Refused` when it cannot be read any more."""
    try:
        return read_table(data, name=name)
    except UnreadableTable as reason:
        raise Refused(str(reason)) from reason
