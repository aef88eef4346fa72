"""Known themes first, new ones for what is left: where every theme lies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from webapp.text.assignment import Closeness, find_nearest
from webapp.text.discovery import SAMPLE, discover
from webapp.text.shapes import KnownTheme
from webapp.text.vectors import Points, Vectors, normalise

KNOWN_FITS = 0.3
"""Closeness from which a known theme keeps an answer from being looked at for new themes."""
FEWEST_POINTS = 2
FEWEST_BESIDE_KNOWN = 3
SHARE_BESIDE_KNOWN = 0.005
"""A new theme rests on at least two different answers; beside known ones on three, and one in two hundred."""
CLEAR_MIDDLE = 0.25
"""Half of a theme's answers are at least this close to its centre. Groups that are not like that hold what was left
over; their answers go where they fit, or to "None of these themes". Nothing is left out when the number of themes was
given or when nothing else would remain."""
_NAME_WEIGHT = 0.3
_FEEDBACK = 0.5
_FEEDBACK_POINTS = 5
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class Finding:
    """`centres`: one row a theme, the known ones first. `reason`: how many new ones, and why. `parents`: for each theme
    the number of the wider theme it is in, or -1; empty when there are none.
    """

    centres: Points
    reason: str
    parents: tuple[int, ...] = ()


def find_themes(
    texts: Sequence[str],
    given: Points,
    vectors: Vectors,
    *,
    usable: NDArray[np.bool_],
    kept: NDArray[np.bool_],
    letters: Sequence[Sequence[str]] = (),
    themes: int | None,
    closed: bool,
) -> Finding:
    """`texts`: whole answers, in a fixed order; `given`: centres of known themes; `usable`: texts that new themes may
    be made of; `kept`: texts that known themes hold, whatever their closeness.

    `letters`: the excerpts of each letter that many sent. A letter that fits no theme becomes one: said once, it is too
    little to be found, but many people stand behind it.
    """
    if closed:
        return Finding(given, "Only the themes that were given are used.")
    free = usable & ~kept
    if len(given):
        free &= measure_closeness(texts, given, vectors).max(axis=1) < KNOWN_FITS
    left = [texts[at] for at in np.flatnonzero(free).tolist()]
    new, reason, parents = _find_new(left, vectors, themes, beside=len(given), of=len(texts))
    centres = np.concatenate([given, new])
    alone = [] if themes is not None else _fit_nowhere(letters, centres, vectors)
    if alone:
        centres = np.concatenate([centres, np.array(alone, dtype=np.float32)])
        reason += f" {len(alone)} more from letters that many sent and that fitted none."
        parents = (*parents, *(-1 for _ in alone)) if parents else ()
    return Finding(centres, reason, parents if not len(given) else ())


def measure_closeness(texts: Sequence[str], centres: Points, vectors: Vectors) -> Closeness:
    """How near each text is to each centre, shape (texts, themes). Vectors are not kept, which saves memory."""
    found = [vectors.embed(texts[at : at + _AT_ONCE]) @ centres.T for at in range(0, len(texts), _AT_ONCE)]
    return np.concatenate(found) if found else np.zeros((0, len(centres)), dtype=np.float32)


def measure_both(
    texts: Sequence[str], points: Sequence[str], centres: Points, vectors: Vectors
) -> tuple[Closeness, Closeness]:
    """The same of texts and of their excerpts; an excerpt that is the whole of a text is looked at once."""
    places = {words: at for at, words in enumerate(dict.fromkeys(chain(texts, points)))}
    near = measure_closeness(list(places), centres, vectors)
    return near[[places[text] for text in texts]], near[[places[point] for point in points]]


def keep_known(closeness: Closeness, known: int, kept: NDArray[np.bool_] | None = None) -> Closeness:
    """The same, but what known themes (the first `known`) hold is near no new one."""
    if not known or closeness.shape[1] == known:
        return closeness
    held = closeness[:, :known].max(axis=1) >= KNOWN_FITS
    closeness[np.ix_(held if kept is None else held | kept, range(known, closeness.shape[1]))] = -1
    return closeness


def place_known(
    known: Sequence[KnownTheme], vectors: Vectors, points: Points, before: Mapping[str, Points] | None = None
) -> Points:
    """A centre for each known theme: where it was `before`, or its words and its examples, or what is nearest to its
    words among `points`.
    """
    before = before or {}
    names = vectors.embed([f"{one.label}. {one.description}" for one in known])
    centres = [
        before[one.id] if one.id in before else _place(name, vectors.embed(one.examples), points)
        for one, name in zip(known, names, strict=True)
    ]
    return np.array(centres, dtype=np.float32).reshape(len(known), points.shape[1])


def _place(name: Points, examples: Points, points: Points) -> Points:
    if len(examples):
        middle = _unit(examples.mean(axis=0))
        return _unit(_NAME_WEIGHT * name + (1 - _NAME_WEIGHT) * middle)
    closeness = points @ name
    near = np.argsort(-closeness, kind="stable")[:_FEEDBACK_POINTS]
    echo = (points[near] * np.maximum(closeness[near], 0)[:, None]).sum(axis=0)
    return _unit(name + _FEEDBACK * _unit(echo))


def _unit(row: NDArray[np.floating]) -> Points:
    unit: Points = normalise(row[None])[0]
    return unit


def _fit_nowhere(letters: Sequence[Sequence[str]], centres: Points, vectors: Vectors) -> list[Points]:
    alone: list[Points] = []
    for letter in letters:
        said = vectors.embed(letter)
        middle = _unit(said.sum(axis=0))
        nearest = (said @ np.concatenate([centres, *(one[None] for one in alone)]).T).max(initial=0)
        if said.any() and nearest < KNOWN_FITS:
            alone.append(middle)
    return alone


def _find_new(
    texts: Sequence[str], vectors: Vectors, themes: int | None, *, beside: int, of: int
) -> tuple[Points, str, tuple[int, ...]]:
    points = vectors.embed(texts[:SAMPLE])
    points = points[points.any(axis=1)]
    if not len(points):
        return points, "Nothing is left to make a new theme of.", ()
    found = discover(points, themes=themes)
    if themes is not None:
        return found.centres, found.reason, ()
    fewest = max(FEWEST_BESIDE_KNOWN, round(SHARE_BESIDE_KNOWN * of)) if beside else FEWEST_POINTS
    clear = _clear_enough(points, found.centres, fewest, strict=beside > 0)
    dropped = int((~clear).sum())
    note = f" {dropped} without a clear middle, or with too few answers, were left out." if dropped else ""
    parents = (
        tuple(parent for parent, stays in zip(found.parents, clear, strict=True) if stays) if found.parents else ()
    )
    return found.centres[clear], found.reason + note, parents


def _clear_enough(points: Points, centres: Points, fewest: int, *, strict: bool) -> NDArray[np.bool_]:
    """Which themes hold enough texts of which at least half sit well; unless `strict`, all when none would be left."""
    near = find_nearest(points @ centres.T)
    clear = np.array(
        [
            (near.theme == theme).sum() >= fewest and np.median(near.close[near.theme == theme]) >= CLEAR_MIDDLE
            for theme in range(len(centres))
        ],
        dtype=bool,
    )
    return clear if clear.any() or strict else np.ones(len(centres), dtype=bool)
