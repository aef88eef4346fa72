"""Answers rich in evidence: measured facts, named sources, and what somebody lived through and tells in detail."""

import re
from collections.abc import Sequence

from webapp.text.flag_words import MEASURES, OWN_EXPERIENCE, SOURCES

ENOUGH = 2
"""Points of evidence from which an answer is called rich: a measure or a source 2, something lived through 1, and 1 for
each 25 words, at most 2, when there is anything at all."""
_POINTS = {"measure": 2, "source": 2, "experience": 1}
_WORDS_A_POINT = 25
_MOST_FOR_LENGTH = 2
_DIGIT = re.compile(r"\d")
_MEASURE = re.compile(
    r"[£$€]\s?\d[\d,.]*(?:\s?(?:k|m|bn|million|billion|thousand)\b)?|\b\d[\d,.]*\s?(?:%|per\s?cent\b|percent\b)"
    r"|\b\d[\d,.]*\s?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|miles?|metres?|km|kilometres?|degrees"
    r"|people|children|residents|members|households|homes|customers|passengers|patients|pupils|times|pounds?|pence|p"
    r"|million|billion|staff|jobs|businesses|shops|buses)\b|\b\d+\s(?:out of|in every|in)\s\d+\b"
    r"|\b(?:in|since)\s(?:19|20)\d\d\b",
    re.IGNORECASE,
)
SIGNS = {"measure": MEASURES, "source": SOURCES, "experience": OWN_EXPERIENCE}


def find_evidence(text: str, words: int, signs: Sequence[tuple[str, int, int]]) -> list[tuple[int, int]]:
    """Spans of the evidence in a text of so many words, if it is rich in it. `signs`: (name, start, end) of `SIGNS`."""
    found = list(signs)
    if _DIGIT.search(text):
        found += [("measure", *one.span()) for one in _MEASURE.finditer(text)]
    points = sum(_POINTS[name] for name, _, _ in found)
    if not points or points + min(_MOST_FOR_LENGTH, words // _WORDS_A_POINT) < ENOUGH:
        return []
    return [(start, end) for _, start, end in found]
