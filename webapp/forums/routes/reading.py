"""What anybody may read: boards, discussions, one comment with all its replies, earlier wordings, files."""

from typing import Any

from flask import Response, abort, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.files import services as files
from webapp.forums import addresses
from webapp.forums.forms import ButtonForm
from webapp.forums.models import Attachment, Post
from webapp.forums.queries import boards, pages, threads
from webapp.forums.queries.boards import Cursor
from webapp.forums.routes.blueprint import blueprint
from webapp.forums.routes.common import Here, at_post, here, me, place_of_board
from webapp.forums.routes.posting import quick_form
from webapp.forums.routes.showing import draw
from webapp.forums.rules import BOARD, Act, may
from webapp.forums.services import attaching
from webapp.forums.words import OFFICIAL, ORDERS, PLACES
from webapp.notices import following
from webapp.places.queries import read_gazetteer
from webapp.web import things
from webapp.web.guard import allowed, public
from webapp.web.pages import found_or_404, get_or_404, shared_page
from webapp.web.pictures import picture_reply


@blueprint.get("/forum")
@public
def front() -> Response:
    """Every board, and where something was said last; or what was searched for."""
    words = request.args.get("words", "").replace("\x00", "").strip()[:80]
    return shared_page(
        "forums/front.html",
        boards=boards.list_boards(db.session),
        latest=boards.search(db.session, words) if words else boards.list_latest(db.session),
        words=words,
        names=read_gazetteer(db.session, sectors=False).names,
        keeper=me().id is not None and allowed(Permission.MANAGE_BOARDS),
    )


@blueprint.get("/forum/<slug>")
@public
def board(slug: str) -> Response:
    found = found_or_404(boards.find_board(db.session, slug))
    listed, after = boards.list_threads(db.session, found, after=_cursor())
    whose = me()
    own = following.find(db.session, person_id=whose.id, kind=BOARD, thing_id=found.id) if whose.id else None
    return shared_page(
        "forums/board.html",
        board=found,
        listed=listed,
        may_begin=may(Act.BEGIN, whose.sides(), place_of_board(found)),
        open=found.closed_at is None,
        names=read_gazetteer(db.session, sectors=False).names,
        following=own,
        form=ButtonForm() if whose.id else None,
        keeper=whose.id is not None and allowed(Permission.MANAGE_BOARDS),
        next_page=url_for(".board", slug=slug, after=f"{after[0]}.{after[1]}") if after else None,
        first_page=url_for(".board", slug=slug) if _cursor() else None,
    )


def _cursor() -> Cursor | None:
    """ "1780311600.12": when something was last said in the last discussion of the page before, and its id."""
    seconds, _dot, ident = request.args.get("after", "").partition(".")
    parts = (seconds, ident)
    if any(not (part.isascii() and part.isdigit() and len(part) <= 10) for part in parts):
        return None
    return (int(seconds), int(ident)) if int(ident) < 2**31 else None


@blueprint.get("/forum/threads/<int:thread_id>")
@public
def thread(thread_id: int) -> Response:
    found = here(thread_id)
    order = request.args.get("sort", "")
    order = order if order in ORDERS else next(iter(ORDERS))
    start = _number("start")
    page = pages.read_page(db.session, found.head.thread, order=order, start=start, me=found.me.id,
                             moderates=found.moderates)  # fmt: skip
    return shared_page(
        "forums/thread.html",
        **_frame(found),
        posts=draw(found, page.posts),
        order=order,
        orders=ORDERS,
        next_page=url_for(".thread", thread_id=thread_id, sort=order, start=page.next_id) if page.next_id else None,
        first_page=url_for(".thread", thread_id=thread_id, sort=order) if start else None,
        say=quick_form(found) if found.me.id and found.may(Act.COMMENT) else None,
    )


def _frame(found: Here) -> dict[str, Any]:
    """What both pages of posts need."""
    return {
        "here": found, "head": found.head, "Act": Act, "addresses": addresses, "places": PLACES,
        "form": ButtonForm() if found.me.id else None, "official": OFFICIAL,
    }  # fmt: skip


def _number(name: str) -> int | None:
    given = request.args.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else None


@blueprint.get("/forum/posts/<int:post_id>/replies")
@public
def replies(post_id: int) -> Response:
    """One comment with all of its replies, a page of them at a time."""
    comment, found = _comment(post_id)
    start = _number("start")
    page = pages.read_replies(db.session, comment, start=start, me=found.me.id, moderates=found.moderates)
    return shared_page(
        "forums/replies.html",
        **_frame(found),
        posts=draw(found, page.posts, whole=True),
        comment=comment,
        next_page=url_for(".replies", post_id=post_id, start=page.next_id) if page.next_id else None,
        first_page=url_for(".replies", post_id=post_id) if start else None,
    )


def _comment(post_id: int) -> tuple[Post, Here]:
    """A comment, which is shown as gone when only its replies are left."""
    post = threads.find_post(db.session, post_id)
    if post is None or post.root_id != post.id:
        abort(404)
    return post, here(post.thread_id)


@blueprint.get("/forum/posts/<int:post_id>")
@public
def post(post_id: int) -> AnyResponse:
    """Leads to the post where it stands."""
    found, _place = at_post(post_id, Act.READ_POST)
    if found.root_id != found.id and not pages.is_among_first(db.session, found):
        return redirect(url_for(".replies", post_id=found.root_id, _anchor=f"post-{post_id}", start=post_id))
    return redirect(url_for(".thread", thread_id=found.thread_id, sort="oldest", _anchor=f"post-{post_id}",
                            start=found.root_id))  # fmt: skip


@blueprint.get("/forum/posts/<int:post_id>/earlier")
@public
def earlier(post_id: int) -> Response:
    """What a post said before it was changed."""
    found, place = at_post(post_id, Act.READ_EARLIER)
    return shared_page("forums/earlier.html", post=found, here=place,
                       earlier=threads.list_earlier(db.session, found), addresses=addresses)  # fmt: skip


@blueprint.get("/forum/files/<int:attachment_id>")
@public
def file(attachment_id: int) -> AnyResponse:
    """Pictures are shown in the page; everything else is handed over to be saved."""
    attachment = get_or_404(Attachment, attachment_id)
    at_post(attachment.post_id, Act.READ_POST)
    stored = attaching.find_file(db.session, attachment)
    if stored.media_type.startswith("image/"):
        return picture_reply(db.session, stored, for_all=me().id is None)
    reply = Response(b"".join(files.read(db.session, stored)), mimetype=stored.media_type)
    reply.headers.set("Content-Disposition", "attachment", filename=stored.name)
    reply.headers["Cache-Control"] = "private, max-age=3600"
    return reply


@blueprint.get("/forum/about/<kind>/<int:thing_id>")
@public
def about(kind: str, thing_id: int) -> AnyResponse:
    """The discussion of a thing of another room: where it has begun, or an invitation to begin it."""
    thing = found_or_404_thing(kind, thing_id)
    begun = threads.find_about(db.session, kind, thing_id)
    if begun is not None:
        return redirect(addresses.of_thread(begun.id))
    return shared_page("forums/about.html", thing=thing, open=thing.open)


def found_or_404_thing(kind: str, thing_id: int) -> things.Thing:
    thing = things.find(db.session, kind, thing_id)
    if thing is None or kind in {"thread", BOARD}:
        abort(404)
    return thing
