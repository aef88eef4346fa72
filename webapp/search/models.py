"""What can be found: a row for each thing with words, and beside it the index of its words.

The index is a table of the database's own kind (FTS5, or tsvector with a GIN index), so no model describes it and
migrations are not compared with it: its name begins with `search_`.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, Index, String, UniqueConstraint, event
from sqlalchemy.orm import Mapped, mapped_column

from webapp.database import Base


class Searchable(Base):
    """A thing of a room with words in the index (`search_words`, under this row's id).

    `about_kind`, `about_id`: the thing that has to be public too, and that says which places and subjects this is
    about: the consultation under which a comment stands, or the thing itself.
    """

    __tablename__ = "searchable"
    __table_args__ = (
        UniqueConstraint("kind", "thing_id", name="one_entry_a_thing"),
        Index("ix_searchable_about", "about_kind", "about_id"),
    )

    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    about_kind: Mapped[str] = mapped_column(String(20))
    about_id: Mapped[int]
    at: Mapped[datetime]


ON_SQLITE = "CREATE VIRTUAL TABLE search_words USING fts5(title, words, tokenize='ascii', prefix='3 4')"
ON_POSTGRESQL = (
    "CREATE TABLE search_words (id integer PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX ix_search_words ON search_words USING gin (words)",
)


def _on(dialect: str, statement: str) -> Any:
    made: Any = DDL(statement)  # type: ignore[no-untyped-call]
    return made.execute_if(dialect=dialect)


# A database that is made from the models alone, as benchmarks make theirs, has the index too.
event.listen(Searchable.__table__, "after_create", _on("sqlite", ON_SQLITE))
for statement in ON_POSTGRESQL:
    event.listen(Searchable.__table__, "after_create", _on("postgresql", statement))
