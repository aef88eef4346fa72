"""Commands about search."""

import click

from webapp.app import create_app
from webapp.database import db, learn_sizes, writing
from webapp.search import keeping


@click.group()
def search() -> None:
    """What people find with the search box."""


@search.command()
def rebuild() -> None:
    """Write the whole index anew. Nothing is lost by it, and the site stays open."""
    with create_app().app_context():
        writing.set(True)
        entries = keeping.rebuild(db.session)
        learn_sizes(db.session)
        db.session.commit()
    click.echo(f"Search: {entries} entries.")
