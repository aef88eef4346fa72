"""Every public proposal as rows for other programs: what its page says, and not more.

Four statements, however many there are; rows come as they are read. Who proposes it is named for groups only: a name on
a page is not yet a name in a list of names.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.accounts.models import Group, Person
from webapp.proposals import queries
from webapp.proposals.models import Backing, Move, Proposal, Sheet
from webapp.proposals.rules import HIDDEN, Stage, areas_shown, shares_of_sheet

COLUMNS = (
    "number", "address", "form", "title", "what", "where", "area", "who_benefits", "cost", "cost_words", "proposed_by",
    "opened_on", "stage", "stage_since", "officer", "news_by", "people", "threshold", "people_by_area",
)  # fmt: skip
_AT_ONCE = 500  # rows held in memory


@dataclass(frozen=True, slots=True)
class Terms:
    """`place`: scheme and host of this site; `threshold`: below so many people an area is not shown."""

    zone: str
    place: str
    threshold: int
    areas: Mapping[int, str]


def read_rows(session: Session, terms: Terms) -> Iterator[dict[str, Any]]:
    """A row a proposal, oldest first, keys as in `COLUMNS`. `people_by_area`: area → people, None where not shown."""
    online, sheets = _by_proposal(_read_online(session)), _by_proposal(_read_sheets(session))
    for row in _read_proposals(session):
        by_area = _people_by_area(online(row.id), sheets(row.id))
        yield _row(row, by_area, terms)


def _read_proposals(session: Session) -> Iterable[Any]:
    officer = aliased(Person)
    first = aliased(Move)
    opened = (
        select(func.min(first.at)).where(first.proposal_id == Proposal.id, first.stage == Stage.GATHERING)
    ).scalar_subquery()
    rows = (
        select(
            Proposal.id, Proposal.number, Proposal.form, Proposal.title, Proposal.what, Proposal.where,
            Proposal.area_id, Proposal.who_benefits, Proposal.cost, Proposal.cost_words, Proposal.threshold,
            Group.name.label("group"), opened.label("opened_at"), Move.stage, Move.at, Move.due_on,
            officer.name.label("officer"), queries.people_backing(),
        )
        .join(Move, queries.current())
        .outerjoin(Group, Group.id == Proposal.group_id)
        .outerjoin(officer, officer.id == Move.officer_id)
        .where(Move.stage.not_in(HIDDEN), Proposal.hidden_at.is_(None), Proposal.number.is_not(None))
        .order_by(Proposal.id)
    )  # fmt: skip
    return session.execute(rows, execution_options={"yield_per": _AT_ONCE})


def _read_online(session: Session) -> Iterable[Any]:
    counted = (
        select(Backing.proposal_id, Backing.area_id, func.count())
        .group_by(Backing.proposal_id, Backing.area_id)
        .order_by(Backing.proposal_id)
    )
    return session.execute(counted, execution_options={"yield_per": _AT_ONCE})


def _read_sheets(session: Session) -> Iterable[Any]:
    counted = (
        select(Sheet.proposal_id, Sheet.by_area, Sheet.counted, Sheet.lines)
        .where(Sheet.counted > 0, Sheet.removed_at.is_(None))
        .order_by(Sheet.proposal_id)
    )
    return session.execute(counted, execution_options={"yield_per": _AT_ONCE})


def _by_proposal(rows: Iterable[Any]) -> Callable[[int], list[Any]]:
    """Gives the rows of one proposal after the other, asked for in the order in which the rows come."""
    groups = itertools.groupby(rows, key=lambda row: row[0])
    waiting: tuple[int, list[Any]] | None = None

    def of(ident: int) -> list[Any]:
        nonlocal waiting
        while waiting is None or waiting[0] < ident:
            found = next(groups, None)
            if found is None:
                return []
            waiting = found[0], list(found[1])
        return waiting[1] if waiting[0] == ident else []

    return of


def _people_by_area(online: list[Any], sheets: list[Any]) -> dict[int | None, int]:
    found: dict[int | None, int] = {area: people for _proposal, area, people in online}
    for _proposal, by_area, counted, lines in sheets:
        for area, people in shares_of_sheet(by_area, counted=counted, lines=lines).items():
            found[area] = found.get(area, 0) + people
    return found


def _row(row: Any, by_area: dict[int | None, int], terms: Terms) -> dict[str, Any]:
    shown = areas_shown(by_area, threshold=terms.threshold)
    if len(shown) < 2:  # one area is the whole
        shown = {}
    values = (
        row.number, f"{terms.place}/proposals/{row.number}", row.form.value, row.title, row.what, row.where,
        terms.areas.get(row.area_id, ""), row.who_benefits, row.cost.value, row.cost_words,
        row.group or "a resident", _day(clock.local_day(row.opened_at, terms.zone) if row.opened_at else None),
        row.stage.value, _day(clock.local_day(row.at, terms.zone)), row.officer or "", _day(row.due_on), row.people,
        row.threshold, {terms.areas.get(area, "not said") if area else "not said": n for area, n in shown.items()},
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def as_cells(row: Mapping[str, Any]) -> list[Any]:
    """A row for a table: areas in one cell, "*" where a number is not shown."""
    shown = row["people_by_area"].items()
    by_area = "; ".join(f"{area}: {'*' if people is None else people}" for area, people in shown)
    return [by_area if name == "people_by_area" else row[name] for name in COLUMNS]
