"""Proposals that are like one that somebody is writing, so that people back instead of repeat."""

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils
from sqlalchemy.orm import Session

from webapp.proposals import queries

ALIKE = 62
"""From which share of a hundred two titles are called alike: the same words in any order, or one within the other."""
MOST = 5
_LEAST_LETTERS = 4


def find_alike(session: Session, title: str) -> Sequence[tuple[int, str]]:
    """(number, title) of those that can be backed and read alike, the nearest first. One statement."""
    if len(title.strip()) < _LEAST_LETTERS:
        return []
    titles = dict(queries.titles_in_the_open(session))
    found = process.extract(
        title, titles, scorer=fuzz.token_set_ratio, processor=utils.default_process, score_cutoff=ALIKE, limit=MOST
    )
    return [(number, words) for words, _score, number in found]
