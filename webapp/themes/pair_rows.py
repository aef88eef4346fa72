"""The rows behind pairs that other acts touch: the first coder's codes are kept the moment both have done."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.themes.models import Act, CodeFrame, SecondReading
from webapp.themes.queries.pairs import first_readings


def keep_first(session: Session, frame: CodeFrame) -> int:
    """Keep what the first coder gave to answers that both have done by now, before anybody can compare. How many."""
    waiting = exists().where(
        SecondReading.frame_id == frame.id, SecondReading.done_at.is_not(None), SecondReading.first.is_(None)
    )
    if not session.scalar(select(waiting)):
        return 0
    ready = [one for one in first_readings(session, frame, ready=True) if one.done]
    for one in ready:
        session.get_one(SecondReading, one.reading_id, populate_existing=True).first = sorted(one.codes)
    session.flush()
    return len(ready)


def unsettle(session: Session, act: Act) -> None:
    """A difference whose settling was taken back waits again."""
    reading = session.get(SecondReading, act.facts["settled"]["reading"], populate_existing=True)
    if reading is not None:
        reading.settled_at = reading.settled_by = None
