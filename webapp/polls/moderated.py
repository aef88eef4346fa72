"""How moderators read, hide and let in the reasons of objections, which have no author that anybody knows."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _l
from webapp.moderation.kinds import Words
from webapp.polls.models import Poll, PollReason
from webapp.polls.services.freezing import REASON
from webapp.polls.things import address_of


class ModeratedReason:
    """Why somebody objected in a poll of consent, as published with its result."""

    kind = REASON
    called = _l("a reason in a poll")

    def read(self, session: Session, ids: Collection[int]) -> Mapping[int, Words]:
        return {one.id: one for one in _read(session, _reasons().where(PollReason.id.in_(ids)))}

    def find_recent(self, session: Session, since: datetime, most: int) -> Sequence[Words]:
        shown = _reasons().where(PollReason.held_at.is_(None), PollReason.hidden_at.is_(None), PollReason.at >= since)
        return _read(session, shown.order_by(PollReason.id.desc()).limit(most))

    def find_by(self, session: Session, author_id: int, most: int) -> Sequence[Words]:
        """None: nobody knows who wrote them."""
        return []

    def hide(self, session: Session, thing_id: int) -> None:
        session.get_one(PollReason, thing_id).hidden_at = clock.now()

    def show(self, session: Session, thing_id: int) -> None:
        reason = session.get_one(PollReason, thing_id)
        reason.held_at = reason.hidden_at = None

    def stood_by(self, author_id: int) -> None:
        """None, for the same reason."""


def _reasons() -> Select[PollReason, Poll]:
    return select(PollReason, Poll).join(Poll, Poll.id == PollReason.poll_id)


def _read(session: Session, found: Select[PollReason, Poll]) -> list[Words]:
    return [
        Words(
            kind=REASON,
            id=reason.id,
            text=reason.text,
            where=poll.title,
            address=f"{address_of(poll)}/result#reason-{reason.id}",
            author_id=None,
            author_name="",
            at=reason.at,
            shown=reason.held_at is None and reason.hidden_at is None,
        )
        for reason, poll in session.execute(found)
    ]
