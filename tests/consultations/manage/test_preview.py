"""The preview: the very pages that residents get, on a phone, before anybody can answer."""

import pytest

from tests.support.consultations import bus_consultation, make_consultation
from webapp.access import Stage
from webapp.consultations.models import Response


def at(consultation, path=""):
    return f"/office/consultations/{consultation.id}/preview{path}"


@pytest.mark.parametrize("stage", Stage)
def test_every_page_shows_at_every_stage(session, as_officer, stage):
    buses = bus_consultation(session, stage=stage)
    assert as_officer.open(at(buses, "/0")).h1 == "Buses and streets"
    assert as_officer.open(at(buses, "/1")).h1 == "About you"
    assert as_officer.open(at(buses, "/6")).h1 == "Anything else"


def test_the_phone_holds_the_page_that_was_chosen(session, as_officer):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    page = as_officer.open(at(buses)).link("Your journeys")
    assert page.all("//iframe/@src") == [at(buses, "/2")]
    assert page.all("//*[@aria-current]")[0].text == "Your journeys"


def test_only_the_page_in_the_phone_may_stand_in_a_frame_and_only_in_ours(session, as_officer):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    for path in ("/0", "/1"):
        assert "frame-ancestors 'self'" in as_officer.open(at(buses, path)).headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in as_officer.open(at(buses)).headers["Content-Security-Policy"]


def test_a_preview_is_kept_by_no_cache(session, as_officer):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    for path in ("", "/0", "/1"):
        assert as_officer.open(at(buses, path)).headers["Cache-Control"] == "no-store"


def test_nothing_can_be_sent_from_a_preview(session, as_officer):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    page = as_officer.open(at(buses, "/2"))
    assert "Preview. Nothing you fill in here is kept." in page.text
    assert not page.all("//main//button")
    as_officer.send(at(buses, "/2"), {}, status=405)
    assert session.query(Response).count() == 0


def test_the_start_button_leads_on_inside_the_phone(session, as_officer):
    buses = bus_consultation(session, stage=Stage.DRAFT)
    assert as_officer.open(at(buses, "/0")).link("Start now").h1 == "About you"


def test_no_link_in_the_phone_leads_out_of_the_preview(session, as_officer):
    buses = bus_consultation(session, stage=Stage.OPEN)
    links = as_officer.open(at(buses, "/0")).all("//a/@href")
    assert {link for link in links if not link.startswith(("#", "mailto:"))} == {at(buses, "/1")}


def test_a_draft_without_questions_shows_what_it_is_about(session, as_officer):
    draft = make_consultation(session, stage=Stage.DRAFT)
    assert "There are no questions yet." in as_officer.open(at(draft)).main
    assert as_officer.open(at(draft, "/0")).h1 == "Buses and streets"


@pytest.mark.parametrize("path", ["/7", "?page=7", "?page=-1", "/99999999999999999999"])
def test_a_page_that_is_not_there_is_not_found(session, as_officer, path):
    as_officer.open(at(bus_consultation(session, stage=Stage.DRAFT), path), status=404)
