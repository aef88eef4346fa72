"""People vote on a phone: they rank, share credits and fill a basket, by thumb, without script, and by keys alone."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import look_over, look_over_with_script
from tests.support.polls import make_poll
from webapp.database import db, writing
from webapp.polls import queries

PLACES = ("Swings", "A pond", "Benches")
PROJECTS = (("Swings", 9000), ("A pond", 5000), ("Benches", 4000))


@pytest.fixture
def polls(app, site):
    """Open polls for anyone, a method each, by their address."""
    with app.app_context():
        writing.set(True)
        for method in ("irv", "quadratic"):
            make_poll(db.session, method=method, slug=method, options=PLACES, eligibility="anyone")
        make_poll(
            db.session, method="budget-knapsack", slug="basket", options=PROJECTS, pot=15000, eligibility="anyone"
        )
        writing.set(False)


def box(app, slug):
    with app.app_context():
        found = queries.find_by_slug(db.session, slug)
        return dict(queries.group_ballots(db.session, found.id))


def send(page: Page, look) -> None:
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("heading", name="Is this your vote?")).to_be_visible()
    look(page)
    page.get_by_role("button", name="Yes, send my vote").click()
    expect(page.get_by_role("heading", name="Your vote is counted")).to_be_visible()
    look(page)


@pytest.mark.journey
def test_by_thumb_options_are_tapped_into_order_and_what_is_left_is_counted_along(app, polls, phone):
    page = phone()
    page.goto("/polls/irv")
    look_over(page)
    page.get_by_role("button", name="Vote", exact=True).click()
    for option, number in (("Swings", 1), ("Benches", 2), ("A pond", 3)):
        page.get_by_role("button", name=f"Give it number {number}: {option}").click()
    page.get_by_role("button", name="Number 2. Take it away: Benches").click()
    expect(page.get_by_role("button", name="Number 2. Take it away: A pond")).to_be_visible()
    look_over(page)
    send(page, look_over)
    assert box(app, "irv") == {((1,), (2,)): 1}
    page.goto("/polls/quadratic/vote")
    page.get_by_label("Swings").fill("4")
    expect(page.get_by_text("9 left")).to_be_visible()
    page.get_by_label("A pond").fill("4")
    expect(page.get_by_text("7 too many")).to_be_visible()
    look_over(page)
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_role("link", name="You have used 7 more than you have. Take some back.")).to_be_visible()
    look_over(page)
    page.get_by_label("A pond").fill("3")
    send(page, look_over)
    assert box(app, "quadratic") == {((1, 4), (2, 3)): 1}
    page.goto("/polls/basket/vote")
    page.get_by_label("Swings").check()
    expect(page.get_by_text("£6,000 left for the park")).to_be_visible()
    page.get_by_label("A pond").check()
    page.get_by_label("Benches").check()
    expect(page.get_by_text("£3,000 too much for the park")).to_be_visible()
    look_over(page)
    page.get_by_label("A pond").uncheck()
    send(page, look_over)
    assert box(app, "basket") == {((1, 1), (3, 1)): 1}


def test_without_script_the_same_ballots_are_filled_and_the_next_page_says_what_does_not_add_up(app, polls, phone):
    page = phone(script=False)
    page.goto("/polls/irv/vote")
    page.get_by_label("Swings").select_option("1")
    page.get_by_label("Benches").select_option("1")
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("have the same place").first).to_be_visible()
    page.get_by_label("Benches").select_option("2")
    send(page, look_over_with_nothing)
    assert box(app, "irv") == {((1,), (3,)): 1}
    page.goto("/polls/basket/vote")
    look_over_with_script(page)
    for project in PLACES:
        page.get_by_label(project).check()
    page.get_by_role("button", name="Look it over").click()
    expect(page.get_by_text("That is £3,000 more than there is").first).to_be_visible()
    page.get_by_label("Swings").uncheck()
    send(page, look_over_with_nothing)
    assert box(app, "basket") == {((2, 1), (3, 1)): 1}


def look_over_with_nothing(page: Page) -> None:
    """A page that came by POST cannot be opened again elsewhere; with script it was looked over already."""
    page.wait_for_load_state()


def test_with_keys_alone_a_ballot_is_ranked_looked_over_and_sent(app, polls, phone):
    page = phone()
    page.goto("/polls/irv/vote")
    press_on(page, "Give it number 1: A pond")
    press_on(page, "Give it number 2: Swings")
    press_on(page, "Look it over")
    expect(page.get_by_role("heading", name="Is this your vote?")).to_be_visible()
    press_on(page, "Yes, send my vote")
    expect(page.get_by_role("heading", name="Your vote is counted")).to_be_visible()
    assert box(app, "irv") == {((2,), (1,)): 1}


def press_on(page: Page, name: str) -> None:
    """Go there with the tab key, as somebody without a mouse does, and press it."""
    page.evaluate("document.activeElement.blur()")
    wanted = page.get_by_role("button", name=name, exact=True)
    for _step in range(40):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"the tab key never came to “{name}”")
