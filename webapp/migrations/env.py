"""How Alembic meets our models. Batch mode, because SQLite cannot alter a table in place."""

from typing import Literal

from alembic import context
from sqlalchemy import create_engine

import webapp.features
from webapp.database import Base, UtcDateTime

assert webapp.features  # noqa: S101  (importing it brings in every model)


def plain_types(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """A migration must stay true when our own types change, so it names the plain ones."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UtcDateTime) else False


def run() -> None:
    engine = create_engine(context.config.get_main_option("sqlalchemy.url") or "")
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=plain_types,
            compare_type=True,
            include_object=lambda thing, name, kind, reflected, other: not str(name).startswith("search_"),
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
