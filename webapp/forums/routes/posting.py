"""Where people write: a discussion, a comment, a reply, a marked answer; and drafts of all of these."""

from collections.abc import Callable

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.accounts.models import Person
from webapp.database import db
from webapp.forums import addresses
from webapp.forums.forms import BeginForm, DraftForm, PostForm, QuickForm, WordsForm
from webapp.forums.models import Board, Post, Thread
from webapp.forums.queries import boards, threads
from webapp.forums.routes.blueprint import blueprint
from webapp.forums.routes.common import (
    Here,
    at_post,
    claim_of,
    here,
    me,
    my_claim,
    new_token,
    place_of_board,
    writes,
)
from webapp.forums.rules import BOARD, KIND, POST, Act, may, place_of, quoted
from webapp.forums.services import drafting, posting
from webapp.forums.services.posting import find_or_begin_about
from webapp.forums.sides import answers_as
from webapp.i18n import _
from webapp.web import things
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, my_roles, signed_in
from webapp.web.intake import takes_upload
from webapp.web.pages import found_or_404, page


def quick_form(found: Here) -> QuickForm:
    """A form for a comment here, with the reader's draft in it."""
    form = QuickForm(formdata=None, token=new_token(posting.place_of(found.head.thread)), text=_draft(found))
    form.offer(_groups(), position=found.thing is not None)
    return form


def _draft(found: Here) -> str:
    thread = found.head.thread
    if thread.board_id is not None:
        return found.head.draft
    kept = threads.find_draft(db.session, current_person().id, posting.place_of(thread))
    return kept.text if kept else ""


def _groups() -> list[tuple[int, str]]:
    """The groups in whose name somebody may speak: those they organise."""
    person: Person = current_person()
    return [(one.group_id, one.group.name) for one in person.memberships if one.organiser]


@blueprint.route("/forum/<slug>/new", methods=["GET", "POST"])
@takes_upload
@writes
def begin(slug: str) -> AnyResponse:
    """A new discussion on a board, with its first post."""
    board = found_or_404(boards.find_board(db.session, slug))
    if not may(Act.BEGIN, me().sides(), place_of_board(board)):
        abort(403)
    place = f"{BOARD}:{board.id}"
    kept = threads.find_draft(db.session, current_person().id, place)
    form = BeginForm(token=new_token(place), text=kept.text if kept else "", title=kept.title if kept else "")
    form.offer(_groups(), position=False)

    def say(once: str) -> Post:
        return posting.begin_on_board(db.session, board=board, author_id=current_person().id, token=once,
                                      title=form.title.data or "", text=form.text.data or "", sort=form.chosen_sort,
                                      group_id=form.group_id, files=form.uploads())  # fmt: skip

    return _send(form, place, say) or page("forums/begin.html", form=form, board=board)


@blueprint.route("/forum/threads/<int:thread_id>/post", methods=["GET", "POST"])
@takes_upload
@writes
def comment(thread_id: int) -> AnyResponse:
    found = here(thread_id, Act.COMMENT)
    thread, place = found.head.thread, posting.place_of(found.head.thread)
    form = PostForm(token=new_token(place), text=_draft(found))
    form.offer(_groups(), position=thread.about_kind is not None)
    return _send(form, place, lambda once: _comment(form, thread, once)) or page(
        "forums/comment.html", form=form, title=found.title, back=addresses.of_thread(thread_id))  # fmt: skip


@blueprint.route("/forum/about/<kind>/<int:thing_id>/post", methods=["GET", "POST"])
@takes_upload
@writes
def comment_about(kind: str, thing_id: int) -> AnyResponse:
    """The first comment on a thing of another room; a later one stands in the discussion that began meanwhile."""
    thing = things.find(db.session, kind, thing_id)
    if thing is None or kind in {KIND, BOARD}:
        abort(404)
    if not may(Act.COMMENT, me().sides(), place_of(locked=False, closed=not thing.open)):
        abort(403)
    place = f"{kind}:{thing_id}"
    kept = threads.find_draft(db.session, current_person().id, place)
    form = PostForm(token=new_token(place), text=kept.text if kept else "")
    form.offer(_groups(), position=True)

    def say(once: str) -> Post:
        thread = find_or_begin_about(db.session, kind=kind, thing_id=thing_id, title=thing.title)
        return _comment(form, thread, once)

    return _send(form, place, say) or page("forums/comment.html", form=form, title=thing.title,
                                           back=thing.address)  # fmt: skip


def _comment(form: PostForm, thread: Thread, once: str) -> Post:
    return posting.post(db.session, thread=thread, author_id=current_person().id, token=once,
                        text=form.text.data or "", position=form.chosen_position, sort=form.chosen_sort,
                        group_id=form.group_id, files=form.uploads())  # fmt: skip


@blueprint.route("/forum/posts/<int:post_id>/reply", methods=["GET", "POST"])
@takes_upload
@writes
def reply(post_id: int) -> AnyResponse:
    """An answer to a comment stands under it; an answer to a reply stands there too, and quotes it."""
    parent, found = at_post(post_id, Act.REPLY)
    place = f"{POST}:{post_id}"
    form = PostForm(token=new_token(place), text=_first_words(parent, place))
    form.offer(_groups(), position=False)

    def say(once: str) -> Post:
        return posting.post(db.session, thread=found.head.thread, author_id=current_person().id, token=once,
                            text=form.text.data or "", position=form.chosen_position, sort=form.chosen_sort,
                            group_id=form.group_id, parent=parent, files=form.uploads())  # fmt: skip

    return _send(form, place, say) or page("forums/reply.html", form=form, parent=parent, who=_name(parent),
                                           back=addresses.of_post(post_id), title=found.title)  # fmt: skip


@blueprint.route("/forum/posts/<int:post_id>/answer", methods=["GET", "POST"])
@takes_upload
@writes
def answer(post_id: int) -> AnyResponse:
    """A marked reply of an officer or expert."""
    parent, found = at_post(post_id, Act.ANSWER)
    place = f"{POST}:{post_id}"
    form = WordsForm(token=new_token(place), text=_first_words(parent, place))

    def say(once: str) -> Post:
        return posting.post(db.session, thread=found.head.thread, author_id=current_person().id, token=once,
                            text=form.text.data or "", parent=parent, official=answers_as(my_roles()),
                            files=form.uploads())  # fmt: skip

    return _send(form, place, say) or page("forums/answer.html", form=form, parent=parent, who=_name(parent),
                                           back=addresses.of_post(post_id), title=found.title)  # fmt: skip


def _first_words(parent: Post, place: str) -> str:
    kept = threads.find_draft(db.session, current_person().id, place)
    if kept is not None:
        return kept.text
    return quoted(parent.text, who=_name(parent)) if parent.root_id != parent.id else ""


def _name(post: Post) -> str:
    return threads.names_of(db.session, [post.author_id]).get(post.author_id or 0, "") or _("somebody who has left")


def _send(form: WordsForm, place: str, say: Callable[[str], Post]) -> AnyResponse | None:
    """What follows when the form was sent: the post, where it stands. None to show the form (again). Words that are not
    let in are kept as a draft, so that leaving the page loses nothing."""
    if request.method == "GET":
        return None
    claim = claim_of(form.token.data, place)
    if "more" in request.form:
        pass  # from the quick form: the same words are shown again, with room for files
    elif form.validate_on_submit() and claim is None:
        form.form_errors.append(_("This page was open for a long time. Press the button once more."))
    elif claim is not None and not form.errors:
        with errors_on(form):
            made = say(claim.once)
            flash(_("Posted.") if made.held_at is None else _("Thank you. A moderator reads it before others see it."))
            return redirect(addresses.of_post(made.id))
    title = form.title.data if isinstance(form, BeginForm) else ""
    drafting.keep(db.session, person_id=current_person().id, place=place, text=form.text.data or "", title=title or "")
    form.token.data = form.token.data if claim else new_token(place)
    return None


@blueprint.post("/forum/draft")
@signed_in
def keep_draft() -> Response | tuple[Response, int]:
    """What is being typed, sent in the background."""
    form = DraftForm()
    claim = my_claim(form.token.data)
    if not form.validate_on_submit() or claim is None:
        return jsonify(message=_("We cannot save just now. What you typed is still here.")), 422
    drafting.keep(db.session, person_id=current_person().id, place=claim.place, text=form.text.data or "",
                  title=form.title.data or "")  # fmt: skip
    return jsonify(message=_("Saved as a draft."))


@blueprint.get("/forum/drafts")
@signed_in
def drafts() -> AnyResponse:
    """What I have written and not posted, and what I posted last."""
    own = current_person().id
    kept = [(one, _where(one.place)) for one in threads.list_drafts(db.session, own)]
    return page("forums/drafts.html", drafts=kept, posts=threads.list_mine(db.session, own), addresses=addresses)


def _where(place: str) -> str:
    """The page on which a draft goes on; empty when that is gone."""
    kind, _colon, number = place.partition(":")
    ident = int(number) if number.isdigit() else 0
    if kind == KIND:
        return url_for(".comment", thread_id=ident)
    if kind == POST:
        return url_for(".reply", post_id=ident)
    if kind == "edit":
        return url_for(".edit", post_id=ident)
    if kind == BOARD:
        board = db.session.get(Board, ident)
        return url_for(".begin", slug=board.slug) if board is not None else ""
    return url_for(".comment_about", kind=kind, thing_id=ident)


@blueprint.post("/forum/drafts/<int:draft_id>/throw-away")
@signed_in
def throw_away(draft_id: int) -> AnyResponse:
    for one in threads.list_drafts(db.session, current_person().id):
        if one.id == draft_id:
            drafting.forget(db.session, person_id=current_person().id, place=one.place)
            flash(_("Thrown away."))
    return redirect(url_for(".drafts"))
