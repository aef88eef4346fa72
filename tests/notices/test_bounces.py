"""Mail that came back: read from reports of mail servers, counted, and told to its owner."""

from datetime import timedelta
from email import message_from_string
from email.message import EmailMessage
from email.policy import SMTP

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.notices.test_digests import NEXT_MORNING, follower, happen
from tests.support.people import sign_in
from tests.support.subscribers import make_subscriber
from tests.support.visitor import Visitor
from webapp import clock
from webapp.commands import bounces
from webapp.documents.delivery_reports import read_reports
from webapp.notices import bouncing, receiving
from webapp.notices.models import Bounce, Message
from webapp.notices.topics import Topic

REPORT = """From: MAILER-DAEMON@mx.example
Subject: Undelivered Mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry to tell you.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {recipient}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} no such
 mailbox

--b
Content-Type: {returned}

Message-ID: {ident}
Subject: News

--b--
"""


def report(mail, recipient, status="5.1.1", action="failed", returned="text/rfc822-headers"):
    return REPORT.format(ident=mail["Message-ID"], recipient=recipient, status=status, action=action, returned=returned)


@pytest.fixture
def note(session, app):
    """Take a report, as text; how many were new and ours."""

    def noted(text):
        facts = {"key": app.config["SECRET_KEY"], "zone": "Europe/London"}
        count = sum(receiving.note_report(session, one, **facts) for one in read_reports(message_from_string(text)))
        session.commit()
        return count

    return noted


@pytest.fixture
def ann(session, server, work):
    person = follower(session)
    happen(session)
    with clock.set_to(NEXT_MORNING):
        work()
    assert len(server.mails) == 1
    return person


def more_news(session, work, server):
    """How many mails the next news makes."""
    before = len(server.mails)
    happen(session)
    with clock.set_to(NEXT_MORNING + timedelta(days=7)):
        work()
    return len(server.mails) - before


@pytest.mark.parametrize("returned", ["text/rfc822-headers", "message/rfc822"])
def test_a_mailbox_that_does_not_exist_gets_no_more_news(session, server, work, ann, note, returned):
    assert note(report(server.mails[0][1], ann.email, returned=returned)) == 1
    assert more_news(session, work, server) == 0


def test_the_same_report_twice_is_once(session, server, ann, note):
    text = report(server.mails[0][1], ann.email, status="5.7.1")
    assert [note(text), note(text)] == [1, 0]


def test_another_refusal_stops_news_at_the_third(session, app, server, work, ann, note):
    for nth in range(3):
        assert session.scalar(select(bouncing.is_stopped(Bounce.address)).where(Bounce.address == ann.email)) in {
            None,
            False,
        }
        message = Message(to=ann.email, subject="", text="", created_at=clock.now(), due_at=clock.now(),
                          given_up_at=clock.now())  # fmt: skip
        session.add(message)
        session.flush()
        bouncing.note(session, message=message, status="5.7.1", hard=True, words=f"policy {nth}")
    assert more_news(session, work, server) == 0


def test_what_did_not_get_through_this_time_is_told_with_the_next(session, server, work, ann, note):
    assert note(report(server.mails[0][1], ann.email, status="4.2.2")) == 1
    with clock.set_to(NEXT_MORNING + timedelta(days=1)):
        work()
    assert len(server.mails) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"action": "delayed", "status": "4.4.1"},
        {"action": "delivered", "status": "2.0.0"},
        {"recipient": "b@x.example"},
    ],
)
def test_a_delay_or_another_recipient_is_no_failure_of_theirs(session, server, ann, note, change):
    assert note(report(server.mails[0][1], **({"recipient": ann.email} | change))) == 0


def test_nobody_makes_up_a_report(session, server, ann, note):
    message = session.scalars(select(Message)).one()
    forged = {"Message-ID": f"<message-{message.id}-{'0' * 20}@example.org>"}
    assert note(report(forged, ann.email)) == 0
    assert note("Subject: Out of office\n\nI am away.") == 0


def test_its_owner_sees_it_and_says_that_it_works_again(session, app, server, work, ann, note):
    note(report(server.mails[0][1], ann.email))
    page = sign_in(Visitor(app), ann).open("/account/notices")
    assert "550 5.1.1 no such mailbox" in page.main
    assert "came back" not in page.send("It works again").main
    assert more_news(session, work, server) == 1


def test_a_server_that_says_at_once_that_there_is_no_such_mailbox_counts_too(session, server, work, as_officer):
    make_subscriber(session, Topic("thread", 1), address="gone@example.org")
    happen(session)
    server.says = "550 5.1.1 no such mailbox"
    with clock.set_to(NEXT_MORNING):
        work()
    server.says = "250 OK"
    assert more_news(session, work, server) == 0
    page = as_officer.open("/account").link("What people were told")
    assert "because it came back 1" in page.main


def test_a_command_takes_one_mail_or_a_mailbox(session, app, server, ann, tmp_path, monkeypatch):
    monkeypatch.setattr(bounces, "create_app", lambda: app)
    text = report(server.mails[0][1], ann.email)
    session.commit()
    given = CliRunner().invoke(bounces.bounces, input=text.encode())
    assert given.output == "Reports: 1. New and about mail of ours: 1.\n"
    box = tmp_path / "box"
    box.write_text(f"From MAILER-DAEMON Mon Jun  1 12:00:00 2026\n{text}\n" * 2)
    assert CliRunner().invoke(bounces.bounces, [str(box)]).output == "Reports: 2. New and about mail of ours: 0.\n"


def test_an_officer_sees_how_it_went_and_no_whole_address(session, server, work, as_officer, note):
    make_subscriber(session, Topic("thread", 1), address="gone@example.org")
    follower(session)
    server.says = "451 4.3.0 gone@example.org: come back later"
    happen(session)
    with clock.set_to(NEXT_MORNING):
        work()
    page = as_officer.open("/office/told?words=thread")
    detail = page.link("Thread 1: J. Marsh wrote")
    assert "g…@example.org: waits until" in detail.main
    assert "451" in detail.main
    assert "gone@example.org" not in detail.main + page.main
    assert "Nothing that was told" in as_officer.open("/office/told?words=zzz").main


def test_a_page_of_the_log_asks_as_often_for_many_as_for_few(session, as_officer, app):
    from sqlalchemy import event  # noqa: PLC0415

    from webapp.database import db  # noqa: PLC0415

    def statements():
        seen = []
        listen = lambda *facts: seen.append(facts[2])  # noqa: E731
        event.listen(db.engine, "before_cursor_execute", listen)
        as_officer.open("/office/told")
        event.remove(db.engine, "before_cursor_execute", listen)
        return len(seen)

    follower(session)
    happen(session)
    session.commit()
    few = statements()
    for _ in range(40):
        happen(session)
    session.commit()
    assert statements() == few


def test_a_report_with_hostile_fields_is_read_without_harm():
    mail = EmailMessage(policy=SMTP)
    mail.set_content("x")
    assert list(read_reports(mail)) == []
    broken = REPORT.format(
        ident="<a@b>", recipient=";" * 500, action="FAILED", status="9.9.9 ' OR 1=1", returned="text/rfc822-headers"
    )
    (one,) = read_reports(message_from_string(broken))
    assert (one.recipient, one.status, one.hard) == ("", "5.0.0", True)
