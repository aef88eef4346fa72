"""Which themes an excerpt raises, and how sure that is."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.vectors import Points

FITS = 0.3
"""Closeness to a theme's centre below which an excerpt is said to fit none."""
ALSO = 0.9
"""A second theme counts when it is at least this part as close as the first."""
ALSO_FITS = 0.45
NOWHERE = -1
_SLOPE, _MARGIN_SLOPE, _START = 3.0, 2.5, -1.6
_AT_ONCE = 8_000


@dataclass(frozen=True, slots=True)
class Fit:
    """Excerpt number, theme number (`NOWHERE` when it fits none), confidence from 0 to 1."""

    excerpt: int
    theme: int
    confidence: float


def assign(points: Points, centres: Points) -> list[Fit]:
    """The themes each unit row fits, one or two, or `NOWHERE`. Ordered by row, surest first."""
    if not len(centres):
        return [Fit(at, NOWHERE, 1.0) for at in range(len(points))]
    fits: list[Fit] = []
    for start in range(0, len(points), _AT_ONCE):
        fits += _assign_some(points[start : start + _AT_ONCE] @ centres.T, start)
    return fits


def _assign_some(closeness: NDArray[np.floating], start: int) -> list[Fit]:
    order = np.argsort(-closeness, axis=1, kind="stable")[:, :3]
    best = np.take_along_axis(closeness, order, axis=1).astype(np.float64)
    if best.shape[1] < 3:
        best = np.pad(best, ((0, 0), (0, 3 - best.shape[1])))
    first = best[:, 0] >= FITS
    second = first & (best[:, 1] >= ALSO_FITS) & (best[:, 1] >= ALSO * best[:, 0])
    sure = how_sure(best[:, 0], best[:, 0] - np.where(second, best[:, 2], best[:, 1]))
    also = how_sure(best[:, 1], best[:, 1] - best[:, 2])
    fits = [Fit(start + int(at), int(order[at, 0]), float(sure[at])) for at in np.flatnonzero(first)]
    fits += [Fit(start + int(at), int(order[at, 1]), float(also[at])) for at in np.flatnonzero(second)]
    nowhere = np.round(1 - 0.5 * np.maximum(best[:, 0], 0) / FITS, 3)
    fits += [Fit(start + int(at), NOWHERE, float(nowhere[at])) for at in np.flatnonzero(~first)]
    return sorted(fits, key=lambda fit: (fit.excerpt, -fit.confidence, fit.theme))


def how_sure(closeness: NDArray[np.floating], margin: NDArray[np.floating]) -> NDArray[np.floating]:
    """A number from 0 to 1 that grows with the closeness to the theme and with the lead over the next theme.

    The slopes lie between those that fitted two collections coded by people (docs/method.md): a rough guide. Rounded to
    three places, so that the last bits of a sum change nothing.
    """
    return np.round(1 / (1 + np.exp(-(_START + _SLOPE * closeness + _MARGIN_SLOPE * margin))), 3)
