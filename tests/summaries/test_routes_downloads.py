"""Asking for the files, and who may fetch them."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.summaries.crowd import Crowd
from tests.summaries.downloads import fetch, prepare, work
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.audit.models import AuditEntry
from webapp.audit.services import find_break
from webapp.consultations.models import Response
from webapp.database import db
from webapp.files.models import StoredFile
from webapp.files.services import store
from webapp.jobs.services import find_latest
from webapp.summaries import making
from webapp.summaries.models import FileKind, Snapshot, SnapshotFile
from webapp.themes.models import CodeFrame
from webapp.themes.versions import digest_now


def links_of(page) -> list[str]:
    return [link.get("href") for link in page.all("//ul[contains(@class,'fm-files')]//a")]


def test_pressing_the_button_makes_every_kind_of_file(app, as_officer, empty):
    page = prepare(app, as_officer, empty)
    assert len(links_of(page)) == len(FileKind)
    assert page.all("//code")[0].text_content().strip()[-64:].isalnum()


def test_a_file_has_a_name_that_says_what_it_is(app, as_officer, empty):
    names = fetch(prepare(app, as_officer, empty)).names
    assert names["pdf"] == "buses-summary-2026-06-01.pdf"
    assert names["csv"] == "buses-responses-2026-06-01.csv"


def test_a_consultation_without_responses_has_its_files_too(app, as_officer, empty):
    files = fetch(prepare(app, as_officer, empty))
    assert set(files.bodies) == {"pdf", "docx", "xlsx", "csv", "codebook", "json"}
    assert files.rows() == []


def test_while_it_is_prepared_the_page_says_how_far_it_is(as_officer, buses):
    page = as_officer.open(f"/office/consultations/{buses.id}/summary").send("Prepare the downloads")
    assert page.all("//progress")
    reply = as_officer.client.get(f"/office/consultations/{buses.id}/downloads/progress")
    assert reply.get_json() == {"percent": 0, "words": "Waiting for its turn", "over": False}


def test_asking_twice_makes_one_job(as_officer, buses, session):
    page = as_officer.open(f"/office/consultations/{buses.id}/summary")
    page.send("Prepare the downloads")
    assert page.send("Prepare the downloads").notice == "This is being done already."


def test_it_can_be_stopped(app, as_officer, buses, session):
    page = as_officer.open(f"/office/consultations/{buses.id}/summary").send("Prepare the downloads")
    page.send("Stop this")
    work(app)
    job = find_latest(session, kind="downloads", subject=f"consultation:{buses.id}")
    assert job.progress == "cancelled"
    assert session.query(StoredFile).count() == 0


def test_a_file_is_for_whoever_asked_for_it_and_for_administrators(app, as_officer, as_admin, as_analyst, empty):
    href = links_of(prepare(app, as_officer, empty))[0]
    assert as_officer.client.get(href).status_code == 200
    assert as_admin.client.get(href).status_code == 200
    assert as_analyst.client.get(href).status_code == 404


def test_nobody_fetches_a_file_without_signing_in(app, as_officer, visitor, empty):
    href = links_of(prepare(app, as_officer, empty))[0]
    assert "/sign-in" in visitor.client.get(href).headers["Location"]


def test_a_file_is_gone_after_a_week(app, as_officer, empty):
    page = prepare(app, as_officer, empty)
    with clock.set_to(clock.now() + timedelta(days=7)):
        assert as_officer.client.get(links_of(page)[0]).status_code == 404
        again = as_officer.open(f"/office/consultations/{empty.id}/summary")
    assert links_of(again) == []
    assert "no longer kept" in again.main


def test_expired_files_leave_the_database_and_keep_their_fingerprint(app, as_officer, empty, session):
    prepare(app, as_officer, empty)
    with clock.set_to(clock.now() + timedelta(days=8)):
        prepare(app, as_officer, empty)
    assert session.query(StoredFile).count() == len(FileKind)
    assert session.query(SnapshotFile).filter(SnapshotFile.file_id.is_(None)).count() == len(FileKind)


def test_a_file_is_never_kept_by_a_cache(app, as_officer, empty):
    reply = as_officer.client.get(links_of(prepare(app, as_officer, empty))[0])
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Disposition"].startswith("attachment; filename=")
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    assert int(reply.headers["Content-Length"]) == len(reply.data)


def test_a_download_that_nobody_reads_to_its_end_keeps_no_transaction_open(app, as_officer, empty):
    link = links_of(prepare(app, as_officer, empty))[0]
    reply = as_officer.client.get(link)  # the first piece has come, the rest is never asked for
    with app.app_context():
        assert db.engine.pool.checkedout() == 0
    reply.close()


def test_making_and_fetching_leave_a_line_each_in_the_audit_trail(app, as_officer, empty, session):
    fetch(prepare(app, as_officer, empty))
    acts = [entry.act for entry in session.query(AuditEntry)]
    assert acts.count("made a download") == acts.count("fetched a download") == len(FileKind)
    assert find_break(session) is None


def test_a_decision_clerk_gets_figures_and_no_single_responses(app, session, empty):
    clerk = sign_in(Visitor(app), make_person(session, Role.DECISION_CLERK))
    files = fetch(prepare(app, clerk, empty))
    assert set(files.bodies) == {"pdf", "docx", "codebook", "json"}
    csv = session.query(SnapshotFile).filter_by(kind=FileKind.CSV).one()
    key = session.get(StoredFile, csv.file_id).key
    assert clerk.client.get(f"/office/downloads/{key}").status_code == 403


def test_a_file_that_is_no_download_cannot_be_fetched_here(app, as_admin, session):
    other = store(session, [b"plan"], name="plan.pdf", media_type="application/pdf", owner_id=as_admin.person.id)
    session.commit()
    assert as_admin.client.get(f"/office/downloads/{other.key}").status_code == 404


def test_a_snapshot_keeps_its_figures_when_more_people_answer(app, as_officer, buses, session):
    before = fetch(prepare(app, as_officer, buses))
    Crowd(session, buses, seed=9).answer(40)
    prepare(app, as_officer, buses)
    first, second = session.query(Snapshot).order_by(Snapshot.id)
    assert first.figures == json.loads(before.bodies["json"]) != second.figures
    digest = digest_now(session, session.scalars(select(CodeFrame)).one())
    assert first.frame_versions == {"A7": {"version": 3, "digest": digest}}
    assert digest in json.dumps(first.figures)


def test_the_same_moment_twice_gives_the_same_bytes(app, as_officer, empty):
    first = fetch(prepare(app, as_officer, empty)).bodies
    assert fetch(prepare(app, as_officer, empty)).bodies == first


def test_what_arrives_while_the_files_are_made_is_in_none_of_them(app, as_officer, buses, session, monkeypatch):
    write_pdf = making._WRITERS[FileKind.PDF]

    def and_then_somebody_answers(report, dataset, body):
        write_pdf(report, dataset, body)
        Crowd(session, buses, seed=11).answer(20)

    monkeypatch.setitem(making._WRITERS, FileKind.PDF, and_then_somebody_answers)
    files = fetch(prepare(app, as_officer, buses))
    assert session.query(Response).count() == 260
    assert len(files.rows()) == 204


@pytest.mark.parametrize("key", ["x", "../../etc/passwd", "%00", "a" * 300])
def test_a_key_that_nobody_has_finds_nothing(as_officer, key):
    assert as_officer.client.get(f"/office/downloads/{key}").status_code == 404


def test_another_consultation_has_no_progress_to_tell(as_officer, empty):
    assert as_officer.client.get(f"/office/consultations/{empty.id}/downloads/progress").status_code == 404
