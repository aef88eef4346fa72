"""Every page of this room, on one blueprint."""

from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.office import decisions as office_decisions
from webapp.agenda.routes.office import items as office_items
from webapp.agenda.routes.office import meetings as office_meetings
from webapp.agenda.routes.public import decisions, meetings, plan

__all__ = ["blueprint", "decisions", "meetings", "office_decisions", "office_items", "office_meetings", "plan"]
