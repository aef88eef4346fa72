"""The front door near where somebody lives: what is open there and how long it takes, and what came of it."""

from datetime import timedelta

import pytest

from tests.support.answering import make_places
from tests.support.consultations import make_consultation
from tests.support.polls import make_poll
from tests.support.proposals import make_proposal
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Consultation
from webapp.places.abouts import set_about
from webapp.polls.models import Poll
from webapp.web import listed
from webapp.web.listed import Entry, Shelf


@pytest.fixture
def areas(session):
    return make_places(session)


def on(page, shelf="open"):
    """The titles on a shelf."""
    return [one.text_content() for one in page.all(f"//h2[@id='{shelf}']/following-sibling::ul[1]//h3")]


def consultation_about(session, areas, name, **words):
    made = make_consultation(session, **words)
    set_about(session, kind="consultation", thing_id=made.id, areas=[areas[name]])
    session.commit()
    return made


def test_near_me_is_what_is_about_my_area_or_the_whole_place(session, areas, visitor):
    consultation_about(session, areas, "Foundry", slug="here", title="Here")
    consultation_about(session, areas, "Weavers", slug="there", title="There")
    make_consultation(session, slug="all", title="Everywhere")
    poll = make_poll(session, title="A poll there")
    set_about(session, kind="poll", thing_id=poll.id, areas=[areas["Weavers"]])
    make_proposal(session, title="A bench here", area_id=areas["Foundry"])
    make_proposal(session, title="A bench there", area_id=areas["Weavers"])
    page = visitor.open("/places/x-2")
    assert page.h1 == "Have your say in Foundry"
    assert set(on(page)) == {"Here", "Everywhere"}
    assert on(page, "proposals") == ["A bench here"]
    assert [one.text_content() for one in page.all("//li[.//h3[contains(., 'Here')]]/strong")] == ["Open", "In Foundry"]


def test_consultations_and_polls_stand_in_one_list_closing_soonest_first(session, visitor):
    for model, make, days in ((Consultation, make_consultation, (5, 1)), (Poll, make_poll, (3, 9))):
        for day in days:
            one = make(session, slug=f"{model.__tablename__}-{day}", title=f"In {day} days")
            one.closes_at = clock.now() + timedelta(days=day)
    session.commit()
    assert on(visitor.open("/")) == ["In 1 days", "In 3 days", "In 5 days", "In 9 days"]


def test_it_says_how_many_minutes_each_takes(session, visitor):
    make_consultation(session, minutes=7)
    make_poll(session, options=[f"Option {number}" for number in range(13)])
    cards = visitor.open("/").main
    assert "Consultation. About 7 minutes." in cards
    assert "Poll. About 2 minutes." in cards


@pytest.mark.parametrize("typed", ["ZZ1 2AB", "zz12", "canal side"])
def test_whoever_says_where_they_live_is_led_to_their_area(areas, visitor, typed):
    page = visitor.open("/").fill(where=typed).send()
    assert (page.url, page.h1) == ("/places/x-1", "Have your say in Canal Side")
    assert "Set-Cookie" not in page.headers


@pytest.mark.parametrize("typed", ["ZZ9 9", "Nowhere", "<b>x</b>", "\x00", "x" * 5_000, "😀"])
def test_whoever_is_not_from_here_chooses_from_the_list(areas, visitor, typed):
    page = visitor.open("/places", query_string={"where": typed})
    assert page.h1 == "Where do you live?"
    assert page.link("Weavers").h1 == "Have your say in Weavers"


@pytest.mark.parametrize("code", ["nothing", "X-1", "x-1%00", "x" * 300])
def test_a_place_that_is_not_there_is_not_found(areas, visitor, code):
    assert visitor.open(f"/places/{code}", status=None).status == 404


def test_a_place_where_nothing_is_open_says_what_one_can_do(areas, visitor):
    page = visitor.open("/places/x-3")
    assert "Nothing is open at the moment." in page.main
    assert page.link("Propose something").h1 == "Propose something"


@pytest.mark.parametrize("address", ["/", "/places/x-1"])
def test_the_page_costs_the_same_few_statements_for_hundreds(session, areas, visitor, count_statements, address):
    make_consultation(session)
    make_poll(session)
    make_proposal(session, area_id=areas["Canal Side"])
    few = count_statements(lambda: visitor.open(address))
    for number in range(15):
        made = make_consultation(session, slug=f"c-{number}", stage=list(Stage)[number % 5])
        set_about(session, kind="consultation", thing_id=made.id, areas=[areas["Canal Side"]])
        make_poll(session, slug=f"p-{number}")
        make_proposal(session, title=f"Number {number}")
    assert count_statements(lambda: visitor.open(address)) == few <= 8


def test_no_shelf_grows_without_end(session, visitor):
    for number in range(listed.MOST[Shelf.OPEN] + 3):
        make_consultation(session, slug=f"c-{number}")
    assert len(on(visitor.open("/"))) == listed.MOST[Shelf.OPEN]
    assert len(visitor.open("/consultations").all("//h2/a")) == listed.MOST[Shelf.OPEN] + 3


def test_every_consultation_is_on_a_list_that_goes_on(session, visitor):
    for number in range(43):
        make_consultation(session, slug=f"c-{number}", title=f"Number {number}")
    make_consultation(session, slug="draft", title="Secret", stage=Stage.DRAFT)
    first = visitor.open("/").link("All consultations")
    titles = [one.text_content() for page in (first, first.link("Next page")) for one in page.all("//h2/a")]
    assert titles == [f"Number {number}" for number in reversed(range(43))]


def test_other_rooms_say_what_was_decided_is_late_and_came_of_it(session, areas, visitor, monkeypatch):
    def tell(_session, asked):
        def entry(shelf, title, days, **words):
            return Entry(kind="x", id=1, shelf=shelf, called="Decision", title=title, address="/about",
                         at=asked.now + timedelta(days=days), **words)  # fmt: skip

        return [entry(Shelf.DECIDED, "Older", -9), entry(Shelf.DECIDED, "Newer", -2),
                entry(Shelf.LATE, "The lamps", -30, state="late", state_words="Two weeks late"),
                entry(Shelf.FEEDBACK, "Later buses", -1)]  # fmt: skip

    monkeypatch.setitem(listed.LISTERS, "made up", tell)
    page = visitor.open("/")
    assert on(page, "decided") == ["Newer", "Older"]
    assert on(page, "late") == ["The lamps"]
    assert "Two weeks late" in page.main
    assert on(page, "feedback") == ["Later buses"]
