"""Snapshots and their files."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.orm import Session, defer, selectinload

from webapp.files.models import StoredFile
from webapp.summaries.models import Snapshot, SnapshotFile

_SHOWN = 3


def list_snapshots(session: Session, consultation_id: int, *, person_id: int, administrator: bool) -> list[Snapshot]:
    """The latest snapshots whose files this person may fetch, newest first, each with its files. Two statements."""
    rows = (
        select(Snapshot)
        .where(Snapshot.consultation_id == consultation_id, _for(person_id, administrator))
        .order_by(Snapshot.id.desc())
        .limit(_SHOWN)
        .options(defer(Snapshot.figures), selectinload(Snapshot.files).joinedload(SnapshotFile.stored))
    )
    return list(session.scalars(rows))


def _for(person_id: int, administrator: bool) -> ColumnElement[bool]:
    return true() if administrator else Snapshot.made_by == person_id


def find_by_file(session: Session, file_id: int) -> SnapshotFile | None:
    return session.scalar(select(SnapshotFile).where(SnapshotFile.file_id == file_id))


def list_expired(session: Session, *, now: datetime) -> Sequence[int]:
    """The ids of the stored files of snapshots that nobody may fetch any more."""
    rows = select(SnapshotFile.file_id).join(StoredFile, StoredFile.id == SnapshotFile.file_id)
    return [file_id for file_id in session.scalars(rows.where(StoredFile.expires_at <= now)) if file_id is not None]
