"""Entries hold ids and digests only. Words and salts lie in `audit_words`, which can be erased; the chain holds."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class AuditEntry(Base):
    """One act: who, when, what, on which thing. `digest` covers the entry and the digest before it."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("previous", name="uq_audit_entry_previous"),)

    at: Mapped[datetime]
    actor_id: Mapped[int | None]  # a person's id; kept when the person is erased, so no foreign key
    act: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60), index=True)  # "consultation:12"
    facts: Mapped[dict[str, Any]]
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


class AuditWords(Base):
    """The words an entry's digest stands for (a reason, an old title), with their salt. May be erased."""

    __tablename__ = "audit_words"

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id", ondelete="CASCADE"), index=True)
    salt: Mapped[str] = mapped_column(String(32))
    words: Mapped[str]
