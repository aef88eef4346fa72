"""Points in the plane brought together by k-means, the same way whatever order they come in.

Points carry weights: how many people stand there. Nothing is drawn at random, so equal votes give equal groups.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS = 10
_AT_ONCE = 1_000
_MOST_ROUNDS = 100
_TINY = 1e-12
_DECIMALS = 6


def distinct(points: Floats) -> tuple[Floats, Ints, Ints]:
    """(the different places, how many stand at each, the place of every point)."""
    places, at, weights = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    return places, weights, at.reshape(-1)


def base_clusters(places: Floats, weights: Ints, most: int) -> tuple[Floats, Ints, Ints]:
    """(centres, how many people stand at each, the centre of every place): a hundred stand for a hundred thousand.

    Up to `most` different places stand for themselves. Of more, k-means keeps `most`, begun by halving again and again
    the cluster of the largest spread at its mean, across its wider axis (T. Su and J. Dy, In Search of Deterministic
    Methods for Initializing K-Means and Gaussian Mixture Clustering, 2007).
    """
    if len(places) <= most:
        return places, weights, np.arange(len(places))
    centres = _halved(places, weights, most)
    centres, label = _lloyd(places, weights, centres, _nearest(places, centres), _ROUNDS)
    used, label = np.unique(label, return_inverse=True)
    centres = _means(places, weights, label, centres[used])
    return centres, np.bincount(label, weights).astype(np.int64), label


def _lloyd(places: Floats, weights: Ints, centres: Floats, label: Ints, rounds: int) -> tuple[Floats, Ints]:
    """(centres, the centre of every place) after so many rounds of k-means, or when nothing changes any more."""
    for _ in range(rounds):
        centres = _means(places, weights, label, centres)
        before, label = label, _nearest(places, centres)
        if np.array_equal(before, label):
            break
    return centres, label


def _halved(places: Floats, weights: Ints, most: int) -> Floats:
    members = [np.arange(len(places))]
    spreads = [_spread(places, weights)]
    while len(members) < most:
        widest = int(np.argmax([spread.sum() for spread in spreads]))
        inside = members[widest]
        axis = int(np.argmax(spreads[widest]))
        along = places[inside, axis]
        # The mean of very unequal weights may round to the largest value, and nothing would be above it.
        above = along > min(np.average(along, weights=weights[inside]), np.nextafter(along.max(), -np.inf))
        members[widest : widest + 1] = [inside[~above], inside[above]]
        spreads[widest : widest + 1] = [_spread(places[part], weights[part]) for part in members[widest : widest + 2]]
    return np.array([np.average(places[part], axis=0, weights=weights[part]) for part in members])


def _spread(places: Floats, weights: Ints) -> Floats:
    """The weighted sum of squares about the mean, of each axis."""
    spread: Floats = weights @ (places - np.average(places, axis=0, weights=weights)) ** 2
    return spread


def _nearest(places: Floats, centres: Floats) -> Ints:
    """The nearest centre of each place, the first of equals; few places at once, so that distances stay in cache."""
    nearest = np.empty(len(places), np.int64)
    squares = (centres**2).sum(axis=1)
    for start in range(0, len(places), _AT_ONCE):
        part = places[start : start + _AT_ONCE]
        np.argmin(squares - 2 * (part @ centres.T), axis=1, out=nearest[start : start + _AT_ONCE])
    return nearest


def _means(places: Floats, weights: Ints, label: Ints, centres: Floats) -> Floats:
    """The mean of what each centre holds; one that holds nothing stays."""
    count = len(centres)
    held = np.bincount(label, weights, count)
    sums = np.stack([np.bincount(label, weights * places[:, axis], count) for axis in range(places.shape[1])], axis=1)
    return np.where(held[:, None] > 0, sums / np.maximum(held, 1)[:, None], centres)


def grouped(centres: Floats, weights: Ints, counts: Iterable[int]) -> dict[int, Ints]:
    """The group of each centre, for each of these numbers of groups (from 1 to the number of centres).

    The two groups whose union adds least to the spread are joined, again and again (J. Ward, Hierarchical Grouping to
    Optimize an Objective Function, JASA 58, 1963). K-means may begin from what is left when there are so many, as from
    any hierarchy: G. Milligan, An Examination of the Effect of Six Types of Error Perturbation on Fifteen Clustering
    Algorithms, Psychometrika 45 (1980).
    """
    wanted = set(counts)
    centres, holds = centres.copy(), weights.astype(float)
    own, left, found = np.arange(len(centres)), np.arange(len(centres)), {}
    while True:
        if len(left) in wanted:
            found[len(left)] = _renamed(own)
        if len(left) <= min(wanted):
            return found
        one, other = left[_cheapest(centres[left], holds[left])]
        centres[one] = np.average(centres[[one, other]], axis=0, weights=holds[[one, other]])
        holds[one] += holds[other]
        own[own == other] = one
        left = left[left != other]


def _cheapest(centres: Floats, weights: Floats) -> Ints:
    """The two whose union adds least to the spread, the first of equals."""
    adds = _between(centres) / (1 / weights[:, None] + 1 / weights[None])
    adds = np.where(np.triu(np.ones(adds.shape, bool), 1), adds.round(_DECIMALS), np.inf)
    return np.array(np.unravel_index(adds.argmin(), adds.shape))


def settle(places: Floats, weights: Ints, start: Ints) -> Ints:
    """The group of every place when k-means, begun from the groups of `start`, has come to its end.

    A place is looked at again only when the centres have moved so far in all that another may have become its nearest
    (G. Hamerly, Making k-means even faster, SIAM International Conference on Data Mining 2010).
    """
    label = start.copy()
    centres = _means(places, weights, label, np.zeros((int(label.max()) + 1, places.shape[1])))
    lead = np.zeros(len(places))  # by how much the nearest centre is nearer than the next, at least
    for _ in range(_MOST_ROUNDS if len(centres) > 1 else 0):
        near = np.flatnonzero(lead <= _TINY)
        now, lead[near] = _nearest_of_two(places[near], centres)
        if np.array_equal(now, label[near]):
            break
        label[near] = now
        before, centres = centres, _means(places, weights, label, centres)
        lead -= 2 * np.sqrt(((centres - before) ** 2).sum(axis=1)).max()
    return _renamed(label)


def _nearest_of_two(places: Floats, centres: Floats) -> tuple[Ints, Floats]:
    """(the nearest centre of each place, how much farther the next one is)."""
    distances = np.sqrt(((places[:, None] - centres[None]) ** 2).sum(axis=2))
    two = np.partition(distances, 1, axis=1)
    return distances.argmin(axis=1), two[:, 1] - two[:, 0]


def _renamed(label: Ints) -> Ints:
    """The same groups, numbered without gaps."""
    return np.unique(label, return_inverse=True)[1].reshape(-1).astype(np.int64)


def clearness(centres: Floats, label: Ints) -> float:
    """The silhouette of the centres, each counted once; 0 where there is but one group."""
    return round(silhouette(np.sqrt(_between(centres)), label), 9) if label.max() else 0.0


def silhouette(between: Floats, label: Ints) -> float:
    """The mean silhouette of points with these distances between them, each counted once; -1 to 1.

    `label` holds numbers from 0 without gaps, two at least. Source: P. Rousseeuw, Silhouettes, Journal of Computational
    and Applied Mathematics 20 (1987): how much nearer one's own group is than the next, 0 for a point that is a group.
    """
    holds = (label[:, None] == np.arange(label.max() + 1)).astype(float)
    sizes = holds.sum(axis=0)
    sums = between @ holds
    own = holds > 0
    inside = sums[own] / np.maximum(sizes[label] - 1, 1)
    outside = np.where(own, np.inf, sums / sizes).min(axis=1)
    score = (outside - inside) / np.maximum(np.maximum(inside, outside), _TINY)
    return float(np.where(sizes[label] > 1, score, 0.0).mean())


def _between(centres: Floats) -> Floats:
    squares: Floats = ((centres[:, None] - centres[None]) ** 2).sum(axis=2)
    return squares
