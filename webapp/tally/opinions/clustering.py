"""Points in the plane brought together by k-means, the same way whatever order they come in.

Points carry weights: how many people stand there. Nothing is drawn at random, so equal votes give equal groups.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS = 30
_MOST_ROUNDS = 100


def base_clusters(points: Floats, most: int) -> tuple[Floats, Ints, Ints]:
    """(centres, how many points stand at each, the centre of every point): a hundred stand for a hundred thousand.

    Up to `most` different places stand for themselves. Of more, k-means keeps `most`, begun by halving again and again
    the cluster of the largest spread at its mean, across its wider axis (T. Su and J. Dy, In Search of Deterministic
    Methods for Initializing K-Means and Gaussian Mixture Clustering, 2007).
    """
    places, at, weights = np.unique(points, axis=0, return_inverse=True, return_counts=True)
    at = at.reshape(-1)
    if len(places) <= most:
        return places, weights, at
    centres = _halved(places, weights, most)
    label = _nearest(places, centres)
    for _ in range(_ROUNDS):
        centres = _means(places, weights, label, centres)
        before, label = label, _nearest(places, centres)
        if np.array_equal(before, label):
            break
    used, label = np.unique(label, return_inverse=True)
    centres = _means(places, weights, label, centres[used])
    return centres, np.bincount(label, weights).astype(np.int64), label[at]


def _halved(places: Floats, weights: Ints, most: int) -> Floats:
    members = [np.arange(len(places))]
    spreads = [_spread(places, weights)]
    while len(members) < most:
        widest = int(np.argmax([spread.sum() for spread in spreads]))
        inside = members[widest]
        axis = int(np.argmax(spreads[widest]))
        along = places[inside, axis]
        above = along > np.average(along, weights=weights[inside])
        members[widest : widest + 1] = [inside[~above], inside[above]]
        spreads[widest : widest + 1] = [
            _spread(places[part], weights[part]) for part in members[widest : widest + 2]
        ]
    return np.array([np.average(places[part], axis=0, weights=weights[part]) for part in members])


def _spread(places: Floats, weights: Ints) -> Floats:
    """The weighted sum of squares about the mean, of each axis."""
    return weights @ (places - np.average(places, axis=0, weights=weights)) ** 2


def _nearest(places: Floats, centres: Floats) -> Ints:
    """The nearest centre of each place, the first of equals."""
    return np.argmin((centres**2).sum(axis=1) - 2 * places @ centres.T, axis=1)


def _means(places: Floats, weights: Ints, label: Ints, centres: Floats) -> Floats:
    """The mean of what each centre holds; one that holds nothing stays."""
    count = len(centres)
    held = np.bincount(label, weights, count)
    sums = np.stack([np.bincount(label, weights * places[:, axis], count) for axis in range(places.shape[1])], axis=1)
    return np.where(held[:, None] > 0, sums / np.maximum(held, 1)[:, None], centres)


def groups_of(centres: Floats, weights: Ints, count: int) -> Ints:
    """Weighted k-means with `count` clusters: the group of each centre. `count` is at most the number of centres.

    Every centre is a start once, followed by those farthest from all before; the start that ends with the smallest sum
    of squares is kept, the first of equals.
    """
    seeds = centres[_farthest_first(centres, count)]
    label = _labels(centres, seeds)
    for _ in range(_MOST_ROUNDS):
        seeds = _weighted_means(centres, weights, label, seeds)
        before, label = label, _labels(centres, seeds)
        if np.array_equal(before, label):
            break
    distances = ((centres[None] - np.take_along_axis(seeds, label[:, :, None], axis=1)) ** 2).sum(axis=2)
    within = np.round(distances @ weights, 9)
    return label[int(np.argmin(within))]


def _farthest_first(centres: Floats, count: int) -> Ints:
    """One row a start: the centre itself, then `count` - 1 more, each the farthest from those before it."""
    between = _between(centres)
    chosen = np.arange(len(centres))[:, None]
    for _ in range(count - 1):
        nearest = between[chosen].min(axis=1)
        chosen = np.concatenate([chosen, np.argmax(nearest, axis=1)[:, None]], axis=1)
    return chosen


def _labels(centres: Floats, seeds: Floats) -> Ints:
    """starts × centres: the nearest seed of each centre."""
    return np.argmin(((centres[None, :, None] - seeds[:, None]) ** 2).sum(axis=3), axis=2)


def _weighted_means(centres: Floats, weights: Ints, label: Ints, seeds: Floats) -> Floats:
    """starts × count × 2: the mean of what each seed holds; one that holds nothing stays."""
    holds = (label[:, :, None] == np.arange(seeds.shape[1])) * weights[None, :, None].astype(float)
    held = holds.sum(axis=1)[:, :, None]
    return np.where(held > 0, holds.transpose(0, 2, 1) @ centres / np.maximum(held, 1), seeds)


def silhouette(centres: Floats, weights: Ints, label: Ints) -> float:
    """The mean silhouette of all people, each taken to stand at their centre; -1 to 1.

    Source: P. Rousseeuw, Silhouettes, Journal of Computational and Applied Mathematics 20 (1987): how much nearer the
    next group is than one's own, 0 for somebody who is alone in a group.
    """
    between = np.sqrt(_between(centres))
    holds = (label[:, None] == np.unique(label)[None, :]) * weights[:, None]
    people = holds.sum(axis=0)
    sums = between @ holds
    own = holds > 0
    inside = np.where(own, sums, 0).sum(axis=1) / np.maximum((own * people).sum(axis=1) - 1, 1)
    outside = np.where(own, np.inf, sums / people).min(axis=1)
    wider = np.maximum(inside, outside)
    score = np.where(wider > 0, (outside - inside) / np.where(wider > 0, wider, 1), 0.0)
    return float(np.average(np.where((own * people).sum(axis=1) > 1, score, 0.0), weights=weights))


def _between(centres: Floats) -> Floats:
    return ((centres[:, None] - centres[None]) ** 2).sum(axis=2)
