"""Everything that changes imports. Services flush; the request, or the job, commits."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit.services import record
from webapp.consultations import queries as consultations
from webapp.consultations.importing import queries, signals
from webapp.consultations.importing.mapping import (
    Column,
    Setting,
    columns_to_json,
    settings_from_json,
    settings_to_json,
)
from webapp.consultations.importing.models import KEPT_FOR, UNDO_FOR, Import
from webapp.consultations.importing.planning import Findings, Plan, PlannedResponse, Terms
from webapp.consultations.importing.profiling import look_at
from webapp.consultations.importing.writing import write_responses, write_sheet
from webapp.consultations.models import Choice, Consultation, Item, Question, Response, Section
from webapp.files import services as files
from webapp.i18n import _, _l
from webapp.jobs.models import Job
from webapp.jobs.services import AlreadyRunning, ask_to_cancel, enqueue
from webapp.places.queries import read_gazetteer
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of
from webapp.tables.reading import DEFAULT_LIMITS, Limits, UnreadableTable, read_table
from webapp.tables.table import Table

MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class AlreadyIn(Refused):
    message = _l("This file has been brought in already.")


class BeingBroughtIn(Refused):
    message = _l("This file is being brought in right now. Stop that first.")


class NotReady(Refused):
    message = _l("Say first what each column is.")


class TooLateToUndo(Refused):
    message = _l("An import can be taken back for 24 hours. That time is over.")


class RestsOnIt(Refused):
    message = _l("People have begun to work with these responses, so they must stay.")


@dataclass(frozen=True)
class Upload:
    """A file that was read: its bytes, its table, and what its columns seem to be."""

    data: bytes
    name: str
    table: Table
    columns: list[Column]


def read_upload(data: bytes, *, name: str, most_bytes: int) -> Upload:
    """Read a file that somebody chose. Raises `Refused` at "file" with one sentence: what is wrong, and where."""
    limits = Limits(bytes=min(most_bytes, DEFAULT_LIMITS.bytes))
    try:
        table = read_table(data, name=name, limits=limits)
    except UnreadableTable as reason:
        raise Refused(str(reason), field="file") from reason
    return Upload(data, name, table, look_at(table))


def keep(session: Session, *, upload: Upload, title: str, collected_by: str, opened_on: date, closed_on: date,
         person_id: int) -> Import:  # fmt: skip
    """Keep an upload, so that whoever uploaded it can go on with it later."""
    clear_old(session)
    now, table = clock.now(), upload.table
    file = files.store(session, [upload.data], name=upload.name, media_type=MEDIA_TYPES[table.form],
                       owner_id=person_id, expires_at=now + KEPT_FOR)  # fmt: skip
    made = Import(file_id=file.id, file_name=upload.name, person_id=person_id, created_at=now, title=title,
                  collected_by=collected_by, opened_on=opened_on, closed_on=closed_on, rows=len(table.rows),
                  notes=list(table.notes), columns=columns_to_json(upload.columns))  # fmt: skip
    session.add(made)
    session.flush()
    _clear_later(session, made.subject, now + KEPT_FOR)
    record(session, actor_id=person_id, act="upload responses", subject=made.subject, words=upload.name,
           sha256=file.sha256, rows=made.rows, columns=len(upload.columns))  # fmt: skip
    return made


def terms_of(session: Session, made: Import, *, zone: str, leave_out_duplicates: bool = False) -> Terms:
    """How the rows of this file are to be read."""
    return Terms(read_gazetteer(session), zone, closing_moment(made.closed_on, zone), leave_out_duplicates)


def closing_moment(closed_on: date, zone: str) -> datetime:
    """The end of the closing day in `zone`; for a consultation that closed today, this moment."""
    end = clock.from_local(datetime.combine(closed_on + timedelta(days=1), time()), zone)
    return min(end, clock.now())


def settle(session: Session, *, made: Import, settings: Sequence[Setting], findings: Findings, person_id: int) -> None:
    """Keep what the officer made of the columns, and what reading the file that way found.

    Raises `AlreadyIn` and `BeingBroughtIn`.
    """
    _lock(session, made)
    made.settings, made.findings = settings_to_json(settings), findings.to_json()
    uses = [one.use.value for one in settings]
    record(session, actor_id=person_id, act="say what columns are", subject=made.subject,
           columns={use: uses.count(use) for use in sorted(set(uses))})  # fmt: skip


def begin(session: Session, *, made: Import, leave_out_duplicates: bool, zone: str, person_id: int) -> Job:
    """Ask for the file to be brought in. Raises `AlreadyIn`, `BeingBroughtIn`, `NotReady`, `AlreadyRunning`."""
    _lock(session, made)
    if made.settings is None:
        raise NotReady
    job = enqueue(session, kind=queries.JOB, subject=made.subject, asked_by=person_id, import_id=made.id,
                  person_id=person_id, zone=zone, leave_out_duplicates=leave_out_duplicates)  # fmt: skip
    record(session, actor_id=person_id, act="bring responses in", subject=made.subject,
           leave_out_duplicates=leave_out_duplicates)  # fmt: skip
    return job


def stop(session: Session, *, made: Import, person_id: int) -> None:
    """Ask the running job to stop; nothing happens when there is none."""
    job = queries.find_open_job(session, made)
    if job is not None:
        ask_to_cancel(session, job)
        record(session, actor_id=person_id, act="stop bringing responses in", subject=made.subject)


def bring_in(session: Session, *, import_id: int, plan: Plan, responses: Sequence[PlannedResponse], zone: str,
             person_id: int | None) -> Import:  # fmt: skip
    """Make the consultation of a file from its plan and all its responses, whole, in the transaction at hand.

    Raises `AlreadyIn` when another job was quicker, and `FileGone` when it was thrown away meanwhile.
    """
    made = session.get(Import, import_id, with_for_update=True, populate_existing=True)
    if made is None:
        raise queries.FileGone
    if made.consultation_id is not None:
        raise AlreadyIn
    consultation = _new_consultation(session, made, zone=zone)
    places = write_sheet(session, consultation, plan.questions)
    now = clock.now()
    write_responses(session, consultation.id, places, responses, now=now)
    made.consultation_id, made.finished_at, made.findings = consultation.id, now, plan.findings.to_json()
    if made.file is not None:
        made.file.expires_at = now + UNDO_FOR
    session.flush()
    _clear_later(session, f"{made.subject}:in", now + UNDO_FOR)
    record(session, actor_id=person_id, act="responses came in", subject=made.subject, consultation=consultation.id,
           responses=len(responses))  # fmt: skip
    return made


def _new_consultation(session: Session, made: Import, *, zone: str) -> Consultation:
    slug = slug_of(made.title, otherwise="consultation")
    opens_at = clock.from_local(datetime.combine(made.opened_on, time()), zone)
    consultation = Consultation(
        slug=free_slug(slug, consultations.list_slugs_like(session, slug)),
        title=made.title,
        summary=_("%(who)s collected these responses with another tool.", who=made.collected_by),
        contact_name=made.collected_by,
        created_at=clock.now(),
        created_by=made.person_id,
        published_at=opens_at,
        opens_at=opens_at,
        closes_at=closing_moment(made.closed_on, zone),
        imported_from=made.file_name,
    )
    session.add(consultation)
    session.flush()
    return consultation


def throw_away(session: Session, *, made: Import, person_id: int) -> None:
    """Delete an import that was not finished, and its file. Raises `AlreadyIn` and `BeingBroughtIn`."""
    _lock(session, made)
    file_id, subject = made.file_id, made.subject
    session.delete(made)
    session.flush()
    if file_id is not None:
        files.remove(session, file_id)
    record(session, actor_id=person_id, act="throw an upload away", subject=subject)


def why_not_undo(session: Session, made: Import, *, now: datetime) -> Refused | None:
    """What stands in the way of taking this import back: the time, or work that others have done with it."""
    until = made.undo_until()
    if until is None or made.consultation_id is None or now >= until:
        return TooLateToUndo()
    answers = signals.undo_asked.send(session, consultation_id=made.consultation_id)
    reason = next((str(words) for _receiver, words in answers if words), "")
    return Refused(reason) if reason else None


def undo(session: Session, *, made: Import, person_id: int) -> None:
    """Delete the consultation of an import with all its responses; the file and what was said of its columns stay.

    Raises `TooLateToUndo`, `RestsOnIt`, or the reason another room gives.
    """
    session.refresh(made, with_for_update=True)
    now = clock.now()
    reason = why_not_undo(session, made, now=now)
    if reason is not None or made.consultation_id is None:
        raise reason or TooLateToUndo()
    consultation_id = made.consultation_id
    try:
        with session.begin_nested():
            signals.undone.send(session, consultation_id=consultation_id)
            made.consultation_id, made.finished_at = None, None
            session.flush()
            _delete(session, consultation_id)
    except IntegrityError as error:  # rows of another room point at these
        raise RestsOnIt from error
    if made.file is not None:
        made.file.expires_at = now + KEPT_FOR
    record(session, actor_id=person_id, act="take an import back", subject=made.subject, consultation=consultation_id)


def _delete(session: Session, consultation_id: int) -> None:
    """Every row of a consultation that was brought in; responses take their answers with them, so they go first."""
    questions = select(Question.id).where(Question.consultation_id == consultation_id)
    for rows in (
        delete(Response).where(Response.consultation_id == consultation_id),
        delete(Choice).where(Choice.question_id.in_(questions)),
        delete(Item).where(Item.question_id.in_(questions)),
        delete(Question).where(Question.consultation_id == consultation_id),
        delete(Section).where(Section.consultation_id == consultation_id),
        delete(Consultation).where(Consultation.id == consultation_id),
    ):
        session.execute(rows.execution_options(synchronize_session=False))
    session.expire_all()


def clear_old(session: Session) -> int:
    """Throw away files whose time is over: of imports long finished, and of those nobody went on with. How many."""
    now = clock.now()
    old = [one for one in queries.list_with_old_files(session, now=now) if queries.find_open_job(session, one) is None]
    for made in old:
        file_id, made.file_id = made.file_id, None
        if made.finished_at is None:
            session.delete(made)
        session.flush()
        if file_id is not None:
            files.remove(session, file_id)
    return len(old)


def _clear_later(session: Session, subject: str, when: datetime) -> None:
    """Have the worker look for files whose time is over. One look a subject is enough: each looks at all of them."""
    with suppress(AlreadyRunning):
        enqueue(session, kind=queries.CLEAR_JOB, subject=subject, due_at=when)


def _lock(session: Session, made: Import) -> None:
    """Hold the row until the transaction ends. Raises `AlreadyIn` or `BeingBroughtIn` when it must not change."""
    session.refresh(made, with_for_update=True)
    if made.consultation_id is not None:
        raise AlreadyIn
    if queries.find_open_job(session, made) is not None:
        raise BeingBroughtIn


def settings_of(made: Import) -> list[Setting]:
    return settings_from_json(made.settings) if made.settings else []
