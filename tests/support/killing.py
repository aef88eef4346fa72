"""A worker that is killed while it sends: in a process of its own, before a mail server that may do the killing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.support.smtp import Received
from webapp.jobs.models import Job
from webapp.notices.models import Message
from webapp.notices.outbox import is_waiting

ROOT = Path(__file__).resolve().parents[2]


class Deadly(Received):
    """A mail server that kills the worker at the n-th mail: as it begins ("MAIL"), as it is addressed ("RCPT"), or when
    it was taken but nobody has been told so ("DATA")."""

    def __init__(self, *deaths: tuple[int, str]) -> None:
        super().__init__()
        self.deaths = list(deaths)
        self.worker: subprocess.Popen[bytes] | None = None

    async def handle_MAIL(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        envelope.mail_from = address
        self._perhaps_kill("MAIL", len(self.mails) + 1)
        return "250 OK"

    async def handle_RCPT(self, *facts: Any) -> str:  # noqa: N802
        self._perhaps_kill("RCPT", len(self.mails) + 1)
        return await super().handle_RCPT(*facts)

    async def handle_DATA(self, *facts: Any) -> str:  # noqa: N802
        said = await super().handle_DATA(*facts)
        self._perhaps_kill("DATA", len(self.mails))
        return said

    def _perhaps_kill(self, at: str, number: int) -> None:
        if self.deaths and self.deaths[0] == (number, at) and self.worker is not None:
            self.deaths.pop(0)
            self.worker.send_signal(signal.SIGKILL)
            self.worker.wait()


def start_worker(settings: Mapping[str, str], instance: str) -> subprocess.Popen[bytes]:
    """`folkmoot worker`, with these settings."""
    named = {f"FOLKMOOT_{name}": value for name, value in settings.items()}
    environment = os.environ | named | {"FOLKMOOT_INSTANCE": instance, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-m", "webapp.commands", "worker"], cwd=ROOT, env=environment,
                            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip


@contextmanager
def stopped_at_the_end(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def as_if_minutes_passed(session: Session) -> None:
    """What a dead worker held is free, as it is by itself a minute after its last sign of life."""
    back = timedelta(minutes=2)
    for job in session.scalars(select(Job).where(Job.finished_at.is_(None), Job.heard_at.is_not(None))):
        job.heard_at -= back
    held = session.scalars(
        select(Message.held_until).where(is_waiting(), Message.held_until.is_not(None)).limit(1)
    ).first()
    if held is not None:
        free = update(Message).where(is_waiting(), Message.held_until.is_not(None))
        session.execute(free.values(held_until=held - back))
    session.commit()


def count_waiting(session: Session) -> int:
    waiting = session.scalar(select(func.count(Message.id)).where(is_waiting())) or 0
    session.rollback()
    return waiting


def wait_until(done: Callable[[], bool], seconds: float = 60, pause: float = 0.02) -> None:
    """Raises `TimeoutError`."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise TimeoutError
        time.sleep(pause)


def noon_somewhere() -> str:
    """A time zone in which it is about midday now: no quiet hours, whenever the tests run."""
    west = datetime.now(UTC).hour - 12
    return f"Etc/GMT{west:+d}"
