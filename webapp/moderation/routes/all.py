"""Every page of moderation, on one blueprint."""

from webapp.moderation.routes import appeals, flagging, mine, people, public, queue
from webapp.moderation.routes.blueprint import blueprint

PAGES = (appeals, flagging, mine, people, public, queue)

__all__ = ["PAGES", "blueprint"]
