"""“We asked, you said, we did”: what is said back to everybody who took part."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Feedback(Base):
    """What was asked, said and done about one thing (a consultation or poll, by `kind` and `thing_id`).

    It says what was decided, or by when there is news (`next_news_on`): never nothing. A later one replaces an earlier.
    `in_languages`: language (BCP 47) → {"asked", "said", "did"}, for those who answered in another language.
    """

    __tablename__ = "feedback"
    __table_args__ = (
        CheckConstraint("asked <> '' AND said <> '' AND did <> ''", name="never_empty"),
        Index("ix_feedback_thing", "kind", "thing_id"),
        Index(
            "one_current_feedback",
            "kind",
            "thing_id",
            unique=True,
            sqlite_where=text("replaced_at IS NULL AND published_at IS NOT NULL"),
            postgresql_where=text("replaced_at IS NULL AND published_at IS NOT NULL"),
        ),
    )

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    asked: Mapped[str]
    said: Mapped[str]
    did: Mapped[str]
    next_news_on: Mapped[date | None]
    in_languages: Mapped[dict[str, Any]] = mapped_column(default=dict)
    written_at: Mapped[datetime]
    written_by: Mapped[int | None]
    published_at: Mapped[datetime | None] = mapped_column(index=True)
    replaced_at: Mapped[datetime | None]
