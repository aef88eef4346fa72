"""A real mail server for tests, that remembers what it took."""

import email.policy
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


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


@contextmanager
def listening(received: Received | None = None) -> Iterator[tuple[Received, str]]:
    """The server's memory, and the address that SMTP_URL takes."""
    received = received or Received()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(received, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield received, f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()
