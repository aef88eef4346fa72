"""Every page of this room, on one blueprint."""

from webapp.summaries.routes import answers, apart, downloads, responses, summary
from webapp.summaries.routes.blueprint import blueprint

__all__ = ["answers", "apart", "blueprint", "downloads", "responses", "summary"]
