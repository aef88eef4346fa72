"""The job that tells people what happened: one mail or text a reader, in the reader's rhythm, never at night.

In each transaction messages are put into the outbox and their notices are marked, so that a worker who is killed at any
moment neither loses one nor tells twice.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time
from typing import Any

from flask import current_app, render_template
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.i18n import _, in_language
from webapp.jobs import services as jobs
from webapp.jobs.worker import Teller
from webapp.notices import digests, outbox, readers, services
from webapp.notices.addresses import own_page, stop_link, whole
from webapp.notices.contacts import Channel
from webapp.notices.digests import Group, Told
from webapp.notices.following import DIGESTS
from webapp.notices.models import Happening, HappeningWords, Message, Notice
from webapp.notices.readers import People, Reader, Subscribers
from webapp.notices.rules import Rhythm, after_the_night, is_one_address, is_quiet
from webapp.notices.topics import Topic

_AT_ONCE = 500
"""Readers looked up in one statement."""
_STEP = 100
"""Readers told in one transaction, at most; of few who wait, a hundredth."""
_MOST = 200
"""Happenings of one mail; a reader who follows more than that gets the newest."""


def send(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """`facts`: rhythm. Gives {"told": how many readers}. At night it asks for the same in the morning."""
    rhythm, zone = Rhythm(facts["rhythm"]), current_app.config["TIME_ZONE"]
    if is_quiet(clock.now(), zone):
        with sessions.begin() as session:
            _ask_again(session, rhythm, after_the_night(clock.now(), zone))
        return {"told": 0}
    told = sum(_tell_all(sessions, kind, rhythm, tell) for kind in readers.KINDS)
    with sessions.begin() as session:
        outbox.ask_while_waiting(session, zone)
    return {"told": told}


def _ask_again(session: Session, rhythm: Rhythm, due: datetime) -> None:
    with suppress(jobs.AlreadyRunning):
        jobs.enqueue(session, kind=DIGESTS, subject=f"{rhythm} {due.isoformat()}", due_at=due, rhythm=rhythm.value)


def _tell_all(sessions: sessionmaker[Session], kind: People | Subscribers, rhythm: Rhythm, tell: Teller) -> int:
    told = 0
    with sessions() as session:
        counted = select(func.count()).select_from(kind.waiting(rhythm).order_by(None).subquery())
        waiting = session.scalar(counted) or 0
    for ids in _in_steps(_ids_waiting(sessions, kind, rhythm), max(1, min(_STEP, waiting // 100))):
        tell("Telling people what happened", told, max(waiting, told + 1))
        with sessions.begin() as session:
            told += _Telling(session, kind, rhythm).go(ids)
    return told


def _ids_waiting(sessions: sessionmaker[Session], kind: People | Subscribers, rhythm: Rhythm) -> Iterator[int]:
    """Ids of readers of this rhythm whom something waits to be told, each once."""
    last = 0
    while True:
        with sessions() as session:
            ids = list(session.scalars(kind.waiting(rhythm).where(kind.column > last).limit(_AT_ONCE)))
        yield from ids
        if len(ids) < _AT_ONCE:
            return
        last = ids[-1]


def _in_steps(ids: Iterator[int], step: int) -> Iterator[list[int]]:
    some: list[int] = []
    for one in ids:
        some.append(one)
        if len(some) == step:
            yield some
            some = []
    if some:
        yield some


class _Telling:
    """Some readers, told in one transaction."""

    def __init__(self, session: Session, kind: People | Subscribers, rhythm: Rhythm) -> None:
        self._session, self._kind, self._rhythm = session, kind, rhythm
        self._zone, self._languages = current_app.config["TIME_ZONE"], current_app.config["LANGUAGES"]

    def go(self, ids: Sequence[int]) -> int:
        """How many were told; nobody for whom nothing waits (any more)."""
        waiting = self._read_waiting(ids)
        happenings = self._read_happenings({one for some in waiting.values() for one in some})
        told: list[tuple[Reader, Message]] = []
        for reader in self._kind.read(self._session, waiting, language=self._languages[0]):
            if self._may_hear(reader):
                groups = digests.grouped(self._told(happenings[one], reader) for one in waiting[reader.id])
                told.append((reader, self._put(reader, groups)))
        self._session.flush()
        for reader, message in told:
            marked = update(Notice).where(self._kind.column == reader.id, Notice.message_id.is_(None))
            self._session.execute(
                marked.where(Notice.happening_id <= max(waiting[reader.id])).values(message_id=message.id)
            )
        return len(told)

    def _read_waiting(self, ids: Sequence[int]) -> Mapping[int, list[int]]:
        """Ids of the newest happenings by reader, oldest first, kept from other workers."""
        rows = self._session.execute(
            select(self._kind.column, Notice.happening_id)
            .where(self._kind.column.in_(ids), Notice.message_id.is_(None))
            .order_by(Notice.happening_id)
            .with_for_update()
        )
        found: dict[int, list[int]] = {}
        for reader_id, happening_id in rows:
            found.setdefault(reader_id, []).append(happening_id)
        return {reader_id: some[-_MOST:] for reader_id, some in found.items()}

    def _read_happenings(self, ids: set[int]) -> Mapping[int, tuple[Happening, Mapping[str, str]]]:
        """Each with what was said in other languages."""
        worded: dict[int, dict[str, str]] = {}
        for one in self._session.scalars(select(HappeningWords).where(HappeningWords.happening_id.in_(ids))):
            worded.setdefault(one.happening_id, {})[one.language] = one.words
        happenings = self._session.scalars(select(Happening).where(Happening.id.in_(ids)))
        return {one.id: (one, worded.get(one.id, {})) for one in happenings}

    def _may_hear(self, reader: Reader) -> bool:
        """Whether the address is one, and of a telephone, whether it had not its share of texts for today."""
        if reader.channel is Channel.EMAIL:
            return is_one_address(reader.address)
        now = clock.now()
        midnight = clock.from_local(datetime.combine(clock.local_day(now, self._zone), time()), self._zone)
        had = readers.count_texts(self._session, reader.address, since=midnight)
        if had < current_app.config["TEXTS_A_DAY"]:
            return True
        tomorrow = after_the_night(clock.next_midnight(now, self._zone), self._zone)
        _ask_again(self._session, self._rhythm, tomorrow)
        return False

    def _told(self, happened: tuple[Happening, Mapping[str, str]], reader: Reader) -> Told:
        one, worded = happened
        words = worded.get(reader.language, one.words)
        return Told(one.kind, one.thing_id, one.thing_title, one.what, words, whole(one.address))

    def _put(self, reader: Reader, groups: Sequence[Group]) -> Message:
        language = reader.language if reader.language in self._languages else self._languages[0]
        with in_language(language):
            if reader.channel is Channel.TEXT:
                return self._put_text(reader, groups)
            return self._put_mail(reader, groups)

    def _put_text(self, reader: Reader, groups: Sequence[Group]) -> Message:
        authority, page = current_app.config["AUTHORITY"], own_page(reader.handle)
        text = f"{digests.in_a_text(groups, authority)}\n{_('Stop or change:')} {page}"
        return services.put(self._session, to=reader.address, subject=digests.subject_of(groups), text=text,
                            channel=Channel.TEXT, by_day=True)  # fmt: skip

    def _put_mail(self, reader: Reader, groups: Sequence[Group]) -> Message:
        everything = stop_link(reader.stop())
        one_by_one = {one: stop_link(reader.stop(Topic(one.kind, one.thing_id))) for one in groups
                      if not reader.handle or Topic(one.kind, one.thing_id) in reader.own}  # fmt: skip
        text = render_template(
            "notices/email/digest.txt",
            groups=groups,
            shortened=digests.shortened,
            stop_of=one_by_one,
            stop_all=everything,
            rhythm_page=own_page(reader.handle) if reader.handle else whole("/account/notices"),
        )
        subject = f"{digests.subject_of(groups)} – {current_app.config['AUTHORITY']}"
        # A mail about one thing is ended by the button of the mail program for that thing, one about several for all.
        link = one_by_one.get(groups[0], everything) if len(groups) == 1 else everything
        return services.put(self._session, to=reader.address, subject=subject, text=text, stop_link=link, by_day=True)
