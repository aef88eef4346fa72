"""Excerpts that speak for a theme and against it, and may stand in public: allowed, about nobody, no two alike."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, case, func, literal, select
from sqlalchemy.orm import Session

from webapp.consultations.models import Answer
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.summaries.figures.open import Voices
from webapp.summaries.figures.poles import find_poles
from webapp.summaries.queries.permitted import read_sources
from webapp.summaries.queries.themed import SOURCE, find_frames
from webapp.text.private import find_personal_data
from webapp.themes.models import CodeFrame, Excerpt, ItemFlag, Theme
from webapp.themes.queries import shown_excerpts
from webapp.themes.registry import SOURCES

TYPICAL, DISSENTING = 3, 2
"""Quotes a theme, at most."""
LONGEST = 400
"""Letters: what is longer is left to the answers, so that nobody's whole letter stands in public."""
_CANDIDATES = 12
_GOOD = (40, 320)
_KEPT_BACK = ("personal data", "threat", "abuse", "accusation", "distress")
"""Kinds of flags (`text.flags.Kind`, which the web process does not load) that keep an excerpt out of sight."""


@dataclass(frozen=True, slots=True)
class Quotable:
    """Words that may be published. `rank`: from 1, the most telling first, of its theme and side."""

    theme_id: int
    answer_id: int
    start: int
    end: int
    text: str
    attribution: str
    rank: int
    dissenting: bool


def read_quotable(session: Session, sheet: Sheet) -> dict[int, list[Quotable]]:
    """By theme, over all themed questions. Two statements, and two a themed question."""
    rows: list[Any] = []
    for frame in find_frames(session, [question.id for question in sheet.questions if question.themed]):
        question = sheet.question_by_id[frame.source_id]
        rows += session.execute(_best(frame, against(sheet, question))).all()
    voices = Voices(read_sources(session, {row.response_id for row in rows}))
    found: defaultdict[int, list[Quotable]] = defaultdict(list)
    for theme, some in _by_theme(rows).items():
        found[theme] = list(_chosen(theme, some, voices))
    return dict(found)


def sides(sheet: Sheet, question: SheetQuestion) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """(choices that are for, choices that are against) of the question on which people ticked where they stand."""
    asked = sheet.question_by_id.get(question.stance_question_id or 0)
    poles = find_poles([choice.text for choice in asked.choices]) if asked else None
    if asked is None or poles is None:
        return None
    return (
        tuple(asked.choices[place].id for place in poles.positive),
        tuple(asked.choices[place].id for place in poles.negative),
    )


def against(sheet: Sheet, question: SheetQuestion) -> tuple[str, ...]:
    """The words of the choices that are against, () where nobody was asked."""
    found = sides(sheet, question)
    asked = sheet.question_by_id.get(question.stance_question_id or 0)
    return tuple(asked.choice_by_id[choice].text for choice in found[1]) if found and asked else ()


def who_chose(choices: Collection[int]) -> Select[int]:
    """The ids of the responses that ticked one of these."""
    return select(Answer.response_id).where(Answer.choice_id.in_(choices))


def _best(frame: CodeFrame, opposing: Collection[str]) -> Select[*tuple[Any, ...]]:
    """The best candidates of each theme and side, with what is needed to choose among them. One statement."""
    shown, coding = shown_excerpts(frame)
    rows = coding.rows
    allowed = SOURCES[SOURCE].quotable(frame.source_id).subquery("quotable")
    asked = SOURCES[SOURCE].stance_select(frame.source_id)
    span = Excerpt.end - Excerpt.start
    fit = case((span.between(*_GOOD), 0), else_=1)
    best = (func.coalesce(rows.c.rank, 99), fit, func.coalesce(rows.c.confidence, 1.0).desc(), rows.c.excerpt_id)
    letter = func.coalesce(rows.c.campaign_id, -rows.c.item_id)
    told_on = and_(
        ItemFlag.frame_id == frame.id, ItemFlag.item_id == rows.c.item_id, ItemFlag.kind.in_(_KEPT_BACK),
        ItemFlag.start < Excerpt.end, ItemFlag.end > Excerpt.start,
    )  # fmt: skip
    found = shown.join(allowed, allowed.c.item_id == rows.c.item_id).join(Theme, Theme.id == rows.c.theme_id)
    side: Any = literal(0)
    if asked is not None and opposing:
        ticked = asked.subquery("ticked")
        found = found.outerjoin(ticked, ticked.c.item_id == rows.c.item_id)
        side = case((ticked.c.stance.in_(opposing), 1), else_=0)
    ranked = (
        found.where(Theme.special.is_(None), span <= LONGEST, ~select(ItemFlag.id).where(told_on).exists())
        .add_columns(
            side.label("side"),
            func.row_number().over(partition_by=(rows.c.theme_id, side, letter), order_by=best).label("of_letter"),
            func.row_number().over(partition_by=(rows.c.theme_id, side), order_by=best).label("place"),
        )
        .subquery("ranked")
    )
    return (
        select(ranked.c.theme_id, ranked.c.item_id, ranked.c.text, ranked.c.start, ranked.c.end, ranked.c.side,
               Answer.response_id)
        .join(Answer, Answer.id == ranked.c.item_id)
        .where(ranked.c.of_letter == 1, ranked.c.place <= _CANDIDATES)
        .order_by(ranked.c.theme_id, ranked.c.side, ranked.c.place)
    )  # fmt: skip


def _by_theme(rows: Iterable[Any]) -> Mapping[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.theme_id].append(row)
    return found


def _chosen(theme: int, rows: Iterable[Any], voices: Voices) -> Iterator[Quotable]:
    """Typical ones, then dissenting ones; where most of a theme's people are against, those are the typical ones."""
    taken: set[str] = set()
    places = {False: 0, True: 0}
    for row in rows:
        words, dissenting = row.text[row.start : row.end].strip(), bool(row.side)
        said = " ".join(words.casefold().split())
        if places[dissenting] >= (DISSENTING if dissenting else TYPICAL) or said in taken or not words:
            continue
        if row.response_id not in voices.sources or _names_somebody(row.text, row.start, row.end):
            continue
        taken.add(said)
        places[dissenting] += 1
        yield Quotable(theme, row.item_id, row.start, row.end, words, voices.attribution(row.response_id),
                       places[dissenting], dissenting)  # fmt: skip


def _names_somebody(text: str, start: int, end: int) -> bool:
    """Whether what may tell who somebody is stands in the excerpt. Looked for here too, whoever looked before."""
    return any(first < end and last > start for first, last in find_personal_data(text))
