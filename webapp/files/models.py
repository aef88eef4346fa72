"""A stored file and its chunks."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class StoredFile(Base):
    """`key` is unguessable and stands in addresses. Only its owner may fetch it, until it expires."""

    __tablename__ = "stored_file"

    key: Mapped[str] = mapped_column(String(43), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    owner_id: Mapped[int | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class FileChunk(Base):
    __tablename__ = "file_chunk"
    __table_args__ = (UniqueConstraint("file_id", "number", name="uq_file_chunk_file_id_number"),)

    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id", ondelete="CASCADE"))
    number: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)
