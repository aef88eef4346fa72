"""Which answers to read next: those that teach most, and between them some drawn by lot, to measure by without bias."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from webapp.text.gathering import Gathered
from webapp.text.likeness import set_apart
from webapp.text.regression import Matrix
from webapp.text.shapes import CodedAnswer, ThemedAnswer
from webapp.text.vectors import Points, Vectors

MOST_TO_READ = 100
LOT_EVERY = 4
"""Every fourth is drawn by lot, whatever the machine thinks of it."""
_POOL = 2_000
_SELDOM = 0.5
_REPEATED = 0.8


def order_reading(
    themed: Sequence[ThemedAnswer],
    gathered: Gathered,
    coded: Sequence[CodedAnswer],
    vectors: Vectors,
    *,
    themes: Sequence[str] = (),
    chances: Matrix | None = None,
) -> tuple[str, ...]:
    """Ids of up to `MOST_TO_READ` answers that are not among the `coded` ones, one of each text and of each letter.

    `themed`: in the order of `gathered`. `chances`: of each of `themes` by text; without them the confidence of the
    codes is taken. Which are drawn by lot depends on their words alone.
    """
    ids = [one.id for one in themed]
    if chances is None:
        themes, chances = _confidences(themed, gathered)
    given = Counter(theme for one in coded for theme in one.themes)
    held = [given[theme] for theme in themes]
    fresh = _fresh(ids, gathered, {one.id for one in coded})
    lot = fresh[:: max(len(fresh) // MOST_TO_READ, 1)]  # texts come in the order of a hash of their words: a fair draw
    doubt = how_doubtful(chances[fresh], held)
    pool = [fresh[at] for at in np.argsort(-doubt, kind="stable")[:_POOL]]
    points = vectors.embed([gathered.texts[at] for at in pool])
    points = set_apart(points, points.sum(axis=0) / max(len(points), 1))
    teaching = (pool[at] for at in most_instructive(how_doubtful(chances[pool], held), points, MOST_TO_READ))
    return tuple(ids[gathered.people[text][0]] for text in islice(mix(teaching, lot, chain(pool, fresh)), MOST_TO_READ))


def _confidences(themed: Sequence[ThemedAnswer], gathered: Gathered) -> tuple[list[str], Matrix]:
    themes = sorted({code.theme for one in themed for code in one.codes})
    places = {theme: at for at, theme in enumerate(themes)}
    chances = np.zeros((len(gathered.texts), len(themes)))
    for one, text in zip(themed, gathered.text_of, strict=True):
        for code in one.codes:
            chances[text, places[code.theme]] = code.confidence
    return themes, chances


def how_doubtful(chances: Matrix, held: Sequence[int]) -> NDArray[np.float64]:
    """Doubt about each theme (its chance times the opposite), counting more for themes that few read answers have."""
    seldom = (1 + np.asarray(held, dtype=np.float64)) ** -_SELDOM
    return np.asarray((chances * (1 - chances)) @ seldom, dtype=np.float64)


def most_instructive(doubt: NDArray[np.float64], points: Points, most: int) -> list[int]:
    """Rows in order: doubtful ones that are like many others, each unlike those before it. `points`: unit rows."""
    worth = doubt * np.maximum(points @ points.T, 0).mean(axis=1) if len(points) else doubt
    order: list[int] = []
    for _ in range(min(most, len(doubt))):
        best = int(np.argmax(worth))
        order.append(best)
        worth = worth * (1 - _REPEATED * np.maximum(points @ points[best], 0) ** 2)
        worth[best] = -1
    return order


def mix(teaching: Iterable[int], lot: Iterable[int], rest: Iterable[int]) -> Iterator[int]:
    """Each once: the first kind, with one of the lot after every `LOT_EVERY - 1` of them; what is left at the end."""
    first, drawn = chain(teaching, lot, rest), chain(lot, rest)
    seen: set[int] = set()
    while True:
        source = drawn if len(seen) % LOT_EVERY == LOT_EVERY - 1 else first
        one = next((text for text in source if text not in seen), None)
        if one is None:
            return
        seen.add(one)
        yield one


def _fresh(ids: Sequence[str], gathered: Gathered, read: Collection[str]) -> list[int]:
    """Texts that say something and that nobody read, of each letter only the first; in the order of their hash."""
    letters = {letter for letter, name in zip(gathered.campaigns, ids, strict=True) if name in read}
    taken: set[int | None] = letters - {None}
    fresh: list[int] = []
    for text, people in enumerate(gathered.people):
        letter = gathered.campaigns[people[0]]
        if gathered.silent[text] or letter in taken or any(ids[one] in read for one in people):
            continue
        if letter is not None:
            taken.add(letter)
        fresh.append(text)
    return fresh
