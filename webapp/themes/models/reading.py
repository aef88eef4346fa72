"""What was read: by a machine, by an officer, and by a second coder who did not see the first one's codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Campaign(Base):
    """A letter many people sent, found anew by each run. Its typical copy is pointed at, so that it can be erased."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("frame_id", "number", name="one_campaign_a_number"),)

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    number: Mapped[int]
    typical_item_id: Mapped[int]


class ThemedItem(Base):
    """An answer (or post) that the machine read, and whether a person read it in full.

    `read_order`: its place in the order that teaches most, from 1; None when it need not be read. `random`: drawn by
    lot into that order, so that reading it measures the machine without bias. `suggested`: pairs of a theme's id and a
    confidence as they stood when a person opened it first; what people decide is compared with these. `opened_by` has
    it on the screen since `opened_at`, so that a colleague is given another one; `later_at`: somebody put it off.
    """

    __tablename__ = "themed_item"
    __table_args__ = (
        UniqueConstraint("frame_id", "item_id", name="one_reading_an_item"),
        Index("ix_themed_item_campaign", "campaign_id"),
        Index("ix_themed_item_order", "frame_id", "read_order"),
        Index("ix_themed_item_digest", "frame_id", "digest"),
    )

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    item_id: Mapped[int]
    run_id: Mapped[int] = mapped_column(ForeignKey("theme_run.id"))
    digest: Mapped[str] = mapped_column(String(32))  # of the words that were read
    language: Mapped[str] = mapped_column(String(8), default="")
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id", ondelete="SET NULL"))
    stance: Mapped[str | None] = mapped_column(String(10))  # the machine's; see webapp/text/shapes.py
    read_order: Mapped[int | None]
    random: Mapped[bool] = mapped_column(default=False)
    read_at: Mapped[datetime | None]
    read_by: Mapped[int | None]
    suggested: Mapped[list[list[Any]] | None] = mapped_column(JSON)
    opened_at: Mapped[datetime | None]
    opened_by: Mapped[int | None]
    later_at: Mapped[datetime | None]
    translation: Mapped[str | None]
    translated_by: Mapped[int | None]


class ItemFlag(Base):
    """Something in the characters `start` to `end` of an answer that a reader should notice (webapp/text/flags.py)."""

    __tablename__ = "item_flag"
    __table_args__ = (
        UniqueConstraint("frame_id", "item_id", "kind", "start", name="one_flag_a_place"),
        Index("ix_item_flag_kind", "frame_id", "kind"),
    )

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    item_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(20))
    start: Mapped[int]
    end: Mapped[int]


class Note(Base):
    """What an officer wrote to colleagues beside an answer or a theme. Removed ones stay for the trail."""

    __tablename__ = "theme_note"
    __table_args__ = (Index("ix_theme_note_item", "frame_id", "item_id"),)

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    item_id: Mapped[int | None]
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("theme.id"), index=True)
    person_id: Mapped[int]
    at: Mapped[datetime]
    words: Mapped[str]
    removed_at: Mapped[datetime | None]


class SecondReading(Base):
    """An answer drawn for a second coder, who does not see what the first one gave it.

    `first`: theme ids of the first coder, kept when both are done and before they are settled, so that agreement is
    that of two people who had not spoken to each other.
    """

    __tablename__ = "second_reading"
    __table_args__ = (UniqueConstraint("frame_id", "item_id", name="one_second_reading"),)

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"))
    item_id: Mapped[int]
    drawn_at: Mapped[datetime]
    person_id: Mapped[int | None]  # who took it
    done_at: Mapped[datetime | None]
    first: Mapped[list[int] | None] = mapped_column(JSON)
    settled_at: Mapped[datetime | None]
    settled_by: Mapped[int | None]


class SecondCode(Base):
    """A theme the second coder gave, on its excerpt."""

    __tablename__ = "second_code"
    __table_args__ = (UniqueConstraint("reading_id", "theme_id", name="one_second_code"),)

    reading_id: Mapped[int] = mapped_column(ForeignKey("second_reading.id", ondelete="CASCADE"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    start: Mapped[int]
    end: Mapped[int]
