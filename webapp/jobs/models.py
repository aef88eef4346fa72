"""A job. Where it stands follows from its times."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base

SILENT_AFTER = timedelta(seconds=60)  # a worker that has not been heard for this long is taken to be dead
MOST_TRIES = 3


class Progress(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Job(Base):
    """`kind` names the work (see `features.JOBS`), `subject` the thing it is about; at most one open job for both."""

    __tablename__ = "job"
    __table_args__ = (
        Index(
            "one_open_job",
            "kind",
            "subject",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
        Index("ix_job_waiting", "finished_at", "id"),
    )

    kind: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(60))
    facts: Mapped[dict[str, Any]]
    asked_by: Mapped[int | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    heard_at: Mapped[datetime | None]  # the worker's last sign of life
    tries: Mapped[int] = mapped_column(default=0)
    step: Mapped[str] = mapped_column(default="")  # what it is doing, for the person who waits
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    cancel_asked_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    error: Mapped[str | None]  # a sentence for the person who asked
    result: Mapped[dict[str, Any] | None]

    @property
    def progress(self) -> Progress:
        if self.finished_at is None:
            return Progress.RUNNING if self.tries else Progress.WAITING
        if self.error:
            return Progress.FAILED
        return Progress.DONE if self.result is not None else Progress.CANCELLED

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100."""
        if self.progress is Progress.DONE:
            return 100
        return min(99, 100 * self.done // self.total) if self.total else 0
