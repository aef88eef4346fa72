"""Every page of people and groups, on one blueprint."""

from webapp.accounts.routes import closing, groups, links, mine, people
from webapp.accounts.routes.blueprint import blueprint

PAGES = (closing, groups, links, mine, people)

__all__ = ["PAGES", "blueprint"]
