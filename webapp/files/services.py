"""Storing and reading files without ever holding a whole one in memory."""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.files.models import FileChunk, StoredFile

CHUNK = 256 * 1024  # bytes


def store(
    session: Session,
    pieces: Iterable[bytes],
    *,
    name: str,
    media_type: str,
    owner_id: int | None = None,
    expires_at: datetime | None = None,
) -> StoredFile:
    """Keep a file that arrives in pieces of any size."""
    file = StoredFile(
        key=secrets.token_urlsafe(32),
        name=name,
        media_type=media_type,
        size=0,
        sha256="",
        owner_id=owner_id,
        created_at=clock.now(),
        expires_at=expires_at,
    )
    session.add(file)
    session.flush()
    digest = hashlib.sha256()
    for number, chunk in enumerate(_rechunk(pieces)):
        digest.update(chunk)
        file.size += len(chunk)
        session.execute(insert(FileChunk).values(file_id=file.id, number=number, data=chunk))
    file.sha256 = digest.hexdigest()
    session.flush()
    return file


def _rechunk(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting = bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) >= CHUNK:
            yield bytes(waiting[:CHUNK])
            del waiting[:CHUNK]
    if waiting:
        yield bytes(waiting)


def read(session: Session, file: StoredFile) -> Iterator[bytes]:
    """The file's bytes, a chunk at a time."""
    numbers = range(-(-file.size // CHUNK))
    for number in numbers:
        yield session.scalars(
            select(FileChunk.data).where(FileChunk.file_id == file.id, FileChunk.number == number)
        ).one()


def find_by_key(session: Session, key: str) -> StoredFile | None:
    """The file with this key, unless it has expired."""
    file = session.scalar(select(StoredFile).where(StoredFile.key == key))
    if file is None or (file.expires_at is not None and file.expires_at <= clock.now()):
        return None
    return file


def remove(session: Session, file_id: int) -> None:
    session.execute(delete(FileChunk).where(FileChunk.file_id == file_id))
    session.execute(delete(StoredFile).where(StoredFile.id == file_id))
