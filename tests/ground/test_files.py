"""Files in the database: cut into chunks, whole again, never all in memory."""

import hashlib
import tracemalloc
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from webapp import clock
from webapp.files import services as files
from webapp.files.models import FileChunk, StoredFile
from webapp.files.services import CHUNK


def store(session, *pieces, **more):
    return files.store(session, pieces, **{"name": "a.csv", "media_type": "text/csv"} | more)


def sizes(session, file):
    found = select(func.length(FileChunk.data)).where(FileChunk.file_id == file.id).order_by(FileChunk.number)
    return list(session.scalars(found))


@pytest.mark.parametrize(
    ("pieces", "chunks"),
    [
        ([b""], []),
        ([], []),
        ([b"x"], [1]),
        ([b"x" * CHUNK], [CHUNK]),
        ([b"x" * (CHUNK + 1)], [CHUNK, 1]),
        ([b"x" * (3 * CHUNK)], [CHUNK, CHUNK, CHUNK]),
        ([b"x" * 100] * 3, [300]),
        ([b"x" * (CHUNK - 1), b"yy"], [CHUNK, 1]),
    ],
)
def test_pieces_of_any_size_become_even_chunks(session, pieces, chunks):
    assert sizes(session, store(session, *pieces)) == chunks


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK + 17])
def test_a_file_comes_back_byte_for_byte(session, size):
    content = bytes(number % 251 for number in range(size))
    file = store(session, content[:1000], content[1000:])
    assert b"".join(files.read(session, file)) == content
    assert (file.size, file.sha256) == (size, hashlib.sha256(content).hexdigest())


def test_every_file_has_a_key_that_cannot_be_guessed(session):
    keys = {store(session, b"same").key for _ in range(20)}
    assert len(keys) == 20
    assert min(len(key) for key in keys) == 43


def test_a_file_is_found_by_its_key_until_it_expires(session):
    file = store(session, b"x", expires_at=clock.now() + timedelta(hours=1))
    assert files.find_by_key(session, file.key) is file
    with clock.set_to(clock.now() + timedelta(hours=1)):
        assert files.find_by_key(session, file.key) is None


def test_a_file_without_an_end_does_not_expire(session):
    file = store(session, b"x")
    with clock.set_to(clock.now() + timedelta(days=4000)):
        assert files.find_by_key(session, file.key) is file


def test_an_unknown_key_finds_nothing(session):
    assert files.find_by_key(session, "x" * 43) is None


def test_a_removed_file_leaves_nothing(session):
    file, other = store(session, b"x" * 2 * CHUNK), store(session, b"y")
    files.remove(session, file.id)
    assert session.scalars(select(StoredFile.id)).all() == [other.id]
    assert session.scalars(select(FileChunk.file_id)).all() == [other.id]


def test_a_file_that_breaks_off_on_the_way_is_not_there_after_the_rollback(session):
    def broken():
        yield b"x" * CHUNK
        raise ConnectionError

    with pytest.raises(ConnectionError):
        files.store(session, broken(), name="a.csv", media_type="text/csv")
    session.rollback()
    assert session.scalar(select(func.count(FileChunk.id))) == 0


def test_a_large_file_needs_no_more_memory_than_a_few_chunks(session):
    """40 MB go in and come out; never more than 12 chunks (3 MB) are held at once."""
    tracemalloc.start()
    file = files.store(session, (b"x" * 50_000 for _ in range(800)), name="big.csv", media_type="text/csv")
    session.commit()
    read = sum(len(chunk) for chunk in files.read(session, file))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read == 40_000_000
    assert most < 12 * CHUNK
