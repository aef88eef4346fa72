"""Statements answered by thumb on a phone: with script and without, by keyboard, and where the line breaks."""

import pytest
from playwright.sync_api import expect

from tests.browser.looking import look_over, look_over_with_script
from webapp.database import db
from webapp.demonstration.statements import WORDS
from webapp.polls.models import Poll
from webapp.polls.statements.models import Participant, StatementVote

STREETS = "/polls/calderwicks-streets"
VOTE = f"{STREETS}/statements/vote"
UNREAD = 400  # milliseconds in which a tap on a statement just put there is none


@pytest.fixture
def answers(app, site):
    """How many answers there are beyond those of the demonstration."""

    def count():
        with app.app_context():
            return db.session.query(StatementVote).count() - before

    before = 0
    before = count()
    return count


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


@pytest.mark.journey
def test_a_resident_answers_undoes_adds_and_stops_without_script(site, phone, answers):
    page = phone(script=False)
    page.goto(STREETS)
    look_over_with_script(page)
    page.get_by_role("button", name="Take part").click()
    first = page.locator("h1").inner_text()
    look_over_with_script(page)
    press(page, "Agree")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text(first)
    for words in ("Disagree", "Pass / not sure", "Agree", "Agree", "Disagree"):
        press(page, words)
    expect(page.get_by_text("5 of about 25 answered")).to_be_visible()
    page.get_by_role("link", name="Add a statement").click()
    page.get_by_label("Your statement").fill("Street lights at the canal must stay on all night")
    press(page, "Send it")
    look_over_with_script(page)
    press(page, "Mine is different. Send it")
    expect(page.get_by_text("Waits for a moderator")).to_be_visible()
    look_over_with_script(page)
    assert answers() == 5


def test_with_script_each_answer_goes_without_a_new_page_and_a_double_tap_is_one(site, phone, answers):
    page = phone()
    page.goto(VOTE)
    page.evaluate("window.sameDocument = true")
    page.get_by_role("button", name="Agree", exact=True).dblclick()
    expect(page.get_by_text("1 of about 25 answered")).to_be_visible()
    page.wait_for_timeout(UNREAD)
    press(page, "Disagree")
    expect(page.get_by_text("2 of about 25 answered")).to_be_visible()
    look_over(page)
    assert page.evaluate("window.sameDocument") is True
    assert page.title().startswith(page.locator("h1").inner_text())
    assert answers() == 2


def test_by_keyboard_the_next_statement_is_read_and_the_buttons_come_next(site, phone):
    page = phone()
    page.goto(VOTE)
    page.get_by_role("button", name="Agree", exact=True).press("Enter")
    expect(page.get_by_text("1 of about 25 answered")).to_be_visible()
    expect(page.locator("h1")).to_be_focused()
    page.wait_for_timeout(UNREAD)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Agree", exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of about 25 answered")).to_be_visible()


def test_a_tap_without_a_connection_is_kept_and_sent_when_there_is_one(site, phone, answers):
    page = phone()
    page.goto(VOTE)
    page.context.set_offline(True)
    press(page, "Agree")
    expect(page.get_by_text("Your answer is kept here")).to_be_visible()
    assert answers() == 0
    page.context.set_offline(False)
    expect(page.get_by_text("1 of about 25 answered")).to_be_visible()
    assert answers() == 1


def test_the_three_buttons_are_within_reach_of_a_thumb(site, phone):
    page = phone()
    page.goto(VOTE)
    press(page, "Agree")
    expect(page.get_by_text("1 of about 25 answered")).to_be_visible()
    for words in ("Agree", "Disagree", "Pass / not sure"):
        box = page.get_by_role("button", name=words, exact=True).bounding_box()
        assert box["height"] >= 48
        assert box["y"] + box["height"] <= 640


def test_what_came_out_is_read_in_words_and_seen_in_a_picture(app, site, phone):
    page = phone()
    page.goto(f"{STREETS}/statements/result")
    for _turn in range(100):
        if page.get_by_text("2 groups of people see this differently.").count():
            break
        page.wait_for_timeout(200)
        page.reload()
    expect(page.get_by_text(WORDS[2][0]).first).to_be_visible()
    expect(page.get_by_role("img", name="Where people stand")).to_be_visible()
    look_over(page)
    page.get_by_text("All statements in figures").first.click()
    look_over(page)
    with app.app_context():
        poll = db.session.query(Poll).filter_by(slug="calderwicks-streets").one()
        assert db.session.query(Participant).filter_by(poll_id=poll.id).count() == 290
