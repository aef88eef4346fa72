"""Themes by who raised them: the kinds of respondent, and the districts they live in."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, case, distinct, func, select
from sqlalchemy.orm import Session, aliased

from webapp.consultations.models import Answer, Choice, Question
from webapp.places.models import Area
from webapp.themes.models import CodeFrame, ThemedItem

KIND, DISTRICT = "kind", "district"
Group = tuple[str, str]
"""`KIND` or `DISTRICT`, and its name."""


@dataclass(frozen=True)
class Groups:
    """`bases`: people of each group whose words were read. `raised`: of them, by theme."""

    bases: Mapping[Group, int] = field(default_factory=dict)
    raised: Mapping[int, Mapping[Group, int]] = field(default_factory=dict)


def read_groups(session: Session, frame: CodeFrame, rows: CTE) -> Groups:
    """`rows`: the coding, each code under the wider theme as well. Two statements."""
    read = select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id)
    bases = {
        (sort, name): people
        for sort, name, people in session.execute(_members(Answer.id.in_(read)))
    }  # fmt: skip
    raised: defaultdict[int, dict[Group, int]] = defaultdict(dict)
    under = _members(Answer.id == rows.c.item_id).add_columns(rows.c.theme_id).group_by(rows.c.theme_id)
    for sort, name, people, theme in session.execute(under):
        raised[theme][sort, name] = people
    return Groups(bases, dict(raised))


def _members(which: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """(sort, name, people): by what whoever wrote the answers in `which` said of themselves."""
    about = aliased(Answer)
    sort = case((Question.asks_who.is_(True), KIND), else_=DISTRICT).label("sort")
    name = case((Question.asks_who.is_(True), Choice.text), else_=Area.district).label("name")
    return (
        select(sort, name, func.count(distinct(Answer.response_id)))
        .select_from(Answer)
        .join(about, about.response_id == Answer.response_id)
        .join(Question, Question.id == about.question_id)
        .outerjoin(Choice, Choice.id == about.choice_id)
        .outerjoin(Area, Area.id == about.area_id)
        .where(which, (Question.asks_who.is_(True) & Choice.id.is_not(None)) | about.area_id.is_not(None))
        .group_by(sort, name)
    )
