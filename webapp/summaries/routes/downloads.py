"""Asking for the files, watching them being made, and fetching them."""

from collections.abc import Iterator

from flask import Response, flash, jsonify, redirect, url_for
from sqlalchemy import Engine
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission, Role
from webapp.audit.services import record
from webapp.consultations.models import Consultation
from webapp.database import db, writing
from webapp.files import services as files
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.jobs.models import Job
from webapp.jobs.services import AlreadyRunning, ask_to_cancel, find_latest
from webapp.summaries import services
from webapp.summaries.models import Snapshot, SnapshotFile
from webapp.summaries.queries.snapshots import find_by_file
from webapp.summaries.routes.blueprint import blueprint
from webapp.summaries.routes.common import consultation_or_refuse, terms_now
from webapp.summaries.rules import may_fetch, needs
from webapp.web.guard import current_person, my_roles, requires
from webapp.web.pages import found_or_404, get_or_404


@blueprint.post("/office/consultations/<int:consultation_id>/downloads")
@requires(Permission.DOWNLOAD_SUMMARY)
def prepare(consultation_id: int) -> AnyResponse:
    consultation = consultation_or_refuse(consultation_id, Permission.DOWNLOAD_SUMMARY)
    me = current_person().id
    try:
        services.prepare_downloads(db.session, consultation=consultation, person_id=me, terms=terms_now())
    except AlreadyRunning as refusal:
        flash(str(refusal), "error")
    return _back(consultation)


@blueprint.post("/office/consultations/<int:consultation_id>/downloads/stop")
@requires(Permission.DOWNLOAD_SUMMARY)
def stop(consultation_id: int) -> AnyResponse:
    consultation = consultation_or_refuse(consultation_id, Permission.DOWNLOAD_SUMMARY)
    job = _find_job(consultation)
    if job is not None and job.finished_at is None:
        ask_to_cancel(db.session, job)
        flash(_("It stops in a moment. Files that were ready before are still here."))
    return _back(consultation)


@blueprint.get("/office/consultations/<int:consultation_id>/downloads/progress")
@requires(Permission.DOWNLOAD_SUMMARY)
def progress(consultation_id: int) -> Response:
    """How far the files are: {"percent", "words", "over"}."""
    job = found_or_404(_find_job(consultation_or_refuse(consultation_id, Permission.DOWNLOAD_SUMMARY)))
    return jsonify(percent=job.percent, words=job.step or _("Waiting for its turn"), over=job.finished_at is not None)


def _find_job(consultation: Consultation) -> Job | None:
    return find_latest(db.session, kind=services.JOB, subject=services.subject_of(consultation.id))


def _back(consultation: Consultation) -> AnyResponse:
    return redirect(url_for(".show", consultation_id=consultation.id, _anchor="downloads"))


@blueprint.get("/office/downloads/<key>")
@requires(Permission.DOWNLOAD_SUMMARY)
def download(key: str) -> Response:
    """One file, in pieces. Only for whoever asked for it, or an administrator, until it expires."""
    file = found_or_404(files.find_by_key(db.session, key))
    of_snapshot = found_or_404(find_by_file(db.session, file.id))
    _allow_or_404(file, of_snapshot)
    reply = Response(pieces(db.engine, file.id), mimetype=file.media_type)
    reply.headers["Content-Length"] = str(file.size)
    reply.headers["Cache-Control"] = "no-store"
    reply.headers.set("Content-Disposition", "attachment", filename=of_snapshot.name)
    _note(of_snapshot)
    return reply


def pieces(engine: Engine, file_id: int) -> Iterator[bytes]:
    """The file's bytes, read while they are sent: the request and its session are over by then.

    Each piece is fetched in a transaction of its own: a phone on a slow line, or one that stopped listening, must not
    hold one open, which on PostgreSQL would keep everybody waiting who changes the tables.
    """
    with Session(engine, expire_on_commit=False) as session:
        for piece in files.read(session, session.get_one(StoredFile, file_id)):
            session.commit()
            yield piece


def _allow_or_404(file: StoredFile, of_snapshot: SnapshotFile) -> None:
    """Somebody else's file looks like one that is not there."""
    snapshot = get_or_404(Snapshot, of_snapshot.snapshot_id)
    consultation_or_refuse(snapshot.consultation_id, needs(of_snapshot.kind))
    mine = may_fetch(
        owner_id=file.owner_id, person_id=current_person().id, administrator=Role.ADMINISTRATOR in my_roles()
    )
    found_or_404(file if mine else None)


def _note(of_snapshot: SnapshotFile) -> None:
    """An audit line for who fetched what: the one thing this GET writes. Kept at once, in a transaction of its own, so
    that the database's write lock is free again while the file goes down a slow line."""
    person_id, subject = current_person().id, f"snapshot:{of_snapshot.snapshot_id}"
    kind, sha256 = of_snapshot.kind.value, of_snapshot.sha256
    db.session.rollback()
    before = writing.set(True)
    record(db.session, actor_id=person_id, act="fetched a download", subject=subject, kind=kind, sha256=sha256)
    db.session.commit()
    writing.reset(before)
