"""The database's ground: the base of every model, the session, and what must hold on SQLite and PostgreSQL alike."""

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from flask import Flask
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Enum,
    Index,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
    event,
    text,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker

from webapp.refusals import Refused

# Whether the transaction that begins next will write. SQLite then takes its one write lock at once and waits for it;
# a transaction that reads first and writes later could only fail.
writing: ContextVar[bool] = ContextVar("writing", default=True)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC on every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A moment without a time zone cannot be stored.")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value and (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC))


class Base(DeclarativeBase):
    """Every table: a whole-number `id`, named constraints, UTC times, enums kept as their words."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  (SQLAlchemy reads it from the class)
        datetime: UtcDateTime,
        date: Date,
        str: Text,
        dict[str, Any]: JSON,
        list[str]: JSON,
        list[int]: JSON,
        StrEnum: Enum(StrEnum, native_enum=False, length=40, values_callable=lambda kind: [one.value for one in kind]),
    }

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)


db = SQLAlchemy(session_options={"expire_on_commit": False})


def init_app(app: Flask) -> None:
    """Bind the session to the application. Async sessions, which we do not use, would cost an event loop a request."""
    db.init_app(app)
    app.teardown_appcontext_funcs = [
        close for close in app.teardown_appcontext_funcs if not inspect.iscoroutinefunction(close)
    ]


@event.listens_for(Engine, "connect")
def _prepare_sqlite(connection: Any, _record: object) -> None:
    """Durable writes, real foreign keys and a patient lock; transactions are begun by us (see `_begin`)."""
    if "sqlite" not in type(connection).__module__:
        return
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "busy_timeout=15000",
        "cache_size=-16000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


@contextmanager
def quick_commits(sessions: sessionmaker[Session]) -> Iterator[Connection]:
    """A connection whose commits outlive this process, whatever ends it, but perhaps not a power cut within the second.

    For marks that are made many times a second and cost a message sent twice when they are lost: each commit is in the
    hands of the system (SQLite) or of the server (PostgreSQL) before it returns, and nobody waits for the disk.
    """
    with sessions() as session:
        engine = session.get_bind()
    with engine.engine.connect() as connection:
        own = connection.connection.dbapi_connection
        if engine.dialect.name == "sqlite" and own is not None:
            own.execute("PRAGMA synchronous=NORMAL")
            try:
                yield connection
            finally:
                own.execute("PRAGMA synchronous=FULL")
        else:
            connection.exec_driver_sql("SET synchronous_commit TO off")
            connection.commit()
            try:
                yield connection
            finally:
                connection.exec_driver_sql("SET synchronous_commit TO DEFAULT")
                connection.commit()


def learn_sizes(session: Session) -> None:
    """Tell PostgreSQL how large its tables are now: for the end of a transaction that wrote a great many rows.

    Until it notices by itself it may plan for empty tables, and was seen to take hours for a moment's work.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.flush()
        session.execute(text("ANALYZE"))


@contextmanager
def refused_as(session: Session, refusals: Mapping[str, type[Refused]]) -> Iterator[None]:
    """Turn the violation of a named constraint into its refusal; the transaction lives on (a savepoint).

    `refusals` maps a constraint's or unique index's name to the refusal it means. SQLite names the columns instead of
    the constraint, so those are looked up from the table's own definition.
    """
    nested = session.begin_nested()
    try:
        yield
        nested.commit()
    except BaseException as error:
        nested.rollback()
        if not isinstance(error, IntegrityError):
            raise
        for name, refusal in refusals.items():
            if _broke(name, str(error.orig)):
                raise refusal from error
        raise


def _broke(constraint: str, message: str) -> bool:
    return constraint in message or any(columns in message for columns in _columns_of(constraint))


def _columns_of(constraint: str) -> Iterator[str]:
    """How SQLite would name the unique constraint or index `constraint`: "table.a, table.b"."""
    for table in Base.metadata.tables.values():
        constraints = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
        uniques: list[UniqueConstraint | Index] = [*constraints, *table.indexes]
        for unique in uniques:
            if unique.name == constraint:
                yield ", ".join(f"{table.name}.{column.name}" for column in unique.columns)
