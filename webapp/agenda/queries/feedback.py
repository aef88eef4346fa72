"""What can be said back about a consultation or a poll: who answered, what they raised, and what came of it."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.agenda.models import Evidence, EvidenceKind, Feedback
from webapp.agenda.queries.chains import Chain, find_links, read_chains
from webapp.agenda.queries.commitments import Clock, Row, list_of_poll
from webapp.consultations import queries as consultations
from webapp.consultations.models import Consultation, Response
from webapp.polls import queries as polls
from webapp.polls.models import Poll, PollResult
from webapp.polls.results import read_facts
from webapp.summaries.models import Publication

Thing = Consultation | Poll


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was asked, and how many answered: by channel, and in which languages."""

    kind: str
    id: int
    title: str
    slug: str
    summary: str
    opened_at: datetime | None
    closes_at: datetime | None
    closed: bool
    answered: int
    channels: Mapping[str, int]
    languages: Mapping[str, int]

    @property
    def address(self) -> str:
        """Its public page, without scheme and host."""
        return f"/{self.kind}s/{self.slug}"

    @property
    def said_back(self) -> str:
        """Where what was said back stands."""
        return f"{self.address}/what-we-did"


@dataclass(frozen=True, kw_only=True)
class Story:
    """`chains`: what people raised and what followed; `projects`: promises for what they voted for."""

    asked: Asked
    chains: Sequence[Chain]
    projects: list[Row]

    @property
    def settled(self) -> bool:
        """Whether anything has a public answer: a reply, a decision, a promise for what was voted for."""
        return any(one.settled for one in self.chains) or bool(self.projects)


MODELS: Mapping[str, type[Thing]] = {"consultation": Consultation, "poll": Poll}


def find_by_slug(session: Session, kind: str, slug: str) -> Thing | None:
    """The public consultation or poll of this name."""
    model: Any = MODELS[kind]
    found: Thing | None = session.scalar(
        select(model).where(model.slug == slug, model.published_at.is_not(None), model.withdrawn_at.is_(None))
    )
    return found


def find_thing(session: Session, kind: str, ident: int) -> Thing | None:
    model: Any = MODELS.get(kind)
    found: Thing | None = session.get(model, ident) if model is not None and ident < 2**31 else None
    return found


def read_asked(session: Session, thing: Thing) -> Asked:
    """One statement."""
    if isinstance(thing, Consultation):
        return _of_consultation(session, thing)
    result = session.scalar(select(PollResult).where(PollResult.poll_id == thing.id))
    facts = read_facts(result.facts) if result is not None else None
    closed = polls.stage(thing, now=clock.now()) is Stage.CLOSED
    return Asked(
        kind="poll", id=thing.id, title=thing.title, slug=thing.slug, summary=thing.question,
        opened_at=thing.opens_at, closes_at=thing.closes_at, closed=closed, answered=facts.voted if facts else 0,
        channels=facts.channels if facts else {}, languages={},
    )  # fmt: skip


def _of_consultation(session: Session, thing: Consultation) -> Asked:
    of_each = (
        select(Response.channel, Response.language, func.count())
        .where(Response.consultation_id == thing.id, consultations.counted())
        .group_by(Response.channel, Response.language)
    )
    channels: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for channel, language, many in session.execute(of_each):
        channels[channel.value] += many
        languages[language] += many
    return Asked(
        kind="consultation", id=thing.id, title=thing.title, slug=thing.slug, summary=thing.summary,
        opened_at=thing.opens_at, closes_at=thing.closes_at,
        closed=consultations.stage(thing, now=clock.now()) is Stage.CLOSED, answered=channels.total(),
        channels=dict(channels.most_common()), languages=dict(languages.most_common()),
    )  # fmt: skip


def rests_on(kind: str, thing_id: int) -> ColumnElement[bool]:
    """Which evidence comes from this consultation or poll."""
    if kind == "poll":
        return and_(Evidence.kind == EvidenceKind.POLL, Evidence.thing_id == thing_id)
    published = select(Publication.id).where(Publication.consultation_id == thing_id)
    return Evidence.publication_id.in_(published)


def read_story(session: Session, thing: Thing, by: Clock) -> Story:
    """Everything that is known. At most five statements."""
    asked = read_asked(session, thing)
    chains = read_chains(session, find_links(session, rests_on(asked.kind, asked.id)), by)
    projects = list_of_poll(session, thing.id, by) if asked.kind == "poll" else []
    return Story(asked=asked, chains=chains, projects=projects)


def find_current(session: Session, kind: str, thing_id: int) -> Feedback | None:
    """What is said back now, in public."""
    return session.scalar(_CURRENT_OF, {"kind": kind, "thing_id": thing_id})


def find_draft(session: Session, kind: str, thing_id: int) -> Feedback | None:
    """What is being written and is not public yet."""
    drafts = select(Feedback).where(Feedback.published_at.is_(None), Feedback.replaced_at.is_(None))
    return session.scalar(drafts.where(Feedback.kind == kind, Feedback.thing_id == thing_id).order_by(Feedback.id))


def list_earlier(session: Session, kind: str, thing_id: int) -> list[Feedback]:
    """What was said back before, the newest first."""
    gone = select(Feedback).where(Feedback.published_at.is_not(None), Feedback.replaced_at.is_not(None))
    of_thing = gone.where(Feedback.kind == kind, Feedback.thing_id == thing_id)
    return list(session.scalars(of_thing.order_by(Feedback.id.desc())))


def list_current(session: Session, *, most: int, before: int | None = None) -> list[Feedback]:
    """What is said back of everything, the newest first; those older than id `before`."""
    wanted = _current() if before is None else _current().where(Feedback.id < before)
    return list(session.scalars(wanted.order_by(Feedback.id.desc()).limit(most)))


def list_closed_without(session: Session, *, kind: str, since: datetime, most: int = 50) -> list[Thing]:
    """Those that closed after `since` and of which nothing is said back yet; the one that waits longest first."""
    model: Any = MODELS[kind]
    said = select(Feedback.thing_id).where(
        Feedback.kind == kind, Feedback.published_at.is_not(None), Feedback.replaced_at.is_(None)
    )
    closed = (model.published_at.is_not(None), model.withdrawn_at.is_(None), model.closes_at <= clock.now())
    wanted = select(model).where(*closed, model.closes_at > since, model.id.not_in(said))
    return list(session.scalars(wanted.order_by(model.closes_at, model.id).limit(most)))


def titles_of(session: Session, rows: Collection[Feedback]) -> Mapping[tuple[str, int], tuple[str, str]]:
    """(title, slug) by kind and id. One statement a kind."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    for kind in MODELS:
        model: Any = MODELS[kind]
        ids = {one.thing_id for one in rows if one.kind == kind}
        of_these = select(model.id, model.title, model.slug).where(model.id.in_(ids), model.withdrawn_at.is_(None))
        for ident, title, slug in session.execute(of_these) if ids else ():
            found[kind, ident] = (title, slug)
    return found


def _current() -> Select[Feedback]:
    return select(Feedback).where(Feedback.published_at.is_not(None), Feedback.replaced_at.is_(None))


# Written once: putting it together takes longer than the database takes to answer it.
_CURRENT_OF = _current().where(Feedback.kind == bindparam("kind"), Feedback.thing_id == bindparam("thing_id"))
