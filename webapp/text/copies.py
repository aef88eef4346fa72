"""Campaigns: the same letter sent by many, word for word, nearly so, or with words of their own around it.

One pass over the texts. Each text is its set of runs of three words ("shingles"). Texts are looked at from the one that
shares most with others downwards: a text that shares enough with an earlier letter joins it, any other becomes a letter
of its own. A text is compared with letters only, never with other copies, so that no chain of small steps can join two
different texts.
"""

from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from webapp.text.words import find_words

RUN = 3
FEWEST_WORDS = 10
"""Shorter texts can be the same by chance ("More buses please"): identical, but nobody's campaign."""
FEWEST_WORDS_CHANGED = 20
"""Below this length, two texts with a different word may be two people's own."""
SHARE = 0.5
"""Part of the shorter text's runs that must be the letter's..."""
SHARE_OF_SHORT = 0.7
FEWEST_SHARED = 15
"""... and at least this many runs; of texts too short to have so many, a larger part: one opening is not a letter."""
MOST_WORDS = 2_000
"""Words of a text that are compared; a letter is known by its beginning."""
_FEW_WORDS = 6
_TURNING = """
against agree cannot can't disagree don't favour isn't never no nobody none not object oppose opposed reject shouldn't
support welcome won't
"""
_TURNS = frozenset(_TURNING.split())
_NOBODY = -1
Runs = NDArray[np.uint64]
Places = NDArray[np.int64]


def find_campaigns(texts: Sequence[str], *, question: str = "") -> list[int | None]:
    """The campaign each text belongs to, numbered from 1 (largest first), or None.

    The words of `question` do not count as shared: people quote what they were asked. The numbers do not depend on the
    order of the texts.
    """
    words = [find_words(text)[:MOST_WORDS] for text in texts]
    groups: dict[tuple[str, ...], list[int]] = {}
    for index, found in enumerate(words):
        if len(found) >= FEWEST_WORDS:
            groups.setdefault(tuple(found), []).append(index)
    keys = sorted(groups, key=_fingerprint)
    leader = _follow_letters(keys, [len(groups[key]) for key in keys], find_words(question))
    return _numbered(len(texts), [groups[key] for key in keys], leader)


def _fingerprint(words: Sequence[str]) -> bytes:
    return blake2b(" ".join(words).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _numbered(total: int, groups: list[list[int]], leader: list[int]) -> list[int | None]:
    sizes: Counter[int] = Counter()
    for group, first in zip(groups, leader, strict=True):
        sizes[first] += len(group)
    order = sorted((first for first, size in sizes.items() if size > 1), key=lambda first: (-sizes[first], first))
    number = {first: place for place, first in enumerate(order, start=1)}
    campaign: list[int | None] = [None] * total
    for group, first in zip(groups, leader, strict=True):
        for index in group:
            campaign[index] = number.get(first)
    return campaign


def _follow_letters(keys: list[tuple[str, ...]], copies: list[int], question: list[str]) -> list[int]:
    """For each distinct text the place of the letter it follows: its own when it follows none."""
    runs, popularity = _shared_runs(keys, question)
    order = sorted(range(len(keys)), key=lambda at: (-copies[at], -popularity[at], at))
    owner = np.full(max((int(part.max()) + 1 for part in runs if len(part)), default=0), _NOBODY, dtype=np.int64)
    leader = list(range(len(keys)))
    for at in order:
        if len(keys[at]) < FEWEST_WORDS_CHANGED or not len(runs[at]):
            continue
        found = _find_letter(at, keys, runs, owner)
        if found is None:
            free = runs[at][owner[runs[at]] == _NOBODY]
            owner[free] = at
        else:
            leader[at] = found
    return leader


def _find_letter(at: int, keys: list[tuple[str, ...]], runs: list[Places], owner: Places) -> int | None:
    owners = owner[runs[at]]
    met: Counter[int] = Counter(owners[owners != _NOBODY].tolist())
    for letter, shared in sorted(met.items(), key=lambda pair: (-pair[1], pair[0]))[:3]:
        shorter = min(len(keys[at]), len(keys[letter])) - RUN + 1
        enough = shared >= max(SHARE * shorter, min(SHARE_OF_SHORT * shorter, FEWEST_SHARED))
        if enough and not _turned_round(keys[at], keys[letter]):
            return letter
    return None


def _turned_round(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True when a few words were changed and one of them turns the meaning: "I support" made "I oppose"."""
    if abs(len(one) - len(other)) > _FEW_WORDS:
        return False
    here, there = Counter(one), Counter(other)
    changed = (here - there) + (there - here)
    return changed.total() <= _FEW_WORDS and any(word in _TURNS for word in changed)


def _shared_runs(keys: list[tuple[str, ...]], question: list[str]) -> tuple[list[Places], list[int]]:
    """Each text's different runs that some other text has too, as numbers from 0, without those of the question.

    With them, how often the runs of each text occur in all: the heart of a campaign comes first.
    """
    if not keys:
        return [], []
    numbers = {word: number for number, word in enumerate(dict.fromkeys(chain.from_iterable(keys)), start=1)}
    flat = np.fromiter(map(numbers.__getitem__, chain.from_iterable(keys)), dtype=np.uint64)
    runs, owners = _owned_runs(flat, np.array([len(key) for key in keys], dtype=np.int64))
    asked = _hashed(np.array([numbers.get(word, 0) for word in question], dtype=np.uint64))
    different, number = np.unique(runs, return_inverse=True)
    pairs = np.sort(owners * len(different) + number)
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    owners, number = pairs // max(len(different), 1), pairs % max(len(different), 1)
    uses = np.bincount(number, minlength=len(different))
    kept = ((uses > 1) & ~np.isin(different, asked))[number]
    owners, number = owners[kept], number[kept]
    popularity = np.bincount(owners, weights=uses[number], minlength=len(keys))
    parts = np.split(number, np.searchsorted(owners, np.arange(1, len(keys))))
    return parts, popularity.astype(np.int64).tolist()


def _owned_runs(flat: Runs, lengths: Places) -> tuple[Runs, Places]:
    """Every run of words and the text it is in; `flat` holds the words of all texts, one after the other."""
    runs = _hashed(flat)
    text = np.repeat(np.arange(len(lengths)), lengths)[: len(runs)]
    ends = np.repeat(np.cumsum(lengths), lengths)[: len(runs)]
    inside = np.arange(len(runs)) + RUN <= ends
    return runs[inside], text[inside]


def _hashed(words: Runs) -> Runs:
    """One number for each run of three words. Multiplying wraps around at 64 bits, which spreads the runs evenly."""
    if len(words) < RUN:
        return np.empty(0, dtype=np.uint64)
    prime = np.uint64(0x9E3779B97F4A7C15)
    mixed = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for step in range(RUN):
        mixed = (mixed ^ words[step : len(words) - RUN + 1 + step]) * prime
        mixed ^= mixed >> np.uint64(29)
    return mixed
