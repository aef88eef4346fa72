"""Every page of this room, on one blueprint."""

from webapp.summaries.routes import answers, apart, downloads, published, publishing, responses, summary
from webapp.summaries.routes.blueprint import blueprint

__all__ = ["answers", "apart", "blueprint", "downloads", "published", "publishing", "responses", "summary"]
