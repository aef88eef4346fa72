"""Reading consultations and their sheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, bindparam, case, func, select
from sqlalchemy.orm import Session, selectinload

from webapp.access import Stage, stage_of
from webapp.consultations.models import Consultation, Kind, Question, Response, Section
from webapp.consultations.sheet import Sheet, SheetChoice, SheetItem, SheetQuestion, SheetSection

_sheets: dict[str, Sheet] = {}
_MOST_SHEETS = 200
_BY_SLUG = select(Consultation).where(Consultation.slug == bindparam("slug"))  # written once: each public page asks it


def stage(consultation: Consultation, *, now: datetime) -> Stage:
    return stage_of(
        published_at=consultation.published_at,
        opens_at=consultation.opens_at,
        closes_at=consultation.closes_at,
        withdrawn_at=consultation.withdrawn_at,
        now=now,
    )


def stage_in_sql(*, now: datetime) -> ColumnElement[str]:
    """The same rule as `access.stage_of`, for lists: SQL that yields the stage's word."""
    c = Consultation
    return case(
        (c.withdrawn_at.is_not(None), Stage.WITHDRAWN.value),
        (c.published_at.is_(None) | c.opens_at.is_(None) | c.closes_at.is_(None), Stage.DRAFT.value),
        (c.opens_at > now, Stage.SCHEDULED.value),
        (c.closes_at > now, Stage.OPEN.value),
        else_=Stage.CLOSED.value,
    )


def find_by_slug(session: Session, slug: str) -> Consultation | None:
    return session.scalar(_BY_SLUG, {"slug": slug})


def list_published(session: Session, *, before: int | None = None, most: int = 40) -> list[Consultation]:
    """Those that anybody may see, the latest first; of these the ones made before id `before`, and one more."""
    c = Consultation
    seen = select(c).where(c.published_at.is_not(None), c.opens_at.is_not(None), c.withdrawn_at.is_(None))
    if before is not None and before < 2**31:
        seen = seen.where(c.id < before)
    return list(session.scalars(seen.order_by(c.id.desc()).limit(most + 1)))


def counted() -> ColumnElement[bool]:
    """Which responses count: sent, not withdrawn by their sender, not excluded with a reason."""
    return and_(Response.sent_at.is_not(None), Response.withdrawn_at.is_(None), Response.excluded_at.is_(None))


def count_responses(session: Session, consultation_id: int) -> int:
    of_this = select(func.count(Response.id)).where(Response.consultation_id == consultation_id, counted())
    return session.scalar(of_this) or 0


def read_sheet(session: Session, consultation: Consultation) -> Sheet:
    """The question sheet. Read from the database once for each version, then from memory."""
    sheet = _sheets.get(consultation.sheet_version)
    if sheet is None:
        if len(_sheets) >= _MOST_SHEETS:
            _sheets.clear()
        sheet = _sheets[consultation.sheet_version] = _load_sheet(session, consultation.id)
    return sheet


def _load_sheet(session: Session, consultation_id: int) -> Sheet:
    with_questions = selectinload(Section.questions)
    sections = session.scalars(
        select(Section)
        .where(Section.consultation_id == consultation_id)
        .order_by(Section.position, Section.id)
        .options(with_questions.selectinload(Question.choices), with_questions.selectinload(Question.items))
        .execution_options(populate_existing=True)
    )
    return Sheet(
        tuple(SheetSection(s.id, s.title, s.intro, tuple(_sheet_question(q) for q in s.questions)) for s in sections)
    )


def _sheet_question(row: Question) -> SheetQuestion:
    plain = (
        "id",
        "key",
        "kind",
        "text",
        "help",
        "required",
        "max_choices",
        "rank_top",
        "max_chars",
        "themed",
        "asks_who",
        "stance_question_id",
    )
    return SheetQuestion(
        **{name: getattr(row, name) for name in plain},
        choices=tuple(SheetChoice(one.id, one.text, one.detail, one.part) for one in row.choices),
        items=tuple(SheetItem(one.id, one.text) for one in row.items),
    )


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One line of the office's list."""

    consultation: Consultation
    stage: Stage
    responses: int


@dataclass(frozen=True, slots=True)
class OfficePage:
    """Some lines of the office's list, newest first, and the ids from which the pages beside it go on."""

    rows: list[OfficeRow]
    newer: int | None
    older: int | None


def list_for_office(
    session: Session,
    *,
    words: str = "",
    stage: Stage | None = None,
    now: datetime,
    before: int | None = None,
    after: int | None = None,
    most: int = 20,
) -> OfficePage:
    """Consultations whose title holds `words`, at `stage`; those older than id `before` or newer than `after`."""
    listed = select(Consultation)
    if words:
        listed = listed.where(Consultation.title.icontains(words, autoescape=True))
    if stage is not None:
        listed = listed.where(stage_in_sql(now=now) == stage.value)
    newest_first = after is None
    if before is not None:
        listed = listed.where(Consultation.id < before)
    elif after is not None:
        listed = listed.where(Consultation.id > after)
    order = Consultation.id.desc() if newest_first else Consultation.id
    found = list(session.scalars(listed.order_by(order).limit(most + 1)))
    more, shown = len(found) > most, found[:most]
    if not newest_first:
        shown.reverse()
    return _office_page(
        session,
        shown,
        newer=more if not newest_first else before is not None,
        older=more if newest_first else True,
        now=now,
    )


def _office_page(
    session: Session, shown: Sequence[Consultation], *, newer: bool, older: bool, now: datetime
) -> OfficePage:
    counts = count_responses_of_each(session, [one.id for one in shown])
    rows = [OfficeRow(one, stage(one, now=now), counts.get(one.id, 0)) for one in shown]
    return OfficePage(rows, shown[0].id if shown and newer else None, shown[-1].id if shown and older else None)


def count_responses_of_each(session: Session, consultation_ids: Sequence[int]) -> dict[int, int]:
    """How many responses count, by consultation id; those with none are left out."""
    counts = (
        select(Response.consultation_id, func.count(Response.id))
        .where(Response.consultation_id.in_(consultation_ids), counted())
        .group_by(Response.consultation_id)
    )
    return dict(session.execute(counts).all())


def list_titles(session: Session, *, most: int = 200) -> list[tuple[int, str]]:
    """(id, title) of the newest consultations, for choosing one."""
    titles = select(Consultation.id, Consultation.title).order_by(Consultation.id.desc()).limit(most)
    return [(row.id, row.title) for row in session.execute(titles)]


def list_slugs_like(session: Session, start: str) -> set[str]:
    """Every slug in use that begins with `start`."""
    return set(session.scalars(select(Consultation.slug).where(Consultation.slug.startswith(start, autoescape=True))))


def count_begun(session: Session, consultation_id: int) -> int:
    """How many responses there are at all, those that were only begun among them."""
    return session.scalar(select(func.count(Response.id)).where(Response.consultation_id == consultation_id)) or 0


def list_scales(session: Session, consultation_id: int) -> list[tuple[int, str]]:
    """(id, key and words) of the scale questions, from which a written answer can take its stance."""
    scales = (
        select(Question.id, Question.key, Question.text)
        .join(Section, Section.id == Question.section_id)
        .where(Question.consultation_id == consultation_id, Question.kind == Kind.SCALE)
        .order_by(Section.position, Question.position)
    )
    return [(ident, f"{key} {text}"[:80]) for ident, key, text in session.execute(scales)]
