"""Every page of mail, on one blueprint."""

from webapp.notices.routes import feeds, log, mine, outbox, receipts, stop, tell_me, told
from webapp.notices.routes.blueprint import blueprint

PAGES = (feeds, log, mine, outbox, receipts, stop, tell_me, told)

__all__ = ["PAGES", "blueprint"]
