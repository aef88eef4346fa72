"""Published summaries as anybody may read them: from the frozen record, never from what is live."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from webapp.consultations.models import Answer, Response
from webapp.consultations.queries import counted
from webapp.summaries.models import (
    Publication,
    PublishedCoding,
    PublishedQuote,
    PublishedTheme,
    Snapshot,
    SnapshotFile,
)
from webapp.summaries.queries.permitted import may_be_quoted


def list_publications(session: Session, consultation_id: int) -> Sequence[Publication]:
    """Newest first."""
    of_this = select(Publication).where(Publication.consultation_id == consultation_id)
    return session.scalars(of_this.order_by(Publication.number.desc())).all()


def find_newest(session: Session, consultation_id: int) -> Publication | None:
    of_this = select(Publication).where(Publication.consultation_id == consultation_id)
    return session.scalar(of_this.order_by(Publication.number.desc()).limit(1))


def find_number(session: Session, consultation_id: int, number: int) -> Publication | None:
    of_this = select(Publication).where(Publication.consultation_id == consultation_id, Publication.number == number)
    return session.scalar(of_this)


def read_snapshot(session: Session, publication: Publication) -> Snapshot:
    """The frozen figures, with the files. Two statements."""
    of_this = select(Snapshot).where(Snapshot.id == publication.snapshot_id)
    return session.scalars(of_this.options(selectinload(Snapshot.files).joinedload(SnapshotFile.stored))).one()


def list_themes(session: Session, publication_id: int) -> Sequence[PublishedTheme]:
    """The most raised first; answers that raise nothing last."""
    of_this = select(PublishedTheme).where(PublishedTheme.publication_id == publication_id)
    last = PublishedTheme.special.is_not(None)
    return session.scalars(of_this.order_by(last, PublishedTheme.people.desc(), PublishedTheme.id)).all()


def stands() -> ColumnElement[bool]:
    """Whether a published quote may still be shown: its writer's response counts, and they allow it."""
    of_it = (
        select(Answer.id)
        .join(Response, Response.id == Answer.response_id)
        .where(Answer.id == PublishedQuote.answer_id, counted(), may_be_quoted())
    )
    return of_it.exists()


def read_quotes(session: Session, theme_ids: Collection[int]) -> Mapping[int, list[PublishedQuote]]:
    """By published theme's id, typical ones first. One statement."""
    rows = select(PublishedQuote).where(PublishedQuote.published_theme_id.in_(theme_ids), stands())
    found: defaultdict[int, list[PublishedQuote]] = defaultdict(list)
    for quote in session.scalars(rows.order_by(PublishedQuote.dissenting, PublishedQuote.rank, PublishedQuote.id)):
        found[quote.published_theme_id].append(quote)
    return dict(found)


def find_theme(session: Session, published_theme_id: int) -> tuple[PublishedTheme, Publication] | None:
    of_this = select(PublishedTheme, Publication).join(Publication, Publication.id == PublishedTheme.publication_id)
    row = session.execute(of_this.where(PublishedTheme.id == published_theme_id)).first()
    return (row[0], row[1]) if row else None


def people_behind(theme_ids: Collection[int]) -> Select[int]:
    """How many different responses were counted under any of these published themes."""
    of_these = PublishedCoding.published_theme_id.in_(theme_ids)
    return select(func.count(PublishedCoding.response_id.distinct())).where(of_these)


def find_public_file(session: Session, publication: Publication, kind: str) -> SnapshotFile | None:
    of_this = select(SnapshotFile).where(SnapshotFile.snapshot_id == publication.snapshot_id)
    files = session.scalars(of_this.options(joinedload(SnapshotFile.stored))).all()
    return next((one for one in files if one.kind.value == kind), None)


def figures_of(session: Session, publication: Publication) -> dict[str, Any]:
    """The frozen figures alone. One statement."""
    found: dict[str, Any] | None = session.scalar(
        select(Snapshot.figures).where(Snapshot.id == publication.snapshot_id)
    )
    return found or {}
