"""A real mail server, and a worker that does what is due."""

import email.policy
import socket
from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.message import Message
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from webapp.database import db, writing
from webapp.features import JOBS
from webapp.jobs.worker import run_all


class Received:
    """A mail server's memory. `says`: what it answers to a recipient."""

    def __init__(self) -> None:
        self.mails: list[tuple[list[str], Message]] = []
        self.says = "250 OK"

    async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:  # noqa: N802
        if self.says.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.says

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802
        self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Received]:
    received = Received()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setitem(app.config, "SMTP_URL", f"smtp://127.0.0.1:{port}")
    yield received
    controller.stop()


@pytest.fixture
def work(session: Session) -> Callable[[], int]:
    """Let the worker do what is due."""

    def run() -> int:
        session.commit()
        done = run_all(sessionmaker(db.engine, expire_on_commit=False), JOBS)
        writing.set(False)  # the worker writes; what the test reads afterwards must lock nobody out
        return done

    return run
