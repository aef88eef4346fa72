"""Every page of polls: importing this module puts them all on the blueprint."""

from webapp.polls.routes import public, voting
from webapp.polls.routes.blueprint import blueprint

__all__ = ["blueprint", "public", "voting"]
