"""How near two codings are: the figures that the tables print. Pure; each formula's source stands beside it."""

from collections.abc import Sequence, Set
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import adjusted_mutual_info_score, v_measure_score

WORDS_A_THEME = 10
_PARTS = 10


def agreement(codes: Sequence[str], groups: Sequence[object]) -> tuple[float, float]:
    """(AMI, V-measure) of groups against people's codes.

    Adjusted mutual information is 0 for chance and 1 for the same (Vinh, Epps and Bailey 2010); V-measure is the
    harmonic mean of homogeneity and completeness (Rosenberg and Hirschberg 2007).
    """
    names = [str(group) for group in groups]
    return float(adjusted_mutual_info_score(codes, names)), float(v_measure_score(codes, names))


def samples_f1(people: Set[str], machine: Set[str]) -> float:
    """Twice what both gave over all that either gave, for one answer; 1 when neither gave anything."""
    given = len(people) + len(machine)
    return 2 * len(people & machine) / given if given else 1.0


def share_scoring(values: Sequence[float], sureness: Sequence[float], *, least: float) -> float:
    """The largest part of the answers, taken from the surest down, whose mean value is at least `least`."""
    order = np.argsort(-np.asarray(sureness, dtype=float), kind="stable")
    means = np.cumsum(np.asarray(values, dtype=float)[order]) / np.arange(1, len(values) + 1)
    enough = np.flatnonzero(means >= least - 1e-9)
    return float(enough[-1] + 1) / len(values) if len(enough) else 0.0


def reliability(confidence: Sequence[float], right: Sequence[bool]) -> list[tuple[float, float, int]]:
    """(mean confidence, part that is right, how many) for each tenth of confidence that holds anything."""
    sure, true = np.asarray(confidence, dtype=float), np.asarray(right, dtype=float)
    part = np.minimum((sure * _PARTS).astype(int), _PARTS - 1)
    return [
        (float(sure[part == at].mean()), float(true[part == at].mean()), int((part == at).sum()))
        for at in range(_PARTS)
        if (part == at).any()
    ]


def calibration_error(confidence: Sequence[float], right: Sequence[bool]) -> float:
    """Expected calibration error: how far confidence is from the truth, the mean over tenths (Naeini et al. 2015)."""
    table = reliability(confidence, right)
    return sum(abs(sure - true) * count for sure, true, count in table) / max(len(confidence), 1)


def macro_f1(people: Sequence[str], machine: Sequence[str | None]) -> float:
    """The mean over the classes that people used of each class's F1, however rare the class."""
    scores = []
    for name in sorted(set(people)):
        both = sum(one == other == name for one, other in zip(people, machine, strict=True))
        either = sum(one == name for one in people) + sum(one == name for one in machine)
        scores.append(2 * both / either)
    return sum(scores) / len(scores) if scores else 0.0


def pairs_together(groups: Sequence[object]) -> set[tuple[int, int]]:
    """The places that share a group, as pairs; None is no group."""
    places: dict[object, list[int]] = {}
    for place, group in enumerate(groups):
        if group is not None:
            places.setdefault(group, []).append(place)
    return {pair for some in places.values() for pair in combinations(some, 2)}


def coherence(texts: Sequence[str], groups: Sequence[object]) -> float:
    """Mean NPMI of each group's ten most telling words, counted in the texts themselves; -1 to 1.

    Normalised pointwise mutual information after Bouma (2009), as Lau, Newman and Baldwin (2014) use it. A word tells
    by its share of the group's texts times the logarithm of that share over its share everywhere.
    """
    counter = CountVectorizer(stop_words="english", binary=True, min_df=2)
    try:
        there = counter.fit_transform(texts).toarray().astype(np.float64)
    except ValueError:  # no word is in two texts
        return 0.0
    names = np.array([str(group) for group in groups])
    scores = [_npmi(there, telling_words(there, names == name)) for name in sorted(set(names.tolist()))]
    return float(np.mean(scores))


def telling_words(there: NDArray[np.float64], members: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The columns of the words that tell a group of rows from the others, most telling first."""
    inside, everywhere = there[members].mean(axis=0), there.mean(axis=0)
    weight = inside * np.log((inside + 1e-12) / everywhere)
    order = np.argsort(-weight, kind="stable")[:WORDS_A_THEME]
    telling: NDArray[np.int64] = order[weight[order] > 0]
    return telling


def _npmi(there: NDArray[np.float64], words: NDArray[np.int64]) -> float:
    values = []
    for one, other in combinations(words, 2):
        both = float((there[:, one] * there[:, other]).mean())
        alone = float(there[:, one].mean() * there[:, other].mean())
        values.append(-1.0 if both == 0 else 1.0 if both == 1 else np.log(both / alone) / -np.log(both))
    return float(np.mean(values)) if values else 0.0
