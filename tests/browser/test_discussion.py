"""A discussion on a phone: read, joined with and without script, by keyboard alone, and answered by the council."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.looking import look_over, look_over_with_script
from webapp.database import db, writing
from webapp.forums.models import Post, PostDraft, Thread

RESIDENT, OFFICER = "resident@merestone.example", "okafor@merestone.example"
WORDS = "I wait with my daughter at the hospital stop. Is it true that the 20:40 stays?"


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def discussion(app: Flask) -> str:
    """The address of the long one, about the bus consultation."""
    with app.app_context():
        return (
            f"/forum/threads/{db.session.scalars(select(Thread.id).where(Thread.about_kind == 'consultation')).one()}"
        )


def mine(page: Page):
    return page.locator("article").filter(has_text="I wait with my daughter")


@pytest.mark.journey
def test_a_resident_joins_a_discussion_on_an_old_phone_and_the_council_answers(app, site, phone, phone_of):
    page = phone_of(RESIDENT, script=False)
    page.goto("/consultations/buses-and-streets")
    page.get_by_role("link", name="Read and join in").click()
    look_over_with_script(page)
    for order in ("Most useful", "Most different", "Oldest", "Newest"):
        page.get_by_role("link", name=order).click()
    page.get_by_label("What do you want to say?").fill(WORDS)
    page.get_by_label("A question", exact=True).check()
    page.get_by_label("Neither", exact=True).check()
    press(page, "Post it")
    expect(page.get_by_text("Posted.")).to_be_visible()
    look_over_with_script(page)
    expect(mine(page).get_by_text("Waits for an answer")).to_be_visible()
    mine(page).get_by_role("link", name="Change").first.click()
    look_over_with_script(page)
    page.get_by_label("Your words").fill(WORDS + " I hope so.")
    press(page, "Save the change")
    mine(page).get_by_role("link", name="Changed: see before").click()
    expect(page.get_by_text(WORDS, exact=True)).to_be_visible()
    look_over_with_script(page)
    page.go_back()
    mine(page).get_by_role("link", name="Take back").click()
    look_over_with_script(page)
    press(page, "Take it back")
    press(page, "Put it back")
    expect(page.get_by_text("It is back where it was.")).to_be_visible()

    officer = phone_of(OFFICER)
    officer.goto("/office/discussions")
    look_over(officer)
    asked = officer.get_by_role("listitem").filter(has_text="I wait with my daughter")
    asked.get_by_role("link", name="Answer it").click()
    look_over(officer)
    officer.get_by_label("What do you want to say?").fill("It stays, and a later one comes in May.")
    press(officer, "Post the answer")
    look_over(officer)

    stranger = phone(script=False)
    stranger.goto(officer.url)
    answer = stranger.locator("article").filter(has_text="It stays, and a later one comes in May.").last
    expect(answer.get_by_text("Answer from the council")).to_be_visible()
    stranger.get_by_role("link", name="Say something").or_(stranger.get_by_role("button", name="Say something")).click()
    expect(stranger).to_have_url(f"{site}/sign-in?next={discussion(app)}/post")


def test_what_is_typed_on_a_phone_is_kept_and_posted_later(app, site, phone_of):
    page = phone_of(RESIDENT)
    page.goto(discussion(app))
    page.get_by_label("What do you want to say?").press_sequentially("Half a thought", delay=5)
    expect(page.get_by_text("Saved as a draft.")).to_be_visible()
    page.goto("/forum/drafts")
    look_over(page)
    page.get_by_role("link", name="Go on writing").click()
    expect(page.get_by_label("What do you want to say?")).to_have_value("Half a thought")
    look_over(page)
    page.get_by_label("What do you want to say?").fill("A whole thought")
    press(page, "Post it")
    expect(page.get_by_text("A whole thought")).to_be_visible()
    with app.app_context():
        writing.set(False)
        assert db.session.scalars(select(PostDraft)).all() == []
        assert db.session.scalars(select(Post.text).where(Post.text == "A whole thought")).all() == ["A whole thought"]


def test_agreeing_and_replying_need_nothing_but_a_keyboard(app, site, phone_of):
    page = phone_of(RESIDENT)
    page.goto(discussion(app) + "?sort=oldest")
    first = page.locator("article").first
    first.get_by_role("button", name="I agree").focus()
    page.keyboard.press("Enter")
    expect(page.locator("article").first.get_by_role("button", name="I agree")).to_have_attribute(
        "aria-pressed", "true"
    )
    look_over(page)
    page.locator("article").first.get_by_role("link", name="Reply").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Reply to")).to_be_visible()
    look_over(page)
    page.get_by_label("What do you want to say?").focus()
    page.keyboard.type("So do we.")
    page.get_by_role("button", name="Post the reply").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("So do we.")).to_be_visible()


def test_a_board_and_everything_on_it_fit_a_small_phone(app, site, phone):
    page = phone()
    page.goto("/forum")
    look_over(page)
    page.get_by_role("link", name="Hob Hill", exact=True).click()
    look_over(page)
    page.get_by_role("link", name="Ice on the steps by the chapel").click()
    look_over(page)
