"""Looking for themes: asking for it, watching it, stopping it."""

from flask import Response, flash, jsonify
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit import services as audit
from webapp.database import db
from webapp.i18n import _
from webapp.jobs import services as jobs
from webapp.jobs.models import Job
from webapp.themes import queries
from webapp.themes.forms import RunForm
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import JOB, Desk, find_desk, me
from webapp.themes.routes.workbench import bench_page
from webapp.web.forms import refusals_told
from webapp.web.guard import requires


@blueprint.post("/run")
@requires(Permission.RUN_THEMING)
def run(kind: str, source_id: int) -> AnyResponse:
    """Look for themes; what people decided stays."""
    desk = find_desk(kind, source_id, Permission.RUN_THEMING)
    form = RunForm()
    if not form.validate():
        return bench_page(desk, form)
    return _ask(desk, themes=form.themes.data, fresh=False)


@blueprint.post("/start-again")
@requires(Permission.RUN_THEMING)
def start_again(kind: str, source_id: int) -> AnyResponse:
    """Look for themes afresh; machine themes that nobody touched are left behind."""
    return _ask(find_desk(kind, source_id, Permission.RUN_THEMING), themes=None, fresh=True)


@blueprint.get("/progress")
@requires(Permission.READ_RESPONSES)
def progress(kind: str, source_id: int) -> Response:
    """How far it is, for script: {"percent", "words", "over"}."""
    return progress_reply(find_desk(kind, source_id, Permission.READ_RESPONSES).job())


def progress_reply(job: Job | None) -> Response:
    if job is None or job.finished_at is not None:
        reply = jsonify(percent=100, words=_("Finished"), over=True)
    else:
        reply = jsonify(percent=job.percent, words=job.step or _("Waiting for its turn"), over=False)
    reply.headers["Cache-Control"] = "no-store"
    return reply


@blueprint.post("/cancel")
@requires(Permission.RUN_THEMING)
def cancel(kind: str, source_id: int) -> AnyResponse:
    desk = find_desk(kind, source_id, Permission.RUN_THEMING)
    job = desk.job()
    if job is None or job.finished_at is not None:
        flash(_("It had finished already."))
    else:
        jobs.ask_to_cancel(db.session, job)
        flash(_("It is being stopped. Nothing has changed."))
    return desk.go("bench")


def _ask(desk: Desk, *, themes: int | None, fresh: bool) -> AnyResponse:
    with refusals_told():
        if not queries.count_answers(db.session, desk.source.kind, desk.source_id):
            flash(_("There is nothing to read yet. Come back when answers have arrived."), "error")
            return desk.go("bench")
        jobs.enqueue(
            db.session, kind=JOB, subject=desk.subject, asked_by=me(), source_kind=desk.source.kind,
            source_id=desk.source_id, themes=themes, fresh=fresh, person_id=me(),
        )  # fmt: skip
        audit.record(db.session, actor_id=me(), act="themes: run", subject=desk.subject, fresh=fresh, themes=themes)
    return desk.go("bench")
