"""What moderation says on pages of accounts, which do not know it. `features.py` fills the panels with these."""

from flask import render_template

from webapp.access import Permission
from webapp.database import db
from webapp.moderation import queries
from webapp.web.guard import allowed


def on_account(person_id: int) -> str:
    """On a person's own page: whether they are kept from writing, until when, and how to ask again."""
    return render_template("moderation/_account.html", sanction=queries.find_sanction(db.session, person_id))


def on_person(person_id: int) -> str:
    """On an administrator's page of somebody."""
    if not allowed(Permission.MODERATE):
        return ""
    return render_template("moderation/_person.html", person_id=person_id)
