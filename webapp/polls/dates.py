"""When polls open and close, for the calendar."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.i18n import _
from webapp.polls import queries
from webapp.polls.models import Poll
from webapp.polls.things import KIND, address_of
from webapp.web.dates import Dated

_SHOWN = (Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED)


def list_dates(session: Session, since: datetime) -> Iterator[Dated]:
    """Of each published poll that does not close before then: two."""
    now = clock.now()
    for one in session.scalars(select(Poll).where(Poll.published_at.is_not(None), Poll.closes_at >= since)):
        words = {
            "opens": _("Voting opens: %(title)s", title=one.title),
            "closes": _("Voting closes: %(title)s", title=one.title),
        }
        for what, at in (("opens", one.opens_at), ("closes", one.closes_at)):
            if at is not None and one.published_at is not None and queries.stage(one, now=now) in _SHOWN:
                yield Dated(kind=KIND, thing_id=one.id, what=what, words=words[what], at=at, about=one.question,
                            changed_at=one.published_at, address=address_of(one))  # fmt: skip
