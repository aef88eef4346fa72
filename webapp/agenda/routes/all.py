"""Every page of this room, on one blueprint."""

from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.office import issues as office_issues
from webapp.agenda.routes.office import replies
from webapp.agenda.routes.public import issues

__all__ = ["blueprint", "issues", "office_issues", "replies"]
