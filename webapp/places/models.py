"""Areas and the postcode sectors that lie in them."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Area(Base):
    """A neighbourhood or ward, in a district."""

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    district: Mapped[str] = mapped_column(String(80), index=True)
    population: Mapped[int | None]  # how many people live there, by the last census


class PostcodeSector(Base):
    """The first part of a postcode and one more digit ("ZZ1 2"), and the area most of it lies in."""

    __tablename__ = "postcode_sector"

    sector: Mapped[str] = mapped_column(String(8), unique=True)
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"))
