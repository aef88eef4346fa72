"""Every page of polls: importing this module puts them all on the blueprint."""

from webapp.polls.routes import following, kiosk, public, results, voting
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.office import all as office
from webapp.polls.routes.statements import all as statements

__all__ = ["blueprint", "following", "kiosk", "office", "public", "results", "statements", "voting"]
