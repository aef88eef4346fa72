"""A resident follows two things on a phone, gets one mail about both, and ends it at one tap."""

import re
import time
from datetime import timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from tests.browser.looking import look_over
from tests.support.proposals import make_proposal
from tests.support.smtp import listening
from webapp import clock
from webapp.database import db, writing
from webapp.proposals.models import Proposal
from webapp.proposals.rules import Stage
from webapp.proposals.services import moving

pytestmark = pytest.mark.usefixtures("nothing_proposed_yet")
RESIDENT = "resident@merestone.example"


def make_two(app):
    with app.app_context():
        writing.set(True)
        for title in ("A bench at the library steps", "Lights on the canal path"):
            make_proposal(db.session, title=title)


def move_both(app):
    with app.app_context():
        writing.set(True)
        for one in db.session.scalars(select(Proposal)):
            moving.move(db.session, proposal=one, since=Stage.GATHERING, to=Stage.NOT_TAKEN, actor_id=None,
                        reason=f"Not this year: {one.title}.")  # fmt: skip
        db.session.commit()


def mail_to(received, address):
    """The one mail to this address, waited for."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        mine = [mail for to, mail in received.mails if to == [address] and "you follow" in str(mail["Subject"])]
        if mine:
            return mine
        time.sleep(0.2)
    raise AssertionError("no mail came in a minute")


@pytest.mark.journey
def test_a_resident_follows_gets_one_mail_about_everything_and_ends_it_at_one_tap(
    app, site, phone, phone_of, monkeypatch
):
    make_two(app)
    page = phone_of(RESIDENT)
    for number in (1, 2):
        page.goto(f"/proposals/{number}")
        page.get_by_role("button", name="Follow", exact=True).click()
        expect(page.get_by_text("You follow this.")).to_be_visible()
        look_over(page)
    with listening() as (received, address):
        monkeypatch.setitem(app.config, "SMTP_URL", address)
        monkeypatch.setitem(app.config, "BASE_URL", site)
        move_both(app)
        with clock.set_to(clock.now() + timedelta(days=1, hours=1)):
            (mail,) = mail_to(received, RESIDENT)
    text = mail.get_body(("plain",)).get_content()
    assert "Not this year: A bench at the library steps." in text
    assert "Not this year: Lights on the canal path." in text
    everything = re.findall(r"http\S+/stop/\S+", text)[-1]
    other = phone()  # opened from the mail, where nobody has signed in
    other.goto(everything)
    look_over(other)
    other.get_by_role("button", name="Stop these mails").click()
    expect(other.get_by_role("heading", name="You have stopped these mails")).to_be_visible()
    look_over(other)
    page.goto("/account/notices")
    expect(page.get_by_label("Not at all")).to_be_checked()
    look_over(page)
