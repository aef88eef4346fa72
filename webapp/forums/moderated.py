"""How moderators read, hide and let in posts."""

from collections.abc import Collection, Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.forums import addresses
from webapp.forums.models import Attachment, Post, Thread
from webapp.forums.queries.boards import is_shown
from webapp.forums.rules import POST
from webapp.forums.services import posting
from webapp.forums.signals import posts_gone
from webapp.i18n import _l
from webapp.moderation.kinds import Words


class ModeratedPost:
    kind = POST
    called = _l("a comment")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        """What its author took back is not read any more."""
        pictures = self._pictures(session, ids)
        rows = session.execute(
            select(Post, Thread.title, func.coalesce(Person.name, ""))
            .join(Thread, Thread.id == Post.thread_id)
            .outerjoin(Person, Person.id == Post.author_id)
            .where(Post.id.in_(ids), Post.withdrawn_at.is_(None))
        )
        return {
            one.id: Words(POST, one.id, one.text, title, addresses.of_post(one.id), one.author_id, name, one.created_at,
                          pictures=tuple(pictures.get(one.id, ())), shown=one.held_at is None and one.hidden_at is None)
            for one, title, name in rows
        }  # fmt: skip

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
        if waited and post.withdrawn_at is None:
            posting.show(session, session.get_one(Thread, post.thread_id), post)

    def count_shown(self, session: Session, author_id: int) -> int:
        day_ago = clock.now() - posting.A_DAY
        mine = select(func.count(Post.id)).where(Post.author_id == author_id, is_shown(), Post.created_at <= day_ago)
        return session.scalar(mine) or 0
