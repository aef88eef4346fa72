"""The front door: what is open, what opens soon, what has closed."""

from tests.support.consultations import make_consultation
from webapp.access import Stage


def test_each_consultation_stands_under_its_heading(visitor, session):
    for stage in Stage:
        make_consultation(session, slug=stage.value, title=f"It is {stage.value}", stage=stage)
    page = visitor.open("/")
    assert [one.text_content() for one in page.all("//main//h3")] == ["It is open", "It is scheduled", "It is closed"]
    assert [one.text_content() for one in page.all("//main//h2")] == [
        "Open now",
        "Opens soon",
        "What people propose",
        "Closed",
    ]


def test_what_nobody_may_see_yet_is_not_on_the_front_page(visitor, session):
    make_consultation(session, title="Secret plan", stage=Stage.DRAFT)
    make_consultation(session, slug="gone", title="Taken back", stage=Stage.WITHDRAWN)
    assert "Secret plan" not in visitor.open("/").text
    assert "Taken back" not in visitor.open("/").text


def test_an_empty_site_says_what_to_do_next(visitor):
    assert "Nothing is open at the moment. Come back soon, or ask us" in visitor.open("/").main


def test_a_card_leads_to_its_consultation(visitor, session):
    make_consultation(session, title="Buses and streets")
    assert visitor.open("/").link("Buses and streets").h1 == "Buses and streets"


def test_the_latest_that_closed_stands_first(visitor, session):
    from_old = make_consultation(session, slug="old", title="Old", stage=Stage.CLOSED)
    from_old.closes_at = from_old.opens_at.replace(day=from_old.opens_at.day + 1)
    session.commit()
    make_consultation(session, slug="new", title="New", stage=Stage.CLOSED)
    assert [one.text_content() for one in visitor.open("/").all("//main//h3")] == ["New", "Old"]


def test_every_page_leads_to_how_the_site_works(visitor):
    assert visitor.open("/").link("How this site treats what you say").status == 200
    assert visitor.open("/").link("Accessibility").status == 200
