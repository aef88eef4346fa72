"""A file of responses on its way in. Where it stands follows from what is filled."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.consultations.models import Consultation
from webapp.database import Base
from webapp.files.models import StoredFile

UNDO_FOR = timedelta(hours=24)  # how long an import that was finished can be taken back, and its file is kept
KEPT_FOR = timedelta(days=30)  # how long the file of an import that nobody finishes is kept


class Import(Base):
    """One uploaded file: what its columns seem to be, what the officer made of them, and what came of it.

    `columns` and `settings` are as `mapping.py` writes them, `findings` as `planning.py` does.
    """

    __tablename__ = "response_import"

    file_id: Mapped[int | None] = mapped_column(ForeignKey(StoredFile.id))  # None once the file was thrown away
    file_name: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int | None]
    created_at: Mapped[datetime]
    title: Mapped[str] = mapped_column(String(200))
    collected_by: Mapped[str] = mapped_column(String(120))
    opened_on: Mapped[date]
    closed_on: Mapped[date]
    rows: Mapped[int]
    notes: Mapped[list[str]]  # what was put right while reading
    columns: Mapped[dict[str, Any]]
    settings: Mapped[dict[str, Any] | None]
    findings: Mapped[dict[str, Any] | None]
    finished_at: Mapped[datetime | None]
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey(Consultation.id), unique=True)

    file: Mapped[StoredFile | None] = relationship(lazy="select")

    @property
    def subject(self) -> str:
        """What jobs and the audit trail call it."""
        return f"import:{self.id}"

    def undo_until(self) -> datetime | None:
        return self.finished_at and self.finished_at + UNDO_FOR
