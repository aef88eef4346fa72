"""The one door for tables from elsewhere: CSV, XLSX or JSON lines, told apart by what is in them, not by their name."""

import importlib
from pathlib import Path

from webapp.tables.decoding import decode
from webapp.tables.delimited import read_delimited
from webapp.tables.json_lines import looks_like_json, read_json_lines
from webapp.tables.old_office import OLD_OFFICE, refuse_old_office
from webapp.tables.table import Limits, Table, UnreadableTable, build_table

__all__ = ["Limits", "Table", "UnreadableTable", "read_table"]

DEFAULT_LIMITS = Limits()
_STRANGERS = (
    (b"%PDF", "This is a PDF, not a table; ask for the table as .csv or .xlsx."),
    (b"\x89PNG", "This is a picture, not a table."),
    (b"\xff\xd8\xff", "This is a picture, not a table."),
    (b"\x1f\x8b", "This is a compressed file; unpack it first."),
    (b"7z\xbc\xaf", "This is a compressed file; unpack it first."),
    (b"Rar!", "This is a compressed file; unpack it first."),
)


def read_table(source: Path | bytes, *, name: str, limits: Limits = DEFAULT_LIMITS, sheet: str | None = None) -> Table:
    """Read a table whose first line names its columns. `name` is what the person calls the file, for messages only.

    `sheet` names a sheet of a workbook; None takes the first that is shown. All cells come back as text.
    Raises `UnreadableTable`, whose text is one sentence for the person.
    """
    data = _load(source, name, limits)
    if data.startswith(OLD_OFFICE):
        refuse_old_office(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        # By name, and so only for a workbook: openpyxl brings NumPy with it, which most web processes never need.
        workbook = importlib.import_module("webapp.tables.workbook")
        lines = workbook.read_workbook(data, sheet=sheet, limits=limits)
        return build_table(lines, form="xlsx", encoding="", limits=limits, unit="Row")
    _refuse_strangers(data)
    text, encoding = decode(data)
    text = text.removeprefix("\ufeff")
    _refuse_web_pages(text)
    if looks_like_json(text):
        return build_table(read_json_lines(text), form="jsonl", encoding=encoding, limits=limits)
    return build_table(read_delimited(text, limits), form="csv", encoding=encoding, limits=limits)


def _load(source: Path | bytes, name: str, limits: Limits) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limits.bytes:
            raise UnreadableTable(
                f"“{name}” is {size / 1_000_000:,.0f} MB; at most {limits.bytes // 1_000_000:,} MB can be read."
            )
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise UnreadableTable(f"“{name}” cannot be opened: {error.strerror or 'it cannot be read'}.") from error
    if not data.strip():
        raise UnreadableTable(f"“{name}” is empty.")
    return data


def _refuse_strangers(data: bytes) -> None:
    for start, reason in _STRANGERS:
        if data.startswith(start):
            raise UnreadableTable(reason)


def _refuse_web_pages(text: str) -> None:
    if text[:200].lstrip().lower().startswith(("<!doctype", "<html", "<?xml")):
        raise UnreadableTable("This is a web page or XML file, not a table; save it as .csv or .xlsx.")
