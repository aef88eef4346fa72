"""How moderators read, hide and let in posts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.forums import addresses
from webapp.forums.models import Attachment, Post, Thread
from webapp.forums.queries.boards import is_shown
from webapp.forums.rules import POST
from webapp.forums.services import posting
from webapp.forums.signals import posts_gone, reworded
from webapp.i18n import _l
from webapp.moderation.kinds import STOOD, Words


class ModeratedPost:
    kind = POST
    called = _l("a comment")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        """What its author took back is not read any more."""
        pictures = self._pictures(session, ids)
        rows = session.execute(_words().where(Post.id.in_(ids), Post.withdrawn_at.is_(None)))
        return {one.id: _read(one, title, name, pictures.get(one.id, ())) for one, title, name in rows}

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        lately = _words().where(is_shown(), Post.created_at > since).order_by(Post.id.desc()).limit(most)
        return [_read(*row) for row in session.execute(lately)]

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        own = _words().where(Post.author_id == author_id, Post.withdrawn_at.is_(None))
        return [_read(*row) for row in session.execute(own.order_by(Post.id.desc()).limit(most))]

    def _pictures(self, session: Session, ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
        found: dict[int, list[tuple[str, str]]] = {}
        for one in session.scalars(select(Attachment).where(Attachment.post_id.in_(ids), Attachment.alt != "")):
            found.setdefault(one.post_id, []).append((addresses.of_file(one.id), one.alt))
        return found

    def hide(self, session: Session, thing_id: int) -> None:
        post = session.get_one(Post, thing_id)
        post.hidden_at = clock.now()
        session.flush()
        posts_gone.send(session, post_ids=[thing_id])

    def show(self, session: Session, thing_id: int) -> None:
        """Followers hear of what waited now, and not again of what was only hidden for a while."""
        post = session.get_one(Post, thing_id)
        waited, post.held_at, post.hidden_at = post.held_at is not None, None, None
        session.flush()
        if post.withdrawn_at is not None:
            return
        if waited:
            posting.show(session, session.get_one(Thread, post.thread_id), post)
        else:
            reworded.send(session, post=post)

    def stood_by(self, author_id: int) -> Select[int]:
        stood = Post.created_at <= clock.now() - STOOD
        return select(func.count(Post.id)).where(Post.author_id == author_id, is_shown(), stood)


def _words() -> Select[Post, str, str]:
    """Posts with the title of where each stands and the name of its author."""
    return (
        select(Post, Thread.title, func.coalesce(Person.name, ""))
        .join(Thread, Thread.id == Post.thread_id)
        .outerjoin(Person, Person.id == Post.author_id)
    )


def _read(one: Post, title: str, name: str, pictures: Sequence[tuple[str, str]] = ()) -> Words:
    return Words(POST, one.id, one.text, title, addresses.of_post(one.id), one.author_id, name, one.created_at,
                 pictures=tuple(pictures), shown=one.held_at is None and one.hidden_at is None)  # fmt: skip
