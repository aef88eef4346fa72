"""The papers of an agenda: made by the worker, public with the agenda, and the diary's file."""

import io
import zipfile
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from tests.support.agenda import SITE, make_body, make_issue, make_item, make_meeting
from webapp import clock, features
from webapp.agenda import jobs, papers
from webapp.agenda.models import Body, IssueOption, MeetingDocument, Outcome, Reply
from webapp.agenda.services import agendas, printing
from webapp.database import db
from webapp.documents.calendar_file import Entry, calendar_bytes
from webapp.files.models import StoredFile
from webapp.jobs import worker


@pytest.fixture
def meeting(session):
    board = make_body(session, name="Merestone Board")
    meeting = make_meeting(session, board)
    issue = make_issue(session, who_disagrees="Six drivers", small_voices="Two carers on the moor")
    session.add(Reply(issue_id=issue.id, outcome=Outcome.PART_ACCEPTED, reason="Not on Sundays: no money.",
                      owner="Transport", at=clock.now(), by=None))  # fmt: skip
    session.add(IssueOption(issue_id=issue.id, words="A taxi that is shared", cost="about £9,000", who="The hospital"))
    make_item(session, board, issue=issue, meeting=meeting, title="Evening buses <&> “x”")
    make_item(session, board, meeting=meeting, title="Minutes")
    session.commit()
    return meeting


def make_papers(session, meeting):
    printing.ask(session, meeting_id=meeting.id, person_id=None, language="en", authority="Merestone",
                 zone="Europe/London")  # fmt: skip
    session.commit()
    worker.run_all(db.sessionmaker, features.JOBS)
    session.rollback()


def words_in(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("word/document.xml").decode()


def test_papers_are_made_and_public_once_the_agenda_is(app, session, meeting, visitor):
    make_papers(session, meeting)
    path = f"/meetings/{meeting.id}/documents/appendix-docx"
    assert visitor.client.get(path).status_code == 404
    agendas.publish_agenda(session, meeting=meeting, late_reason="", site=SITE, actor_id=1)
    session.commit()
    said = words_in(visitor.client.get(path).data)
    for words in ("Buses stop before the last shift ends", "73 of 607 people", "Two carers on the moor",
                  "Not on Sundays: no money."):  # fmt: skip
        assert words in said
    assert visitor.client.get(f"/meetings/{meeting.id}/documents/agenda-pdf").data.startswith(b"%PDF")
    page = visitor.open(f"/meetings/{meeting.id}").link("All of it on one page")
    assert "Six drivers" in page.main
    assert "Part accepted" in page.main
    assert "What they asked for that did not fit" in page.main
    assert "A way to meet it: A taxi that is shared (about £9,000; The hospital)" in page.main
    assert visitor.client.get(page.all("//a[contains(., 'to print')]/@href")[0]).data.startswith(b"%PDF")


def test_papers_made_again_replace_those_before_and_the_same_facts_give_the_same_bytes(app, session, meeting):
    make_papers(session, meeting)
    first = session.scalars(select(StoredFile.sha256).order_by(StoredFile.id)).all()
    make_papers(session, meeting)
    assert session.scalars(select(StoredFile.sha256).order_by(StoredFile.id)).all() == first
    assert session.scalar(select(func.count(MeetingDocument.id))) == 6


def test_a_short_agenda_does_not_begin_with_a_list_of_what_is_in_it_and_a_long_one_does(app, session, meeting):
    def listed():
        meant = jobs.read(session, {"meeting": meeting.id, "language": "en", "authority": "Merestone", "zone": "UTC"})
        return papers.agenda(meant).listed

    with app.test_request_context():
        assert not listed()
        board = session.get_one(Body, meeting.body_id)
        for title in ("Benches", "Trees"):
            make_item(session, board, meeting=meeting, title=title)
        assert listed()


def entry(**facts):
    moment = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    return Entry(**{"uid": "meeting-1@x", "title": "Board", "starts_at": moment, "changed_at": moment} | facts)


def test_a_diary_gets_the_moment_and_no_line_too_long():
    late = entry(title="Überlandbusse " * 20, starts_at=entry().starts_at + timedelta(hours=1))
    made = calendar_bytes([late], name="x")
    assert b"DTSTART:20261025T003000Z\r\n" in made
    assert max(len(line) for line in made.split(b"\r\n")) <= 75
    assert ("Überlandbusse " * 20).strip() in made.decode().replace("\r\n ", "")


def test_no_title_becomes_a_line_of_the_diary():
    made = calendar_bytes([entry(title="x\r\nEND:VEVENT;,\\")], name="x").decode()
    assert made.count("\r\nEND:VEVENT\r\n") == 1
    assert "SUMMARY:x END:VEVENT\\;\\,\\\\\r\n" in made
