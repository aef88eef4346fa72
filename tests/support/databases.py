"""A database for the suite that is empty again in milliseconds, and filled again as quickly with what was once made."""

import contextvars
import copy
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

import sqlalchemy as sa
from flask import Flask

from webapp.commands.schema import upgrade
from webapp.database import Base, db, writing

T = TypeVar("T")
ROOM = 1 << 30  # bytes; a worker keeps some copies of the demonstration, a few megabytes each


class Database(Protocol):
    url: str

    def empty(self, app: Flask) -> None: ...

    def keep(self, app: Flask, name: str) -> None:
        """Keep a copy of what is in it now."""

    def bring(self, app: Flask, name: str) -> bool:
        """Put the copy of this name back. False, and nothing done, when there is none."""


@dataclass
class Site:
    app: Flask
    database: Database
    _told: dict[str, Any] = field(default_factory=dict)

    def start_from(self, name: str, make: Callable[[], T]) -> T:
        """The database as `make` leaves an empty one: made for the first test that wants it, copied for the others.

        Returns what `make` returned when it was called: plain facts, such as ids.
        """
        if not self.database.bring(self.app, name):
            self.database.empty(self.app)
            self._told[name] = contextvars.copy_context().run(self._make, make)
            self.database.keep(self.app, name)
        return copy.deepcopy(self._told[name])

    def _make(self, make: Callable[[], T]) -> T:
        writing.set(True)
        with self.app.app_context():
            told = make()
            db.session.commit()
            return told


class Sqlite:
    """A migrated file, copied afresh for every test."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'test.db'}"
        self._file, self._clean, self._kept = folder / "test.db", folder / "clean.db", dict[str, Path]()
        upgrade(f"sqlite:///{self._clean}")
        shutil.copy(self._clean, self._file)

    def empty(self, app: Flask) -> None:
        self._replace_by(self._clean, app)

    def keep(self, app: Flask, name: str) -> None:
        self._kept[name] = self._file.with_name(f"kept{len(self._kept)}.db")
        with closing(sqlite3.connect(self._file)) as there, closing(sqlite3.connect(self._kept[name])) as kept:
            there.backup(kept)

    def bring(self, app: Flask, name: str) -> bool:
        if name in self._kept:
            self._replace_by(self._kept[name], app)
        return name in self._kept

    def _replace_by(self, other: Path, app: Flask) -> None:
        _let_go(app)
        for suffix in ("-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        shutil.copy(other, self._file)


class Postgres:
    """A migrated database of this worker's own; its rows are deleted before every test."""

    LARGE = 4_000_000
    """Bytes of all tables from which truncating, whose cost is new files for every table and index, is the cheaper."""

    SIZE = """SELECT sum(pg_relation_size(oid)) FROM pg_class
              WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
    RESTART = """SELECT setval(quote_ident(sequencename), start_value, false) FROM pg_sequences
                 WHERE schemaname = 'public' AND last_value IS NOT NULL"""

    def __init__(self, name: str) -> None:
        server = sa.make_url(os.environ["FOLKMOOT_TEST_SERVER"])
        self._server = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        self._name, self._kept = name, dict[str, str]()
        self._run(f"CREATE DATABASE {name}")
        self.url = server.set(database=name).render_as_string(hide_password=False)
        upgrade(self.url)

    def empty(self, app: Flask) -> None:
        tables = [f'"{table.name}"' for table in Base.metadata.sorted_tables]
        with app.app_context(), db.engine.begin() as connection:
            if connection.scalar(sa.text(self.SIZE)) > self.LARGE:
                connection.execute(sa.text(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE"))
                return
            one_of_each = " UNION ALL ".join(f"(SELECT '{table}' FROM {table} LIMIT 1)" for table in tables)
            filled = connection.scalars(sa.text(one_of_each)).all()
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))  # in any order, no triggers
            for table in filled:
                connection.execute(sa.text(f"DELETE FROM {table}"))
            connection.execute(sa.text(self.RESTART))

    def keep(self, app: Flask, name: str) -> None:
        _let_go(app)
        self._kept[name] = f"{self._name}_kept{len(self._kept)}"
        self._run(f"CREATE DATABASE {self._kept[name]} TEMPLATE {self._name}")

    def bring(self, app: Flask, name: str) -> bool:
        if name in self._kept:
            _let_go(app)
            self._run(f"DROP DATABASE {self._name} WITH (FORCE)")
            self._run(f"CREATE DATABASE {self._name} TEMPLATE {self._kept[name]}")
        return name in self._kept

    def _run(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(sa.text(statement))


def _let_go(app: Flask) -> None:
    """Close every connection that waits to be used again."""
    with app.app_context():
        db.engine.dispose()


@contextmanager
def make(kind: str) -> Iterator[Database]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    if kind == "postgresql":
        yield Postgres(f"folkmoot_{worker}_{os.getpid()}")
        return
    with tempfile.TemporaryDirectory(prefix="folkmoot-", dir=_in_memory()) as folder:
        yield Sqlite(Path(folder))


def _in_memory() -> str | None:
    """A folder that is kept in memory, if there is one with room: a commit waits for the disk, and a suite commits tens
    of thousands of times."""
    there = Path("/dev/shm")
    return str(there) if there.is_dir() and shutil.disk_usage(there).free > ROOM else None
