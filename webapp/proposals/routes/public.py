"""What anybody may see of proposals: what happens to them, the list, the page of each."""

from typing import Any

from flask import Response, abort, current_app, request, url_for

from webapp.database import db
from webapp.i18n import _l
from webapp.proposals import likeness, queries, steps
from webapp.proposals.forms import ASPECTS, COSTS, AreaForm, ButtonForm
from webapp.proposals.models import Form
from webapp.proposals.queries import GROUPS, Wanted
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import area_names, areas, by_number, today
from webapp.proposals.rules import STAGE_WORDS, TAKES_BACKING, Act, Aspect, areas_shown, lateness
from webapp.proposals.showing import read_case
from webapp.web.guard import current_person, public, somebody_signed_in
from webapp.web.pages import public_page, shared_page

FILTERS = {
    "gathering": _l("Gathering backing"),
    "working": _l("Being looked at"),
    "decided": _l("Decided"),
    "doing": _l("Being done, or done"),
    "over": _l("Withdrawn or merged"),
}


@blueprint.get("/proposals/start")
@public
def start() -> Response:
    return public_page("proposals/start.html", steps=steps.read_steps(db.session, Form.PROPOSAL),
                       signed=steps.read_steps(db.session, Form.PETITION), seconds=300)  # fmt: skip


@blueprint.get("/proposals")
@public
def register() -> Response:
    wanted = _wanted()
    by_backing = request.args.get("sort") == "backing"
    found = queries.list_proposals(db.session, wanted, by_backing=by_backing, after=_after())
    return public_page(
        "proposals/list.html",
        found=found,
        names=area_names(),
        areas=areas(),
        chosen={name: request.args.get(name, "")[:80] for name in ("stage", "area", "words", "sort")},
        filters=FILTERS,
        stage_words=STAGE_WORDS,
        today=today(),
        lateness=lateness,
        next_page=_next_page(found.after),
    )


def _wanted() -> Wanted:
    """The filter in the address; what makes no sense there does not narrow."""
    area = request.args.get("area", "")
    return Wanted(
        stages=GROUPS.get(request.args.get("stage", "")),
        area_id=int(area) if area.isascii() and area.isdigit() and len(area) < 10 else None,
        words=request.args.get("words", "").replace("\x00", "").strip()[:80],
    )


def _after() -> tuple[int, int] | None:
    """ "12.345": people and id of the last one of the page before."""
    people, _dot, ident = request.args.get("after", "").partition(".")
    if not (people.isascii() and people.isdigit() and ident.isascii() and ident.isdigit()):
        return None
    return (int(people), int(ident)) if len(people) < 10 and len(ident) < 10 else None


def _next_page(after: tuple[int, int] | None) -> str | None:
    if after is None:
        return None
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name in {"stage", "area", "words", "sort"} and value
    }
    return url_for(".register", after=f"{after[0]}.{after[1]}", **kept)


@blueprint.get("/proposals/related")
@public
def related() -> Response:
    """A piece of a page for whoever is typing a title: proposals that are like it."""
    title = request.args.get("title", "").replace("\x00", "")[:200]
    return public_page("proposals/_alike.html", alike=likeness.find_alike(db.session, title), seconds=30)


@blueprint.get("/proposals/<int:number>")
@public
def show(number: int) -> Response:
    seen = by_number(number)
    if seen.proposal.number is None:
        abort(404)
    case = read_case(db.session, seen.proposal)
    me = current_person().id if somebody_signed_in() else None
    return shared_page(
        "proposals/show.html",
        seen=seen,
        case=case,
        proposal=seen.proposal,
        move=seen.move,
        Act=Act,
        aspects={one: ASPECTS[one] for one in Aspect},
        costs=COSTS,
        stage_words=STAGE_WORDS,
        takes_backing=seen.move.stage in TAKES_BACKING,
        by_area=areas_shown(case.by_area, threshold=current_app.config["DISCLOSURE_THRESHOLD"]),
        names=area_names(),
        today=today(),
        lateness=lateness,
        backs=me is not None and queries.backs(db.session, seen.proposal, me),
        form=ButtonForm() if me else None,
        area_form=_area_form() if me else None,
    )


def _area_form() -> AreaForm:
    form = AreaForm(formdata=None)
    form.offer(areas())
    return form
