"""Versions of a code frame, and frames that come and go: files, copies, a table for a document."""

import hashlib
from collections.abc import Iterable

from flask import Response, current_app, flash, request
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.database import db
from webapp.documents import csv_file, json_file
from webapp.i18n import _, ngettext
from webapp.refusals import Refused
from webapp.themes import exchange_rows, exchanging, storing, versions
from webapp.themes.exchange_rows import WrongRows
from webapp.themes.exchanging import Brought
from webapp.themes.forms import as_id
from webapp.themes.models import CodeFrame, FrameVersion
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import Desk, FramedDesk, find_desk, find_framed, me
from webapp.themes.version_forms import CopyForm, FileForm, KeepForm
from webapp.web.forms import errors_on
from webapp.web.guard import requires
from webapp.web.intake import takes_upload
from webapp.web.pages import found_or_404, page

READ, DECIDE = Permission.READ_RESPONSES, Permission.DECIDE_THEMES
NOW = "now"
MOST_PROBLEMS = 50


@blueprint.get("/versions")
@requires(READ)
def kept(kind: str, source_id: int) -> Response:
    return _kept_page(find_framed(kind, source_id, READ), KeepForm(formdata=None))


@blueprint.post("/versions")
@requires(DECIDE)
def keep(kind: str, source_id: int) -> AnyResponse:
    desk, form = find_framed(kind, source_id, DECIDE), KeepForm()
    if form.validate():
        with errors_on(form):
            made = versions.keep(db.session, frame=desk.frame, name=form.name.data or "", person_id=me())
            flash(_("Version %(number)s is kept.", number=made.number))
            return desk.go("kept")
    return _kept_page(desk, form)


def _kept_page(desk: FramedDesk, form: KeepForm) -> Response:
    return page("themes/versions/list.html", desk=desk, form=form, kept=versions.list_kept(db.session, desk.frame))


@blueprint.get("/versions/<int:number>")
@requires(READ)
def version(kind: str, source_id: int, number: int) -> Response:
    """A version as it was kept, and what is different now."""
    desk = find_framed(kind, source_id, READ)
    found = _find(desk, number)
    now = versions.read_content(db.session, desk.frame)
    return page(
        "themes/versions/show.html",
        desk=desk,
        version=found,
        lines=versions.in_order(found.content),
        differences=versions.compare(found.content, now),
        name_of=versions.name_of,
    )


@blueprint.get("/versions/compare")
@requires(READ)
def compare(kind: str, source_id: int) -> Response:
    """Two versions, or one and how things stand, beside each other."""
    desk = find_framed(kind, source_id, READ)
    one, other = (_content(desk, request.args.get(name, NOW)) for name in ("one", "other"))
    return page(
        "themes/versions/compare.html",
        desk=desk,
        titles=(one[0], other[0]),
        rows=versions.side_by_side(one[1], other[1]),
        differences=versions.compare(one[1], other[1]),
    )


def _find(desk: FramedDesk, number: int) -> FrameVersion:
    return found_or_404(versions.find_kept(db.session, desk.frame, number))


def _content(desk: FramedDesk, asked: str) -> tuple[str, list[versions.Line]]:
    """A version's title and content; "now" is how things stand."""
    if asked == NOW:
        return _("Now"), list(versions.read_content(db.session, desk.frame))
    found = _find(desk, as_id(asked))
    return _("Version %(number)s, “%(name)s”", number=found.number, name=found.name), list(found.content)


@blueprint.route("/bring-in", methods=["GET", "POST"])
@requires(DECIDE)
def bring_in(kind: str, source_id: int) -> AnyResponse:
    """Copy the themes of another question."""
    desk, form = find_desk(kind, source_id, DECIDE), CopyForm()
    form.offer(exchanging.list_offered(db.session, but=desk.frame))
    if form.validate_on_submit():
        with errors_on(form):
            source = _source_frame(form)
            return _done(desk, exchanging.copy(db.session, source=source, frame=_frame(desk), person_id=me()))
    return page("themes/versions/bring_in.html", desk=desk, form=form, file_form=FileForm(formdata=None), problems=())


def _source_frame(form: CopyForm) -> CodeFrame:
    """The chosen frame; refused when there is none, 403 when its words are not for this person."""
    source = db.session.get(CodeFrame, form.frame.data)
    if source is None:
        raise Refused(_("Choose a question."), field="frame")
    find_desk(source.source_kind, source.source_id, READ)
    return source


@takes_upload
@blueprint.route("/bring-in/file", methods=["GET", "POST"])
@requires(DECIDE)
def bring_in_file(kind: str, source_id: int) -> AnyResponse:
    """Add the themes of a file: all of them, or none when a row is wrong."""
    desk, form = find_desk(kind, source_id, DECIDE), FileForm()
    problems: Iterable[str] = ()
    if form.validate_on_submit():
        file: FileStorage = form.file.data
        name = (file.filename or _("file"))[-200:]
        try:
            lines = exchange_rows.read_lines(file.read(current_app.config["UPLOAD_BYTES"]), name=name)
        except WrongRows as wrong:
            form.file.errors, problems = [str(wrong)], wrong.problems
        except Refused as refusal:
            form.file.errors = [str(refusal)]
        else:
            with errors_on(form):
                brought = exchanging.bring_in(db.session, frame=_frame(desk), lines=lines, person_id=me(), file=name)
                return _done(desk, brought)
    return page("themes/versions/bring_in_file.html", desk=desk, form=form, form_is_upload=True,
                problems=list(problems)[:MOST_PROBLEMS])  # fmt: skip


def _frame(desk: Desk) -> CodeFrame:
    return desk.frame or storing.get_frame(db.session, desk.source.kind, desk.source_id, at=clock.now())


def _done(desk: Desk, brought: Brought) -> AnyResponse:
    count = len(brought.new)
    flash(ngettext("%(num)s theme was brought in.", "%(num)s themes were brought in.", count))
    if brought.there:
        flash(ngettext("%(num)s was here already.", "%(num)s were here already.", brought.there))
    return desk.go("bench")


@blueprint.get("/frame-csv")
@requires(READ)
def frame_csv(kind: str, source_id: int) -> Response:
    desk = find_framed(kind, source_id, READ)
    rows = exchange_rows.to_table(exchanging.written(db.session, desk.frame))
    return _file(desk, b"".join(csv_file.csv_lines(rows)), "csv", csv_file.MEDIA_TYPE)


@blueprint.get("/frame-json")
@requires(READ)
def frame_json(kind: str, source_id: int) -> Response:
    desk = find_framed(kind, source_id, READ)
    written = exchange_rows.to_json(
        exchanging.written(db.session, desk.frame), format="folkmoot-frame-1", question=desk.title,
        version=desk.frame.version, digest=versions.digest_now(db.session, desk.frame),
    )  # fmt: skip
    return _file(desk, written, "json", json_file.MEDIA_TYPE)


def _file(desk: FramedDesk, body: bytes, ending: str, media_type: str) -> Response:
    reply = Response(body, content_type=media_type)
    reply.headers["Cache-Control"] = "no-store"
    name = f"themes-{desk.source.kind}-{desk.source_id}-{hashlib.sha256(body).hexdigest()[:8]}.{ending}"
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


@blueprint.get("/frame")
@requires(READ)
def frame_table(kind: str, source_id: int) -> Response:
    """The themes as one plain table, to be copied into a document."""
    desk = find_framed(kind, source_id, READ)
    lines = exchanging.written(db.session, desk.frame)
    return page("themes/versions/table.html", desk=desk, lines=lines, names={one.id: one.name for one in lines})
