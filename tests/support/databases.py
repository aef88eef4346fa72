"""A database for the suite that is empty again in milliseconds."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from flask import Flask

from webapp.commands.schema import upgrade
from webapp.database import Base, db


class Database(Protocol):
    url: str

    def empty(self, app: Flask) -> None: ...


@dataclass
class Site:
    app: Flask
    database: Database


class Sqlite:
    """A migrated file, copied afresh for every test."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'test.db'}"
        self._file, self._clean = folder / "test.db", folder / "clean.db"
        upgrade(f"sqlite:///{self._clean}")
        shutil.copy(self._clean, self._file)

    def empty(self, app: Flask) -> None:
        with app.app_context():
            db.engine.dispose()
        for suffix in ("-wal", "-shm"):
            Path(f"{self._file}{suffix}").unlink(missing_ok=True)
        shutil.copy(self._clean, self._file)


class Postgres:
    """A migrated database of this worker's own, truncated before every test."""

    def __init__(self, name: str) -> None:
        server = sa.make_url(os.environ["FOLKMOOT_TEST_SERVER"])
        with sa.create_engine(server, isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name}"))
        self.url = server.set(database=name).render_as_string(hide_password=False)
        upgrade(self.url)

    def empty(self, app: Flask) -> None:
        with app.app_context(), db.engine.begin() as connection:
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            connection.execute(sa.text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))


@contextmanager
def make(kind: str, folder: Path) -> Iterator[Database]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    yield Sqlite(folder) if kind == "sqlite" else Postgres(f"folkmoot_{worker}_{os.getpid()}")
