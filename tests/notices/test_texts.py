"""Texts: a code, what happened in few words, by day, not too many, and what became of them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.notices.test_digests import NEXT_MORNING
from tests.notices.test_tell_me import ask, buses, happen  # noqa: F401  (a fixture)
from tests.support.subscribers import make_subscriber
from tests.support.visitor import Visitor
from webapp import clock
from webapp.jobs import services as jobs
from webapp.notices import services
from webapp.notices.contacts import Channel
from webapp.notices.models import Bounce, Message, Subscription
from webapp.notices.rules import Rhythm
from webapp.notices.topics import Topic

NUMBER = "+447700900123"


def phone(session, thing, **more):
    return make_subscriber(session, Topic("consultation", thing.id), channel=Channel.TEXT, address=NUMBER, **more)


def only_text(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Message).where(Message.channel == Channel.TEXT)).one()


def test_a_number_is_confirmed_by_the_code_in_a_text(session, visitor, buses, network, work):  # noqa: F811
    page = ask(visitor, buses, "07700 900 123")
    work()
    ((number, words, _reference),) = network.texts
    assert number == NUMBER
    code = re.search(r"\b\d{6}\b", words)[0]
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert "code" in page.fill(code=wrong).send("Tell me about it").field_errors
    assert page.fill(code=f" {code[:3]} {code[3:]} ").send("Tell me about it").h1 == "We will tell you"
    assert page.fill(code=code).send("Tell me about it").h1 == "We will tell you", "pressed twice"


def test_a_code_is_too_old_after_half_an_hour(session, visitor, buses, network, work):  # noqa: F811
    page = ask(visitor, buses, "07700 900 123")
    work()
    code = re.search(r"\b\d{6}\b", network.texts[0][1])[0]
    with clock.set_to(NOON + timedelta(minutes=30)):
        assert "code" in page.fill(code=code).send("Tell me about it").field_errors


def test_guessing_a_code_is_braked_by_the_number(session, braked, buses, network, work):  # noqa: F811
    page = ask(Visitor(braked), buses, "07700 900 123")
    work()
    code = re.search(r"\b\d{6}\b", network.texts[0][1])[0]
    data = {"asked": page.all("//input[@name='asked']/@value")[0]}
    for wrong in range(5):
        braked.test_client().post("/tell-me/code", data=data | {"code": f"{(int(code) + 1 + wrong) % 10**6:06}"})
    assert braked.test_client().post("/tell-me/code", data=data | {"code": code}).status_code == 429
    assert session.scalar(select(Subscription.confirmed_at)) is None


def test_a_text_is_short_and_says_what_and_where(session, buses, network, work):  # noqa: F811
    phone(session, buses)
    happen(session, buses, words="Long reasons. " * 50)
    with clock.set_to(NEXT_MORNING):
        work()
    words = network.texts[0][1]
    assert words.startswith("Merestone Combined Authority: ")
    assert "Decided against" in words
    assert f"/consultations/{buses.slug}" in words
    assert "Long reasons" not in words


def test_several_things_are_one_text(session, buses, network, work):  # noqa: F811
    phone(session, buses)
    for _ in range(3):
        happen(session, buses)
    with clock.set_to(NEXT_MORNING):
        work()
    assert len(network.texts) == 1
    assert "And 2 more things." in network.texts[0][1]


def test_a_number_gets_no_more_than_its_share_of_a_day(session, buses, network, work):  # noqa: F811
    phone(session, buses, rhythm=Rhythm.AT_ONCE)
    for hour in range(5):
        with clock.set_to(NOON + timedelta(hours=hour)):
            happen(session, buses)
        with clock.set_to(NOON + timedelta(hours=hour, minutes=10)):
            work()
    assert len(network.texts) == 3
    with clock.set_to(NEXT_MORNING.replace(hour=5)):
        work()
    assert len(network.texts) == 3, "the share is new, but it is night"
    with clock.set_to(NEXT_MORNING):
        work()
    assert len(network.texts) == 4
    assert "And 1 more thing." in network.texts[3][1]


def test_a_text_that_failed_in_the_evening_is_not_tried_at_night(session, buses, network, work):  # noqa: F811
    phone(session, buses, rhythm=Rhythm.AT_ONCE)
    evening = NOON.replace(hour=20, minute=50)
    with clock.set_to(evening):
        happen(session, buses)
    network.says = (500, "Internal server error")
    with clock.set_to(evening + timedelta(minutes=8)):
        work()
    network.says = (201, "")
    for later in (evening + timedelta(minutes=30), NEXT_MORNING.replace(hour=5)):
        with clock.set_to(later):
            work()
    assert network.texts == []
    with clock.set_to(NEXT_MORNING.replace(hour=6, minute=1)):
        work()
    assert len(network.texts) == 1


def test_a_digest_that_comes_late_waits_for_the_morning(session, buses, server, work):  # noqa: F811
    make_subscriber(session, Topic("consultation", buses.id))
    happen(session, buses)
    with clock.set_to(NEXT_MORNING.replace(hour=22)):
        work()
    assert server.mails == []
    with clock.set_to(NEXT_MORNING.replace(hour=6, minute=1) + timedelta(days=1)):
        work()
    assert len(server.mails) == 1


@pytest.mark.parametrize(("says", "given_up"), [((400, "Not a UK mobile number"), True), ((429, "Too many"), False),
                                                ((403, "Invalid token"), False), ((500, "Oh"), False)])  # fmt: skip
def test_what_the_service_refuses_for_good_is_given_up_and_the_rest_waits(session, network, work, says, given_up):
    services.post_text(session, to=NUMBER, subject="Hello", text="Hello")
    network.says = says
    work()
    text = only_text(session)
    assert (text.given_up_at is not None, text.sent_at, text.tries) == (given_up, None, 1)
    assert says[1] in text.last_error


def test_after_a_crash_it_asks_first_whether_the_text_was_taken(session, network, work):
    text = services.post_text(session, to=NUMBER, subject="Hello", text="Hello")
    network.texts.append((NUMBER, "Hello", f"message-{text.id}"))
    text.begun_at = clock.now()
    work()
    assert len(network.texts) == 1
    assert only_text(session).remote_id == "id-1"


def test_a_wrong_key_sends_nothing_and_loses_nothing(session, app, network, work, monkeypatch):
    monkeypatch.setitem(app.config, "NOTIFY_KEY", "merestone-" + "0" * 36 + "-" + "1" * 36)
    services.post_text(session, to=NUMBER, subject="Hello", text="Hello")
    work()
    assert network.texts == []
    assert only_text(session).given_up_at is None


def test_without_a_key_a_text_is_printed_and_kept(session, work):
    services.post_text(session, to=NUMBER, subject="Hello", text="Hello")
    work()
    assert (only_text(session).text, only_text(session).sent_at) == ("Hello", NOON)


def receipt(app, status, remote_id="id-1", token="a secret of ours"):
    return app.test_client().post("/texts/receipts", json={"id": remote_id, "reference": None, "status": status},
                                  headers={"Authorization": f"Bearer {token}"})  # fmt: skip


@pytest.fixture
def sent(session, app, buses, network, work, monkeypatch):  # noqa: F811
    monkeypatch.setitem(app.config, "NOTIFY_TOKEN", "a secret of ours")
    phone(session, buses)
    happen(session, buses)
    with clock.set_to(NEXT_MORNING):
        work()


def test_a_receipt_says_that_the_text_arrived(session, app, sent):
    assert receipt(app, "delivered").status_code == 204
    assert only_text(session).arrived_at == NOON


def test_a_number_that_does_not_exist_gets_no_more_texts(session, app, sent, buses, network, work):  # noqa: F811
    for _ in range(2):
        assert receipt(app, "permanent-failure").status_code == 204
    assert only_text(session).given_up_at == NOON
    assert len(session.scalars(select(Bounce)).all()) == 1
    happen(session, buses)
    with clock.set_to(NEXT_MORNING + timedelta(days=1)):
        work()
    assert len(network.texts) == 1


def test_what_a_telephone_that_was_off_did_not_get_is_told_again_with_the_next(session, app, sent, network, work):
    for _ in range(2):
        receipt(app, "temporary-failure")
    with clock.set_to(NEXT_MORNING + timedelta(days=1)):
        work()
    assert [words for _number, words, _reference in network.texts] == [network.texts[0][1]] * 2


@pytest.mark.parametrize("token", ["", "wrong", "é"])
def test_nobody_else_says_what_became_of_a_text(session, app, sent, token):
    assert receipt(app, "permanent-failure", token=token.encode().decode("latin-1")).status_code == 403
    assert only_text(session).given_up_at is None


def test_a_receipt_for_what_we_did_not_send_is_taken_and_means_nothing(app, sent):
    assert receipt(app, "delivered", remote_id="another").status_code == 204
    assert receipt(app, ["delivered"], remote_id={"a": 1}).status_code == 400


def test_an_open_job_of_an_earlier_version_still_sends(session, server, work):
    message = services.put(session, to="ann@example.org", subject="Hello", text="Hello")
    session.flush()
    jobs.enqueue(session, kind="send-mail", subject=f"message:{message.id}", message_id=message.id)
    work()
    assert len(server.mails) == 1
