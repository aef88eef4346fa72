"""Every act of a person on a frame, enough to take it back."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class ActKind(StrEnum):
    """What people do to a frame."""

    RENAME = "rename"
    DESCRIBE = "describe"
    MERGE = "merge"
    SPLIT = "split"
    DROP = "drop"
    RESTORE = "restore"
    ADD = "add"
    BRING_IN = "bring in"
    MOVE = "move"
    ACCEPT = "accept"
    REJECT = "reject"
    READ = "read"
    NEST = "nest"
    PIN = "pin"
    DRAW = "draw"
    SETTLE = "settle"
    UNDO = "undo"
    START_AGAIN = "start again"


class Act(Base):
    """One thing a person did. `facts` hold what was before and after (see `rules.Change`), enough to undo it."""

    __tablename__ = "theme_act"

    frame_id: Mapped[int] = mapped_column(ForeignKey("code_frame.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]
    person_id: Mapped[int | None]
    kind: Mapped[ActKind]
    facts: Mapped[dict[str, Any]]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("theme_act.id"))
