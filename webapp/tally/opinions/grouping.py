"""How many groups there are, and who is in which.

A number of groups that fits a little better for an hour is not a new landscape: the one in force is kept until another
has won several counts in a row (the rule of Polis). So that a group keeps its name from count to count, it takes over
the number of the group whose people it holds most of.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations

import numpy as np
from numpy.typing import NDArray

from webapp.tally.opinions.clustering import (
    Floats,
    Ints,
    base_clusters,
    clearness,
    distinct,
    grouped,
    settle,
)
from webapp.tally.opinions.facts import Memory

MOST_GROUPS = 5
BASE_CLUSTERS = 100
WINS_NEEDED = 4
_BASES_A_GROUP = 12
UNGROUPED = -1


@dataclass(frozen=True, kw_only=True)
class Grouping:
    """`groups` has an entry a person: the group, or UNGROUPED."""

    groups: Ints
    count: int
    bases: int
    silhouettes: Mapping[int, float]
    memory: Memory


def group(
    positions: Floats, enough: NDArray[np.bool_], ids: Sequence[str], *, memory: Memory, count: int | None = None
) -> Grouping:
    """Groups of the people who have voted `enough`; `count` sets how many. `ids` names the people, row by row."""
    groups = np.full(len(positions), UNGROUPED)
    if not enough.any():
        return Grouping(groups=groups, count=0, bases=0, silhouettes={}, memory=memory)
    places, standing, at = distinct(positions[enough])
    centres, weights, base = base_clusters(places, standing, BASE_CLUSTERS)
    joined = grouped(centres, weights, _numbers(len(centres), count))
    ways = {k: settle(centres, weights, joined[k]) for k in sorted(joined)}
    scores = {k: clearness(centres, way) for k, way in ways.items()}
    after = keep(memory, max(scores, key=lambda k: scores[k]), possible=list(scores))
    groups[enough] = settle(places, standing, ways[after.groups or 1][base])[at]
    groups = _numbered(groups, ids, memory.members)
    members = {name: number for name, number in zip(ids, groups.tolist(), strict=True) if number >= 0}
    return Grouping(
        groups=groups,
        count=int(groups.max()) + 1,
        bases=len(centres),
        silhouettes={k: score for k, score in scores.items() if k > 1},
        memory=Memory(groups=after.groups, challenger=after.challenger, wins=after.wins, members=members),
    )


def _numbers(bases: int, count: int | None) -> range:
    """How many groups to try: what was asked for, or 2 to 5, fewer where few different places are taken."""
    if count is not None:
        return range(min(count, bases), min(count, bases) + 1)
    most = min(MOST_GROUPS, 2 + bases // _BASES_A_GROUP, bases)
    return range(min(2, bases), most + 1)


def keep(memory: Memory, best: int, *, possible: Sequence[int]) -> Memory:
    """What is in force after `best` won this count: the number before, unless it is impossible or was beaten long."""
    wins = memory.wins + 1 if best == memory.challenger else 1
    stays = memory.groups in possible and memory.groups is not None and wins < WINS_NEEDED
    return Memory(groups=memory.groups if stays else best, challenger=best, wins=wins, members=memory.members)


def _numbered(groups: Ints, ids: Sequence[str], before: Mapping[str, int]) -> Ints:
    """Groups from the largest to the smallest, equals by their first member; or as they were numbered before."""
    inside = np.flatnonzero(groups >= 0)
    found, first, size = np.unique(groups[inside], return_index=True, return_counts=True)
    order = found[np.lexsort((first, -size))]
    places = np.full(int(found.max()) + 1, UNGROUPED)
    places[order] = np.arange(len(order))
    groups = np.where(groups >= 0, places[groups], UNGROUPED)
    return _as_before(groups, ids, before, len(order)) if before else groups


def _as_before(groups: Ints, ids: Sequence[str], before: Mapping[str, int], count: int) -> Ints:
    shared = np.zeros((count, count), int)
    for name, now in zip(ids, groups.tolist(), strict=True):
        was = before.get(name, count)
        if now >= 0 and was < count:
            shared[now, was] += 1
    if not shared.any():
        return groups
    places = max(permutations(range(count)), key=lambda way: sum(shared[now, was] for now, was in enumerate(way)))
    return np.where(groups >= 0, np.array(places)[groups], UNGROUPED)
