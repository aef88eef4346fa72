"""Every page of discussions, on one blueprint."""

from webapp.forums.routes import changing, keeping, posting, reading
from webapp.forums.routes.blueprint import blueprint

PAGES = (changing, keeping, posting, reading)

__all__ = ["PAGES", "blueprint"]
