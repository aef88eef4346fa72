"""The addresses of the open interface, and the page that explains it to people."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request, url_for

from webapp import clock
from webapp.api import reading
from webapp.api.describing import START, describe
from webapp.api.reading import LARGEST, MOST, USUAL, Asked
from webapp.database import db
from webapp.notices.addresses import whole
from webapp.places.abouts import read_subjects
from webapp.places.queries import list_codes
from webapp.web.guard import public
from webapp.web.limits import limiter
from webapp.web.pages import public_page
from webapp.web.problems import problem
from webapp.web.resources import RESOURCES, Resource

blueprint = Blueprint("api", __name__)
KNOWN = frozenset({"limit", "cursor", "place", "subject"})


class _Wrong(Exception):
    """A parameter that cannot be read; says which, and what it may be."""


@blueprint.get("/api")
@public
def guide() -> Response:
    """For people who write programs."""
    return public_page("api/guide.html", seconds=3600, resources=RESOURCES.values(), start=whole(START))


def _allowance() -> str:
    return str(current_app.config["API_READS"])


@blueprint.get(f"{START}/<kind>")
@public
@limiter.limit(_allowance)
def list_resource(kind: str) -> Response:
    resource = _resource(kind)
    try:
        asked = _read_asked(request.args)
    except _Wrong as wrong:
        return problem(400, "This parameter cannot be read", str(wrong))
    page = reading.read(db.session, resource, asked, now=clock.now(), whole=whole)
    following: dict[str, Any] = {**request.args.to_dict(), "cursor": page.after}
    next_page = whole(url_for(".list_resource", kind=kind, **following)) if page.after else None
    return _reply({"items": page.rows, "next": next_page})


@blueprint.get(f"{START}/<kind>/<int:thing_id>")
@public
@limiter.limit(_allowance)
def get_resource(kind: str, thing_id: int) -> Response:
    resource = _resource(kind)
    if not 0 < thing_id <= LARGEST:
        abort(404)
    page = reading.read(db.session, resource, Asked(ident=thing_id), now=clock.now(), whole=whole)
    return _reply(page.rows[0]) if page.rows else problem(404, "Not found", "There is nothing public of this id.")


@blueprint.get(f"{START}/places")
@public
@limiter.limit(_allowance)
def list_places() -> Response:
    return _reply({"items": [
        {"code": one.code, "name": one.name, "district": one.district,
         "address": whole(url_for("home.place", slug=one.code))}
        for one in list_codes(db.session)
    ]})  # fmt: skip


@blueprint.get(f"{START}/subjects")
@public
@limiter.limit(_allowance)
def list_subjects() -> Response:
    return _reply({"items": [{"slug": slug, "name": name} for slug, name in read_subjects(db.session).items()]})


@blueprint.get(f"{START}/openapi")
@public
def openapi() -> Response:
    return _reply(describe(authority=current_app.config["AUTHORITY"], server=whole("")))


def _resource(name: str) -> Resource:
    if name not in RESOURCES:
        abort(404)
    return RESOURCES[name]


def _read_asked(given: Mapping[str, str]) -> Asked:
    """Raises `_Wrong`. An unknown parameter is wrong too: it would be taken for a filter that works."""
    unknown = sorted(set(given) - KNOWN)
    if unknown:
        raise _Wrong(f"There is no parameter “{unknown[0][:40]}”. There are: {', '.join(sorted(KNOWN))}.")
    area, subject = given.get("place"), given.get("subject", "")
    areas = {one.code: one.id for one in list_codes(db.session)} if area is not None else {}
    if area is not None and area not in areas:
        raise _Wrong("“place” is the code of an area: see /api/v1/places.")
    if subject and subject not in read_subjects(db.session):
        raise _Wrong("“subject” is the name of a subject in addresses: see /api/v1/subjects.")
    return Asked(
        before=_number(given, "cursor", LARGEST), most=_number(given, "limit", MOST) or USUAL,
        area_id=areas[area] if area is not None else None, subject=subject,
    )  # fmt: skip


def _number(given: Mapping[str, str], name: str, most: int) -> int | None:
    words = given.get(name)
    if words is None:
        return None
    if not (words.isascii() and words.isdigit() and len(words) <= len(str(most)) and 0 < int(words) <= most):
        raise _Wrong(f"“{name}” is a whole number from 1 to {most}.")
    return int(words)


def _reply(said: Any) -> Response:
    """Kept for a minute; whoever has it already gets 304."""
    reply = jsonify(said)
    reply.headers["Cache-Control"] = "public, max-age=60"
    reply.add_etag()
    return reply.make_conditional(request)  # type: ignore[return-value]
