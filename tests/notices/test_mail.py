"""The outbox and the job that empties it, with a real mail server."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from webapp import clock
from webapp.notices import services
from webapp.notices.models import Message
from webapp.notices.rules import as_html, wait_before


def post(session, **words):
    return services.post(session, **{"to": "ann@example.org", "subject": "Hello", "text": "Good day, Ænn.", **words})


def only_message(session):
    session.expire_all()
    return session.scalars(select(Message)).one()


def test_a_mail_arrives_as_text_and_as_html(session, server, work):
    post(session, text="Good day, Ænn.\n\nhttps://example.org/a?b=1&c=2")
    work()
    recipients, mail = server.mails[0]
    assert recipients == ["ann@example.org"]
    assert mail["Subject"] == "Hello"
    assert mail["From"] == "noreply@example.org"
    assert "Good day, Ænn." in mail.get_body(("plain",)).get_content()
    assert '<a href="https://example.org/a?b=1&amp;c=2">' in mail.get_body(("html",)).get_content()
    assert only_message(session).sent_at == NOON


def test_a_mail_is_sent_once(session, server, work):
    message = post(session)
    work()
    services.jobs.enqueue(session, kind="send-mail", subject=f"message:{message.id}", message_id=message.id)
    work()
    assert len(server.mails) == 1


def test_the_words_of_a_mail_are_wiped_once_a_server_has_taken_it(session, server, work):
    post(session)
    work()
    assert (only_message(session).text, only_message(session).html) == ("", "")


def test_a_mail_whose_data_was_rolled_back_is_never_sent(session, server, work):
    post(session)
    session.rollback()
    assert work() == 0
    assert server.mails == []


def test_mail_waits_while_the_server_is_away_and_goes_later(session, server, work):
    post(session)
    server.says = "451 come back later"
    work()
    waiting = only_message(session)
    assert (waiting.sent_at, waiting.tries) == (None, 1)
    assert "451" in waiting.last_error
    server.says = "250 OK"
    assert work() == 0
    with clock.set_to(NOON + timedelta(minutes=5)):
        work()
    assert len(server.mails) == 1


def test_mail_to_a_mailbox_that_does_not_exist_is_given_up_at_once(session, server, work):
    post(session)
    server.says = "550 no such mailbox"
    work()
    assert only_message(session).given_up_at == NOON
    with clock.set_to(NOON + timedelta(days=2)):
        assert work() == 0


def test_a_server_that_cannot_be_reached_loses_nothing(session, app, monkeypatch, work):
    monkeypatch.setitem(app.config, "SMTP_URL", "smtp://127.0.0.1:1")
    post(session)
    work()
    assert "Refused" in only_message(session).last_error
    assert only_message(session).text == "Good day, Ænn."


def test_without_a_mail_server_mail_is_printed_and_kept(session, capfd, work):
    post(session)
    work()
    assert only_message(session).sent_at == NOON
    assert only_message(session).text == "Good day, Ænn."


def test_mail_is_given_up_after_about_a_day():
    waits = [wait_before(tries) for tries in range(1, 12)]
    assert timedelta(hours=16) < sum(waits, timedelta()) < timedelta(hours=36)
    assert wait_before(12) is None


@pytest.mark.parametrize(
    "to",
    ["a@b.example\nBcc: c@d.example", "a@b.example\r\n\r\nHello", "a@b.example,c@d.example", "Ann <a@b.example>",
     "a@b.example c@d.example", "nobody", "@", "a@b@c", ""],
)  # fmt: skip
def test_a_mail_goes_to_exactly_one_plain_address(session, to):
    with pytest.raises(services.NotAnAddress):
        post(session, to=to)


def test_a_subject_cannot_bring_headers_of_its_own(session, server, work):
    post(session, subject="Join us\r\nBcc: c@d.example\r\n\r\nBody\x00\x85\u2028x" + "y" * 400)
    work()
    recipients, mail = server.mails[0]
    assert recipients == ["ann@example.org"]
    assert mail["Bcc"] is None
    assert mail["Subject"].startswith("Join us Bcc: c@d.example Body x")


def test_words_of_people_are_letters_in_the_html_of_a_mail():
    html = as_html('<script>alert(1)</script>\n\nhttps://example.org/"onclick=alert(1)')
    assert "<script>" not in html
    assert 'href="https://example.org/"' in html


def test_an_administrator_follows_a_link_in_the_outbox(as_admin, session):
    post(session, text="Open this:\nhttp://localhost/account")
    session.commit()
    page = as_admin.open("/outbox")
    assert "Hello" in page.main
    assert page.link("Open").link("http://localhost/account").h1 == "My account"


def test_where_there_is_a_mail_server_nobody_reads_the_links_of_others(as_admin, session, server):
    post(session, text="Open this:\nhttp://localhost/secret")
    session.commit()
    assert "secret" not in as_admin.open("/outbox").link("Open").main
