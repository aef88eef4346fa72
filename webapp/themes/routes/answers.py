"""One answer with all its themes, and why it has them."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, abort, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.jobs.models import Job, Progress
from webapp.themes import acts, marking, queries, rules
from webapp.themes.forms import CodeForm, DecideForm, as_id
from webapp.themes.models import Theme
from webapp.themes.queries import lists, reading, trail
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, me
from webapp.themes.routes.reading import do
from webapp.themes.routes.running import progress_reply
from webapp.themes.sources import Excerptable
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import requires
from webapp.web.pages import page

MOST_SENTENCES = 40
WHY = "why"


@blueprint.get("/answer/<int:item_id>")
@requires(Permission.READ_RESPONSES)
def answer(kind: str, source_id: int, item_id: int) -> Response:
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    said = _find(desk, item_id)
    return _page(desk, said, _form(desk, said, CodeForm(formdata=None)))


@blueprint.post("/answer/<int:item_id>")
@requires(Permission.DECIDE_THEMES)
def add_code(kind: str, source_id: int, item_id: int) -> AnyResponse:
    """Put the answer under one theme more."""
    desk = find_framed(kind, source_id, Permission.DECIDE_THEMES)
    said = _find(desk, item_id)
    form = _form(desk, said, CodeForm())
    if form.validate():
        with errors_on(form):
            _add_code(desk, said, form)
            flash(_("Added."))
            return desk.go("answer", item_id=item_id)
    return _page(desk, said, form)


@blueprint.post("/answer/<int:item_id>/decide")
@requires(Permission.DECIDE_THEMES)
def decide_answer(kind: str, source_id: int, item_id: int) -> AnyResponse:
    """Accept or reject one code of the answer."""
    desk = find_framed(kind, source_id, Permission.DECIDE_THEMES)
    _find(desk, item_id)
    form = DecideForm()
    with refusals_told():
        flash(do(desk, form, form.codes.data or ()))
    return desk.go("answer", item_id=item_id)


@blueprint.post("/answer/<int:item_id>/why")
@requires(Permission.READ_RESPONSES)
def ask_why(kind: str, source_id: int, item_id: int) -> AnyResponse:
    """Have the words of the answer weighed."""
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    _find(desk, item_id)
    with refusals_told():
        jobs.enqueue(
            db.session, kind=WHY, subject=_subject(desk, item_id), asked_by=me(), frame_id=desk.frame.id,
            item_id=item_id,
        )  # fmt: skip
    return desk.go("answer", item_id=item_id)


@blueprint.get("/answer/<int:item_id>/why/progress")
@requires(Permission.READ_RESPONSES)
def why_progress(kind: str, source_id: int, item_id: int) -> Response:
    """How far it is, for script."""
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    return progress_reply(_why_job(desk, _find(desk, item_id).id))


def _subject(desk: FramedDesk, item_id: int) -> str:
    return f"why:{desk.frame.id}:{item_id}"


def _why_job(desk: FramedDesk, item_id: int) -> Job | None:
    return jobs.find_latest(db.session, kind=WHY, subject=_subject(desk, item_id))


def _form(desk: FramedDesk, said: Excerptable, form: CodeForm) -> CodeForm:
    """The form with the themes there are and the sentences of the answer."""
    spans = rules.find_sentences(said.text)[:MOST_SENTENCES]
    sentences = [(f"{start}-{end}", said.text[start:end][:200]) for start, end in spans if len(spans) > 1]
    form.offer(queries.list_themes(db.session, desk.frame), sentences)
    return form


def _find(desk: FramedDesk, item_id: int) -> Excerptable:
    """The answer; 404 for another source's, and for one that does not count."""
    said = queries.find_answer(db.session, desk.frame, item_id)
    if said is None:
        abort(404)
    return said


def _add_code(desk: FramedDesk, said: Excerptable, form: CodeForm) -> None:
    span = None
    if form.span.data:
        start, _dash, end = form.span.data.partition("-")
        span = (as_id(start), as_id(end))
    acts.add_code(db.session, frame=desk.frame, answer=said, theme_id=form.theme.data, span=span, person_id=me())


def _page(desk: FramedDesk, said: Excerptable, form: CodeForm) -> Response:
    session, frame = db.session, desk.frame
    codes = queries.codes_of_answers(session, frame, [said.id]).get(said.id, [])
    item = reading.find_item(session, frame, said.id)
    themes = {one.id: one for one in queries.list_themes(session, frame)}
    counts = queries.theme_counts(session, desk.source.kind, desk.source_id)
    job = _why_job(desk, said.id)
    return page(
        "themes/answer.html",
        desk=desk,
        said=said,
        form=form,
        codes=codes,
        why=_why(said, codes, themes),
        weighed=_weighed(desk, job),
        job=job if job is not None and job.finished_at is None else None,
        trouble=job.error if job is not None and job.progress is Progress.FAILED else None,
        context=desk.source.context(session, desk.source_id, [said.id]).get(said.id),
        accepted_by=lists.who_accepted(session, [code.excerpt_id for code in codes]),
        how_sure=rules.how_sure,
        counts=trail.counts_with(counts, {code.theme_id for code in codes}),
        copies=reading.campaign_of(session, frame, item) if item else reading.CopiesShown(0, 0, ""),
        decided=trail.decisions_on(session, frame, said.id),
        item=item,
        first=[themes[int(theme)].name for theme, _sure in (item.suggested or ()) if theme in themes] if item else [],
        reader=reading.names_of_people(session, {item.read_by}).get(item.read_by or 0) if item else None,
        stances=marking.STANCE_WORDS,
    )


def _weighed(desk: FramedDesk, job: Job | None) -> dict[str, Any]:
    """By code what its words add, as far as the themes are still those it was worked out for."""
    result = (job.result if job is not None else None) or {}
    weighed: dict[str, Any] = result.get("codes", {})
    return weighed if result.get("version") == desk.frame.version else {}


def _why(
    said: Excerptable, codes: Iterable[queries.CodeOfAnswer], themes: Mapping[int, Theme]
) -> dict[str, list[tuple[str, float]]]:
    """By code, the words of the theme that its excerpt holds."""
    return {
        f"{code.excerpt_id}.{code.theme_id}": trail.words_found(
            themes[code.theme_id].words, said.text[code.start : code.end]
        )
        for code in codes
    }
