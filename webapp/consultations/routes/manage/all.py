"""Every office page of consultations: importing this module puts them all on the blueprint."""

from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage import dates, documents, hub, listing, preview, questions, sections, words

__all__ = ["blueprint", "dates", "documents", "hub", "listing", "preview", "questions", "sections", "words"]
