"""Search over everything public. What is asked stands in the address, so that it can be kept and shared."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import Response, request, url_for

from webapp import clock
from webapp.database import db
from webapp.i18n import _l
from webapp.places.abouts import read_subjects
from webapp.places.queries import list_codes
from webapp.search import finding
from webapp.search.finding import A_PAGE, MOST_PAGES, Found, Wanted
from webapp.search.kinds import KINDS
from webapp.search.routes.blueprint import blueprint
from webapp.web.guard import public
from webapp.web.pages import public_page

WHEN = {"month": _l("The last month"), "year": _l("The last year")}
_DAYS = {"month": 31, "year": 366}


@blueprint.get("/search")
@public
def show() -> Response:
    """What fits, with the filters. Kept by no cache for longer than a moment: what is hidden is gone at once."""
    places, subjects, now = list_codes(db.session), read_subjects(db.session), clock.now()
    chosen = {name: request.args.get(name, "").replace("\x00", "")[:200]
              for name in ("q", "kind", "area", "subject", "when", "open")}  # fmt: skip
    wanted = read_wanted(chosen, {place.code: place.id for place in places}, subjects, now)
    found = finding.search(db.session, wanted, now=now)
    return public_page(
        "search/show.html",
        seconds=0,
        chosen=chosen,
        found=found,
        kinds={kind: one.called for kind, one in KINDS.items()},
        places=places,
        subjects=subjects,
        when=WHEN,
        filtered=any(chosen[name] for name in ("kind", "area", "subject", "when", "open")),
        kind_address=lambda kind: _address(chosen, kind=kind),
        page_number=wanted.page,
        previous=_address(chosen, page=wanted.page - 1) if wanted.page > 1 else None,
        next=_address(chosen, page=wanted.page + 1) if _goes_on(found, wanted) else None,
    )


def read_wanted(
    chosen: Mapping[str, str], areas: Mapping[str, int], subjects: Mapping[str, str], now: datetime
) -> Wanted:
    """What the address asks for; what no filter knows is left out."""
    days = _DAYS.get(chosen["when"])
    return Wanted(
        words=chosen["q"],
        kind=chosen["kind"] if chosen["kind"] in KINDS else "",
        area_id=areas.get(chosen["area"]),
        subject=chosen["subject"] if chosen["subject"] in subjects else "",
        since=now - timedelta(days=days) if days else None,
        open_only=bool(chosen["open"]),
        page=_page_number(),
    )


def _page_number() -> int:
    asked = request.args.get("page", "")
    return min(max(int(asked), 1), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1


def _goes_on(found: Found, wanted: Wanted) -> bool:
    return wanted.page < MOST_PAGES and found.total > wanted.page * A_PAGE


def _address(chosen: Mapping[str, str], **changed: object) -> str:
    asked: dict[str, Any] = {name: value for name, value in {**chosen, **changed}.items() if value}
    return url_for("search.show", **asked)
