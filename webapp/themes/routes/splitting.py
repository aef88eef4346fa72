"""Splitting a theme with suggestions: asking for groups inside it, and making a theme of one of them."""

from dataclasses import dataclass
from typing import Any

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.jobs.models import Job, Progress
from webapp.themes import acts
from webapp.themes.forms import SplitForm
from webapp.themes.queries import lists
from webapp.themes.queries.excerpts import ExcerptShown
from webapp.themes.queries.lists import Filter
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, find_theme, me
from webapp.themes.routes.running import progress_reply
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import requires
from webapp.web.pages import page

DECIDE = Permission.DECIDE_THEMES
JOB = "split-hints"
MOST_SHOWN = 40
"""Excerpts of a group that are shown to be ticked; more are few people's patience."""


@dataclass(frozen=True, slots=True)
class GroupShown:
    """A suggested group: what is still under the theme of it, and how many more excerpts it has than are shown."""

    number: int
    label: str
    excerpts: list[ExcerptShown]
    more: int


@blueprint.get("/theme/<int:theme_id>/split")
@requires(Permission.READ_RESPONSES)
def split_hints(kind: str, source_id: int, theme_id: int) -> Response:
    return _page(find_framed(kind, source_id, Permission.READ_RESPONSES), theme_id, SplitForm(formdata=None))


@blueprint.post("/theme/<int:theme_id>/split/ask")
@requires(DECIDE)
def ask_split(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    """Have groups looked for inside the theme."""
    desk = find_framed(kind, source_id, DECIDE)
    find_theme(desk, theme_id)
    with refusals_told():
        jobs.enqueue(
            db.session, kind=JOB, subject=_subject(theme_id), asked_by=me(), frame_id=desk.frame.id, theme_id=theme_id
        )
    return desk.go("split_hints", theme_id=theme_id)


@blueprint.get("/theme/<int:theme_id>/split/progress")
@requires(Permission.READ_RESPONSES)
def split_progress(kind: str, source_id: int, theme_id: int) -> Response:
    """How far it is, for script."""
    find_theme(find_framed(kind, source_id, Permission.READ_RESPONSES), theme_id)
    return progress_reply(_job(theme_id))


@blueprint.post("/theme/<int:theme_id>/split")
@requires(DECIDE)
def split_off(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    """Make a theme of what was ticked in one group."""
    desk, form = find_framed(kind, source_id, DECIDE), SplitForm()
    find_theme(desk, theme_id)
    if form.validate():
        with errors_on(form):
            codes = lists.with_copies(db.session, desk.frame, list(dict.fromkeys(form.codes.data or ())))
            made = acts.split(db.session, frame=desk.frame, codes=codes, name=form.name.data or "", person_id=me())
            flash(_("They are under the new theme “%(name)s” now.", name=made.name))
            return desk.go("split_hints", theme_id=theme_id)
    return _page(desk, theme_id, form)


def _page(desk: FramedDesk, theme_id: int, form: SplitForm) -> Response:
    theme, job = find_theme(desk, theme_id), _job(theme_id)
    running = job is not None and job.finished_at is None
    return page(
        "themes/split.html",
        desk=desk,
        theme=theme,
        form=form,
        job=job if running else None,
        trouble=job.error if job is not None and job.progress is Progress.FAILED else None,
        groups=_groups(desk, theme_id, job.result) if job is not None and job.result else None,
        ticked={f"{excerpt}.{of}" for excerpt, of in form.codes.data or ()} if request.method == "POST" else None,
    )


def _groups(desk: FramedDesk, theme_id: int, result: dict[str, Any]) -> list[GroupShown]:
    """The suggested groups as far as they are still under the theme."""
    found = result.get("groups", [])
    ids = [excerpt for group in found for excerpt in group["excerpts"][:MOST_SHOWN]]
    there = lists.excerpts_by_id(db.session, desk.frame, Filter([theme_id]), ids)
    groups = []
    for number, group in enumerate(found, start=1):
        shown = [there[one] for one in group["excerpts"][:MOST_SHOWN] if one in there]
        if shown:
            groups.append(GroupShown(number, group["label"], shown, max(0, len(group["excerpts"]) - MOST_SHOWN)))
    return groups


def _subject(theme_id: int) -> str:
    return f"theme:{theme_id}"


def _job(theme_id: int) -> Job | None:
    return jobs.find_latest(db.session, kind=JOB, subject=_subject(theme_id))
