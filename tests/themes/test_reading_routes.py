"""Reading answers in a browser without script."""

import pytest

from tests.themes.world import FARES, LATE, SAID, SHELTERS, answer, make_themed, people, theme
from webapp.access import Role

LEAKS = SAID[SHELTERS][0]


@pytest.fixture
def themed(session):
    world, frame = make_themed(session)
    session.commit()
    return world, frame


def now(session):
    session.rollback()
    session.expire_all()


def ticks(page):
    """The themes that are ticked, by name."""
    return [
        " ".join(page.all(f"//label[@for='{box.get('id')}']")[0].text_content().split())
        for box in page.all("//input[@name='themes'][@checked]")
    ]


def test_an_officer_reads_one_answer_corrects_it_and_goes_on(session, themed, as_officer):
    world, frame = themed
    page = as_officer.open(f"{world.path}/read").send("Start reading")
    assert SAID[LATE][0] in page.main
    assert ticks(page) == [LATE]
    assert "Suggested: sure" in page.main
    fares = theme(session, frame, FARES).id
    page = page.fill(themes=[str(fares)]).send("Save and next")
    assert page.notice == "Saved."
    assert SAID[LATE][1] in page.main
    assert "1 of 7 answers read" in page.main
    now(session)
    assert (people(session, world)[LATE], people(session, world)[FARES]) == (2, 3)


def test_a_reading_is_undone_from_the_next_page(session, themed, as_officer):
    world, _frame = themed
    page = as_officer.open(f"{world.path}/read").send("Start reading").send("Save and next")
    page = page.send("Undo what I saved")
    assert page.notice.startswith("Took back: Read 1 answer.")
    assert SAID[LATE][0] in page.main
    assert "0 of 7 answers read" in page.main
    assert "Took back" in as_officer.open(f"{world.path}/history").main
