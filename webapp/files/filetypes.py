"""Which files people may be given to read: told by their name and first bytes, never by what a browser says."""

import zipfile
from pathlib import PurePosixPath
from typing import IO

_OFFICE = "application/vnd.openxmlformats-officedocument"
_TEXT = "application/vnd.oasis.opendocument.text"
MEDIA_TYPES = {
    ".pdf": "application/pdf",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    ".odt": _TEXT,
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
}
_BEGINNINGS = {
    ".pdf": b"%PDF-",
    ".png": b"\x89PNG\r\n\x1a\n",
    ".jpg": b"\xff\xd8\xff",
    ".jpeg": b"\xff\xd8\xff",
}
_MEMBERS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


def media_type_of(name: str, stream: IO[bytes]) -> str | None:
    """The type of a file that is what its name says; None for every other file. `stream` is left at its start."""
    ending = PurePosixPath(name.lower()).suffix
    try:
        return MEDIA_TYPES[ending] if ending in MEDIA_TYPES and _is_one(ending, stream) else None
    finally:
        stream.seek(0)


def tidy_name(name: str) -> str:
    """A file's name without folders and without characters that do not print; its ending survives a cut to 120."""
    bare = "".join(one for one in name.replace("\\", "/").rsplit("/", 1)[-1] if one.isprintable()).strip(" .")
    path = PurePosixPath(bare or "file")
    return path.stem[:110] + path.suffix[:10]


def _is_one(ending: str, stream: IO[bytes]) -> bool:
    beginning = _BEGINNINGS.get(ending)
    if beginning is not None:
        return stream.read(len(beginning)) == beginning
    return _is_office_file(ending, stream)


def _is_office_file(ending: str, stream: IO[bytes]) -> bool:
    """Office files are zips; only the list of what is in them is read, and 60 bytes that say which kind it is."""
    try:
        with zipfile.ZipFile(stream) as archive:
            if ending == ".odt":
                with archive.open("mimetype") as kind:
                    return kind.read(60) == _TEXT.encode()
            return _MEMBERS[ending] in archive.namelist()
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False
