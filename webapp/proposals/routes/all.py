"""Every page of proposals, on one blueprint."""

from webapp.proposals.routes import (
    acting,
    amending,
    downloads,
    drafting,
    joining,
    office,
    packs,
    pictures,
    promising,
    public,
    sheets,
    sponsoring,
)
from webapp.proposals.routes.blueprint import blueprint

PAGES = (acting, amending, downloads, drafting, joining, office, packs, pictures, promising, public, sheets, sponsoring)

__all__ = ["PAGES", "blueprint"]
