"""The job that tells people what happened to what they follow: one mail a person, in that person's rhythm.

A transaction for each person: the mail is posted and the notices are marked together, so that a worker who is killed at
any moment neither loses a mail nor sends it twice.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import current_app, render_template
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from webapp.jobs.worker import Teller
from webapp.notices import digests, services
from webapp.notices.addresses import stop_link, whole
from webapp.notices.digests import Group, Told
from webapp.notices.models import Happening, Notice, NoticeChoice
from webapp.notices.rules import Rhythm, is_one_address
from webapp.notices.stopping import Stop

_AT_ONCE = 500
"""People looked up in one statement."""
_MOST = 200
"""Happenings of one mail; a person who follows more than that gets the newest."""


def send(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: rhythm. Gives {"told": how many people}."""
    rhythm, told = Rhythm(facts["rhythm"]), 0
    with sessions() as session:
        waiting = _count_waiting(session, rhythm)
    for person_id in _people_waiting(sessions, rhythm):
        tell("Telling people what happened", told, max(waiting, told + 1))
        with sessions.begin() as session:
            told += _tell(session, person_id)
    return {"told": told}


def _people_waiting(sessions: sessionmaker[Session], rhythm: Rhythm) -> Iterator[int]:
    """Ids of people of this rhythm whom something waits to be told, each once."""
    last = 0
    while True:
        with sessions() as session:
            ids = list(session.scalars(_waiting(rhythm).where(Notice.person_id > last).limit(_AT_ONCE)))
        yield from ids
        if len(ids) < _AT_ONCE:
            return
        last = ids[-1]


def _waiting(rhythm: Rhythm) -> Any:
    chosen = func.coalesce(NoticeChoice.rhythm, Rhythm.DAILY.value)
    return (
        select(Notice.person_id)
        .outerjoin(NoticeChoice, NoticeChoice.person_id == Notice.person_id)
        .where(Notice.message_id.is_(None), chosen == rhythm.value)
        .group_by(Notice.person_id)
        .order_by(Notice.person_id)
    )


def _count_waiting(session: Session, rhythm: Rhythm) -> int:
    return session.scalar(select(func.count()).select_from(_waiting(rhythm).order_by(None).subquery())) or 0


def _tell(session: Session, person_id: int) -> bool:
    """One mail with everything that waits for this person. False when there is nothing (any more), or no address."""
    notices = list(
        session.scalars(
            select(Notice)
            .where(Notice.person_id == person_id, Notice.message_id.is_(None))
            .order_by(Notice.happening_id.desc())
            .limit(_MOST)
            .with_for_update()
        )
    )
    people = Notice.metadata.tables["person"]
    address = session.scalar(select(people.c.email).where(people.c.id == person_id, people.c.active))
    if not notices or address is None or not is_one_address(address):
        return False
    happenings = {one.happening_id for one in notices}
    listed = select(Happening).where(Happening.id.in_(happenings)).order_by(Happening.id)
    groups = digests.grouped(_as_told(one) for one in session.scalars(listed))
    message = _post(session, person_id, address, groups)
    marked = update(Notice).where(Notice.person_id == person_id, Notice.message_id.is_(None))
    session.execute(marked.where(Notice.happening_id <= max(happenings)).values(message_id=message.id))
    return True


def _post(session: Session, person_id: int, address: str, groups: Sequence[Group]) -> Any:
    everything = stop_link(Stop(person_id))
    text = render_template(
        "notices/email/digest.txt",
        groups=groups,
        shortened=digests.shortened,
        stop_of={one: stop_link(Stop(person_id, one.kind, one.thing_id)) for one in groups},
        stop_all=everything,
        rhythm_page=whole("/account/notices"),
    )
    subject = f"{digests.subject_of(groups)} – {current_app.config['AUTHORITY']}"
    # A mail about one thing is ended by the button of the mail program for that thing, one about several for all.
    one = stop_link(Stop(person_id, groups[0].kind, groups[0].thing_id)) if len(groups) == 1 else everything
    return services.post(session, to=address, subject=subject, text=text, stop_link=one)


def _as_told(one: Happening) -> Told:
    return Told(one.kind, one.thing_id, one.thing_title, one.what, one.words, whole(one.address))
