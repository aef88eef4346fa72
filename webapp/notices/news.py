"""What feeds carry: what happened to things that anybody may see, in the words that stand today."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.notices import reach
from webapp.notices.models import Happening
from webapp.notices.topics import Topic
from webapp.web import things

_MOST = 50


def list_news(session: Session, topic: Topic | None) -> Sequence[Happening]:
    """The newest first; of everything without a topic. A fixed number of statements: one, and one a kind of thing."""
    found = select(Happening).where(Happening.is_news).order_by(Happening.id.desc()).limit(_MOST)
    if topic is not None:
        found = found.where(Happening.id.in_(reach.happenings_of(topic)))
    happenings = session.scalars(found).all()
    seen = {
        kind: things.find_many(session, kind, {one.thing_id for one in happenings if one.kind == kind})
        for kind in {one.kind for one in happenings}
    }
    return [one for one in happenings if one.thing_id in seen[one.kind]]
