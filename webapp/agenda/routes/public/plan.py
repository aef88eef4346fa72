"""The forward plan, the page of an item, and a councillor's one page about it. The same for everybody."""

from typing import Any

from flask import Response, abort, request, url_for

from webapp import clock
from webapp.agenda.models import DocumentKind
from webapp.agenda.queries import decisions, meetings, plan
from webapp.agenda.queries.plan import Planned
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.common import NoticeWords, has_begun, page_number, scored, shown_notice, site
from webapp.agenda.routes.public.meetings import send_document
from webapp.agenda.rules.ordering import PART_WORDS
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.database import db
from webapp.web.filters import day
from webapp.web.guard import public
from webapp.web.pages import public_page


@blueprint.get("/forward-plan")
@public
def forward_plan() -> Response:
    """What will be decided, by whom and when, and what notice it has had. Three statements."""
    bodies, rules, number = meetings.list_bodies(db.session), site(), page_number()
    chosen = next((one for one in bodies if one.slug == request.args.get("body")), None)
    key_only = "key" in request.args
    rows, more = plan.read_plan(db.session, now=clock.now(), body_id=chosen.id if chosen else None, key_only=key_only,
                                page=number)  # fmt: skip
    words = NoticeWords(rules)
    kept: dict[str, Any] = {"body": chosen.slug if chosen else None, "key": "y" if key_only else None}
    return public_page(
        "agenda/plan.html",
        rows=[(one, words.show(one.item, one.meeting, one.body)) for one in rows],
        days={at: day(at) for at in {one.meeting.starts_at for one in rows if one.meeting}},
        issues=plan.name_issues(db.session, [one.item.id for one in rows]),
        bodies=bodies,
        chosen=chosen,
        key_only=key_only,
        next_page=url_for(".forward_plan", page=number + 1, **kept) if more else None,
        previous_page=url_for(".forward_plan", page=number - 1, **kept) if number > 1 else None,
    )


@blueprint.get("/agenda-items/<int:item_id>")
@public
def item(item_id: int) -> Response:
    found, rules = public_item(item_id), site()
    one = scored(found.item, rules)
    standing = decisions.of_items(db.session, [found.item.id]).get(found.item.id)
    return public_page(
        "agenda/item.html",
        found=found,
        one=one,
        shown=shown_notice(found.item, found.meeting, found.body, rules),
        part_words=PART_WORDS,
        outcomes=OUTCOME_WORDS,
        decision=standing,
        begun=has_begun(found.meeting),
    )


@blueprint.get("/agenda-items/<int:item_id>/one-page")
@public
def one_page(item_id: int) -> Response:
    """For a councillor who has a minute: who asks for what, how many, who disagrees, what is recommended."""
    found = public_item(item_id)
    one = scored(found.item, site())
    printed = found.meeting is not None and found.meeting.agenda_published_at is not None and any(
        document.item_id == item_id for document, _file in meetings.list_documents(db.session, found.meeting.id)
    )  # fmt: skip
    return public_page("agenda/one_page.html", found=found, brought=one.brought,
                       not_fitted=[brought for brought in one.brought if brought.did_not_fit],
                       outcomes=OUTCOME_WORDS, printed=printed)  # fmt: skip


@blueprint.get("/agenda-items/<int:item_id>/one-page/file")
@public
def one_page_file(item_id: int) -> Response:
    found = public_item(item_id)
    if found.meeting is None:
        abort(404)
    return send_document(found.meeting, DocumentKind.ONE_PAGE_PDF, item_id)


def public_item(item_id: int) -> Planned:
    """Ends with 404 for a draft."""
    found = plan.find_item(db.session, item_id)
    if found is None or found.item.planned_at is None:
        abort(404)
    return found
