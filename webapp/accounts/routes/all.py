"""Every page of people and groups, on one blueprint."""

from webapp.accounts.routes import groups, links, mine, people
from webapp.accounts.routes.blueprint import blueprint

PAGES = (groups, links, mine, people)

__all__ = ["PAGES", "blueprint"]
