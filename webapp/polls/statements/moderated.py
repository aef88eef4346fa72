"""How moderators read, hide and let in statements."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.i18n import _l
from webapp.moderation.kinds import STOOD, Words
from webapp.polls.models import Poll
from webapp.polls.statements.models import Statement
from webapp.polls.statements.queries import is_shown
from webapp.polls.statements.services.adding import KIND


class ModeratedStatement:
    kind = KIND
    called = _l("a statement in a poll")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        return {one.id: one for one in _read(session, _statements().where(Statement.id.in_(ids)))}

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        lately = _statements().where(is_shown(), Statement.created_at > since).order_by(Statement.id.desc())
        return _read(session, lately.limit(most))

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        own = _statements().where(Statement.author_id == author_id).order_by(Statement.id.desc())
        return _read(session, own.limit(most))

    def hide(self, session: Session, thing_id: int) -> None:
        """Its answers stay and count for nothing while it is hidden."""
        session.get_one(Statement, thing_id).hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        statement = session.get_one(Statement, thing_id)
        statement.hidden_at = None
        statement.admitted_at = statement.admitted_at or clock.now()

    def stood_by(self, author_id: int) -> Select[int]:
        stood = Statement.admitted_at <= clock.now() - STOOD
        return select(func.count(Statement.id)).where(Statement.author_id == author_id, is_shown(), stood)


def _statements() -> Select[Statement, str, str, str]:
    """With the title and name in addresses of the poll each stands in, and the name of its author."""
    return (
        select(Statement, Poll.title, Poll.slug, func.coalesce(Person.name, ""))
        .join(Poll, Poll.id == Statement.poll_id)
        .outerjoin(Person, Person.id == Statement.author_id)
    )


def _read(session: Session, found: Select[Statement, str, str, str]) -> list[Words]:
    return [
        Words(KIND, one.id, one.text, title, f"/polls/{slug}/statements", one.author_id, name, one.created_at,
              shown=one.shown)
        for one, title, slug, name in session.execute(found).unique()
    ]  # fmt: skip
