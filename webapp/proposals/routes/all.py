"""Every page of proposals, on one blueprint."""

from webapp.proposals.routes import acting, drafting, office, packs, pictures, public, sheets
from webapp.proposals.routes.blueprint import blueprint

PAGES = (acting, drafting, office, packs, pictures, public, sheets)

__all__ = ["PAGES", "blueprint"]
