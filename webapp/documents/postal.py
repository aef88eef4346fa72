"""Letters with voting codes, and ballot papers with a slip to keep, as one PDF to print."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from webapp.documents.postal_template import LETTERS, PAPERS
from webapp.documents.printing import printed
from webapp.documents.qr import qr_svg
from webapp.documents.unshown import FONTS
from webapp.documents.words import heading, one_line

MEDIA_TYPE = "application/pdf"
_ROOM = 262.0  # points beside the square of a letter
_TYPEWRITTEN = 0.61  # the width of such a letter, in parts of its size
_FOR_COLUMNS = 105  # millimetres of a paper that columns may take


def letters_pdf(words: Mapping[str, Any], codes: Sequence[str], *, folders: Sequence[Path] = (), at: int = 0) -> bytes:
    """A page for each code, which is as people read it. `words`: what `asdict` makes of `CodeLetters`."""
    items = [{"code": code, "svg": qr_svg(words["scanned"] + code)} for code in codes]
    size = min(14.0, _ROOM / (_TYPEWRITTEN * max(1, len(words["address"]))))
    return _printed(LETTERS, words, items, folders, at, address_size=size)


def papers_pdf(
    words: Mapping[str, Any], papers: Sequence[tuple[str, str]], *, folders: Sequence[Path] = (), at: int = 0
) -> bytes:
    """A ballot paper for each (code, number of its receipt). `words`: what `asdict` makes of `BallotPapers`."""
    items = [{"code": code, "number": number} for code, number in papers]
    width = min(30, _FOR_COLUMNS // max(1, len(words["columns"])))
    return _printed(PAPERS, words, items, folders, at, column_width=width)


def _printed(
    design: bytes,
    words: Mapping[str, Any],
    items: Sequence[Mapping[str, str]],
    folders: Sequence[Path],
    at: int,
    **sizes: float,
) -> bytes:
    language, _, region = words["language"].partition("-")
    content = (
        dict(words)
        | sizes
        | {
            "fonts": list(FONTS),
            "language": language.lower(),
            "region": region.upper() if len(region) == 2 else None,
            "title": heading(words["title"]),
            "question": one_line(words["question"]),
            "items": list(items),
            "note": "",
        }
    )
    return printed(design, "words", content, note=words["note"], folders=folders, at=at)
