"""A group proposes something on a phone, gathers backing online and on paper, and is told what came of it."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.looking import look_over, look_over_with_script
from tests.support.proposals import back_by_many, make_proposal
from webapp import clock
from webapp.database import db, writing
from webapp.moderation.kinds import KINDS
from webapp.notices.models import Message
from webapp.proposals.models import Proposal

GROUP, OFFICER, RESIDENT = "marsh@merestone.example", "okafor@merestone.example", "resident@merestone.example"
pytestmark = pytest.mark.usefixtures("nothing_proposed_yet")
CHECKER = "bellweather@merestone.example"
REPLY = "Thank you for the bench. Please look at the shelter again next year."


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def propose(page: Page) -> None:
    """Without script, so that everything works on an old phone."""
    page.goto("/proposals/start")
    look_over_with_script(page)
    page.get_by_role("button", name="Start now").click()
    page.get_by_label("What do you propose, in a few words?").fill("A bench at the library steps")
    look_over_with_script(page)
    press(page, "Save and continue")
    page.get_by_label("What do you propose, and why?").fill("People wait there for the 14 and cannot sit.")
    look_over_with_script(page)
    press(page, "Save and continue")
    page.get_by_label("Where is it?").fill("Library steps")
    page.get_by_label("In which area?").select_option(label="Northgate, Calderwick")
    look_over_with_script(page)
    press(page, "Save and continue")
    page.get_by_label("Who would it help?").fill("Older people, and parents with children.")
    page.get_by_label("Under £1,000").check()
    look_over_with_script(page)
    press(page, "Save and continue")
    page.get_by_label("Hob Hill Bus Users").check()
    look_over_with_script(page)
    press(page, "Save and continue")
    look_over_with_script(page)
    press(page, "Send it in")
    expect(page.get_by_text("Sent in. It is proposal P-1.")).to_be_visible()
    look_over_with_script(page)


def let_in(app: Flask) -> None:
    with app.app_context():
        writing.set(True)
        KINDS["proposal"].show(db.session, db.session.scalars(select(Proposal)).one().id)
        db.session.commit()


def gather_twelve(app: Flask) -> None:
    with app.app_context():
        writing.set(True)
        back_by_many(db.session, db.session.scalars(select(Proposal)).one(), 12)


def enter_paper(page: Page) -> None:
    page.goto("/proposals/1")
    page.get_by_role("button", name="Paper sheets").click()
    look_over(page)
    page.get_by_label("Number written on the sheet").fill("1")
    page.get_by_label("How many lines are filled in?").fill("37")
    page.get_by_label("How many from which area?").fill("Northgate 20\nHob Hill 9")
    press(page, "Enter the sheet")
    expect(page.get_by_text("37 on paper are entered.")).to_be_visible()
    look_over(page)
    page.goto("/proposals/1")
    expect(page.get_by_text("37 on paper, being checked.")).to_be_visible()


def check_paper(page: Page) -> None:
    page.goto("/office/sheets")
    look_over(page)
    page.get_by_role("link", name="Sheet 1 of P-1").click()
    look_over(page)
    page.get_by_label("How many of these lines stood up?").fill("10")
    press(page, "Count it")
    expect(page.get_by_text("37 of 37 lines count.")).to_be_visible()


def move(page: Page, to: str, reason: str, *, officer: str = "", days: int | None = None) -> None:
    page.goto("/proposals/1")
    page.get_by_role("button", name="Move it on").click()
    page.get_by_label(to, exact=True).check()
    page.get_by_label("Why?").fill(reason)
    page.get_by_label("Who has it?").select_option(label=officer or "Nobody yet")
    page.get_by_label("News by").fill((clock.now() + timedelta(days=days)).date().isoformat() if days else "")
    look_over(page)
    press(page, "Move it")
    expect(page.get_by_text("Moved. The author and everybody who follows it are told.")).to_be_visible()


def last_mail_to(app: Flask, address: str) -> Message:
    with app.app_context():
        found = db.session.scalars(select(Message).where(Message.to == address).order_by(Message.id.desc())).first()
        assert found is not None
        return found


@pytest.mark.journey
def test_a_group_proposes_gathers_backing_and_is_told_what_came_of_it(app, site, phone, phone_of):
    propose(phone_of(GROUP, script=False))
    let_in(app)
    gather_twelve(app)
    stranger = phone()
    stranger.goto("/proposals")
    look_over(stranger)
    stranger.get_by_role("link", name="A bench at the library steps").click()
    look_over(stranger)
    expect(stranger.get_by_text("12 people back this")).to_be_visible()
    resident = phone_of(RESIDENT, script=False)
    resident.goto("/proposals/1")
    press(resident, "Back this proposal")
    expect(resident.get_by_text("13 people back this")).to_be_visible()
    look_over_with_script(resident)
    enter_paper(phone_of(GROUP))
    check_paper(phone_of(CHECKER))
    stranger = phone()  # a browser keeps the public page for some seconds
    stranger.goto("/proposals/1")
    expect(stranger.get_by_text("50 people back this")).to_be_visible()
    expect(stranger.get_by_text("Backed by enough people").first).to_be_visible()
    officer = phone_of(OFFICER)
    move(officer, "With an officer", "We find out who owns the steps.", officer="R. Okafor", days=28)
    move(officer, "Part accepted", "A bench, yes, by May. A shelter is not ours to build there.")
    told = last_mail_to(app, GROUP)
    assert "Part accepted" in told.subject
    author = phone_of(GROUP)
    author.goto("/proposals/1")
    expect(author.get_by_text("A shelter is not ours to build there.")).to_be_visible()
    author.get_by_role("button", name="Reply").click()
    look_over(author)
    author.get_by_label("Your reply").fill(REPLY)
    author.get_by_label("This is my reply").check()
    press(author, "Send the reply")
    stranger = phone()
    stranger.goto("/proposals/1")
    expect(stranger.get_by_text(REPLY)).to_be_visible()
    look_over(stranger)


def test_while_one_types_proposals_that_read_alike_appear(app, site, phone_of):
    with app.app_context():
        writing.set(True)
        make_proposal(db.session, title="A bench at the library steps")
    page = phone_of(RESIDENT)
    page.goto("/proposals/new")
    page.get_by_label("What do you propose, in a few words?").press_sequentially("bench library", delay=10)
    expect(page.get_by_role("link", name="A bench at the library steps")).to_be_visible()
    look_over(page)
