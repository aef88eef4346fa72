"""XLSX workbooks, read row by row after the archive was checked for what could fill memory or reach outside."""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from webapp.tables.table import Limits, UnreadableTable

# Sheets of answers shrink 5 to 40 times. A bomb shrinks a thousand times.
_MOST_SHRINKING = 250
_SMALL = 2_000_000
_LAST_ROW = 1_048_576
_READ_ERROR = "The workbook is damaged and cannot be read; open it, save it again as .xlsx and try once more."


def read_workbook(data: bytes, *, sheet: str | None, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells as text) of the first sheet shown, or of the one named. Raises `UnreadableTable`."""
    _check_archive(data, limits)
    try:
        yield from _rows(data, sheet, limits)
    except UnreadableTable:
        raise
    except Exception as error:  # openpyxl passes on whatever a damaged file leads to, of a dozen kinds
        raise UnreadableTable(_READ_ERROR) from error


def _check_archive(data: bytes, limits: Limits) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise UnreadableTable(_READ_ERROR) from error
    with archive:
        members = archive.infolist()
        if len(members) > limits.members:
            raise UnreadableTable(f"The workbook is made of {len(members):,} parts, which no real workbook is.")
        if "xl/workbook.xml" not in {member.filename for member in members}:
            raise UnreadableTable(_not_a_workbook(archive))
        _check_sizes(members, len(data), limits)
        for member in members:
            _refuse_doctype(archive, member)


def _check_sizes(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked:
        most = limits.unpacked // 1_000_000
        raise UnreadableTable(f"The workbook unpacks to {unpacked // 1_000_000:,} MB; at most {most:,} MB can be read.")
    if sum(member.compress_size for member in members) > size:
        raise UnreadableTable("The parts of the workbook overlap, which is the mark of a zip bomb.")
    for member in members:
        if member.flag_bits & 1:
            raise UnreadableTable("The workbook is locked with a password; take the password off and save it again.")
        if member.file_size > max(_SMALL, _MOST_SHRINKING * member.compress_size):
            raise UnreadableTable("A part of the workbook unpacks to far more than it holds, the mark of a zip bomb.")


def _not_a_workbook(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if "word/document.xml" in names:
        return "This is a Word document, not a table; save the table in it as .xlsx or .csv."
    if "content.xml" in names:
        return "This is an OpenDocument file; open it and save it as .xlsx or .csv."
    return "This is a zip file, not a workbook; unpack it and choose the .csv or .xlsx inside."


class _RootReachedError(Exception):
    """The first element of an XML part was met, so that no document type can follow."""


def _refuse_doctype(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Entities can only be declared before the first element; no workbook declares any, and an attack on XML must.

    Every part is looked at, whatever its name: a workbook may call any part a sheet.
    """
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _doctype_met
    parser.StartElementHandler = _root_met
    try:
        with archive.open(member) as part:
            while chunk := part.read(4096):
                parser.Parse(chunk)
    except (_RootReachedError, expat.ExpatError):
        return  # what is no XML cannot declare entities, and fails later if it was to be a sheet
    except UnreadableTable:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError, NotImplementedError, OSError) as error:
        raise UnreadableTable(_READ_ERROR) from error


def _root_met(name: str, attributes: dict[str, str]) -> None:
    raise _RootReachedError


def _doctype_met(*details: object) -> None:
    raise UnreadableTable("The workbook declares XML entities, which no real workbook does, so it was not opened.")


def _rows(data: bytes, sheet: str | None, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and validation rules that are not read
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        chosen = _choose(book, sheet)
        chosen.reset_dimensions()  # the size a sheet states for itself may be wrong
        try:
            for number, row in enumerate(chosen.iter_rows(values_only=True), start=1):
                if number > _LAST_ROW:
                    raise UnreadableTable(f"The sheet has a row beyond {_LAST_ROW:,}, which no workbook may have.")
                yield number, [as_text(cell) for cell in row]
        finally:
            book.close()


def _choose(book: Any, sheet: str | None) -> Any:
    sheets = {one.title: one for one in book.worksheets}
    if sheet is not None and sheet not in sheets:
        raise UnreadableTable(f"The workbook has no sheet called “{sheet}”; it has {', '.join(sheets)}.")
    if sheet is not None:
        return sheets[sheet]
    shown = [one for one in sheets.values() if one.sheet_state == "visible"]
    if not shown:
        raise UnreadableTable("The workbook has no sheet to read.")
    return shown[0]


def as_text(value: object) -> str:
    """A cell as a person would type it: 3.0 becomes "3", midnight of a day only the day, times in ISO form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, str):
        return unescape(value) if "_x" in value else value  # Excel writes a carriage return as _x000D_
    return value.isoformat() if isinstance(value, date | time) else str(value)
