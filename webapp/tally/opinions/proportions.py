"""Shares of small numbers and the tests they have to pass.

Source: C. Small and others, Polis: Scaling Deliberation by Mapping High Dimensional Opinion Spaces (Recerca 26(2),
2021), whose tests are those of one and of two proportions with pseudo-counts, so that few votes say little.
"""

from math import sqrt

ONE_IN_TEN = 1.2816
"""The 90th percentile of the standard normal distribution: what a z has to exceed."""


def share(count: int, seen: int) -> float:
    """(count + 1) / (seen + 2): Laplace's rule of succession, ½ where nobody has voted."""
    return (count + 1) / (seen + 2)


def over_half(count: int, seen: int) -> float:
    """z of a share against a half, with one more vote cast for it."""
    return 2 * sqrt(seen + 1) * ((count + 1) / (seen + 1) - 0.5)


def apart(count: int, seen: int, other_count: int, other_seen: int) -> float:
    """z of two shares against each other, with one added to all four counts; 0 where both are everybody."""
    ours, theirs = (count + 1) / (seen + 1), (other_count + 1) / (other_seen + 1)
    pooled = (count + other_count + 2) / (seen + other_seen + 2)
    if pooled >= 1:
        return 0.0
    return (ours - theirs) / sqrt(pooled * (1 - pooled) * (1 / (seen + 1) + 1 / (other_seen + 1)))
