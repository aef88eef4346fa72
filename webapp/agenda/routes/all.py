"""Every page of this room, on one blueprint."""

from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.office import decisions as office_decisions
from webapp.agenda.routes.office import issues as office_issues
from webapp.agenda.routes.office import items as office_items
from webapp.agenda.routes.office import meetings as office_meetings
from webapp.agenda.routes.office import replies
from webapp.agenda.routes.public import decisions, issues, meetings, plan

__all__ = [
    "blueprint",
    "decisions",
    "issues",
    "meetings",
    "office_decisions",
    "office_issues",
    "office_items",
    "office_meetings",
    "plan",
    "replies",
]
