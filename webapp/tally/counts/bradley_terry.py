"""The Bradley-Terry model: strengths such that i is put before j with odds of exp(strength of i - strength of j).

Sources: E. Zermelo, "Die Berechnung der Turnier-Ergebnisse als ein Maximumproblem der Wahrscheinlichkeitsrechnung",
Mathematische Zeitschrift 29 (1929); L. R. Ford, "Solution of a ranking problem from binary comparisons", American
Mathematical Monthly 64 (1957), for when a most likely set of strengths exists; D. R. Hunter, "MM algorithms for
generalized Bradley-Terry models", Annals of Statistics 32 (2004), whose Newton steps these are. In plain Python,
because what counts votes must not need more; a few hundred options take some seconds.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul

Wins = Mapping[tuple[int, int], int]
"""(i, j), options by their place from 0 → how often i was put before j."""

_CLOSE = 1e-7
"""A step that changes no strength by more than this is the last, and taken whole: it leaves about its square."""

_LONGEST = 2.0
"""No step changes a strength by more than this."""

_MOST_STEPS = 200
_SMALLEST_PART = 2.0**-30

_Ways = list[list[int]]
_Matrix = list[list[float]]
_Games = list[list[tuple[int, int, int]]]
"""For each option: (the other, wins against it, comparisons with it)."""


@dataclass(frozen=True, kw_only=True)
class Fit:
    """Natural-log strengths and their standard errors. They sum to 0, or, with a prior, are against its 0."""

    strengths: tuple[float, ...]
    errors: tuple[float, ...]


def fit(options: int, wins: Wins, prior: float) -> Fit:
    """The most likely strengths of so many options.

    With a `prior` above 0 each option has also won and lost that many comparisons against an imagined one of strength
    0. Without it every option must be reachable from every other by wins (see `all_reachable`), or there is no answer.
    """
    games = _games(options, wins)
    strengths = [0.0] * options
    for _ in range(_MOST_STEPS):
        gradient, information = _slopes(games, strengths, prior)
        step = _solve(_root(information), gradient)
        if max(map(abs, step)) < _CLOSE:
            strengths = _moved(strengths, step, 1)
            break
        strengths = _climb(games, strengths, step, prior)
    _, information = _slopes(games, strengths, prior)
    spare = 0.0 if prior else _tied_down(information)
    variances = [one - spare for one in _inverse_diagonal(_root(information))]
    return Fit(strengths=tuple(strengths), errors=tuple(math.sqrt(max(0.0, one)) for one in variances))


def chance(difference: float) -> float:
    """How likely the stronger by this difference of strengths is put before the other."""
    if difference >= 0:
        return 1 / (1 + math.exp(-difference))
    odds = math.exp(difference)
    return odds / (1 + odds)


def all_reachable(options: int, wins: Wins) -> bool:
    """Whether a way of wins leads from every option to every other (Ford's condition)."""
    ahead: _Ways = [[] for _ in range(options)]
    behind: _Ways = [[] for _ in range(options)]
    for (i, j), times in wins.items():
        if times:
            ahead[i].append(j)
            behind[j].append(i)
    return all(len(_reached(0, ways)) == options for ways in (ahead, behind))


def groups(options: int, wins: Wins) -> list[list[int]]:
    """Options that were compared with each other, directly or through others; each group and all of them ascending."""
    ways: _Ways = [[] for _ in range(options)]
    for i, j in wins:
        ways[i].append(j)
        ways[j].append(i)
    found: list[list[int]] = []
    seen: set[int] = set()
    for one in range(options):
        if one not in seen:
            group = _reached(one, ways)
            seen |= group
            found.append(sorted(group))
    return found


def _reached(start: int, ways: _Ways) -> set[int]:
    reached, waiting = {start}, [start]
    while waiting:
        for other in ways[waiting.pop()]:
            if other not in reached:
                reached.add(other)
                waiting.append(other)
    return reached


def _games(options: int, wins: Wins) -> _Games:
    games: _Games = [[] for _ in range(options)]
    for i, j in sorted(set(wins) | {(j, i) for i, j in wins}):
        won, lost = wins.get((i, j), 0), wins.get((j, i), 0)
        games[i].append((j, won, won + lost))
    return games


def _slopes(games: _Games, strengths: Sequence[float], prior: float) -> tuple[list[float], _Matrix]:
    """The first derivatives of the log-likelihood, and the negative of the second: the observed information.

    Only differences of strengths matter: without a prior a constant is added to every cell, which ties their sum to 0
    and changes nothing else.
    """
    options = len(games)
    gradient = [0.0] * options
    information = [[0.0] * options for _ in range(options)]
    for i, others in enumerate(games):
        for j, won, times in others:
            expected = chance(strengths[i] - strengths[j])
            gradient[i] += won - times * expected
            information[i][j] = -times * expected * (1 - expected)
            information[i][i] -= information[i][j]
        if prior:
            expected = chance(strengths[i])
            gradient[i] += prior * (1 - 2 * expected)
            information[i][i] += 2 * prior * expected * (1 - expected)
    if not prior:
        constant = sum(information[i][i] for i in range(options)) / options**2
        information = [[cell + constant for cell in row] for row in information]
    return gradient, information


def _tied_down(information: _Matrix) -> float:
    """What the constant in every cell adds to each variance: a row of the matrix sums to n times the constant."""
    return 1 / (len(information) * sum(information[0]))


def _climb(games: _Games, strengths: list[float], step: Sequence[float], prior: float) -> list[float]:
    """The strengths after the step: no more than _LONGEST of it, and a half, a quarter … where that goes not upwards.

    Far out, where every comparison is all but certain, there is no slope left to come back by.
    """
    before = _log_likelihood(games, strengths, prior)
    part = min(1.0, _LONGEST / max(map(abs, step)))
    while part > _SMALLEST_PART:
        moved = _moved(strengths, step, part)
        if _log_likelihood(games, moved, prior) >= before:
            return moved
        part /= 2
    return strengths


def _moved(strengths: Sequence[float], step: Sequence[float], part: float) -> list[float]:
    return [one + part * by for one, by in zip(strengths, step, strict=True)]


def _log_likelihood(games: _Games, strengths: Sequence[float], prior: float) -> float:
    terms = [
        won * _log_chance(strengths[i] - strengths[j]) for i, others in enumerate(games) for j, won, _ in others if won
    ]
    if prior:
        terms += [prior * (_log_chance(one) + _log_chance(-one)) for one in strengths]
    return math.fsum(terms)


def _log_chance(difference: float) -> float:
    return min(0.0, difference) - math.log1p(math.exp(-abs(difference)))


def _root(matrix: _Matrix) -> _Matrix:
    """The Cholesky factor: the lower triangle that, times its mirror image, is the matrix."""
    root: _Matrix = []
    for i, cells in enumerate(matrix):
        row: list[float] = []
        for j in range(i):
            row.append((cells[j] - sum(map(mul, row, root[j]))) / root[j][j])
        row.append(math.sqrt(cells[i] - sum(map(mul, row, row))))
        root.append(row)
    return root


def _solve(root: _Matrix, right: Sequence[float]) -> list[float]:
    """x of (root × its mirror image) x = right."""
    halfway: list[float] = []
    for row, one in zip(root, right, strict=True):
        halfway.append((one - sum(map(mul, row, halfway))) / row[-1])
    for i in range(len(root) - 1, -1, -1):
        halfway[i] /= root[i][i]
        for j in range(i):
            halfway[j] -= root[i][j] * halfway[i]
    return halfway


def _inverse_diagonal(root: _Matrix) -> list[float]:
    """The diagonal of the inverse of root × its mirror image: sums of squares in each column of the root's inverse."""
    diagonal = []
    for column in range(len(root)):
        below = [1 / root[column][column]]
        for row in root[column + 1 :]:
            below.append(-sum(map(mul, row[column:], below)) / row[-1])
        diagonal.append(sum(map(mul, below, below)))
    return diagonal
