"""300 consultations and 300 polls, a third of them open, half of them about one area: what a front page picks from."""

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.consultations.models import Consultation
from webapp.places.models import AboutArea
from webapp.polls.models import Poll, PollOption

EACH, OPTIONS = 300, 5
AREA = "x-cal-01"
_SPANS = ((-7, 21), (7, 28), (-28, -7))  # days from now: open, still to open, closed


def add_front(session: Session, area_id: int) -> None:
    now = clock.now()
    spans = [(now + timedelta(days=opens, minutes=number), now + timedelta(days=closes, minutes=number))
             for number in range(EACH) for opens, closes in (_SPANS[number % 3],)]  # fmt: skip
    common = [
        {"slug": f"front-{number}", "title": f"Something of interest, number {number}", "created_at": now,
         "published_at": now, "opens_at": opens, "closes_at": closes}
        for number, (opens, closes) in enumerate(spans)
    ]  # fmt: skip
    consultations = session.scalars(
        insert(Consultation).returning(Consultation.id, sort_by_parameter_order=True),
        [row | {"summary": "Tell us what matters to you, and what should come first."} for row in common],
    ).all()
    polls = session.scalars(
        insert(Poll).returning(Poll.id, sort_by_parameter_order=True),
        [row | {"method": "plurality", "question": "Which of these would you choose?"} for row in common],
    ).all()
    session.execute(insert(PollOption), [
        {"poll_id": poll, "number": number, "text": f"Option {number}"}
        for poll in polls for number in range(1, OPTIONS + 1)
    ])  # fmt: skip
    session.execute(insert(AboutArea), [
        {"kind": kind, "thing_id": thing, "area_id": area_id}
        for kind, things in (("consultation", consultations), ("poll", polls)) for thing in things[::2]
    ])  # fmt: skip
    session.commit()
