"""Which themes an answer raises, and how sure that is.

The answer as a whole says what it is mostly about; what its excerpts say beyond that comes after it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.gathering import Excerpt
from webapp.text.shapes import NONE, Code
from webapp.text.teaching import Codes, whole

FITS = 0.15
"""Closeness to a theme's centre below which an answer is said to fit none. It waits under `none`, never forced."""
ALSO = 0.9
ALSO_FITS = 0.3
ALSO_LEAD = 0.15
"""An excerpt raises another theme than its answer's first when it is this close to that one, and nearer to it than to
the first by so much. An answer with one excerpt raises a second theme that is `ALSO` as near as the first."""
PINNED = 0.5
NOWHERE = -1
_SLOPE, _LEAD_SLOPE, _START = 1.5, 4.0, -1.0
_PLACES = 3
Closeness = NDArray[np.float32]
"""Of texts or excerpts to themes, shape (texts, themes); rows of zeros where nothing is known of the words."""
Raised = dict[int, tuple[float, Excerpt]]
"""By theme how sure it is, and the excerpt it rests on."""


@dataclass(frozen=True, slots=True)
class Nearest:
    """By row: the nearest theme (`NOWHERE` where none fits), how close it is, the lead over the next, and the next."""

    theme: NDArray[np.int64]
    close: NDArray[np.float64]
    lead: NDArray[np.float64]
    next: NDArray[np.int64]

    @property
    def sure(self) -> list[float]:
        """Of the theme; where none fits, how sure that is."""
        nowhere = 1 - 0.5 * np.clip(self.close, 0, FITS) / FITS
        sure: list[float] = np.where(
            self.theme == NOWHERE, nowhere.round(_PLACES), how_sure(self.close, self.lead)
        ).tolist()
        return sure


def find_nearest(closeness: Closeness, *, floor: float = FITS) -> Nearest:
    """`floor`: how close a theme must be to fit. The first of two equally near themes is taken."""
    rows = len(closeness)
    if not closeness.shape[1]:
        nowhere = np.full(rows, NOWHERE, dtype=np.int64)
        return Nearest(nowhere, np.zeros(rows), np.zeros(rows), nowhere)
    padded = np.pad(closeness, ((0, 0), (0, 1)), constant_values=-1) if closeness.shape[1] == 1 else closeness
    first = padded.argmax(axis=1)
    at = np.arange(rows)
    close = padded[at, first].astype(np.float64)
    others = padded.copy()
    others[at, first] = -2
    second = others.argmax(axis=1)
    lead = close - np.maximum(others[at, second], 0)
    theme = np.where((close >= floor) & closeness.any(axis=1), first, NOWHERE)
    return Nearest(theme, close, np.maximum(lead, 0), second)


def how_sure(closeness: NDArray[np.floating], lead: NDArray[np.floating]) -> NDArray[np.floating]:
    """A number from 0 to 1 that grows with the closeness to the theme and with the lead over the next theme.

    The slopes lie between those that fitted three collections coded by people (docs/method.md): a rough guide until
    people have coded some answers. Rounded, so that the last bits of a sum change nothing.
    """
    return np.round(1 / (1 + np.exp(-(_START + _SLOPE * closeness + _LEAD_SLOPE * lead))), _PLACES)


def raise_themes(
    texts: Sequence[str],
    excerpts: Sequence[Sequence[Excerpt]],
    wholes: Closeness,
    points: Closeness,
    ids: Sequence[str],
    *,
    floor: float = FITS,
    pinned: Mapping[int, Collection[int]] | None = None,
) -> list[Codes]:
    """By text its codes, surest first; `none` only where neither it nor any excerpt fits.

    `wholes`: closeness of the texts; `points`: of all excerpts by their number; `ids`: of the themes. `pinned`: points
    that are examples of themes, by number, and stay with them.
    """
    raising = _Raising(points, find_nearest(wholes, floor=floor), find_nearest(points), pinned or {})
    coded: list[Codes] = []
    for at, text in enumerate(texts):
        raised = raising.of_text(at, excerpts[at])
        main = raising.themes[at]
        coded.append(_ordered(raised, ids, main) or (Code(NONE, raising.sure[at], *whole(text)),))
    return coded


class _Raising:
    """The facts as plain lists, which are quicker to look into one by one."""

    def __init__(self, points: Closeness, first: Nearest, own: Nearest, pinned: Mapping[int, Collection[int]]) -> None:
        self.points = points
        self.pinned = pinned
        self.themes: list[int] = first.theme.tolist()
        self.sure = first.sure
        runner_up = first.close - first.lead
        also = (runner_up >= ALSO_FITS) & (runner_up >= ALSO * first.close)
        self.second: list[int] = np.where(also, first.next, NOWHERE).tolist()
        self.second_sure: list[float] = how_sure(runner_up, np.zeros(len(runner_up))).tolist()
        self.own: list[int] = own.theme.tolist()
        self.own_close: list[float] = own.close.tolist()
        self.own_sure = own.sure

    def of_text(self, at: int, excerpts: Sequence[Excerpt]) -> Raised:
        main = self.themes[at]
        raised: Raised = {}
        if main != NOWHERE and excerpts:
            raised[main] = (self.sure[at], self._speaks_most(excerpts, main))
        if len(excerpts) == 1 and main != NOWHERE:
            if self.second[at] != NOWHERE:
                raised[self.second[at]] = (min(self.second_sure[at], self.sure[at]), excerpts[0])
        else:
            self._add_beyond(raised, excerpts, main, self.sure[at] if main != NOWHERE else 1.0)
        return self._pin(raised, excerpts) if self.pinned else raised

    def _add_beyond(self, raised: Raised, excerpts: Sequence[Excerpt], main: int, most: float) -> None:
        """What excerpts raise beside the answer's first theme, never surer than that."""
        for one in excerpts:
            theme, likely = self.own[one.point], min(self.own_sure[one.point], most)
            if self._is_beyond(one.point, main) and (theme not in raised or raised[theme][0] < likely):
                raised[theme] = (likely, one)

    def _is_beyond(self, point: int, main: int) -> bool:
        if self.own[point] in (main, NOWHERE) or self.own_close[point] < ALSO_FITS:
            return False
        return main == NOWHERE or self.own_close[point] - float(self.points[point, main]) >= ALSO_LEAD

    def _speaks_most(self, excerpts: Sequence[Excerpt], theme: int) -> Excerpt:
        if len(excerpts) == 1:
            return excerpts[0]
        return max(excerpts, key=lambda one: (round(float(self.points[one.point, theme]), 5), -one.start))

    def _pin(self, raised: Raised, excerpts: Sequence[Excerpt]) -> Raised:
        """What was put under a theme before stays under it and under no other, at least as likely as not."""
        themes = sorted({theme for one in excerpts for theme in self.pinned.get(one.point, ())})
        stays: Raised = {}
        for theme in themes:
            own = [one for one in excerpts if theme in self.pinned.get(one.point, ())]
            stays[theme] = (max(raised[theme][0] if theme in raised else 0.0, PINNED), self._speaks_most(own, theme))
        free = {theme: found for theme, found in raised.items() if found[1].point not in self.pinned}
        least = min((likely for likely, _ in stays.values()), default=1.0)
        return {theme: (min(likely, least), one) for theme, (likely, one) in free.items()} | stays


def _ordered(raised: Raised, ids: Sequence[str], main: int) -> Codes:
    order = sorted(raised.items(), key=lambda item: (-item[1][0], item[0] != main, item[1][1].start, ids[item[0]]))
    return tuple(Code(ids[theme], likely, one.start, one.end) for theme, (likely, one) in order)
