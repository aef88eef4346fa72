"""What is counted when an issue is put on an item: which places raise it, and how far its coding is agreed on.

Both come from a published summary, which does not change any more; so they are counted once and kept.
"""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Evidence, EvidenceKind
from webapp.consultations.models import Answer, Response
from webapp.consultations.queries import counted
from webapp.places.models import Area
from webapp.summaries.models import Publication, PublishedCoding, PublishedTheme
from webapp.summaries.queries.themed import find_frames
from webapp.themes.quality import read_quality


def measure(session: Session, *, issue_id: int, threshold: int) -> dict[str, Any]:
    """See `ItemIssue.measured`; empty where the issue rests on no published theme. Of several, the largest speaks.

    Places of which fewer than `threshold` people raise it are left out: so few could be known by it.
    """
    found = session.execute(
        select(PublishedTheme, Publication.consultation_id)
        .join(Publication, Publication.id == PublishedTheme.publication_id)
        .join(Evidence, Evidence.publication_id == Publication.id)
        .where(Evidence.issue_id == issue_id, Evidence.kind == EvidenceKind.THEME)
        .where(Evidence.thing_id == PublishedTheme.theme_id)
        .order_by(PublishedTheme.people.desc(), PublishedTheme.id)
        .limit(1)
    ).one_or_none()
    if found is None:
        return {}
    theme, consultation_id = found
    measured: dict[str, Any] = {"heard": _heard(session, theme.id, consultation_id, threshold)}
    agreement = _agreement(session, theme)
    return measured | ({"agreement": agreement} if agreement is not None else {})


def _heard(session: Session, theme_id: int, consultation_id: int, threshold: int) -> list[dict[str, Any]]:
    people = func.count(func.distinct(Answer.response_id))
    raised = session.execute(
        select(Answer.area_id, people)
        .join(PublishedCoding, PublishedCoding.response_id == Answer.response_id)
        .where(PublishedCoding.published_theme_id == theme_id, Answer.area_id.is_not(None))
        .group_by(Answer.area_id)
    )
    raising = dict(raised.all())
    answering = session.execute(
        select(Area.id, Area.name, Area.population, people)
        .join(Answer, Answer.area_id == Area.id)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.consultation_id == consultation_id, counted(), Area.population > 0)
        .group_by(Area.id, Area.name, Area.population)
        .order_by(Area.name)
    )
    return [
        {"name": name, "raising": said if (said := raising.get(area, 0)) >= threshold else 0, "answering": answers,
         "population": population}
        for area, name, population, answers in answering
    ]  # fmt: skip


def _agreement(session: Session, theme: PublishedTheme) -> float | None:
    """Krippendorff's alpha of two people on this theme, else how well the machine matched people (F1)."""
    frame = next(iter(find_frames(session, [theme.question_id])), None)
    quality = read_quality(session, frame).of_theme(theme.theme_id) if frame is not None else None
    if quality is None:
        return None
    alpha, f1 = quality.agreement.alpha.value, quality.machine.f1.value
    return alpha if alpha is not None else f1
