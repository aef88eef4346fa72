"""Every page of moderation, on one blueprint."""

from webapp.moderation.routes import appeals, flagging, public, queue
from webapp.moderation.routes.blueprint import blueprint

PAGES = (appeals, flagging, public, queue)

__all__ = ["PAGES", "blueprint"]
