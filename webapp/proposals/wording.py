"""Two wordings of the same thing side by side: what is gone, what is new, what stayed. Pure."""

import hashlib
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s*\S+|\s+")


class Fate(StrEnum):
    """What became of a piece of text."""

    STAYED = "stayed"
    GONE = "gone"
    NEW = "new"


Piece = tuple[Fate, str]


def difference(before: str, after: str) -> Sequence[Piece]:
    """Pieces in reading order, whole words: those that stayed and are new make `after`, stayed and gone `before`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            pieces.append((Fate.STAYED, "".join(old[old_from:old_to])))
            continue
        pieces += [
            (fate, text)
            for fate, text in ((Fate.GONE, "".join(old[old_from:old_to])), (Fate.NEW, "".join(new[new_from:new_to])))
            if text
        ]
    return pieces


def mark_of(title: str, what: str) -> str:
    """Says which wording a page showed, so that whoever decides on it is told when it has changed meanwhile."""
    return hashlib.sha256(f"{title}\n\n{what}".encode()).hexdigest()[:16]
