"""Statements that are like one that somebody is writing, so that people answer instead of repeat."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

from webapp.polls.statements.rules import Asked

ALIKE = 60
"""From which share of a hundred two statements are called alike: the same words in any order, most of them."""
MOST = 4


def find_alike(text: str, asked: Sequence[Asked]) -> list[Asked]:
    """Those shown that read alike, the nearest first; also where one says the opposite: that can be disagreed with."""
    found = process.extract(
        text,
        [one.text for one in asked],
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
        limit=MOST,
    )
    return [asked[place] for _text, _score, place in found]
