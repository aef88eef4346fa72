"""From what people said to what came of it: three chains, seen by each who has a part in them, on a phone."""

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.looking import look_over_with_script
from tests.support.polls import site_receipts
from webapp.consultations.models import Response
from webapp.database import db, writing
from webapp.receipts import spaced
from webapp.summaries.models import PublishedCoding, PublishedTheme

OFFICER, CLERK = "okafor@merestone.example", "ferreira@merestone.example"
ANALYST = "amankwah@merestone.example"
BUSES, RENTERS, COST = "Links to hospital and jobs", "Renters and rent rises", "Cost and bills"


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def receipt_of(app: Flask, theme: str, *, place: int = 0) -> str:
    """The code of somebody whose words are counted under this theme, as they have it on paper."""
    writing.set(True)  # what is looked up is changed in the same transaction
    with app.app_context():
        counted = select(PublishedCoding.response_id).join(PublishedTheme).where(PublishedTheme.name == theme)
        ident = db.session.scalars(counted.order_by(PublishedCoding.id.desc()).offset(place).limit(1)).one()
        code = site_receipts().code_for(f"{theme} {place}")
        db.session.get_one(Response, ident).receipt = site_receipts().digest(code)
        db.session.commit()
        writing.set(False)
    return spaced(code)


def open_journey(page: Page, code: str) -> None:
    page.goto("/receipt")
    page.get_by_label("Your code").fill(code)
    press(page, "Open my answer")
    page.get_by_role("link", name="Where did my words go?").click()


def step(page: Page, title: str):
    heading = page.get_by_role("heading", name=title, exact=True)
    return page.locator(".fm-journey__step").filter(has=heading).first


@pytest.mark.journey
def test_three_chains_lead_from_answers_to_what_came_of_them(app, site, phone, phone_of):
    resident = phone()

    # Evening buses: 73 people, accepted in part, decided with two options rejected, delivered.
    open_journey(resident, receipt_of(app, BUSES))
    expect(step(resident, "What your words were counted as")).to_contain_text("73 people")
    expect(step(resident, "The issue that was made of it")).to_contain_text("before the last hospital shift ends")
    expect(step(resident, "The reply")).to_contain_text("Part accepted.")
    expect(step(resident, "The decision")).to_contain_text("until 23:40 from Monday to Saturday")
    expect(step(resident, "It is done")).to_contain_text("unclear")
    look_over_with_script(resident)
    step(resident, "The decision").get_by_role("link", name="Read the decision").click()
    for rejected in ("Every route until midnight", "Taxi vouchers for hospital staff"):
        expect(resident.get_by_text(rejected)).to_be_visible()
    resident.get_by_role("link", name="Run routes 14 and 22 until 23:40").click()
    for fact in ("M. Dhaliwal", "£180,000"):
        expect(resident.get_by_text(fact).first).to_be_visible()

    # Renters: 77 people, accepted, decided; the covenant is a little late, the letters are very late.
    open_journey(resident, receipt_of(app, RENTERS))
    expect(step(resident, "The reply")).to_contain_text("Accepted.")
    expect(step(resident, "The decision")).to_contain_text("24 months")
    expect(step(resident, "What is happening")).to_contain_text("J. Pryce")
    resident.goto("/commitments?stand=late")
    expect(resident.get_by_text("Very late").first).to_be_visible()

    # The steps of the library: voted for, promised with their cost, opened.
    resident.goto("/commitments?stand=delivered")
    resident.get_by_role("link", name="Steps and a rail for the library").click()
    for fact in ("244 votes, £21,000", "The steps are open.", "A rail on both sides: done on"):
        expect(resident.get_by_text(fact).first).to_be_visible()
    look_over_with_script(resident)


def test_a_small_chain_is_made_live_and_the_receipt_tells_each_stage(app, site, phone, phone_of):
    code, resident = receipt_of(app, COST), phone(script=False)
    open_journey(resident, code)
    expect(step(resident, "No reply yet")).to_contain_text("Still to come")
    officer = phone_of(OFFICER)
    officer.goto("/office/today")
    officer.locator("#issues").get_by_role("link", name="Even with a grant").click()
    officer.get_by_label("Not accepted", exact=True).check()
    officer.get_by_label("Why", exact=False).first.fill("There is no money for it this year.")
    officer.locator("input[name=owner]").fill("Housing team, J. Pryce")
    officer.locator("main form button[type=submit]").first.click()
    open_journey(resident, code)
    expect(step(resident, "The reply")).to_contain_text("There is no money for it this year.")

    clerk = phone_of(CLERK)
    clerk.goto("/office/today")
    clerk.locator("#projects").get_by_role("link", name="Film nights").click()
    clerk.get_by_label("Who answers for it?").fill("The youth team")
    clerk.get_by_label("Their e-mail address").fill("youth@merestone.example")
    press(clerk, "Save")
    expect(clerk.get_by_text("Without a day it is no promise.").first).to_be_visible()
    look_over_with_script(clerk)
    clerk.get_by_label("By which day will it be done?").fill("2027-06-01")
    press(clerk, "Save")
    press(clerk, "Publish it")
    clerk.get_by_role("link", name="It is done", exact=True).click()
    clerk.get_by_label("What came of it?").fill("Ten nights, all full.")
    press(clerk, "Publish it")
    clerk.get_by_role("link", name="Its public page").click()
    expect(clerk.get_by_text("Ten nights, all full.")).to_be_visible()

    analyst = phone_of(ANALYST)
    analyst.goto("/office/today")
    expect(analyst.get_by_role("heading", name="Today")).to_be_visible()
    councillor = phone(script=False)
    councillor.goto("/impact")
    expect(councillor.get_by_text("Promises that were kept in this year.")).to_be_visible()
