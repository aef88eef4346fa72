"""The work behind "Prepare the downloads": one look at the database, six files of it, kept for a week."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.audit.services import record
from webapp.consultations.models import Consultation
from webapp.consultations.queries import read_sheet
from webapp.consultations.sheet import Sheet
from webapp.database import writing
from webapp.documents.json_file import report_json
from webapp.documents.report import Report
from webapp.files import services as files
from webapp.i18n import _
from webapp.jobs.worker import Teller
from webapp.summaries.figures.shapes import Summary
from webapp.summaries.making import MEDIA_TYPES, Made, file_name, made_files
from webapp.summaries.models import Snapshot, SnapshotFile
from webapp.summaries.queries.snapshots import list_expired
from webapp.summaries.queries.themed import find_frames
from webapp.summaries.reading import read_summary
from webapp.summaries.report import SOFTWARE, Imprint, to_report
from webapp.summaries.rows import read_dataset
from webapp.summaries.services import Terms, subject_of
from webapp.themes.versions import digest_now

KEPT = timedelta(days=7)
_ROUNDS = 2  # the responses are read once for the CSV file and once for the workbook


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Make a snapshot and its files. `facts`: consultation_id, person_id, terms. Gives {"snapshot": id}."""
    terms = Terms(**facts["terms"])
    kept: list[SnapshotFile] = []
    try:
        with one_moment(sessions) as session:
            frozen = freeze(session, facts["consultation_id"], facts["person_id"], terms)
            progress = _Progress(tell, frozen.counted)
            dataset = read_dataset(session, frozen.snapshot.consultation_id, frozen.sheet, zone=terms.zone,
                                   bounds=terms.bounds, told=progress.read)  # fmt: skip
            with made_files(frozen.report, dataset, tell=progress.step) as ready:
                session.rollback()  # nothing more is read; let go before writing
                for one in ready:
                    progress.step(_("Storing the files"))
                    kept.append(store(sessions, one, frozen))
        return _finish(sessions, frozen.snapshot, kept)
    except BaseException:
        forget(sessions, kept)
        raise


@contextmanager
def one_moment(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that sees the database as it was when it first looked, whatever others write meanwhile."""
    with sessions() as session:
        before = writing.set(False)
        try:
            repeatable = session.get_bind().dialect.name == "postgresql"
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"} if repeatable else {})
        finally:
            writing.reset(before)
        yield session


@dataclass(frozen=True)
class Frozen:
    """The figures of one moment: as they will be kept, and as a document."""

    snapshot: Snapshot
    report: Report
    sheet: Sheet
    slug: str
    counted: int


def freeze(
    session: Session, consultation_id: int, person_id: int | None, terms: Terms, *,
    shaped: Callable[[Summary], Summary] = lambda summary: summary,
) -> Frozen:  # fmt: skip
    """Read every figure. The snapshot is not in any session yet. `shaped`: what is left out before it is frozen."""
    consultation = session.get_one(Consultation, consultation_id)
    sheet = read_sheet(session, consultation)
    read = read_summary(session, consultation, zone=terms.zone, threshold=terms.threshold, bounds=terms.bounds)
    summary = shaped(read)
    made_at = clock.now()
    imprint = Imprint(terms.authority, terms.language, clock.to_local(made_at, terms.zone), terms.zone, SOFTWARE)
    report = to_report(consultation, summary, imprint)
    content = report_json(report)
    snapshot = Snapshot(
        consultation_id=consultation_id, made_at=made_at, made_by=person_id, software=SOFTWARE,
        sheet_version=consultation.sheet_version, frame_versions=_frame_versions(session, sheet),
        figures=json.loads(content), digest=hashlib.sha256(content).hexdigest(),
    )  # fmt: skip
    return Frozen(snapshot, report, sheet, consultation.slug, summary.counted)


def _frame_versions(session: Session, sheet: Sheet) -> dict[str, Any]:
    themed = [question.id for question in sheet.questions if question.themed]
    return {
        sheet.question_by_id[frame.source_id].key: {"version": frame.version, "digest": digest_now(session, frame)}
        for frame in find_frames(session, themed)
    }


def store(sessions: sessionmaker[Session], made: Made, frozen: Frozen) -> SnapshotFile:
    """A transaction for each file, so that nobody who answers meanwhile waits for long."""
    with sessions.begin() as session:
        return store_in(session, made, frozen)


def store_in(session: Session, made: Made, frozen: Frozen) -> SnapshotFile:
    """Keep a file until it expires."""
    name = file_name(frozen.slug, made.kind, frozen.report.made_at.date())
    file = files.store(session, made.pieces(), name=name, media_type=MEDIA_TYPES[made.kind],
                       owner_id=frozen.snapshot.made_by, expires_at=clock.now() + KEPT)  # fmt: skip
    return SnapshotFile(kind=made.kind, name=name, size=file.size, sha256=file.sha256, file_id=file.id)


def _finish(sessions: sessionmaker[Session], snapshot: Snapshot, kept: list[SnapshotFile]) -> dict[str, Any]:
    """The snapshot and an audit line for each file, at once; files that have expired go."""
    with sessions.begin() as session:
        for file_id in list_expired(session, now=clock.now()):
            files.remove(session, file_id)
        snapshot.files = kept
        session.add(snapshot)
        session.flush()
        for one in kept:
            record(session, actor_id=snapshot.made_by, act="made a download", subject=f"snapshot:{snapshot.id}",
                   consultation=subject_of(snapshot.consultation_id), file=one.name, sha256=one.sha256)  # fmt: skip
        return {"snapshot": snapshot.id}


def forget(sessions: sessionmaker[Session], kept: list[SnapshotFile]) -> None:
    """Take away what was stored for a snapshot that will not be."""
    with sessions.begin() as session:
        for one in kept:
            files.remove(session, one.file_id or 0)


class _Progress:
    """How far the whole work is, in responses read."""

    def __init__(self, tell: Teller, responses: int) -> None:
        self._tell, self._total = tell, max(1, _ROUNDS * responses)
        self._words, self._before, self._read = _("Counting"), 0, 0
        self._tell(self._words, 0, self._total)

    def step(self, words: str) -> None:
        self._words, self._before, self._read = words, self._before + self._read, 0
        self._say()

    def read(self, responses: int) -> None:
        self._read = responses
        self._say()

    def _say(self) -> None:
        self._tell(self._words, min(self._before + self._read, self._total), self._total)
