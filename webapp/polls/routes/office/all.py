"""Every office page of polls."""

from webapp.polls.routes.office import dates, hub, listing, options, preview, words

__all__ = ["dates", "hub", "listing", "options", "preview", "words"]
