"""Areas, the postcode sectors that lie in them, and what things of other rooms are about: places and subjects."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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


class Subject(Base):
    """A subject of an authority's own list. While there is no row, the usual list stands (`abouts.USUAL`)."""

    __tablename__ = "subject"

    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class AboutArea(Base):
    """A thing of another room is about this area. A thing that has none is about the whole place."""

    __tablename__ = "about_area"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id", "area_id", name="one_area_of_a_thing"),
        Index("ix_about_area_things", "area_id", "kind", "thing_id"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id", ondelete="CASCADE"))


class AboutSubject(Base):
    """A thing of another room is about the subject with this slug."""

    __tablename__ = "about_subject"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id", "subject", name="one_subject_of_a_thing"),
        Index("ix_about_subject_things", "subject", "kind", "thing_id"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    subject: Mapped[str] = mapped_column(String(60))
