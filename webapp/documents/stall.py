"""What a group takes to a market stall, as one PDF: a poster, sheets to sign, and a page of words for who stands there.

The back of the poster stays empty and each sheet has a front and a back, so that it can be printed on both sides.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from webapp.documents.lettering import text_width
from webapp.documents.printing import printed
from webapp.documents.qr import qr_svg
from webapp.documents.stall_pack import FRONT, LINES, StallPack
from webapp.documents.stall_template import TEMPLATE
from webapp.documents.unshown import FONTS
from webapp.documents.words import heading, one_line

MEDIA_TYPE = "application/pdf"
_WIDTH = 482.0  # points of a line on the poster, 170 mm
_LARGEST, _SMALLEST = 50.0, 11.0
_ROOM = 114_000.0  # square points that a title may fill, about a third of the page
_IN_THE_BOX = 446.0
_BOLD = 1.12  # so much wider are bold letters
_TYPEWRITTEN = 0.61  # the width of such a letter, in parts of its size
_LONG_WORD = re.compile(r"\S{24}(?=\S)")  # what is longer may be broken after so many letters


def stall_pdf(pack: Mapping[str, Any] | StallPack, *, folders: Sequence[Path] = (), at: int = 0) -> bytes:
    """The pack, as `StallPack` or as what `asdict` makes of one. `at`: the time written into it."""
    words = asdict(pack) if isinstance(pack, StallPack) else dict(pack)
    return printed(TEMPLATE, "pack", page_data(words), note=words["note"], folders=folders, at=at)


def page_data(words: Mapping[str, Any]) -> dict[str, Any]:
    """What the design shows, with the sizes that fit these words."""
    language, _, region = words["language"].partition("-")
    title, pitch = _breakable(heading(words["title"])), _breakable(one_line(words["pitch"]))
    return dict(words) | {
        "fonts": list(FONTS),
        "language": language.lower(),
        "region": region.upper() if len(region) == 2 else None,
        "title": title,
        "title_size": _title_size(title),
        "short_title": title if len(title) <= 70 else f"{title[:69]}…",
        "authority": _breakable(one_line(words["authority"])),
        "by": _breakable(one_line(words["by"])),
        "pitch": pitch,
        "pitch_size": _size(pitch, lines=6, largest=19.0),
        "sheet_title_size": _size(title, lines=2, largest=15.0),
        "sheet_pitch_size": _size(pitch, lines=3, largest=11.5),
        "address_size": min(30.0, _IN_THE_BOX / (_TYPEWRITTEN * max(15, len(words["short_address"])))),
        "svg": qr_svg(words["address"]),
        "front_lines": FRONT,
        "lines": LINES,
        "note": "",
    }


def _size(text: str, *, lines: int, largest: float) -> float:
    """Points at which a text takes about so many lines of a page."""
    width: float = max(1.0, text_width(text, 1.0))
    return min(largest, lines * _WIDTH / width)


def _breakable(text: str) -> str:
    """Zero-width spaces let the typesetter break a word that is wider than a poster."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)


def _title_size(title: str) -> float:
    """As large as it goes: a short one fills the width, a long word still fits a line."""
    widest = max(text_width(piece, 1.0) for piece in re.split(r"[\s\u200b]+", title))
    by_length: float = (_ROOM / len(title)) ** 0.5
    return max(_SMALLEST, min(_LARGEST, by_length, _WIDTH / (_BOLD * widest)))
