"""Meetings as an iCalendar file (RFC 5545), for diaries. Same entries, same bytes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from webapp.documents.words import one_line

MEDIA_TYPE = "text/calendar"
_LONGEST = 75  # octets of a line (section 3.1)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`uid`: the same for ever; `changed_at`: when it last said something else; a cancelled one is struck out."""

    uid: str
    title: str
    starts_at: datetime
    changed_at: datetime
    where: str = ""
    about: str = ""
    address: str = ""
    cancelled: bool = False


def calendar_bytes(entries: Iterable[Entry], *, name: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Folkmoot//Meetings//EN", f"X-WR-CALNAME:{_text(name)}"]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_moment(entry.changed_at)}"
    yield f"DTSTART:{_moment(entry.starts_at)}"
    yield f"SUMMARY:{_text(entry.title)}"
    if entry.where:
        yield f"LOCATION:{_text(entry.where)}"
    if entry.about:
        yield f"DESCRIPTION:{_text(entry.about)}"
    if entry.address:
        yield f"URL:{entry.address}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """Section 3.3.11: what separates is escaped, so that no words of a title become a line of the file."""
    return one_line(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> bytes:
    """Cut between letters, never inside one."""
    pieces: list[bytes] = []
    piece = b""
    for letter in line:
        coded = letter.encode()
        if len(piece) + len(coded) > _LONGEST - bool(pieces):
            pieces.append(piece)
            piece = b""
        piece += coded
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
