"""A poll's result as its pages show it: frozen once it is counted, or how it stands where that may be seen."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from markupsafe import Markup

from webapp.access import Stage
from webapp.database import db
from webapp.documents.charts import chart_svg
from webapp.documents.report import Chart, Figure
from webapp.places.queries import read_gazetteer
from webapp.polls import counting, files, live, queries, results, rules
from webapp.polls.models import Poll
from webapp.polls.results import Facts
from webapp.polls.sheet import Sheet
from webapp.polls.showing.counted import Counted
from webapp.polls.showing.figures import main_figure
from webapp.polls.showing.outcome import Outcome, outcome_of

_LETTERS = "'Source Sans 3', system-ui, sans-serif"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """`at`: when it was counted; `live`: votes are still taken, so it may change; `seed`: shown when it is final."""

    counted: Counted
    facts: Facts
    outcome: Outcome
    at: datetime
    live: bool
    seed: str

    @property
    def figure(self) -> Figure:
        return main_figure(self.counted)


def find(poll: Poll, stage: Stage, sheet: Sheet) -> Shown | None:
    """None while nobody may see it, or while it is not counted yet."""
    if not rules.shows_result(stage, poll.showing, secret=poll.secret):
        return None
    return _frozen(poll, sheet) if stage is Stage.CLOSED else _standing(poll, sheet)


def _frozen(poll: Poll, sheet: Sheet) -> Shown | None:
    stored = queries.find_result(db.session, poll.id)
    if stored is None:
        return None
    facts = results.read_facts(stored.facts)
    return _shown(sheet, stored.record, facts, at=stored.counted_at, live=False, seed=stored.seed)


def _standing(poll: Poll, sheet: Sheet) -> Shown:
    threshold = current_app.config["DISCLOSURE_THRESHOLD"]
    found = live.standings.of(poll, lambda: live.work_out(db.session, poll, threshold=threshold))
    return _shown(sheet, found.record, found.facts, at=found.at, live=True, seed="")


def _shown(sheet: Sheet, record: dict[str, Any], facts: Facts, *, at: datetime, live: bool, seed: str) -> Shown:
    counted = Counted(sheet, record)
    outcome = outcome_of(counted, voted=facts.voted, quorum=facts.quorum, stands=facts.stands)
    return Shown(counted=counted, facts=facts, outcome=outcome, at=at, live=live, seed=seed)


def area_rows(facts: Facts) -> list[tuple[str, int | None]]:
    """By area how many voted; None where that is hidden."""
    names = read_gazetteer(db.session, sectors=False).names if facts.areas else {}
    return [(names.get(area, "") if area is not None else "", people) for area, people in facts.areas]


def papers_of(poll: Poll, sheet: Sheet, shown: Shown) -> Any:
    """The frozen ballots as they were counted."""
    box = results.read_box(queries.read_frozen_box(db.session, poll.id))
    return counting.papers_of(sheet, box, shown.facts.said(shown.seed))


def recount(poll: Poll, shown: Shown, papers: Any) -> str:
    """The line that counts the recommended file again."""
    kind = next(iter(files.offered(papers)))
    return counting.command(shown.facts.said(shown.seed), files.file_name(poll.slug, kind, papers))


def picture(chart: Chart, name: str) -> Markup:
    """The chart as SVG to stand in the page; the renderer escapes every word in it."""
    return Markup(chart_svg(chart, name=name, font=_LETTERS))  # noqa: S704
