"""`folkmoot bounces`: mail that came back, as a mail server hands it on."""

import mailbox
import sys
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import click

from webapp.app import create_app
from webapp.database import db, writing
from webapp.documents.delivery_reports import read_reports
from webapp.notices import receiving

_STARTS_A_MAILBOX = b"From "


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
def bounces(file: Path | None) -> None:
    """Note which mail came back: one mail from standard input, or FILE with one mail or a whole mailbox (mbox).

    A mail server can call it for each mail to the address in MAIL_FROM. What is no report on a mail of ours is skipped.
    """
    app = create_app()
    noted = read = 0
    with app.app_context():
        writing.set(True)
        for mail in _mails(file):
            for report in read_reports(mail):
                read += 1
                noted += receiving.note_report(db.session, report, key=app.config["SECRET_KEY"],
                                               zone=app.config["TIME_ZONE"])  # fmt: skip
            db.session.commit()
    click.echo(f"Reports: {read}. New and about mail of ours: {noted}.")


def _mails(file: Path | None) -> Iterator[Message]:
    if file is None:
        yield message_from_bytes(sys.stdin.buffer.read())
        return
    with file.open("rb") as opened:
        if opened.read(len(_STARTS_A_MAILBOX)) != _STARTS_A_MAILBOX:
            opened.seek(0)
            yield message_from_bytes(opened.read())
            return
    yield from mailbox.mbox(file, create=False)
