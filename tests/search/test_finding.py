"""Asking the index: whatever is asked gets an answer, the best first, narrowed by filters, a page at a time."""

from datetime import timedelta

import pytest

from tests.support.answering import make_places
from tests.support.consultations import make_consultation
from tests.support.forums import make_board, make_post, make_thread
from tests.support.polls import make_poll
from tests.support.proposals import make_proposal
from webapp import clock
from webapp.access import Stage
from webapp.places import abouts
from webapp.search import finding
from webapp.search.finding import Wanted, search

HOSTILE = ['"', "'", "*", "bus*", '"bus', "bus OR", "NEAR(bus, 2)", "bus NOT", "AND", "title:bus", "bus -late", "(bus",
           "bus & !late", "bus:*", "bus <-> late", "\\", "%", "bus\x00late", "😀", "حافلة", "the of and", "x" * 10_000,
           "bus " * 3_000, "'; DROP TABLE searchable; --", "{bus}", "^bus", "bus + late", "\ud800"]  # fmt: skip


def titles(session, words="bus", **wanted):
    session.commit()
    hits = search(session, Wanted(words=words, **wanted), now=clock.now()).hits
    return [hit.offer.title or hit.offer.heading for hit in hits]


@pytest.mark.parametrize("question", HOSTILE, ids=range(len(HOSTILE)))
def test_whatever_is_asked_gets_an_answer(session, question):
    make_proposal(session, title="The bus comes late")
    assert titles(session, question) in ([], ["The bus comes late"])


@pytest.mark.parametrize("question", ["cafe", "CAFÉ", "Cafés", "caf"])
def test_accents_case_endings_and_beginnings_do_not_matter(session, question):
    make_proposal(session, title="A café by the canal")
    assert titles(session, question) == ["A café by the canal"]


@pytest.mark.parametrize(("said", "asked"), [("شارع المدرسة", "شارع"), ("Автобусы", "автобус"), ("ŁÓDŹ", "łódź"),
                                             ("ਬੱਸ ਅੱਡਾ", "ਬੱਸ")])  # fmt: skip
def test_any_script_is_found(session, said, asked):
    make_proposal(session, title=said)
    assert titles(session, asked) == [said]


def test_what_has_it_in_the_title_comes_first(session):
    make_proposal(session, title="A bench", what="Where the bus stops, and stops, and stops. " * 3)
    make_proposal(session, title="The bus", what="Something.")
    make_proposal(session, title="A pond", what="Near the bus stop by the church, behind the hall.")
    assert titles(session)[0] == "The bus"
    assert len(titles(session)) == 3


def test_all_words_have_to_be_there_and_if_nothing_has_all_some_are_enough(session):
    make_proposal(session, title="A bus to the hospital")
    make_proposal(session, title="A hospital garden")
    assert titles(session, "bus hospital") == ["A bus to the hospital"]
    loosely = search(session, Wanted(words="bus garden"), now=clock.now())
    assert (loosely.loosely, len(loosely.hits)) == (True, 2)


def test_filters_narrow_what_is_found(session):
    areas = make_places(session)
    here = make_consultation(session, slug="here", title="Bus here")
    there = make_consultation(session, slug="there", title="Bus there", stage=Stage.CLOSED)
    make_poll(session, title="Bus poll")
    abouts.set_about(session, kind="consultation", thing_id=here.id, areas=[areas["Foundry"]], subjects=["homes"])
    abouts.set_about(session, kind="consultation", thing_id=there.id, areas=[areas["Weavers"]])
    make_proposal(session, title="Bus proposal", area_id=areas["Foundry"])
    assert set(titles(session, area_id=areas["Foundry"])) == {"Bus here", "Bus poll", "Bus proposal"}
    assert titles(session, subject="homes") == ["Bus here"]
    assert titles(session, kind="poll") == ["Bus poll"]
    assert set(titles(session, open_only=True)) == {"Bus here", "Bus poll", "Bus proposal"}


def test_a_comment_is_about_what_its_discussion_is_about(session):
    areas = make_places(session)
    buses = make_consultation(session, title="Trains")
    abouts.set_about(session, kind="consultation", thing_id=buses.id, areas=[areas["Foundry"]], subjects=["homes"])
    make_post(
        session, make_thread(session, about_kind="consultation", about_id=buses.id, title="Trains"), text="A zebra!"
    )
    make_post(session, make_thread(session, board=make_board(session, area_id=areas["Weavers"])), text="A zebra too!")
    assert titles(session, "zebra", subject="homes") == ["Trains"]
    assert titles(session, "zebra", area_id=areas["Foundry"]) == ["Trains"]


def test_what_is_older_than_wanted_is_left_out(session):
    old = make_proposal(session, title="An old bus")
    old.created_at = clock.now() - timedelta(days=40)
    old.title = "An older bus"
    make_proposal(session, title="A new bus")
    assert titles(session, since=clock.now() - timedelta(days=31)) == ["A new bus"]


def test_pages_follow_each_other_without_gaps(session):
    for number in range(5):
        make_proposal(session, title=f"Bus {number}")
    whole = titles(session)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(finding, "A_PAGE", 2)
        assert titles(session, page=1) + titles(session, page=2) + titles(session, page=3) == whole
        assert titles(session, page=4) == []


def test_what_is_found_is_counted_by_kind_whatever_kind_is_wanted(session):
    make_consultation(session, title="Bus")
    make_poll(session, title="Bus")
    make_proposal(session, title="Bus")
    session.commit()
    found = search(session, Wanted(words="bus", kind="poll"), now=clock.now())
    assert found.by_kind == {"consultation": 1, "poll": 1, "proposal": 1}
    assert found.total == 1


def test_a_question_costs_the_same_however_much_is_found(session, count_statements, visitor):
    for number in range(3):
        make_proposal(session, title=f"Bus {number}")
    few = count_statements(lambda: visitor.open("/search?q=bus"))
    for number in range(12):
        make_proposal(session, title=f"More buses {number}")
    assert count_statements(lambda: visitor.open("/search?q=bus")) == few <= 6


def test_a_stranger_searches_from_any_page(session, visitor):
    make_proposal(session, title="The <b>bus</b> & the café")
    page = visitor.open("/about")
    assert page.all("//header//form/@action") == ["/search"]
    found = visitor.open("/search?q=cafe")
    assert found.all("//main//ol//a")[0].text_content() == "The <b>bus</b> & the café"
    assert [one.text for one in found.all("//mark")] == ["café"]
    assert found.link("bus").h1 == "The <b>bus</b> & the café"


def test_the_page_says_what_to_try_when_nothing_is_found(session, visitor):
    page = visitor.open("/search?q=zebra&when=month")
    assert "Nothing was found." in page.main
    assert page.link("Look everywhere, without the filters").url.endswith("/search?q=zebra")


def test_an_empty_search_says_what_is_here(visitor):
    assert "Write a word or two" in visitor.open("/search").main


@pytest.mark.parametrize("query", ["q=bus&page=99999", "q=bus&page=-1", "q=bus&page=²", "q=%00", "q=%ff",
                                   "area=nowhere&q=x",
                                   "q=bus&kind=person", "q=bus&subject=%27&when=never&open=1"])  # fmt: skip
def test_an_address_made_up_is_answered(session, visitor, query):
    make_proposal(session, title="The bus")
    assert visitor.open(f"/search?{query}").h1 == "Search"


def test_a_page_of_results_is_the_same_for_everybody_and_not_kept(session, visitor, as_officer):
    make_proposal(session, title="The bus")
    page = visitor.open("/search?q=bus")
    assert page.headers["Cache-Control"] == "public, max-age=0"
    assert page.reply.data == as_officer.open("/search?q=bus").reply.data
