"""Known themes first, new ones for what is left: which theme every point belongs to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np
from numpy.typing import NDArray

from webapp.text.assignment import FITS, NOWHERE, Fit, assign
from webapp.text.discovery import discover
from webapp.text.shapes import KnownTheme
from webapp.text.vectors import Points, Vectors, normalise

KNOWN_FITS = 0.35
"""Closeness from which a known theme keeps an excerpt from being looked at for new themes."""
FEWEST_POINTS = 2
CLEAR_MIDDLE = 0.45
"""A new theme rests on at least two different excerpts, and half of its excerpts are at least this sure to belong.
Groups that are not like that hold what was left over; their excerpts go where they fit, or to "None of these themes".
Nothing is left out when the number of themes was given or when nothing else would remain."""
PINNED = 0.5
_NAME_WEIGHT = 0.3
_FEEDBACK = 0.5
_FEEDBACK_POINTS = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """`centres`: one row a theme, the known ones first. `fits`: by point. `reason`: how many new ones, and why."""

    centres: Points
    fits: list[list[Fit]]
    reason: str


def find_themes(
    points: Points,
    given: Points,
    *,
    spoken: Sequence[bool],
    letters: Sequence[Sequence[int]] = (),
    pinned: Mapping[int, Sequence[int]] | None = None,
    themes: int | None,
    closed: bool,
) -> Finding:
    """`points`: unit rows; `given`: centres of known themes; `spoken`: points that new themes may be made of.

    `letters`: the points of each letter that many sent. A letter of which no point fits any theme becomes one: said
    once, it is too little to be found, but many people stand behind it. `pinned`: points that are examples of known
    themes, by their number, and stay with them.
    """
    pinned = pinned or {}
    kept = _best(points, given) >= (FITS if closed else KNOWN_FITS)
    kept[list(pinned)] = True
    new, reason = np.zeros((0, points.shape[1]), dtype=np.float32), "Only the themes that were given are used."
    if not closed:
        new, reason = _find_new(points[~kept & np.array(spoken, dtype=bool) & points.any(axis=1)], themes)
    fits = _fit_all(points, given, new, kept)
    wanted = () if closed or themes is not None else letters
    alone = [letter for letter in wanted if _fits_nowhere(letter, points, fits)]
    if alone:
        new = np.concatenate([new, [_unit(points[letter].sum(axis=0)) for letter in alone]])
        fits = _fit_all(points, given, new, kept)
        reason += f" {len(alone)} more from letters that many sent and that fitted none."
    for point, themes_of in pinned.items():
        fits[point] = _pin(fits[point], point, themes_of)
    return Finding(np.concatenate([given, new]), fits, reason)


def _pin(fits: Sequence[Fit], point: int, themes: Sequence[int]) -> list[Fit]:
    """What was put under a theme before stays under it, at least as likely as not, and before what else it may fit."""
    own = {fit.theme: fit.confidence for fit in fits}
    return [Fit(point, theme, max(own.get(theme, 0.0), PINNED)) for theme in themes]


def _fits_nowhere(letter: Sequence[int], points: Points, fits: Sequence[Sequence[Fit]]) -> bool:
    return all(fits[point][0].theme == NOWHERE for point in letter) and bool(points[letter].any())


def place_known(known: Sequence[KnownTheme], vectors: Vectors, points: Points) -> Points:
    """A centre for each known theme: its words and its examples, or what is nearest to its words."""
    names = vectors.embed([f"{one.label}. {one.description}" for one in known])
    centres = [_place(name, vectors.embed(one.examples), points) for one, name in zip(known, names, strict=True)]
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


def _best(points: Points, centres: Points) -> NDArray[np.float64]:
    if not len(centres):
        return np.zeros(len(points), dtype=np.float64)
    return np.asarray((points @ centres.T).max(axis=1), dtype=np.float64)


def _find_new(points: Points, themes: int | None) -> tuple[Points, str]:
    if not len(points):
        return points, "Nothing is left to make a new theme of."
    found = discover(points, themes=themes)
    if themes is not None:
        return found.centres, found.reason
    clear = _clear_enough(points, found.centres)
    dropped = int((~clear).sum())
    note = f" {dropped} without a clear middle, or with a single excerpt, were left out." if dropped else ""
    return found.centres[clear], found.reason + note


def _clear_enough(points: Points, centres: Points) -> NDArray[np.bool_]:
    """Which themes hold enough excerpts of which at least half sit well; all of them when none would be left."""
    sure: list[list[float]] = [[] for _ in centres]
    for fit in assign(points, centres):
        if fit.theme != NOWHERE:
            sure[fit.theme].append(fit.confidence)
    clear = np.array([len(some) >= FEWEST_POINTS and median(some) >= CLEAR_MIDDLE for some in sure], dtype=bool)
    return clear if clear.any() else np.ones(len(centres), dtype=bool)


def _fit_all(points: Points, given: Points, new: Points, kept: NDArray[np.bool_]) -> list[list[Fit]]:
    """Points that a known theme keeps are compared with the known ones, all others with the new ones."""
    fits: list[list[Fit]] = [[] for _ in range(len(points))]
    for chosen, centres, first in ((kept, given, 0), (~kept, new, len(given))):
        places = np.flatnonzero(chosen)
        for fit in assign(points[places], centres):
            shift = first if fit.theme != NOWHERE else 0
            place = int(places[fit.excerpt])
            fits[place].append(replace(fit, excerpt=place, theme=fit.theme + shift))
    return fits
