"""News to 10,000 addresses through a mail server on this machine, by a worker that is killed three times on the way;
and how fast it sends, beside smtplib alone sending mails of the same size to the same server.

The killed worker is `folkmoot worker` in a process of its own, ended by SIGKILL after a quarter, a half and three
quarters of the mails, each time a moment later that is drawn by lot and has nothing to do with any mail. That a dead
worker's work is free again after a minute is not waited for: the minute is taken off its rows. The mail server takes
everything and keeps only who got what under which Message-ID.
"""

import random
import smtplib
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests.support.killing import (
    as_if_minutes_passed,
    count_waiting,
    noon_somewhere,
    start_worker,
    stopped_at_the_end,
    wait_until,
)
from tests.support.smtp import Received, listening
from webapp import clock
from webapp.app import create_app
from webapp.commands.schema import upgrade
from webapp.database import db, writing
from webapp.notices import following
from webapp.notices.contacts import Channel
from webapp.notices.models import Message, Subscriber, Subscription
from webapp.notices.rules import Rhythm

READERS = 10_000
TIMED = 2_000
_PATIENCE = 900
WORDS = "The last bus goes at 23:40 from Monday to Saturday. Sundays stay as they are: it would cost too much. " * 6


def measure(folder: Path, *, readers: int = READERS, timed: int = TIMED) -> dict[str, Any]:
    """How many were told once, twice and never; mails a second of ours and of smtplib alone, and their ratio."""
    killed = _send_all(folder / "killed", readers, deaths=3)
    undisturbed = _send_all(folder / "undisturbed", timed, deaths=0)
    alone = _send_alone(timed, undisturbed["mail"])
    return {
        "readers": readers,
        "deaths": killed["deaths"],
        "told": killed["told"],
        "told_twice": killed["mails"] - killed["idents"],
        "idents": killed["idents"],
        "left": killed["left"],
        "ours_a_second": round(undisturbed["a_second"], 1),
        "alone_a_second": round(alone, 1),
        "ratio": round(alone / undisturbed["a_second"], 3),
    }


def _send_all(folder: Path, readers: int, *, deaths: int) -> dict[str, Any]:
    folder.mkdir(parents=True)
    zone = noon_somewhere()
    app = create_app({"DATABASE_URL": f"sqlite:///{folder / 'folkmoot.db'}", "ENVIRONMENT": "testing"}, instance=folder)
    upgrade(app.config["DATABASE_URL"])
    received, lots = Received(), random.Random(readers)
    with app.app_context(), listening(received) as (_, address):
        writing.set(True)
        with clock.set_to(datetime.now(UTC) - timedelta(days=2)):
            _ask(db.session, readers, zone)
        writing.set(False)
        settings = {"DATABASE_URL": app.config["DATABASE_URL"], "SMTP_URL": address, "TIME_ZONE": zone}
        for death in range(1, deaths + 1):
            with stopped_at_the_end(start_worker(settings, str(folder))):
                _until(received, readers * death // (deaths + 1))
                time.sleep(lots.uniform(0.05, 0.5))
            writing.set(True)
            as_if_minutes_passed(db.session)
            writing.set(False)
        with stopped_at_the_end(start_worker(settings, str(folder))):
            _until(received, 1)
            began, before = time.perf_counter(), len(received.mails)
            wait_until(lambda: not count_waiting(db.session) and _was_written(db.session), seconds=_PATIENCE, pause=0.2)
            spent = time.perf_counter() - began
        left = count_waiting(db.session)
        db.engine.dispose()
    idents = Counter(mail["Message-ID"] for _to, mail in received.mails)
    return {
        "deaths": deaths, "mails": len(received.mails), "idents": len(idents), "left": left,
        "told": len({to for (to,), _mail in received.mails}), "mail": received.mails[-1][1],
        "a_second": (len(received.mails) - before) / spent,
    }  # fmt: skip


def _until(received: Received, mails: int) -> None:
    wait_until(lambda: len(received.mails) >= mails, seconds=_PATIENCE, pause=0.001)


def _was_written(session: Session) -> bool:
    written = session.scalar(select(func.count(Message.id)).where(Message.sent_at.is_not(None))) or 0
    session.rollback()
    return written > 0


def _ask(session: Session, readers: int, zone: str) -> None:
    """So many addresses ask about one thing, and something happens to it."""
    now = clock.now()
    session.execute(insert(Subscriber), [
        {"channel": Channel.EMAIL, "address": f"reader{at}@example.org", "handle": f"reader-{at}", "language": "en",
         "rhythm": Rhythm.DAILY, "created_at": now, "code_digest": ""} for at in range(readers)
    ])  # fmt: skip
    session.execute(insert(Subscription), [
        {"subscriber_id": ident, "kind": "consultation", "thing_id": 1, "asked_at": now, "confirmed_at": now}
        for ident in session.scalars(select(Subscriber.id))
    ])  # fmt: skip
    following.happened(session, kind="consultation", thing_id=1, title="Evening buses", what="Decided", words=WORDS,
                       address="/consultations/buses", zone=zone, source="feedback:1")  # fmt: skip
    session.commit()


def _send_alone(mails: int, like: EmailMessage) -> float:
    """Mails a second when nothing is done but to send this one again and again through one connection."""
    with listening() as (_received, address):
        host, _, port = address.removeprefix("smtp://").partition(":")
        with smtplib.SMTP(host, int(port)) as line:
            began = time.perf_counter()
            for _ in range(mails):
                line.send_message(like)
            return mails / (time.perf_counter() - began)
