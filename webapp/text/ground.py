"""What themes are looked for in: the answers and the known themes, put where the vectors put them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.assignment import Closeness
from webapp.text.coder import Coder
from webapp.text.discovery import SAMPLE
from webapp.text.finding import Finding, find_themes, keep_known, measure_both, place_known
from webapp.text.gathering import Gathered, saying
from webapp.text.language import UNKNOWN
from webapp.text.shapes import KnownTheme
from webapp.text.tuned import TunedVectors
from webapp.text.vectors import Points


@dataclass(frozen=True, slots=True)
class Ground:
    """`given`: centres of the known themes. By text: `usable` for new themes, `kept` by known ones
    whatever its closeness.

    `pinned`: the points that are examples of known themes, with the numbers of those themes.
    """

    gathered: Gathered
    given: Points
    usable: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    pinned: Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Near:
    """How near the texts and the different excerpts are to the themes, shape (texts or excerpts, themes)."""

    texts: Closeness
    points: Closeness


def learn_vectors(gathered: Gathered, seed: int) -> TunedVectors:
    """Vectors tuned to the answers in the commonest language."""
    usable = _usable(gathered)
    texts = [text for text, own in zip(gathered.texts, usable, strict=True) if own]
    return TunedVectors.learn(texts or gathered.texts, seed=seed)


def lay_ground(
    gathered: Gathered,
    vectors: TunedVectors,
    known: Sequence[KnownTheme],
    settled: Collection[int],
    before: Coder | None,
) -> Ground:
    """`settled`: numbers of texts whose themes are known ones already. `before`: the state of the run before."""
    usable = _usable(gathered)
    sample = [gathered.texts[at] for at in np.flatnonzero(usable)[:SAMPLE]] if known else []
    given = place_known(known, vectors, vectors.embed(sample), before.places() if before else None)
    pinned = _examples(gathered, known)
    kept = np.array(
        [at in settled or any(one.point in pinned for one in found) for at, found in enumerate(gathered.excerpts)],
        dtype=bool,
    )
    return Ground(gathered, given, usable, kept, pinned)


def find_on(ground: Ground, vectors: TunedVectors, *, themes: int | None, closed: bool) -> Finding:
    letters = [[ground.gathered.points[point] for point in letter] for letter in ground.gathered.letters]
    return find_themes(
        ground.gathered.texts,
        ground.given,
        vectors,
        usable=ground.usable,
        kept=ground.kept,
        letters=letters,
        themes=themes,
        closed=closed,
    )


def measure_on(ground: Ground, found: Finding, vectors: TunedVectors) -> Near:
    """Closeness to all themes; what a known theme holds is near no new one."""
    known, gathered = len(ground.given), ground.gathered
    held = np.zeros(len(gathered.points), dtype=bool)
    for at in np.flatnonzero(ground.kept):
        held[[one.point for one in gathered.excerpts[at]]] = True
    texts, points = measure_both(gathered.texts, gathered.points, found.centres, vectors)
    return Near(keep_known(texts, known, ground.kept), keep_known(points, known, held))


def _usable(gathered: Gathered) -> NDArray[np.bool_]:
    return np.array(
        [
            not quiet and bool(cut) and language in (gathered.language, UNKNOWN)
            for quiet, cut, language in zip(gathered.silent, gathered.excerpts, gathered.languages, strict=True)
        ],
        dtype=bool,
    )


def _examples(gathered: Gathered, known: Sequence[KnownTheme]) -> dict[int, list[int]]:
    numbers = {saying(words): point for point, words in enumerate(gathered.points)} if known else {}
    pinned: dict[int, list[int]] = {}
    for theme_number, one in enumerate(known):
        for point in {numbers[said]: None for example in one.examples if (said := saying(example)) in numbers}:
            pinned.setdefault(point, []).append(theme_number)
    return pinned
