"""Finding themes: points are pulled towards their neighbours, joined pair by pair (Ward), and the tree is cut.

Done on a sample; the rest finds its nearest theme afterwards. Nothing here draws lots.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix

from webapp.text.vectors import Points, normalise

SAMPLE = 4_000
NEIGHBOURS = 7
SMOOTHINGS = 2
ROUNDS = 3
FEWEST_THEMES = 2
MOST_THEMES = 30
NESTED_FROM = 9
"""So many themes are put under wider ones."""
CLEAR_ENOUGH = 0.95
Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Found:
    """`group`: the theme of each point, from 0; `centres`: a unit row a theme; `reason`: how many and why, in words.

    `parents`: for each theme the number of the wider theme it is in, or -1; empty when there are too few to nest.
    """

    group: Groups
    centres: Points
    reason: str
    parents: tuple[int, ...] = ()


def discover(points: Points, *, themes: int | None = None) -> Found:
    """Group unit rows (none of them zero) into themes; the first `SAMPLE` rows decide. `themes`: how many to find."""
    sample = points[:SAMPLE]
    if len(sample) < 2:
        return Found(np.zeros(len(points), dtype=np.int64), points[:1], "There is only one thing said.")
    smooth = smoothed(sample)
    tree = linkage(_distances(smooth), "ward")
    count, reason = (min(themes, len(sample)), "The number was given.") if themes else choose_number(smooth, tree)
    group = settle(smooth, cut(tree, count))
    centres = find_centres(sample, group)
    return Found(nearest(points, centres), centres, reason, nest(tree, group))


def nest(tree: NDArray[np.float64], group: Groups) -> tuple[int, ...]:
    """The wider theme of each theme: the upper level of the same tree that most of its points are in, or -1.

    About the square root of the themes are wider ones; one that would hold a single theme is none.
    """
    themes = int(group.max()) + 1
    if themes < NESTED_FROM:
        return ()
    upper = cut(tree, round(themes**0.5))
    most = [int(np.bincount(upper[group == theme]).argmax()) for theme in range(themes)]
    shared = sorted({one for one in most if most.count(one) > 1})
    if len(shared) < FEWEST_THEMES:
        return ()
    return tuple(shared.index(one) if one in shared else -1 for one in most)


def _distances(points: Points) -> NDArray[np.float64]:
    """Between all pairs of unit rows, as `linkage` wants them: one above the other, each pair once."""
    squares = 2 - 2 * (points @ points.T)
    rows, columns = np.triu_indices(len(points), 1)
    return np.asarray(np.sqrt(np.maximum(squares[rows, columns], 0)), dtype=np.float64)


def cut(tree: NDArray[np.float64], count: int) -> Groups:
    """The group of each point, from 0, when the tree is cut into (at most) `count` groups."""
    return np.asarray(fcluster(tree, count, "maxclust"), dtype=np.int64) - 1


def smoothed(points: Points) -> Points:
    """Each row becomes the mean of its nearest rows, itself among them, weighted by closeness, `SMOOTHINGS` times."""
    reach = min(NEIGHBOURS + 1, len(points))
    for _ in range(SMOOTHINGS):
        points = normalise(np.concatenate([_pulled(points, at, reach) for at in range(0, len(points), 1_000)]))
    return points


def _pulled(points: Points, at: int, reach: int) -> Points:
    closeness = points[at : at + 1_000] @ points.T
    near = np.argpartition(-closeness, reach - 1, axis=1)[:, :reach]
    weights = np.maximum(np.take_along_axis(closeness, near, axis=1), 0)
    return np.asarray(np.einsum("ij,ijk->ik", weights, points[near]), dtype=np.float32)


def settle(points: Points, group: Groups) -> Groups:
    """Every point moves to its nearest centre, `ROUNDS` times. Groups are renumbered from 0 without gaps."""
    for _ in range(ROUNDS):
        group = nearest(points, find_centres(points, group))
    return np.unique(group, return_inverse=True)[1].astype(np.int64)


def nearest(points: Points, centres: Points) -> Groups:
    return np.asarray((points @ centres.T).argmax(axis=1), dtype=np.int64)


def find_centres(points: Points, group: Groups) -> Points:
    """One unit row for each group that has points, in the groups' order."""
    place = np.unique(group, return_inverse=True)[1]
    ones = np.ones(len(place), dtype=np.float32)
    members = csr_matrix((ones, (place, np.arange(len(place)))), shape=(int(place.max()) + 1, len(place)))
    return normalise(members @ points)


def choose_number(points: Points, tree: NDArray[np.float64]) -> tuple[int, str]:
    """How many themes, and why: the fewest whose borders are nearly as clear as the clearest, of those worth trying.

    A border is clear when points are much nearer to their own centre than to the next one (simplified silhouette).
    More themes nearly always have clearer borders, so the very clearest would ask people to read too many.
    """
    low, high = reading_range(len(points))
    numbers = range(low, high + 1)
    clear = [clearness(points, cut(tree, number)) for number in numbers]
    best = next(
        at for at, value in enumerate(clear) if value >= max(clear) - (1 - CLEAR_ENOUGH) * abs(max(clear)) - 1e-6
    )
    reason = (
        f"{len(points):,} different answers were compared. Between {low} and {high} themes can be read at that size; "
        f"{numbers[best]} is the fewest whose borders are about as clear as the clearest (clearness {clear[best]:.2f}, "
        f"best {max(clear):.2f}, of 1)."
    )
    return numbers[best], reason


def reading_range(excerpts: int) -> tuple[int, int]:
    """The fewest and most themes worth trying: the cube root and the square root of what there is to read."""
    high = max(FEWEST_THEMES, min(MOST_THEMES, round(excerpts**0.5)))
    return max(FEWEST_THEMES, min(high, round(excerpts ** (1 / 3)))), high


def clearness(points: Points, group: Groups) -> float:
    """Mean over points of (a - b) / (1 - b): a, b the closeness to the own and to the nearest other centre; 0 to 1."""
    closeness = points @ find_centres(points, group).T
    if closeness.shape[1] < 2:
        return 0.0
    place = np.unique(group, return_inverse=True)[1][:, None]
    own = np.take_along_axis(closeness, place, axis=1)[:, 0]
    np.put_along_axis(closeness, place, -1, axis=1)
    other = closeness.max(axis=1)
    return float(np.mean(np.clip((own - other) / np.maximum(1 - np.minimum(own, other), 1e-6), -1, 1)))
