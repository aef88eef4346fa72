"""The office's list of consultations."""

import pytest

from tests.support.consultations import bus_consultation, make_consultation
from webapp import clock
from webapp.access import Stage
from webapp.consultations import queries
from webapp.consultations.models import Response


def titles(page):
    return [" ".join(link.text_content().split()) for link in page.all("//main//h2/a")]


def make_many(session, count):
    for number in range(count):
        make_consultation(session, slug=f"c{number}", title=f"Consultation {number:02}")


def test_the_empty_list_says_what_to_do(as_officer):
    assert "There are no consultations yet. Start one" in as_officer.open("/office/consultations").main


def test_an_officer_starts_a_consultation_and_finds_it_in_the_list(as_officer):
    as_officer.open("/office/consultations").link("Start a consultation").fill(title="Buses and streets").send("Start")
    page = as_officer.open("/office/consultations?q=BUSES&stage=draft")
    assert "Buses and streets Draft Started Monday 1 June 2026 0 responses" in page.main


def test_two_consultations_of_one_title_get_two_addresses(session, as_officer):
    for _ in range(2):
        as_officer.open("/office/consultations/start").fill(title="Parks").send("Start")
    assert queries.list_slugs_like(session, "parks") == {"parks", "parks-2"}


def test_a_consultation_without_a_title_is_not_started(as_officer):
    page = as_officer.open("/office/consultations/start").fill(title="   ").send("Start")
    assert page.errors == ["Write a title."]


@pytest.mark.parametrize("stage", Stage)
def test_the_list_shows_one_stage_when_asked(session, as_officer, stage):
    for one in Stage:
        make_consultation(session, stage=one, slug=one.value, title=f"At {one.value}")
    assert titles(as_officer.open(f"/office/consultations?stage={stage.value}")) == [f"At {stage.value}"]


def test_a_percent_sign_is_looked_for_as_it_is(session, as_officer):
    make_consultation(session, slug="a", title="Cut 10% of trips")
    make_consultation(session, slug="b", title="Buses")
    assert titles(as_officer.open("/office/consultations?q=%25")) == ["Cut 10% of trips"]


def test_a_search_that_finds_nothing_says_how_to_go_on(session, as_officer):
    make_consultation(session)
    assert "No consultation fits" in as_officer.open("/office/consultations?q=zebra").main


@pytest.mark.parametrize("query", ["stage=nonsense", "before=99999999999999999999", "before=x", "after=-1", "q=%00"])
def test_a_nonsense_address_still_gives_a_list(session, as_officer, query):
    make_consultation(session)
    assert as_officer.open(f"/office/consultations?{query}").h1 == "Consultations"


def test_pages_go_back_and_forth_over_all_of_them(session, as_officer):
    make_many(session, 45)
    first = as_officer.open("/office/consultations")
    second = first.link("Next page")
    third = second.link("Next page")
    assert [len(titles(page)) for page in (first, second, third)] == [20, 20, 5]
    assert titles(third.link("Previous page")) == titles(second)
    assert titles(second.link("Previous page")) == titles(first)


def test_the_last_page_leads_to_no_other(session, as_officer):
    make_many(session, 21)
    assert "Next page" not in as_officer.open("/office/consultations").link("Next page").main


def test_the_first_page_leads_to_none_before_it(session, as_officer):
    make_many(session, 21)
    page = as_officer.open("/office/consultations").link("Next page").link("Previous page")
    assert "Previous page" not in page.main


def test_only_responses_that_count_are_counted(session, as_officer):
    buses = bus_consultation(session)
    now = clock.now()
    session.add_all(
        [
            Response(consultation_id=buses.id, created_at=now, sent_at=now),
            Response(consultation_id=buses.id, created_at=now),
            Response(consultation_id=buses.id, created_at=now, sent_at=now, withdrawn_at=now),
        ]
    )
    session.commit()
    assert "1 response" in as_officer.open("/office/consultations").main


def test_an_analyst_sees_the_list_but_starts_nothing(session, as_analyst):
    make_consultation(session)
    page = as_analyst.open("/office/consultations")
    assert (titles(page), "Start a consultation" in page.main) == (["Buses and streets"], False)


def test_the_list_asks_the_database_the_same_however_long_it_is(session, as_officer, statements):
    make_many(session, 2)
    few = statements(lambda: as_officer.open("/office/consultations"))
    for number in range(10, 28):
        make_consultation(session, slug=f"d{number}")
    assert statements(lambda: as_officer.open("/office/consultations")) == few
