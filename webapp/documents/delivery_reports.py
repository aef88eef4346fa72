"""Reading reports that a mail could not be delivered (RFC 3464, with the status codes of RFC 3463). Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^>\s]+>)", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Report:
    """One recipient of a mail that was reported on. `ident`: the Message-ID of that mail; `hard`: it never will arrive;
    otherwise it did not this time."""

    ident: str
    recipient: str
    status: str
    hard: bool
    words: str


def read_reports(mail: Message) -> Iterator[Report]:
    """Of each recipient to whom it failed, a report; nothing for a mail that is no report, that tells of a delay, or
    that does not say which mail it is about."""
    ident = next((found for part in mail.walk() if (found := _ident_in(part))), "")
    if not ident:
        return
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            yield from (report for block in _blocks(part) if (report := _read(block, ident)))


def _blocks(part: Message) -> list[Message]:
    given = part.get_payload()
    return [block for block in given if isinstance(block, Message)] if isinstance(given, list) else []


def _read(block: Message, ident: str) -> Report | None:
    """A group of fields about one recipient (section 2.3); the group about the whole mail has no action."""
    if str(block.get("Action", "")).strip().lower() != "failed":
        return None
    status = _STATUS.search(str(block.get("Status", "")))
    recipient = str(block.get("Original-Recipient") or block.get("Final-Recipient") or "")
    words = " ".join(str(block.get("Diagnostic-Code", "")).split())
    number = status[0] if status else "5.0.0"
    return Report(ident, recipient.rpartition(";")[2].strip().lower(), number, number.startswith("5"), words[:300])


def _ident_in(part: Message) -> str:
    """The Message-ID of the mail that came back: whole, or its headers only (RFC 6522)."""
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return str(first.get("Message-ID", "")).strip() if isinstance(first, Message) else ""
    if part.get_content_type() == "text/rfc822-headers":
        raw = part.get_payload(decode=True)
        found = _MESSAGE_ID.search(raw.decode("utf-8", "replace")) if isinstance(raw, bytes) else None
        return found[1] if found else ""
    return ""
