"""What people said, as it was published, for programs: the newest publication of each consultation, numbers only."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.consultations.models import Consultation
from webapp.i18n import _l
from webapp.summaries.models import Publication, PublishedTheme, Snapshot
from webapp.web.resources import Resource, Row, moment, number, said, text


def _visible(_now: datetime) -> Select[int]:
    published = select(Publication.consultation_id).distinct()
    return select(Consultation.id).where(Consultation.id.in_(published), Consultation.withdrawn_at.is_(None))


def _read(session: Session, ids: Collection[int], _now: datetime) -> Mapping[int, Row]:
    """Themes come with their publication; a publication without any comes once."""
    newest = (
        select(func.max(Publication.id))
        .where(Publication.consultation_id.in_(ids))
        .group_by(Publication.consultation_id)
    )
    rows = session.execute(
        select(Consultation, Publication, Snapshot.software, Snapshot.digest, PublishedTheme)
        .join(Publication, Publication.consultation_id == Consultation.id)
        .join(Snapshot, Snapshot.id == Publication.snapshot_id)
        .outerjoin(PublishedTheme, PublishedTheme.publication_id == Publication.id)
        .where(Publication.id.in_(newest))
        .order_by(Consultation.id, PublishedTheme.people.desc(), PublishedTheme.id)
    )
    found: dict[int, Row] = {}
    for one, publication, software, digest, theme in rows:
        row = found.setdefault(one.id, _row(one, publication, software, digest))
        if theme is not None:
            row["themes"].append({"name": theme.name, "people": theme.people, "base": theme.base})
    return found


def _row(one: Consultation, publication: Publication, software: str, digest: str) -> Row:
    return {
        "title": one.title,
        "number": publication.number,
        "published_at": said(publication.published_at),
        "software": software,
        "sha256": digest,
        "themes": [],
        "address": f"/consultations/{one.slug}/what-people-said",
    }


RESOURCE = Resource(
    name="summaries", kind="consultation", title=_l("What people said"), visible=_visible, serialize=_read,
    properties={
        "title": text("What was asked"),
        "number": number("Which publication of it this is"),
        "published_at": moment("When it was published"),
        "software": text("What counted it"),
        "sha256": text("The fingerprint of its figures"),
        "themes": {
            "type": "array", "description": "What people raised, the most people first",
            "items": {
                "type": "object", "required": ["name", "people", "base"],
                "properties": {"name": text("Its name"), "people": number("How many raised it"),
                               "base": number("How many answered the question")},
            },
        },
        "address": text("Its page, with the words that may be shown", format="uri"),
    },
)  # fmt: skip
