"""Which groups raise a theme more than the others do, told only where nobody can be picked out."""

from collections.abc import Mapping
from dataclasses import dataclass

from webapp.tally.disclosure import THRESHOLD
from webapp.tally.estimates import share


@dataclass(frozen=True, slots=True)
class Leaning:
    """`people` of `base` in the group raised it, `others` of `others_base` in all other groups together."""

    group: str
    people: int
    base: int
    others: int
    others_base: int


def leanings(raised: Mapping[str, int], bases: Mapping[str, int], *, threshold: int = THRESHOLD) -> list[Leaning]:
    """The groups that clearly raise it more, the clearest first.

    Clearly: Wilson's 95 % intervals of the group's share and of the others' share do not meet, which chance brings
    about less than once in a hundred groups. A group is told of only when at least `threshold` of its people raised it,
    and when those who raised it outside the groups told of are `threshold` or more, or nobody.
    """
    people, base = sum(raised.values()), sum(bases.values())
    found = []
    for group, size in bases.items():
        one = Leaning(group, raised.get(group, 0), size, people - raised.get(group, 0), base - size)
        if one.people >= threshold and one.others_base and _gap(one) > 0:
            found.append(one)
    found.sort(key=lambda one: (-_gap(one), one.group))
    while found and 0 < people - sum(one.people for one in found) < threshold:
        found.pop()
    return found


def _gap(one: Leaning) -> float:
    """From the upper end of the others' interval to the lower end of the group's."""
    inside, outside = share(one.people, one.base), share(one.others, one.others_base)
    return (inside.low or 0.0) - (1.0 if outside.high is None else outside.high)
