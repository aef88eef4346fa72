"""Every page of mail, on one blueprint."""

from webapp.notices.routes import mine, outbox, stop
from webapp.notices.routes.blueprint import blueprint

PAGES = (mine, outbox, stop)

__all__ = ["PAGES", "blueprint"]
