"""Issues that are like one another, wherever and whenever they were raised: found by their words, linked by people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

ALIKE = 60
"""From which share of a hundred two sentences are suggested; tried on planted pairs (see docs/measured.md)."""
MOST = 8
_COMMON_WORDS = """
a about after all and are as at be been before but by can could do does for from get had has have if in into is it its
just like more most much need needs no not of on one only or our out over people so some than that the their them there
they this to too up us very want wants was we were what when where which who will with would you your
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ENDINGS = ("ings", "ing", "ies", "ers", "er", "ed", "es", "s", "e", "y", "i")


@dataclass(frozen=True, slots=True)
class Alike:
    issue_id: int
    likeness: int  # of a hundred


def find_alike(sentence: str, others: Mapping[int, str], *, most: int = MOST) -> list[Alike]:
    """Those whose telling words are much the same, in any order and with any endings; the nearest first, then the
    latest. The same words give the same answer, always."""
    wanted = telling(sentence)
    if not wanted:
        return []
    found = process.extract(
        wanted, {ident: telling(words) for ident, words in others.items()}, scorer=fuzz.token_set_ratio,
        score_cutoff=ALIKE, limit=None,
    )  # fmt: skip
    ranked = sorted(((round(score), ident) for _words, score, ident in found), key=lambda one: (-one[0], -one[1]))
    return [Alike(ident, score) for score, ident in ranked[:most]]


def telling(sentence: str) -> str:
    """The words that say what it is about, without their endings: "Buses stop too early" → "bus earl stop"."""
    words = re.findall(r"[^\W\d_]+", sentence.casefold())
    return " ".join(sorted({_stem(word) for word in words if word not in _COMMON}))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word
