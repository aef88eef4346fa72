"""The workbench: all themes of one source, its campaigns, and what was done to it."""

from typing import Any

from flask import Response, current_app, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.jobs.models import Job, Progress
from webapp.themes import growing, quality, quality_rules, queries, telling
from webapp.themes.forms import RunForm, as_id
from webapp.themes.models import Act, ActKind, CodeFrame, Theme
from webapp.themes.queries import lists, reading, voices
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import Desk, find_desk, find_framed, me
from webapp.themes.rules import destination
from webapp.web.guard import requires
from webapp.web.pages import page


@blueprint.get("")
@requires(Permission.READ_RESPONSES)
def bench(kind: str, source_id: int) -> AnyResponse:
    return bench_page(find_desk(kind, source_id, Permission.READ_RESPONSES), RunForm(formdata=None))


def bench_page(desk: Desk, form: RunForm) -> Response:
    """Before the first run what will happen, afterwards the themes; in between how far it is."""
    job = desk.job()
    running = job is not None and job.finished_at is None
    facts = queries.frame_facts(db.session, desk.source.kind, desk.source_id)
    common: dict[str, Any] = {
        "desk": desk,
        "form": form,
        "job": job if running else None,
        "trouble": _trouble(job),
        "facts": facts,
    }
    if desk.frame is None or facts is None or facts.run_id is None:
        answers = queries.count_answers(db.session, desk.source.kind, desk.source_id)
        return page("themes/start.html", answers=answers, **common)
    themes = queries.list_themes(db.session, desk.frame)
    known = quality.read_quality(db.session, desk.frame, bounds=quality_rules.bounds_from(current_app.config))
    return page(
        "themes/bench.html",
        progress=reading.progress(db.session, desk.frame, me()),
        told=_told(desk.frame, known),
        weak=known.weak,
        counts=queries.theme_counts(db.session, desk.source.kind, desk.source_id),
        dropped=[theme for theme in themes if theme.dropped_at is not None and theme.retired_at is None],
        described={theme.id for theme in themes if theme.description is not None},
        merged=_merged_names(themes),
        last_act=_last_act(desk.frame),
        **common,
    )


def _told(frame: CodeFrame, known: quality.Quality) -> list[str]:
    """How good the suggestions are by now, whether more reading changes anything, and what is new."""
    run = queries.last_run(db.session, frame)
    between = growing.tell_reading(run) if run is not None else ""
    machine = quality.tell_machine(known.machine, known.between)[:1]
    return [*machine, *([between] if between else []), *growing.tell_drift(db.session, frame)]


def _trouble(job: Job | None) -> str | None:
    """Why the last run did not finish, in words."""
    return job.error if job is not None and job.progress is Progress.FAILED else None


def _merged_names(themes: list[Theme]) -> dict[int, list[str]]:
    """By theme, the names of those that became part of it."""
    facts = queries.facts_of(themes)
    found: dict[int, list[str]] = {}
    for theme in themes:
        if theme.merged_into_id is not None:
            found.setdefault(destination(theme.id, facts), []).append(theme.name)
    return found


def _last_act(frame: CodeFrame) -> tuple[Act, str] | None:
    """The newest act that can be undone, and what it was."""
    acts = lists.list_acts(db.session, frame)
    newest = next((act for act, _who in acts if act.kind not in NOT_UNDONE and act.undone_by_id is None), None)
    return (newest, telling.tell(newest)) if newest else None


NOT_UNDONE = (ActKind.UNDO, ActKind.START_AGAIN, ActKind.DRAW)


@blueprint.get("/history")
@requires(Permission.READ_RESPONSES)
def history(kind: str, source_id: int) -> Response:
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    before = as_id(request.args.get("before")) or None
    acts = lists.list_acts(db.session, desk.frame, before=before)
    shown = acts[: queries.PAGE]
    return page(
        "themes/history.html",
        desk=desk,
        acts=[
            (act, who, telling.tell(act), act.kind not in NOT_UNDONE and act.undone_by_id is None) for act, who in shown
        ],
        older=shown[-1][0].id if len(acts) > len(shown) else None,
        newer=before is not None,
    )


@blueprint.get("/campaigns")
@requires(Permission.READ_RESPONSES)
def campaigns(kind: str, source_id: int) -> Response:
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    return page("themes/campaigns.html", desk=desk, campaigns=lists.list_campaigns(db.session, desk.frame))


@blueprint.get("/voices")
@requires(Permission.READ_RESPONSES)
def small_voices(kind: str, source_id: int) -> Response:
    """Themes that few people raise, and themes that one group raises more than others."""
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    counts = queries.theme_counts(db.session, kind, source_id)
    answers = queries.count_answers(db.session, kind, source_id)
    return page(
        "themes/voices.html",
        desk=desk,
        small=voices.small_themes(counts, answers),
        raised=voices.raised_more(db.session, desk.frame, counts),
    )
