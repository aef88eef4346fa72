"""Every office page of polls."""

from webapp.polls.routes.office import codes, dates, hub, kiosk, listing, options, papers, preview, settling, words

__all__ = ["codes", "dates", "hub", "kiosk", "listing", "options", "papers", "preview", "settling", "words"]
