"""Every page of polls of statements: importing this module puts them all on the blueprint."""

from webapp.polls.routes.statements import adding, office, result, taking_part

__all__ = ["adding", "office", "result", "taking_part"]
