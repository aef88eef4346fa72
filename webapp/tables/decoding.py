"""From bytes to text: the encodings that spreadsheets and survey tools write, told apart without guessing wildly."""

import codecs
import re

from webapp.tables.table import UnreadableTable

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 4096
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding: UTF-8, UTF-16 (both with or without a mark) or Windows-1252.

    Raises `UnreadableTable` naming the line of the first character that fits none of them.
    """
    encoding = _marked_encoding(data) or _unmarked_utf_16(data)
    if encoding:
        return _strictly(data, encoding), encoding
    try:
        return _plain(data.decode("utf-8")), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_damaged_utf_8(data, error)
    return _plain(_strictly(data, "cp1252")), "windows-1252"


def _marked_encoding(data: bytes) -> str | None:
    return next((name for mark, name in _BOMS if data.startswith(mark)), None)


def _unmarked_utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark gives itself away: nearly every second byte of western text is zero."""
    sample = data[:_SAMPLE]
    if len(sample) < 4 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeError as error:
        place = getattr(error, "start", 0)
        line = _line_of(data[:place].decode(encoding, "ignore"))
        raise UnreadableTable(
            f"Line {line:,} holds bytes that are not text; save the file again as CSV in UTF-8."
        ) from error


def _refuse_damaged_utf_8(data: bytes, error: UnicodeDecodeError) -> None:
    """A file with good UTF-8 beyond ASCII is UTF-8: read as Windows-1252, every accent in it would be garbled."""
    lenient = data.decode("utf-8", "replace")
    bad = lenient.count("�")
    good = sum(not letter.isascii() for letter in lenient) - bad
    if good >= bad:
        line = _line_of(data[: error.start].decode("utf-8", "ignore"))
        raise UnreadableTable(f"Line {line:,} holds a damaged letter: the rest of the file is UTF-8 but this is not.")


def _plain(text: str) -> str:
    found = _CONTROL.search(text)
    if found:
        line = _line_of(text[: found.start()])
        what = "a null character" if found.group() == "\0" else "a control character"
        raise UnreadableTable(f"Line {line:,} holds {what}, so this is not a plain text file.")
    return text


def _line_of(before: str) -> int:
    return before.count("\n") + 1
