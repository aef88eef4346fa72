"""Who takes a message to where it goes: a mail server, the text service, or the console where there is neither."""

import smtplib
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Protocol, Self

import structlog

from webapp.notices import delivery, texts
from webapp.notices.contacts import Channel
from webapp.notices.models import Message
from webapp.notices.outbox import Failure

log = structlog.get_logger()


class Away(Exception):
    """Nothing can be handed over at present: no point in trying the next message."""


class NotTaken(Exception):
    """This message was refused; the next one may not be."""

    def __init__(self, failure: Failure, status: str = "") -> None:
        super().__init__(failure.words)
        self.failure, self.status = failure, status


class Courier(Protocol):
    keeps_words: bool

    def take(self, message: Message) -> str:
        """Hand it over; the id that the other side gave it, or "". Raises `NotTaken` or `Away`."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None: ...  # fmt: skip


class Console:
    """For a newcomer's machine: the words are printed, and kept so that the links in them can be followed."""

    keeps_words = True

    def take(self, message: Message) -> str:
        log.info(message.channel.value, to=message.to, subject=message.subject, text=message.text)
        return ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


class Post:
    """Mail, all of it through one connection; opened for the first mail, and again when the server hung up."""

    keeps_words = False

    def __init__(self, *, url: str, sender: str, key: str) -> None:
        self._url, self._sender, self._key = url, sender, key
        self._line: smtplib.SMTP | None = None

    def take(self, message: Message) -> str:
        mail = delivery.compose(
            sender=self._sender, to=message.to, subject=message.subject, text=message.text, html=message.html,
            ident=delivery.ident_of(message.id, self._key), stop_link=message.stop_link,
        )  # fmt: skip
        try:
            self._line = self._line or delivery.connect(self._url)
            self._line.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code, said = next(iter(error.recipients.values()))
            words = f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"
            raise NotTaken(Failure(words, for_good=code >= 500), delivery.status_in(words)) from error
        except (smtplib.SMTPDataError, smtplib.SMTPSenderRefused) as error:
            raise NotTaken(Failure(f"{type(error).__name__}: {error}", for_good=False)) from error
        except OSError as error:  # every other error of smtplib is one
            self._hang_up()
            raise Away(f"{type(error).__name__}: {error}") from error
        return ""

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._line is not None:
            try:
                self._line.quit()
            except (smtplib.SMTPException, OSError):
                self._hang_up()


class Telephone:
    """Texts through GOV.UK Notify. After a crash it asks whether the last one was taken before it sends it again."""

    keeps_words = False

    def __init__(self, service: texts.Service) -> None:
        self._service = service

    def take(self, message: Message) -> str:
        reference = f"message-{message.id}"
        try:
            known = self._service.find(reference) if message.begun_at else ""
            return known or self._service.send(to=message.to, words=message.text, reference=reference)
        except texts.Refusal as error:
            status = texts.NO_SUCH_NUMBER if error.for_good else ""
            raise NotTaken(Failure(str(error), for_good=error.for_good), status) from error
        except OSError as error:
            raise Away(f"{type(error).__name__}: {error}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None


def of(channel: Channel, settings: Mapping[str, Any]) -> Courier:
    """Whoever takes messages of this channel where the settings are these."""
    if channel is Channel.TEXT:
        service = texts.service_of(settings)
        return Telephone(service) if service else Console()
    if settings["SMTP_URL"]:
        return Post(url=settings["SMTP_URL"], sender=settings["MAIL_FROM"], key=settings["SECRET_KEY"])
    return Console()
