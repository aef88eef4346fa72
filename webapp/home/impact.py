"""What came of a year, in figures: asked, answered, replied, decided, delivered, late. One statement for all of them.

A thing without an area is about the whole place, and so counts for every area (`places.abouts`).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Exists, ScalarSelect, and_, exists, func, or_, select, true
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, Commitment, Decision, Issue, Reply
from webapp.agenda.queries.commitments import Clock
from webapp.agenda.rules.lateness import LATE
from webapp.consultations.models import Consultation, Response
from webapp.consultations.queries import counted
from webapp.i18n import _, _l
from webapp.places.abouts import concerns
from webapp.polls.models import Poll, Voted

FIGURES = ("asked", "answered", "replied", "decided", "delivered", "late")

MEANINGS: Mapping[str, tuple[str, str]] = {
    "asked": (_l("Asked"), _l("Consultations and polls that opened in this year.")),
    "answered": (
        _l("Answered"),
        _l("Answers that came in this year and count, and votes in polls that closed in it."),
    ),
    "replied": (_l("Replied"), _l("Issues that were raised and got their reply in this year.")),
    "decided": (_l("Decided"), _l("Decisions of this year that are public, also where the answer was no.")),
    "delivered": (_l("Delivered"), _l("Promises that were kept in this year.")),
    "late": (_l("Late"), _l("Promises for a day of this year that are late today.")),
}
"""Name and meaning of each figure."""

LISTS: Mapping[str, str] = {
    "asked": "/consultations",
    "answered": "/consultations",
    "replied": "/issues",
    "decided": "/decisions",
    "delivered": "/commitments?stand=delivered",
    "late": "/commitments?stand=late",
}
"""Where each is listed."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """`count` None: it is too small to be shown."""

    name: str
    words: str
    meaning: str
    count: int | None
    address: str


def read(session: Session, *, year: int, area_id: int | None, by: Clock, threshold: int) -> list[Figure]:
    """The six figures of a year. How many answered an area's own questions is hidden below `threshold`."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    begins, ends = clock.day_begins(first, by.zone), clock.day_begins(date(year + 1, 1, 1), by.zone)
    columns = [*_asked(begins, ends, area_id), *_answered(begins, ends, area_id), _replied(begins, ends, area_id),
               _decided(first, last, area_id), *_promised(first, last, area_id, by)]  # fmt: skip
    consultations, polls, answers, votes, *rest = session.execute(select(*columns)).one()
    counts = dict(zip(FIGURES, (consultations + polls, answers + votes, *rest), strict=True))
    return [
        Figure(name=name, words=str(MEANINGS[name][0]), meaning=str(MEANINGS[name][1]), address=LISTS[name],
               count=_shown(name, counts[name], threshold))
        for name in FIGURES
    ]  # fmt: skip


def _shown(name: str, count: int, threshold: int) -> int | None:
    return None if name == "answered" and 0 < count < threshold else count


def first_year(session: Session, by: Clock) -> int:
    """The year in which something opened first; this year where nothing has."""
    opened = session.scalar(select(func.min(Consultation.opens_at)).where(Consultation.published_at.is_not(None)))
    return clock.local_day(opened, by.zone).year if opened is not None else by.today.year


def _public(model: type[Consultation] | type[Poll], kind: str, area_id: int | None) -> ColumnElement[bool]:
    near = true() if area_id is None else concerns(kind, model.id, area_id)
    return and_(model.published_at.is_not(None), model.withdrawn_at.is_(None), near)


def _asked(begins: datetime, ends: datetime, area_id: int | None) -> Iterator[ScalarSelect[int]]:
    now = min(clock.now(), ends)
    for model, kind in ((Consultation, "consultation"), (Poll, "poll")):
        opened = (model.opens_at >= begins, model.opens_at < ends, model.opens_at <= now)
        yield select(func.count()).select_from(model).where(_public(model, kind, area_id), *opened).scalar_subquery()


def _answered(begins: datetime, ends: datetime, area_id: int | None) -> Iterator[ScalarSelect[int]]:
    yield (
        select(func.count())
        .select_from(Response)
        .join(Consultation, Consultation.id == Response.consultation_id)
        .where(counted(), Response.sent_at >= begins, Response.sent_at < ends)
        .where(_public(Consultation, "consultation", area_id))
        .scalar_subquery()
    )
    closed = (Poll.closes_at >= begins, Poll.closes_at < ends, Poll.closes_at <= clock.now())
    yield (
        select(func.count())
        .select_from(Voted)
        .join(Poll, Poll.id == Voted.poll_id)
        .where(_public(Poll, "poll", area_id), *closed)
        .scalar_subquery()
    )


def _replied(begins: datetime, ends: datetime, area_id: int | None) -> ScalarSelect[int]:
    near = true() if area_id is None else or_(Issue.area_id == area_id, Issue.area_id.is_(None))
    return (
        select(func.count())
        .select_from(Reply)
        .join(Issue, Issue.id == Reply.issue_id)
        .where(Reply.replaced_at.is_(None), Reply.at >= begins, Reply.at < ends)
        .where(Issue.published_at.is_not(None), Issue.withdrawn_at.is_(None), near)
        .scalar_subquery()
    )


def _decided(first: date, last: date, area_id: int | None) -> ScalarSelect[int]:
    stands = (Decision.published_at.is_not(None), Decision.withdrawn_at.is_(None))
    in_year = Decision.decided_on.between(first, last)
    near = true() if area_id is None else _by_a_body_of(area_id)
    return select(func.count()).select_from(Decision).where(*stands, in_year, near).scalar_subquery()


def _by_a_body_of(area_id: int) -> Exists:
    """Whether the decision was made for this area, or for the whole place."""
    return exists().where(
        AgendaItem.id == Decision.item_id, Body.id == AgendaItem.body_id,
        or_(Body.area_id == area_id, Body.area_id.is_(None)),
    )  # fmt: skip


def _promised(first: date, last: date, area_id: int | None, by: Clock) -> Iterator[ScalarSelect[int]]:
    near = true() if area_id is None else or_(
        exists().where(Decision.id == Commitment.decision_id, _by_a_body_of(area_id)),
        exists().where(Poll.id == Commitment.poll_id, concerns("poll", Poll.id, area_id)),
    )  # fmt: skip
    public = (Commitment.published_at.is_not(None), near)
    delivered = Commitment.delivered_on.between(first, last)
    late = and_(Commitment.due_on.between(first, last), by.light.in_([one.value for one in LATE]))
    for which in (delivered, late):
        yield select(func.count()).select_from(Commitment).where(*public, which).scalar_subquery()


def place_words(name: str | None) -> str:
    return name or _("the whole place")
