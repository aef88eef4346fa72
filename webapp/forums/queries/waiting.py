"""Questions that nobody in office has answered yet."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from webapp.access import TABLE, Permission
from webapp.accounts.models import Person, RoleGrant
from webapp.forums.models import Post, Sort, Thread
from webapp.forums.queries.boards import is_shown

A_PAGE = 50


def waits_for_answer() -> ColumnElement[bool]:
    """Whether a post is a question that everybody sees and no official reply stands under."""
    answer = aliased(Post)
    answered = select(answer.id).where(
        answer.root_id == Post.root_id, answer.official != "", answer.id > Post.id, answer.hidden_at.is_(None),
        answer.withdrawn_at.is_(None),
    )  # fmt: skip
    return (Post.sort == Sort.QUESTION) & (Post.official == "") & is_shown() & ~answered.correlate(Post).exists()


def list_waiting(session: Session, *, after: int | None = None) -> tuple[list[tuple[Post, str]], int | None]:
    """A page of these with the title of where each stands, the oldest first; and where the next page begins."""
    rows = (
        select(Post, Thread.title)
        .join(Thread, Thread.id == Post.thread_id)
        .where(waits_for_answer(), Post.id >= (after or 0))
        .order_by(Post.id)
        .limit(A_PAGE + 1)
    )
    found = [(post, title) for post, title in session.execute(rows)]
    return found[:A_PAGE], found[A_PAGE][0].id if len(found) > A_PAGE else None


def still_waits(session: Session, post_id: int) -> Post | None:
    """The question, if it still waits."""
    return session.scalar(select(Post).where(Post.id == post_id, waits_for_answer()))


def who_answers(session: Session) -> Sequence[int]:
    """Ids of everybody who may give a marked answer."""
    roles = TABLE[Permission.ANSWER_OFFICIALLY]
    given = select(RoleGrant.person_id).where(RoleGrant.role.in_(roles))
    return session.scalars(select(Person.id).where(Person.id.in_(given), Person.active).order_by(Person.id)).all()
