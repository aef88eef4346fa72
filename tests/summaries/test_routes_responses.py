"""One whole response, setting it aside with a reason, and counting it again."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.consultations import find_question
from tests.support.visitor import Page, Visitor
from webapp.audit.models import AuditEntry, AuditWords
from webapp.consultations import queries
from webapp.consultations.models import Consultation, Response
from webapp.summaries.models import Snapshot
from webapp.summaries.queries import behind, counting
from webapp.summaries.queries.themed import find_frames
from webapp.summaries.reading import read_summary
from webapp.themes.quality_rules import Bounds


@pytest.fixture
def counted(session, buses) -> int:
    """The id of a response that counts."""
    found = session.scalar(select(Response.id).where(queries.counted()).order_by(Response.id).limit(1))
    assert found is not None
    return found


def test_a_response_is_shown_whole_in_the_order_of_the_questions(as_officer, counted, buses):
    page = as_officer.open(f"/office/responses/{counted}")
    keys = [term.text_content().split(".")[0] for term in page.all("//dt")]
    assert keys == [f"A{number}" for number in range(1, 13)]


def test_setting_a_response_aside_needs_a_reason(as_officer, counted):
    page = as_officer.open(f"/office/responses/{counted}/set-aside").fill(reason="  ").send("Set it aside")
    assert page.field_errors == {"reason": "Give the reason. It is kept, and counted in the summary."}


def test_a_reason_has_room_for_500_letters(as_officer, counted):
    page = as_officer.open(f"/office/responses/{counted}/set-aside").fill(reason="x" * 501).send("Set it aside")
    assert page.field_errors == {"reason": "Keep the reason under 500 letters."}


def test_a_response_set_aside_is_received_and_not_counted(as_officer, counted, buses):
    before = numbers(as_officer, buses)
    _set_aside(as_officer, counted)
    after = numbers(as_officer, buses)
    assert (
        after["Received"] == before["Received"] == after["Counted in this summary"] + after["Set aside, with a reason"]
    )
    assert after["Counted in this summary"] == before["Counted in this summary"] - 1


def numbers(visitor: Visitor, consultation: Consultation) -> dict[str, int]:
    page = visitor.open(f"/office/consultations/{consultation.id}/summary")
    rows = page.all("//div[@id='figure-received']//tbody/tr")
    return {" ".join(row.find("th").text_content().split()): int(row.find("td").text_content()) for row in rows}


def _set_aside(visitor: Visitor, response_id: int, reason: str = "Sent by a test") -> Page:
    return visitor.open(f"/office/responses/{response_id}/set-aside").fill(reason=reason).send("Set it aside")


def test_the_page_of_a_response_set_aside_says_why(as_officer, counted):
    page = _set_aside(as_officer, counted)
    assert page.notice == f"Response {counted} is set aside. Its words are kept."
    assert "not counted: Sent by a test" in page.main


def test_a_response_can_be_counted_again(as_officer, counted, buses):
    before = numbers(as_officer, buses)
    page = _set_aside(as_officer, counted).send("Count it again")
    assert page.notice == f"Response {counted} is counted again."
    assert numbers(as_officer, buses) == before


def test_setting_aside_and_counting_again_are_in_the_audit_trail(as_officer, counted, session):
    _set_aside(as_officer, counted).send("Count it again")
    session.rollback()  # what was read before is of another moment
    acts = [(one.act, one.subject) for one in session.query(AuditEntry)]
    assert acts == [
        ("set a response aside", f"response:{counted}"),
        ("counted a response again", f"response:{counted}"),
    ]
    assert {one.words for one in session.query(AuditWords)} == {"Sent by a test"}


def test_script_in_a_reason_is_only_words(as_officer, counted):
    page = _set_aside(as_officer, counted, "<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in page.main
    assert not page.all("//main//script")


def test_what_was_taken_back_cannot_be_set_aside(as_officer, session, buses):
    taken_back = session.query(Response).filter(Response.withdrawn_at.is_not(None)).first()
    as_officer.open(f"/office/responses/{taken_back.id}/set-aside", status=404)


def test_a_response_that_is_not_there_is_not_found(as_officer, buses):
    assert as_officer.open("/office/responses/99999999999", status=404).h1 == "Page not found"


def test_the_words_of_a_question_are_listed_behind_its_count(as_officer, session: Session, buses):
    question = find_question(buses, "A7")
    page = as_officer.open(f"/office/consultations/{buses.id}/answers?question={question.id}")
    assert page.h1 == "A7: all who answered"
    assert len(page.all("//main//section")) == 50


def test_every_number_a_response_is_in_leads_to_a_list_that_holds_it(as_officer, counted, buses):
    page = as_officer.open(f"/office/responses/{counted}").link("Every number it is in")
    links = page.all("//main//li/a/@href")
    assert len(links) > 8
    for address in links:
        assert as_officer.open(address).all(f"//a[@href='/office/responses/{counted}']"), address


def test_the_numbers_a_response_is_in_are_those_whose_lists_hold_it_and_no_others(session, as_officer, counted, buses):
    """The same rule from both sides: of all counts of the summary, those whose list holds the response."""
    summary = read_summary(session, buses, zone="Europe/London", threshold=5, bounds=Bounds(0.67, 0.6, 10))
    found = counting.counts_with(session, summary, session.get_one(Response, counted), zone="Europe/London")
    traces = {trace for traced in summary.figures for row in traced.traces for trace in row if trace is not None}
    frames = {frame.source_id: frame for frame in find_frames(session, [trace.question or 0 for trace in traces])}
    held = set()
    for trace in traces:
        frame = frames.get(trace.question or 0) if trace.theme is not None else None
        family = (trace.theme,) if trace.theme is not None else ()
        what = behind.Behind(buses.id, trace, "Europe/London", frame, family)
        if counted in {one.id for one in behind.list_responses(session, what, most=10_000)}:
            held.add(trace)
    assert {one.trace for one in found} == held


def test_frozen_summaries_are_told_by_their_fingerprint(session, as_officer, counted, buses):
    response = session.get_one(Response, counted)
    made = {"consultation_id": buses.id, "made_by": None, "software": "x", "sheet_version": "x", "frame_versions": {},
            "figures": {}}  # fmt: skip
    session.add(Snapshot(made_at=response.sent_at + timedelta(days=1), digest="a" * 64, **made))
    session.add(Snapshot(made_at=response.sent_at - timedelta(days=1), digest="b" * 64, **made))
    session.commit()
    page = as_officer.open(f"/office/responses/{counted}/counts")
    assert "a" * 64 in page.main
    assert "b" * 64 not in page.main


def test_what_was_taken_back_has_no_page_of_numbers(session, as_officer, counted):
    response = session.get_one(Response, counted)
    response.withdrawn_at = response.sent_at
    session.commit()
    assert as_officer.open(f"/office/responses/{counted}/counts", status=None).status == 404
