"""Asking to be told without an account: asking, showing that the address is theirs, stopping, being forgotten."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.notices.test_digests import NEXT_MORNING, text_of
from tests.support.consultations import make_consultation
from tests.support.visitor import Visitor
from webapp import clock
from webapp.notices import following
from webapp.notices.contacts import Channel, masked, tidy_contact
from webapp.notices.models import Bounce, Message, Notice, Subscriber, Subscription


@pytest.fixture
def buses(session):
    one = make_consultation(session)
    session.commit()
    return one


def ask(visitor, thing, contact="Ann@Example.org ", **more):
    return visitor.open(f"/tell-me/consultation/{thing.id}").fill(contact=contact, **more).send("Tell me")


def link_in(mail, path):
    return re.search(rf"https?://[^/\s]+({path}\S+)", text_of(mail))[1]


def confirmed(visitor, thing, server, work, contact="ann@example.org"):
    ask(visitor, thing, contact)
    work()
    page = visitor.open(link_in(server.mails[-1][1], "/tell-me/confirm/")).send("Yes")
    assert page.h1 == "We will tell you"
    return page


def happen(session, thing, **more):
    following.happened(session, kind="consultation", thing_id=thing.id, title=thing.title, what="Decided against",
                       address=f"/consultations/{thing.slug}", zone="Europe/London", **more)  # fmt: skip
    session.commit()


def count(session, model):
    session.rollback()
    return session.scalar(select(func.count(model.id)))


def test_an_address_is_told_nothing_before_it_was_confirmed(session, visitor, buses, server, work):
    assert ask(visitor, buses).h1 == "Look at your mail"
    happen(session, buses)
    with clock.set_to(NEXT_MORNING):
        work()
    assert [to for (to,), _mail in server.mails] == ["ann@example.org"]
    assert "Do you want to be told" in server.mails[0][1]["Subject"]


def test_an_address_that_was_confirmed_is_told_once_and_stops_with_one_tap(session, app, visitor, buses, server, work):
    confirmed(visitor, buses, server, work)
    happen(session, buses)
    with clock.set_to(NEXT_MORNING):
        work()
    mail = server.mails[-1][1]
    assert "Decided against" in text_of(mail)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = re.fullmatch(r"<https?://[^/]+(/stop/\S+)>", mail["List-Unsubscribe"])[1]
    assert app.test_client().post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert count(session, Subscription) == 0
    assert visitor.open(stop).send("Stop these mails").send("That was a mistake").h1 == "You get these mails again"
    assert count(session, Subscription) == 1


def test_opening_the_link_confirms_nothing(session, visitor, buses, server, work):
    ask(visitor, buses)
    work()
    visitor.open(link_in(server.mails[0][1], "/tell-me/confirm/"))
    assert session.scalar(select(Subscription.confirmed_at)) is None


def test_pressing_twice_is_asking_once(session, visitor, buses, server, work):
    pages = [ask(visitor, buses).main for _ in range(2)]
    work()
    assert pages[0] == pages[1]
    assert (len(server.mails), count(session, Subscriber), count(session, Subscription)) == (1, 1, 1)


def test_two_presses_at_the_same_moment_are_one(app, session, buses, race):
    outcomes = race(4, lambda _own: app.test_client().post(f"/tell-me/consultation/{buses.id}",
                                                           data={"contact": "a@example.org"}).status_code)  # fmt: skip
    assert outcomes == [200] * 4
    assert (count(session, Subscriber), count(session, Message)) == (1, 1)


def test_the_page_says_the_same_of_an_address_that_is_known(session, visitor, buses, server, work):
    confirmed(visitor, buses, server, work)
    known = ask(visitor, buses, "ann@example.org").main.replace("ann@", "")
    assert known == ask(visitor, buses, "bob@example.org").main.replace("bob@", "")


def test_somebody_who_types_the_address_of_another_changes_nothing_for_them(session, visitor, buses, server, work):
    confirmed(visitor, buses, server, work)
    other = make_consultation(session, slug="parks", title="Parks")
    session.commit()
    ask(visitor, other, "ann@example.org")
    happen(session, other)
    assert count(session, Notice) == 0


def test_mail_that_anybody_may_cause_is_braked_by_the_address(braked, buses, work, server):
    for minute in range(7):
        with clock.set_to(NOON + timedelta(minutes=2 * minute)):
            assert ask(Visitor(braked), buses, "braked@example.org").h1 == "Look at your mail"
    work()
    with clock.set_to(NOON + timedelta(minutes=20)):
        work()
    assert len(server.mails) == 5


@pytest.mark.parametrize("typed", ["", "ann", "ann@", "01632 960001", "07600 900123", "a@b.example,c@d.example",
                                   "a@b.example\nBcc: c@d.example", "<a>@x", "٠٧٧٠٠٩٠٠١٢٣", "x" * 5000])  # fmt: skip
def test_what_is_no_address_is_refused_at_its_field(visitor, buses, typed):
    page = ask(visitor, buses, typed)
    assert "contact" in page.field_errors


@pytest.mark.parametrize("path", ["/tell-me/consultation/999", "/tell-me/nothing/1", "/tell-me/subject/none",
                                  "/tell-me/area/7", "/tell-me/consultation/99999999999999"])  # fmt: skip
def test_what_is_not_there_cannot_be_asked_about(visitor, path):
    visitor.open(path, status=404)


def test_an_address_that_was_not_confirmed_is_forgotten_after_days(session, visitor, buses, server, work):
    ask(visitor, buses)
    with clock.set_to(NOON + timedelta(days=3)):
        work()
    assert count(session, Subscriber) == 1
    with clock.set_to(NOON + timedelta(days=4)):
        work()
    assert (count(session, Subscriber), count(session, Subscription)) == (0, 0)
    assert session.scalars(select(Message.to)).all() == [""]


def test_forgotten_at_one_press_nothing_is_left_but_figures(session, visitor, buses, server, work):
    own = confirmed(visitor, buses, server, work).link("Everything you asked us to tell you")
    happen(session, buses)
    with clock.set_to(NEXT_MORNING):
        work()
    happen(session, buses)
    session.add(Bounce(address="ann@example.org", message_id=1, at=NOON, hard=False, status="4.2.2"))
    session.commit()
    assert own.send("Forget me").h1 == "We have forgotten you"
    assert [count(session, model) for model in (Subscriber, Subscription, Bounce)] == [0, 0, 0]
    assert {
        (one.to, one.subject, one.text, one.stop_link, one.last_error) for one in session.scalars(select(Message))
    } == {("", "", "", "", "")}
    assert session.scalars(select(Notice.subscriber_id)).all() == [None]
    visitor.open(own.url, status=404)


def test_after_an_answer_the_offer_names_the_consultation_and_no_answer(session, app, visitor, buses):
    with app.test_request_context():
        from webapp.notices import panels  # noqa: PLC0415

        assert f'href="/tell-me/consultation/{buses.id}"' in panels.after_an_answer(buses.id)
    assert "Tell me what comes of this" in visitor.open(f"/consultations/{buses.slug}").main


def test_a_subscriber_reads_in_their_language(session, app, visitor, buses, server, work, monkeypatch):
    monkeypatch.setitem(app.config, "LANGUAGES", ["en", "cy"])
    ask(visitor, buses, language="cy")
    work()
    visitor.open(link_in(server.mails[-1][1], "/tell-me/confirm/")).send("Yes")
    happen(session, buses, words="No night bus.", words_in={"cy": "Dim bws nos."})
    with clock.set_to(NEXT_MORNING):
        work()
    assert "> Dim bws nos." in text_of(server.mails[-1][1])
    assert "No night bus" not in text_of(server.mails[-1][1])


def test_the_rhythm_is_chosen_on_their_own_page(session, visitor, buses, server, work):
    own = confirmed(visitor, buses, server, work).link("Everything you asked us to tell you")
    own.fill(rhythm="at once").send("Save")
    happen(session, buses)
    with clock.set_to(NOON + timedelta(minutes=6)):
        work()
    assert len(server.mails) == 2


def test_another_site_cannot_ask_for_somebody(app, buses):
    reply = app.test_client().post(f"/tell-me/consultation/{buses.id}", data={"contact": "a@example.org"},
                                   headers={"Sec-Fetch-Site": "cross-site"})  # fmt: skip
    assert reply.status_code == 400


def test_somebody_with_an_account_follows_a_place_with_that(session, as_resident):
    page = as_resident.open("/account/notices/follow/area/0").send("Follow")
    assert "Everything at Merestone Combined Authority" in page.main
    assert "You follow nothing yet." in page.send("Stop following").main


def test_numbers_are_kept_in_one_form_and_shown_in_none():
    typed = ("07700 900123", "+44 7700 900123", "+44 (0)7700-900123", "0044 7700900123")
    assert {tidy_contact(Channel.TEXT, one) for one in typed} == {"+447700900123"}
    assert (masked("ann@example.org"), masked("+447700900123"), masked("")) == ("a…@example.org", "…123", "")
