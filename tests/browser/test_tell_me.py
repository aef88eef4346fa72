"""Somebody without an account asks on a phone to be told, confirms, is told, and stops it with one tap."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import func, select

from tests.browser.looking import look_over
from tests.support.smtp import listening
from webapp import clock
from webapp.consultations.models import Consultation
from webapp.database import db, writing
from webapp.notices import following
from webapp.notices.models import Subscriber

ADDRESS = "dean@example.org"


def mail_to(received, words):
    """The newest mail to Dean with these words, waited for."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        for to, mail in reversed(received.mails):
            text = mail.get_body(("plain",)).get_content().replace("\r\n", "\n")
            if to == [ADDRESS] and words in text:
                return text
        time.sleep(0.2)
    raise AssertionError("no mail came in a minute")


def decide(app):
    with app.app_context():
        writing.set(True)
        buses = db.session.scalars(select(Consultation).where(Consultation.slug == "buses-and-streets")).one()
        following.happened(db.session, kind="consultation", thing_id=buses.id, title=buses.title,
                           what="Decided against", words="No night bus on Sundays.", source="feedback:1",
                           address="/consultations/buses-and-streets", zone="Europe/London")  # fmt: skip
        db.session.commit()
        writing.set(False)


@pytest.mark.journey
def test_without_an_account_on_a_phone_asking_being_told_and_stopping_with_one_tap(app, site, phone, monkeypatch):
    page = phone()
    with listening() as (received, address):
        monkeypatch.setitem(app.config, "SMTP_URL", address)
        monkeypatch.setitem(app.config, "BASE_URL", site)
        page.goto("/consultations/buses-and-streets")
        page.get_by_role("link", name="Tell me what comes of this").click()
        page.get_by_role("button", name="Tell me").click()
        expect(page.get_by_text("Enter your e-mail address.").first).to_be_visible()
        look_over(page)
        page.get_by_label("Your e-mail address or UK mobile number").fill(ADDRESS)
        page.get_by_role("button", name="Tell me").click()
        expect(page.get_by_role("heading", name="Look at your mail")).to_be_visible()
        look_over(page)
        asked = mail_to(received, "press this link")
        page.goto(re.search(r"(/tell-me/confirm/\S+)", asked)[1])
        look_over(page)
        page.get_by_role("button", name="Yes, tell me").click()
        expect(page.get_by_role("heading", name="We will tell you")).to_be_visible()
        look_over(page)
        page.get_by_role("link", name="Everything you asked us to tell you").click()
        look_over(page)
        decide(app)
        with clock.set_to(clock.now() + timedelta(days=1, hours=1)):
            told = mail_to(received, "Decided against")
    assert "> No night bus on Sundays." in told
    page.goto(re.search(r"(/stop/\S+)", told)[1])
    page.get_by_role("button", name="Stop these mails").click()
    expect(page.get_by_role("heading", name="You have stopped these mails")).to_be_visible()
    look_over(page)
    page.get_by_role("link", name="Everything you asked us to tell you").click()
    expect(page.get_by_text("Nothing at the moment.")).to_be_visible()
    page.get_by_role("button", name="Forget me").click()
    expect(page.get_by_role("heading", name="We have forgotten you")).to_be_visible()
    look_over(page)
    with app.app_context():
        assert db.session.scalar(select(func.count(Subscriber.id)).where(Subscriber.address == ADDRESS)) == 0
