"""A figure with how sure it is: its 95 % interval and its base. Worked out by formula, so the same counts always give
the same interval; none collapses to a point because a small sample happened to agree completely.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt

Z = 1.959963984540054
"""Standard deviations on each side that hold 95 % of a normal distribution."""
CHI = Z * Z
_STEPS = 60


@dataclass(frozen=True, slots=True)
class Estimate:
    """`value` between `low` and `high`, resting on `base` cases. All three are None where nothing can be said."""

    value: float | None
    low: float | None
    high: float | None
    base: int

    @property
    def known(self) -> bool:
        return self.value is not None

    def mapped(self, turn: Callable[[float], float]) -> "Estimate":
        """The estimate of a figure that follows from this one; `turn` may rise or fall, but not both."""
        if self.value is None or self.low is None or self.high is None:
            return self
        ends = sorted((turn(self.low), turn(self.high)))
        return Estimate(turn(self.value), ends[0], ends[1], self.base)


def unknown(base: int = 0) -> Estimate:
    return Estimate(None, None, None, base)


def share(count: int, base: int) -> Estimate:
    """A share with Wilson's interval (Journal of the American Statistical Association 22, 1927)."""
    if not base:
        return unknown()
    return Estimate(count / base, *_wilson(count / base, base), base)


def mean(values: Sequence[float]) -> Estimate:
    """The mean of values between 0 and 1, with Wilson's interval for as many yes-or-no cases as would vary so much.

    One yes-or-no case is added to what was seen of the spread, so that a few equal values do not look certain.
    """
    count = len(values)
    if not count:
        return unknown()
    middle = sum(values) / count
    most = middle * (1 - middle)
    if most <= 0:
        return Estimate(middle, *_wilson(middle, count), count)
    spread = sum((value - middle) ** 2 for value in values) + most
    return Estimate(middle, *_wilson(middle, count * (count + 1) * most / spread), count)


def _wilson(middle: float, cases: float) -> tuple[float, float]:
    centre = middle + CHI / (2 * cases)
    half = Z * sqrt(middle * (1 - middle) / cases + CHI / (4 * cases * cases))
    whole = 1 + CHI / cases
    return min(middle, max(0.0, (centre - half) / whole)), max(middle, min(1.0, (centre + half) / whole))


def edge(misfit: Callable[[float], float], inside: float, outside: float) -> float:
    """Where `misfit`, which grows from `inside` to `outside`, passes the 95 % point of chi-square; by halving."""
    if misfit(outside) <= CHI:
        return outside
    for _step in range(_STEPS):
        middle = (inside + outside) / 2
        if misfit(middle) <= CHI:
            inside = middle
        else:
            outside = middle
    return inside
