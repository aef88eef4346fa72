"""Every page of proposals, on one blueprint."""

from webapp.proposals.routes import acting, downloads, drafting, office, packs, pictures, public, sheets
from webapp.proposals.routes.blueprint import blueprint

PAGES = (acting, downloads, drafting, office, packs, pictures, public, sheets)

__all__ = ["PAGES", "blueprint"]
