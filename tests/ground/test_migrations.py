"""The migrations make what the models say."""

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from webapp.database import Base, db


def test_migrations_and_models_agree(app):
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_object": described})
        assert compare_metadata(context, Base.metadata) == []


def described(thing, name, kind, reflected, other):
    """The index of search is a table of the database's own kind, and the tables under it: no model describes them."""
    return not str(name).startswith("search_")


def test_the_database_was_made_by_migrations(app):
    with app.app_context(), db.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "0019"
