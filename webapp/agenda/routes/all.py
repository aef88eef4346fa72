"""Every page of this room, on one blueprint."""

from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.office import commitments as office_commitments
from webapp.agenda.routes.office import decisions as office_decisions
from webapp.agenda.routes.office import feedback as office_feedback
from webapp.agenda.routes.office import issues as office_issues
from webapp.agenda.routes.office import items as office_items
from webapp.agenda.routes.office import meetings as office_meetings
from webapp.agenda.routes.office import replies
from webapp.agenda.routes.public import commitments, decisions, feedback, issues, meetings, plan

__all__ = [
    "blueprint",
    "commitments",
    "decisions",
    "feedback",
    "issues",
    "meetings",
    "office_commitments",
    "office_decisions",
    "office_feedback",
    "office_issues",
    "office_items",
    "office_meetings",
    "plan",
    "replies",
]
