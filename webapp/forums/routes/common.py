"""What the pages of this room share: finding a discussion, asking the table, and words that came without a session."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec

from flask import abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.access import Role
from webapp.database import db
from webapp.forums import tokens
from webapp.forums.models import Board, Post
from webapp.forums.queries import threads
from webapp.forums.queries.threads import Head
from webapp.forums.rules import Act, Place, Seen, Side, may, place_of, seen_of
from webapp.forums.services import drafting
from webapp.forums.sides import sides_of
from webapp.forums.tokens import Claim
from webapp.i18n import _
from webapp.web import things
from webapp.web.guard import current_person, my_roles, somebody_signed_in
from webapp.web.origin import refuse_foreign
from webapp.web.things import Thing

P = ParamSpec("P")


@dataclass(frozen=True)
class Me:
    """Whoever asks: None and no roles for a stranger."""

    id: int | None
    roles: frozenset[Role]

    def sides(self, author_id: int | None = None) -> frozenset[Side]:
        return sides_of(person_id=self.id, roles=self.roles, author_id=author_id)


@dataclass(frozen=True)
class Here:
    """A discussion as one person meets it. `thing`: what it is about, where it is about one."""

    head: Head
    place: Place
    thing: Thing | None
    me: Me

    @property
    def moderates(self) -> bool:
        return Side.MODERATOR in self.me.sides()

    @property
    def title(self) -> str:
        """What it stands under: a title that is not shown to others is shown to whoever moderates."""
        if self.thing is not None:
            return self.thing.title
        mine = self.me.id is not None and self.head.thread.author_id == self.me.id
        shown = self.head.titled or self.moderates or mine
        return (self.head.thread.title if shown else "") or _("A discussion whose beginning was taken away")

    def may(self, act: Act, post: Post | None = None) -> bool:
        author = post.author_id if post is not None else None
        return may(act, self.me.sides(author), self.place, seen(post) if post is not None else Seen.SHOWN)


def me() -> Me:
    return Me(current_person().id, my_roles()) if somebody_signed_in() else Me(None, frozenset())


def seen(post: Post) -> Seen:
    return seen_of(held=post.held_at is not None, hidden=post.hidden_at is not None,
                   taken_back=post.withdrawn_at is not None)  # fmt: skip


def here(thread_id: int, act: Act = Act.READ) -> Here:
    """Ends with 404 where there is no such discussion or its thing is not to be seen, with 403 where it may not be."""
    whose = me()
    head = threads.read_head(db.session, thread_id, me=whose.id) if thread_id < 2**31 else None
    if head is None:
        abort(404)
    thread = head.thread
    thing = things.find(db.session, thread.about_kind, thread.about_id or 0) if thread.about_kind else None
    if thread.about_kind and thing is None:
        abort(404)
    closed = head.board.closed_at is not None if head.board is not None else thing is not None and not thing.open
    found = Here(head, place_of(locked=thread.locked_at is not None, closed=closed), thing, whose)
    if not head.posts and not found.moderates and thread.author_id != whose.id and thread.board_id is not None:
        abort(404)
    if not found.may(act):
        abort(403)
    return found


def at_post(post_id: int, act: Act) -> tuple[Post, Here]:
    """A post and where it stands. 404 when the reader does not see it, 403 when they may not do this to it."""
    post = threads.find_post(db.session, post_id)
    if post is None:
        abort(404)
    found = here(post.thread_id)
    if not found.may(Act.READ_POST, post):
        abort(404)
    if not found.may(act, post):
        abort(403)
    return post, found


def place_of_board(board: Board) -> Place:
    return place_of(locked=False, closed=board.closed_at is not None)


def new_token(place: str) -> str:
    return tokens.make(current_person().id, place, key=current_app.config["SECRET_KEY"])


def claim_of(token: str | None, place: str) -> Claim | None:
    """What a form's token says, when it is this person's for this place."""
    claim = my_claim(token)
    return claim if claim is not None and claim.place == place else None


def my_claim(token: str | None) -> Claim | None:
    """What a form's token says, when it is this person's."""
    claim = tokens.read(token or "", key=current_app.config["SECRET_KEY"])
    return claim if claim is not None and claim.person_id == current_person().id else None


def writes(view: Callable[P, Response]) -> Callable[P, Response]:
    """For pages on which people write: whoever has not signed in is led to the sign-in, and words that they sent when
    their session had ended are kept as a draft that waits for them there."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        if not somebody_signed_in():
            if request.method == "POST":
                _keep()
            return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
        return view(*args, **kwargs)

    guarded.guard = "public"  # type: ignore[attr-defined]
    return guarded


def _keep() -> None:
    refuse_foreign()
    claim = tokens.read(request.form.get("token", ""), key=current_app.config["SECRET_KEY"])
    if claim is None:
        return
    text, title = (request.form.get(name, "").replace("\x00", "") for name in ("text", "title"))
    drafting.keep(db.session, person_id=claim.person_id, place=claim.place, text=text, title=title)
    flash(_("You were signed out meanwhile. Your words are kept: sign in, and post them."))
