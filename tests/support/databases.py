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
    """A migrated database of this worker's own; its rows are deleted before every test.

    What is kept to be brought back stands in tables of a schema beside, which takes milliseconds; of much, in a
    database that is copied as files.
    """

    LARGE = 4_000_000
    """Bytes of all tables from which truncating, whose cost is new files for every table and index, is the cheaper, and
    so is a copy of the files of what is to be kept."""

    SIZE = """SELECT sum(pg_relation_size(oid)) FROM pg_class
              WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""
    RESTART = """SELECT setval(quote_ident(sequencename), start_value, false) FROM pg_sequences
                 WHERE schemaname = 'public' AND last_value IS NOT NULL"""
    KEEP_NUMBERS = """CREATE TABLE {schema}.numbers AS SELECT sequencename, last_value FROM pg_sequences
                      WHERE schemaname = 'public' AND last_value IS NOT NULL"""
    BRING_NUMBERS = "SELECT setval(quote_ident(sequencename), last_value) FROM {schema}.numbers"

    def __init__(self, name: str) -> None:
        server = sa.make_url(os.environ["FOLKMOOT_TEST_SERVER"])
        self._server = sa.create_engine(server, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
        self._name = name
        self._tables = [table.name for table in Base.metadata.sorted_tables]
        self._copies: dict[str, str] = {}  # of large ones: the name of another database
        self._rows: dict[str, tuple[str, list[str]]] = {}  # of small ones: a schema beside, and which tables it has
        self._run(f"CREATE DATABASE {name}")
        self.url = server.set(database=name).render_as_string(hide_password=False)
        upgrade(self.url)

    def empty(self, app: Flask) -> None:
        with app.app_context(), db.engine.begin() as connection:
            self._empty(connection)

    def _empty(self, connection: sa.Connection) -> None:
        if self._is_large(connection):
            connection.execute(sa.text(f"TRUNCATE {', '.join(map(_quoted, self._tables))} RESTART IDENTITY CASCADE"))
            return
        connection.execute(sa.text("SET LOCAL session_replication_role = replica"))  # in any order, no triggers
        for table in self._filled(connection):
            connection.execute(sa.text(f"DELETE FROM {_quoted(table)}"))
        connection.execute(sa.text(self.RESTART))

    def _is_large(self, connection: sa.Connection) -> bool:
        return int(connection.scalar(sa.text(self.SIZE))) > self.LARGE

    def _filled(self, connection: sa.Connection) -> list[str]:
        one_of_each = " UNION ALL ".join(f"(SELECT '{table}' FROM {_quoted(table)} LIMIT 1)" for table in self._tables)
        return list(connection.scalars(sa.text(one_of_each)))

    def keep(self, app: Flask, name: str) -> None:
        with app.app_context(), db.engine.begin() as connection:
            large = self._is_large(connection)
            if not large:
                self._keep_rows(connection, name)
        if large:
            _let_go(app)
            self._copies[name] = f"{self._name}_kept{len(self._copies)}"
            self._run(f"CREATE DATABASE {self._copies[name]} TEMPLATE {self._name}")

    def _keep_rows(self, connection: sa.Connection, name: str) -> None:
        schema, filled = f"kept{len(self._rows)}", self._filled(connection)
        connection.execute(sa.text(f"CREATE SCHEMA {schema}"))
        for table in filled:
            connection.execute(sa.text(f"CREATE TABLE {schema}.{_quoted(table)} AS TABLE {_quoted(table)}"))
        connection.execute(sa.text(self.KEEP_NUMBERS.format(schema=schema)))
        self._rows[name] = schema, filled

    def bring(self, app: Flask, name: str) -> bool:
        if name in self._rows:
            self._bring_rows(app, *self._rows[name])
        elif name in self._copies:
            _let_go(app)
            self._run(f"DROP DATABASE {self._name} WITH (FORCE)")
            self._run(f"CREATE DATABASE {self._name} TEMPLATE {self._copies[name]}")
        return name in self._rows or name in self._copies

    def _bring_rows(self, app: Flask, schema: str, tables: list[str]) -> None:
        with app.app_context(), db.engine.begin() as connection:
            self._empty(connection)
            connection.execute(sa.text("SET LOCAL session_replication_role = replica"))
            for table in tables:
                copied = f"INSERT INTO {_quoted(table)} OVERRIDING SYSTEM VALUE TABLE {schema}.{_quoted(table)}"
                connection.execute(sa.text(copied))
            connection.execute(sa.text(self.BRING_NUMBERS.format(schema=schema)))

    def _run(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(sa.text(statement))


def _quoted(table: str) -> str:
    return f'"{table}"'


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
