"""Which words tell a theme from the others.

The weight of a word in a theme is its share there times the logarithm of how much larger that is than elsewhere.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from webapp.text.words import SMALL_WORDS, find_words, is_long_number, stem

ASKED_DISCOUNT = 0.25
"""What a word of the question itself counts, beside any other."""


def telling_stems(text: str) -> frozenset[str]:
    """The stems of a text that say what it is about."""
    return frozenset(filter(None, map(_telling_stem, find_words(text))))


@lru_cache(maxsize=200_000)
def _telling_stem(word: str) -> str | None:
    """None for a word that says nothing by itself."""
    tells = len(word) > 1 and word not in SMALL_WORDS and not is_long_number(word)
    return stem(word) if tells else None


def weigh_stems(
    stems: Sequence[frozenset[str]], group: NDArray[np.int64], themes: int, asked: frozenset[str]
) -> list[dict[str, float]]:
    """For each theme the weight of each stem that is commoner in it than outside.

    `stems` and `group` by excerpt; a group number past the last theme means none. `asked`: the question's stems.
    """
    sizes = np.bincount(group, minlength=themes + 1)
    inside: list[Counter[str]] = [Counter() for _ in range(len(sizes))]
    everywhere: Counter[str] = Counter()
    for found, theme in zip(stems, group.tolist(), strict=True):
        inside[theme].update(found)
        everywhere.update(found)
    return [_weigh(inside[theme], int(sizes[theme]), everywhere, len(stems), asked) for theme in range(themes)]


def _weigh(
    inside: Counter[str], size: int, everywhere: Counter[str], total: int, asked: frozenset[str]
) -> dict[str, float]:
    weights = {}
    for word, count in inside.items():
        here = count / size
        there = (everywhere[word] - count + 0.5) / (total - size + 1)
        if here > there:
            weights[word] = here * log(here / there) * (ASKED_DISCOUNT if word in asked else 1)
    return weights
