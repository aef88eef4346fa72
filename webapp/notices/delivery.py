"""Composing a mail and a line to a mail server. Knows no database."""

import hmac
import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from urllib.parse import SplitResult, unquote, urlsplit

SECONDS = 20  # to wait for a mail server that does not answer
_POLICY = SMTP.clone(max_line_length=998)
"""As long as a line may be (RFC 5322): an address in a header that is cut or encoded leads nowhere."""
_IDENT = re.compile(r"message-(\d+)-[0-9a-f]{20}")
_STATUS = re.compile(r"\b[245]\.\d{1,3}\.\d{1,3}\b")
_MOST_FIGURES = 9  # of a message's number: what every database holds
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Unsafe(RuntimeError):
    """The mail server offers no encryption, and there is a password to send."""


def compose(*, sender: str, to: str, subject: str, text: str, html: str, ident: str,
            stop_link: str = "") -> EmailMessage:  # fmt: skip
    """A mail in text and HTML. Raises `ValueError` for a header with a line break in it.

    `stop_link` becomes the button that mail programs offer for ending such mail at one press (RFC 8058).
    """
    mail = EmailMessage(policy=_POLICY)
    mail["From"] = sender
    mail["To"] = Address(addr_spec=to)
    mail["Subject"] = subject
    mail["Message-ID"] = f"<{ident}@{sender.rpartition('@')[2].strip('> ')}>"  # the same when it is sent twice
    mail["Auto-Submitted"] = "auto-generated"
    if stop_link:
        mail["List-Unsubscribe"] = f"<{stop_link}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(text)
    if html:
        mail.add_alternative(html, subtype="html")
    return mail


def ident_of(message_id: int, key: str) -> str:
    """What stands before the @ of a Message-ID: the same each time it is sent, and not to be guessed, so that nobody
    makes up a report that it came back."""
    return f"message-{message_id}-{hmac.digest(key.encode(), f'message-id:{message_id}'.encode(), sha256).hex()[:20]}"


def read_ident(ident: str, key: str) -> int | None:
    """The message that a Message-ID of ours names; None when it is not ours."""
    found = _IDENT.match(ident.strip().strip("<>"))
    if found is None or len(found[1]) > _MOST_FIGURES:
        return None
    message_id = int(found[1])
    return message_id if hmac.compare_digest(ident_of(message_id, key), found[0]) else None


def status_in(words: str) -> str:
    """The enhanced status code (RFC 3463) in what a server said: "5.1.1"; "" when it gave none."""
    found = _STATUS.search(words)
    return found[0] if found else ""


def connect(url: str) -> smtplib.SMTP:
    """A line to `smtp://user:password@host:port` (STARTTLS where offered) or `smtps://…` (TLS from the start).

    Raises `OSError` or `smtplib.SMTPException` when the server cannot be reached or refuses us.
    """
    server = urlsplit(url)
    connection = _connect(server)
    if server.username:
        connection.login(unquote(server.username), unquote(server.password or ""))
    return connection


def _connect(server: SplitResult) -> smtplib.SMTP:
    host, secure = server.hostname or "localhost", ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or 465, timeout=SECONDS, context=secure)
    connection = smtplib.SMTP(host, server.port or 587, timeout=SECONDS)
    connection.ehlo()
    if connection.has_extn("starttls"):
        connection.starttls(context=secure)
        connection.ehlo()
    elif server.username and host not in _HERE:
        connection.close()
        raise Unsafe("The mail server offers no encryption, so the password is not sent to it.")
    return connection
