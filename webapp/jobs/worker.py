"""The worker: takes jobs one after the other, says how far it is, and stops cleanly when told."""

import importlib
import signal
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.database import writing
from webapp.jobs import services
from webapp.jobs.models import MOST_TRIES, Job
from webapp.jobs.services import Cancelled
from webapp.refusals import Refused

log = structlog.get_logger()


class Teller:
    """How a job tells how far it is: commits at once, in a transaction of its own; raises `Cancelled` when asked to."""

    def __init__(self, sessions: sessionmaker[Session], job_id: int) -> None:
        self._sessions, self._job_id = sessions, job_id
        self._told: tuple[str, int] = ("", -1)

    def __call__(self, step: str, done: int, total: int) -> None:
        """`step` in plain words, `done` of `total`. Cheap to call often: it writes at most once a percent."""
        percent = 100 * done // max(total, 1)
        if (step, percent) == self._told:
            return
        self._told = (step, percent)
        with self._sessions.begin() as session:
            told = (
                update(Job)
                .where(Job.id == self._job_id)
                .values(step=step, done=done, total=total, heard_at=clock.now())
            )
            session.execute(told)
            if session.scalar(select(Job.cancel_asked_at).where(Job.id == self._job_id)):
                raise Cancelled


Handler = Callable[[sessionmaker[Session], dict[str, Any], Teller], dict[str, Any]]


def run_next(sessions: sessionmaker[Session], handlers: Mapping[str, str]) -> bool:
    """Do one job. False when there was none. `handlers` maps a kind to "package.module:function"."""
    writing.set(True)
    with sessions.begin() as session:
        services.give_up_lost(session)
        job = services.take(session)
    if job is None:
        return False
    result, error, wait = _attempt(sessions, job, handlers)
    with sessions.begin() as session:
        again = session.get_one(Job, job.id)
        if again.tries != job.tries or again.finished_at is not None:
            log.warning("job was taken over", job=job.id)  # we were silent for too long; it is another worker's now
        elif wait is not None:
            services.retry_later(session, again, wait=wait, reason=error or "")
        else:
            services.finish(session, again, result=result, error=error)
    return True


def _attempt(
    sessions: sessionmaker[Session], job: Job, handlers: Mapping[str, str]
) -> tuple[dict[str, Any] | None, str | None, timedelta | None]:
    """Result, error, and how long to wait before the next try (None: no next try)."""
    words = log.bind(job=job.id, kind=job.kind, subject=job.subject)
    try:
        with _heartbeat(sessions, job.id):
            result = _find_handler(handlers[job.kind])(sessions, job.facts, Teller(sessions, job.id))
    except Cancelled:
        words.info("job cancelled")
        return None, None, None
    except Refused as refusal:
        return None, str(refusal), None
    except Exception:
        words.exception("job failed", tries=job.tries)
        wait = timedelta(seconds=10 * 3**job.tries) if job.tries < MOST_TRIES else None
        return None, "Something went wrong on our side. What was there before is unchanged.", wait
    words.info("job done")
    return result, None, None


def _find_handler(path: str) -> Handler:
    """Jobs are found by name, so that the web process never loads what only they need (scientific libraries)."""
    module, _, function = path.partition(":")
    handler: Handler = getattr(importlib.import_module(module), function)
    return handler


class _heartbeat:  # noqa: N801  (used like a function)
    """Says every few seconds that the work goes on, also while one long step says nothing."""

    def __init__(self, sessions: sessionmaker[Session], job_id: int, seconds: float = 10) -> None:
        self._sessions, self._job_id, self._seconds = sessions, job_id, seconds
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)

    def _beat(self) -> None:
        while not self._over.wait(self._seconds):
            try:
                with self._sessions.begin() as session:
                    session.execute(update(Job).where(Job.id == self._job_id).values(heard_at=clock.now()))
            except OperationalError:  # the database is busy or restarts: the next beat may get through
                log.warning("heartbeat missed", job=self._job_id)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()


def run_forever(sessions: sessionmaker[Session], handlers: Mapping[str, str], *, pause: float = 0.5) -> None:
    """Work until SIGTERM or SIGINT; the job in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    log.info("worker ready")
    while not stop.is_set():
        if not run_next(sessions, handlers):
            stop.wait(pause)


def run_all(sessions: sessionmaker[Session], handlers: Mapping[str, str]) -> int:
    """Do every job that is due, and return how many there were (tests and the demonstration)."""
    count = 0
    while run_next(sessions, handlers):
        count += 1
    return count
