"""The words of letters with voting codes, and of ballot papers. Apart from what sets them, so that pages hold them
without a typesetter."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CodeLetters:
    """Every word of the letters; each letter differs by its code alone. `language` is like "en-GB"."""

    language: str
    authority: str
    title: str
    question: str
    intro: str
    scan: str
    type_it: str
    address: str  # what people type
    scanned: str  # what the square holds, before the code
    code_label: str
    closes: str
    once: str
    foot: str
    note: str  # where a letter has no shape in our fonts


@dataclass(frozen=True, slots=True)
class PaperLine:
    """An option on a paper; `after` stands behind it, such as what it costs."""

    text: str
    detail: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class BallotPapers:
    """Every word of the ballot papers; each paper differs by its code and the number on its slip.

    Each line has a box before it; where there are `columns`, a box under each of them instead. `written`: a number is
    written into the box, so it is larger. `reason`: the words over some empty lines, or "".
    """

    language: str
    authority: str
    title: str
    question: str
    instructions: Sequence[str]
    lines: Sequence[PaperLine]
    columns: Sequence[str]
    written: bool
    reason: str
    no_name: str
    hand_in: str
    code_label: str
    slip_heading: str
    slip_words: str
    number_label: str
    cut: str
    note: str
