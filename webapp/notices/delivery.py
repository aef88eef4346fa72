"""Handing a mail to a mail server. Knows no database."""

import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import SplitResult, unquote, urlsplit

SECONDS = 20  # to wait for a mail server that does not answer
_POLICY = SMTP.clone(max_line_length=998)
"""As long as a line may be (RFC 5322): an address in a header that is cut or encoded leads nowhere."""
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


def deliver(mail: EmailMessage, url: str) -> None:
    """Send through `smtp://user:password@host:port` (STARTTLS where offered) or `smtps://…` (TLS from the start).

    Raises `OSError` or `smtplib.SMTPException` when the server cannot be reached or refuses.
    """
    server = urlsplit(url)
    with _connect(server) as connection:
        if server.username:
            connection.login(unquote(server.username), unquote(server.password or ""))
        connection.send_message(mail)


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
