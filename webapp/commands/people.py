"""Commands about people."""

import click

from webapp.access import Role
from webapp.accounts import roles_table, security, services
from webapp.accounts.rules import GIVEN_ROLES, LEAST_PASSWORD
from webapp.app import create_app
from webapp.audit import services as audit
from webapp.database import db, writing
from webapp.refusals import Refused

ROLES = sorted(role.value for role in GIVEN_ROLES)


@click.group()
def person() -> None:
    """People who may sign in, and their roles."""


@person.command()
@click.argument("email")
@click.option("--name", required=True, help="As it stands in groups and on the audit trail.")
@click.option("--role", "roles", multiple=True, type=click.Choice(ROLES), help="May be given several times.")
@click.password_option(
    help=f"At least {LEAST_PASSWORD} characters; asked for when left out, so that no history keeps it."
)
def add(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Let EMAIL sign in. The first administrator of a new site is made with --role administrator."""
    if len(password) < LEAST_PASSWORD:
        raise click.ClickException(f"The password must have at least {LEAST_PASSWORD} characters.")
    if "@" not in email:
        raise click.ClickException("This is not an e-mail address.")
    app = create_app()
    with app.app_context():
        writing.set(True)
        try:
            given = [Role(role) for role in roles]
            made = services.register_person(db.session, email=email, name=name, password=password, roles=given,
                                            hasher=security.hasher(app))  # fmt: skip
        except Refused as refusal:
            raise click.ClickException(str(refusal)) from refusal
        audit.record(db.session, actor_id=None, act="add person", subject=f"person:{made.id}", roles=list(roles))
        db.session.commit()
    click.echo(f"{made.email} can sign in{' as ' + ' and '.join(roles) if roles else ''}.")


@person.command()
def roles() -> None:
    """Print the table of who may do what, as it stands in docs/roles.md."""
    click.echo(roles_table.describe(), nl=False)
