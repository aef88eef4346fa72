"""Bringing in responses from another tool: upload, say what the columns are, check, wait, done."""

from collections.abc import Sequence

from flask import Response, current_app, flash, jsonify, redirect, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.consultations.importing import queries, services, telling
from webapp.consultations.importing.forms import (
    CheckForm,
    EmptyForm,
    UploadForm,
    cards,
    choices_of_meanings,
    choices_of_scales,
    choices_of_separators,
    choices_of_uses,
    read_settings,
)
from webapp.consultations.importing.mapping import Column, Setting, Use, Wrong, columns_from_json, find_wrong
from webapp.consultations.importing.models import Import
from webapp.consultations.importing.planning import Findings, Plan, findings_from_json
from webapp.consultations.importing.profiling import suggest
from webapp.consultations.routes.blueprint import blueprint
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.jobs.models import Job
from webapp.jobs.services import AlreadyRunning
from webapp.refusals import Refused
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.intake import takes_upload
from webapp.web.pages import get_or_404, page

LONGEST_NAME = 200  # letters of a file's name


@takes_upload
@blueprint.route("/office/import", methods=["GET", "POST"])
@requires(Permission.IMPORT_RESPONSES)
def import_start() -> AnyResponse:
    form = UploadForm()
    upload = _read(form) if form.validate_on_submit() else None
    if upload is not None:
        made = _keep(form, upload)
        return redirect(url_for(".import_columns", import_id=made.id))
    return page("consultations/importing/start.html", form=form, form_is_upload=True,
                unfinished=queries.list_unfinished(db.session),
                undoable=queries.list_undoable(db.session, now=clock.now()))  # fmt: skip


def _read(form: UploadForm) -> services.Upload | None:
    """The file as a table, read with the database let go; None when it cannot be read, and the field says why."""
    file: FileStorage = form.file.data
    db.session.rollback()
    try:
        return services.read_upload(file.read(), name=_name_of(file), most_bytes=current_app.config["UPLOAD_BYTES"])
    except Refused as refusal:
        form.file.errors = [str(refusal)]
        return None


def _keep(form: UploadForm, upload: services.Upload) -> Import:
    return services.keep(
        db.session,
        upload=upload,
        title=form.title.data or "",
        collected_by=form.collected_by.data or "",
        opened_on=form.first_day,
        closed_on=form.last_day,
        person_id=current_person().id,
    )


def _name_of(file: FileStorage) -> str:
    """What the person calls the file: without folders, and without signs that cannot be shown."""
    last = (file.filename or "").replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable())[-LONGEST_NAME:].strip() or _("file")


@blueprint.get("/office/import/what-files-work")
@requires(Permission.IMPORT_RESPONSES)
def import_advice() -> Response:
    return page("consultations/importing/advice.html")


@blueprint.route("/office/import/<int:import_id>/columns", methods=["GET", "POST"])
@requires(Permission.IMPORT_RESPONSES)
def import_columns(import_id: int) -> AnyResponse:
    made = get_or_404(Import, import_id)
    if _is_on_its_way(made):
        return redirect(url_for(".import_show", import_id=import_id))
    columns, form = columns_from_json(made.columns), EmptyForm()
    if not form.validate_on_submit():
        return _columns_page(made, columns, services.settings_of(made) or suggest(columns))
    settings, unseen = read_settings(request.form, columns)
    wrong = find_wrong(columns, settings)
    if not (wrong or unseen or "again" in request.form):
        problem = _settle(made, settings)
        if problem is None:
            return redirect(url_for(".import_check", import_id=import_id))
        wrong = [problem]
    return _columns_page(get_or_404(Import, import_id), columns, settings, wrong, unseen)


def _is_on_its_way(made: Import) -> bool:
    return made.consultation_id is not None or queries.find_open_job(db.session, made) is not None


def _settle(made: Import, settings: Sequence[Setting]) -> Wrong | None:
    """Read the whole file under these settings and keep them; or what is wrong with them."""
    person_id = current_person().id
    try:
        findings = _look_through(made, settings)
        services.settle(db.session, made=made, settings=settings, findings=findings, person_id=person_id)
    except Refused as refusal:
        control, _dash, number = refusal.field.partition("-")
        return Wrong(int(number), control, str(refusal)) if number.isdecimal() else Wrong(0, "use", str(refusal))
    return None


def _look_through(made: Import, settings: Sequence[Setting]) -> Findings:
    """Read the file with the database let go: reading takes seconds, and nobody else could write meanwhile."""
    data, name = queries.read_file(db.session, made), made.file_name
    terms = services.terms_of(db.session, made, zone=current_app.config["TIME_ZONE"])
    db.session.rollback()
    return Plan(queries.parse(data, name=name), settings, terms).look_through()


def _columns_page(made: Import, columns: Sequence[Column], settings: Sequence[Setting], wrong: Sequence[Wrong] = (),
                  unseen: Sequence[str] = ()) -> Response:  # fmt: skip
    return page("consultations/importing/columns.html", made=made, whose=queries.find_name(db.session, made.person_id),
                cards=cards(columns, settings, wrong), wrong=wrong, unseen=list(unseen), uses=choices_of_uses(),
                separators=choices_of_separators(), scales=choices_of_scales(settings), permission=Use.PERMISSION,
                meanings={use: choices_of_meanings(use) for use in (Use.WHO, Use.PERMISSION)})  # fmt: skip


@blueprint.route("/office/import/<int:import_id>/check", methods=["GET", "POST"])
@requires(Permission.IMPORT_RESPONSES)
def import_check(import_id: int) -> AnyResponse:
    made = get_or_404(Import, import_id)
    if _is_on_its_way(made):
        return redirect(url_for(".import_show", import_id=import_id))
    if made.findings is None:
        return redirect(url_for(".import_columns", import_id=import_id))
    form, found = CheckForm(), findings_from_json(made.findings)
    if form.validate_on_submit():
        with errors_on(form):
            _begin(made, leave_out_duplicates=form.duplicates.data == "leave")
            return redirect(url_for(".import_show", import_id=import_id))
    return page("consultations/importing/check.html", made=made, form=form, found=found,
                headline=telling.headline(found), remarks=telling.remarks(found),
                duplicates=telling.duplicates(found))  # fmt: skip


def _begin(made: Import, *, leave_out_duplicates: bool) -> None:
    """Ask for the work, once: the second press of the button finds it under way and leads to the same page."""
    try:
        services.begin(db.session, made=made, leave_out_duplicates=leave_out_duplicates,
                       zone=current_app.config["TIME_ZONE"], person_id=current_person().id)  # fmt: skip
    except (AlreadyRunning, services.AlreadyIn, services.BeingBroughtIn):
        return


@blueprint.get("/office/import/<int:import_id>")
@requires(Permission.IMPORT_RESPONSES)
def import_show(import_id: int) -> AnyResponse:
    made = get_or_404(Import, import_id)
    job = queries.find_job(db.session, made)
    if made.consultation_id is not None and made.findings is not None:
        return _done_page(made, made.consultation_id, findings_from_json(made.findings))
    if job is None or job.result is not None:
        return redirect(url_for(".import_check", import_id=import_id))
    return page("consultations/importing/progress.html", made=made, job=job)


def _done_page(made: Import, consultation_id: int, found: Findings) -> Response:
    now = clock.now()
    return page("consultations/importing/done.html", made=made, found=found, remarks=telling.remarks(found),
                themed=queries.list_themed(db.session, consultation_id), until=made.undo_until(),
                may_undo=services.why_not_undo(db.session, made, now=now) is None)  # fmt: skip


@blueprint.get("/office/import/<int:import_id>/progress")
@requires(Permission.IMPORT_RESPONSES)
def import_progress(import_id: int) -> Response:
    """How far it is, for the script that moves the bar."""
    job = queries.find_job(db.session, get_or_404(Import, import_id))
    return jsonify(
        percent=job.percent if job else 0, words=_words(job), over=job is None or job.finished_at is not None
    )


def _words(job: Job | None) -> str:
    return (job and job.step) or _("Waiting for its turn")


@blueprint.post("/office/import/<int:import_id>/stop")
@requires(Permission.IMPORT_RESPONSES)
def import_stop(import_id: int) -> AnyResponse:
    services.stop(db.session, made=get_or_404(Import, import_id), person_id=current_person().id)
    return redirect(url_for(".import_show", import_id=import_id))


@blueprint.post("/office/import/<int:import_id>/throw-away")
@requires(Permission.IMPORT_RESPONSES)
def import_throw_away(import_id: int) -> AnyResponse:
    made = get_or_404(Import, import_id)
    try:
        services.throw_away(db.session, made=made, person_id=current_person().id)
        flash(_("“%(title)s” was thrown away, and its file with it.", title=made.title))
    except Refused as refusal:
        flash(str(refusal), "error")
    return redirect(url_for(".import_start"))


@blueprint.route("/office/import/<int:import_id>/undo", methods=["GET", "POST"])
@requires(Permission.IMPORT_RESPONSES)
def import_undo(import_id: int) -> AnyResponse:
    made, form = get_or_404(Import, import_id), EmptyForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.undo(db.session, made=made, person_id=current_person().id)
            flash(_("The responses were taken out again. The file is still here."))
            return redirect(url_for(".import_check", import_id=import_id))
    reason = services.why_not_undo(db.session, made, now=clock.now())
    count = findings_from_json(made.findings).responses if made.findings else 0
    return page("consultations/importing/undo.html", made=made, form=form, reason=reason, until=made.undo_until(),
                words=ngettext("%(num)s response", "%(num)s responses", count))  # fmt: skip
