"""What people agree on whatever their group, and what sets the groups against each other.

Source: consensus and group-aware consensus are the rules of Polis (see `proportions`). A statement is divisive where
one group agrees and another disagrees more than chance would have it; such statements are ranked by how likely two
people contradict each other, one of each group.
"""

from collections.abc import Iterable, Sequence
from itertools import permutations
from math import prod

from webapp.tally.opinions.facts import AGREE, DISAGREE, Agreed, Divisive, Statement, Tally
from webapp.tally.opinions.proportions import ONE_IN_TEN, apart, over_half, share

MOST = 5


def consensus(statements: Sequence[Statement]) -> tuple[Agreed, ...]:
    """At most MOST statements that most people agree with, then as many that most disagree with, the clearest first."""
    return (*_consensus(statements, AGREE), *_consensus(statements, DISAGREE))


def _consensus(statements: Iterable[Statement], side: int) -> list[Agreed]:
    found = []
    for statement in statements:
        count, seen = statement.everyone.of(side), statement.everyone.seen
        part, half = share(count, seen), over_half(count, seen)
        if not statement.moderated and part > 0.5 and half > ONE_IN_TEN:
            found.append((part * half, _agreed(statement, side)))
    found.sort(key=lambda one: -one[0])
    return [agreed for _, agreed in found[:MOST]]


def _agreed(statement: Statement, side: int) -> Agreed:
    return Agreed(
        statement=statement.id,
        side=side,
        tally=statement.everyone,
        share=share(statement.everyone.of(side), statement.everyone.seen),
        across_groups=across_groups(statement.groups, side),
    )


def across_groups(groups: Iterable[Tally], side: int = AGREE) -> float:
    """Group-aware consensus, 0 to 1: the product of the smoothed shares, so that no group can be outvoted in it."""
    return prod(share(tally.of(side), tally.seen) for tally in groups)


def divisive(statements: Iterable[Statement]) -> tuple[Divisive, ...]:
    """At most MOST statements on which two groups contradict each other, the most likely contradiction first."""
    found = [one for statement in statements if not statement.moderated for one in _sharpest(statement)]
    return tuple(sorted(found, key=lambda one: -one.chance)[:MOST])


def _sharpest(statement: Statement) -> list[Divisive]:
    """The pair of groups furthest apart on a statement; nothing where no two groups differ beyond chance."""
    pairs = [
        Divisive(
            statement=statement.id,
            agreeing=one,
            disagreeing=other,
            chance=share(ours.agree, ours.seen) * share(theirs.disagree, theirs.seen),
        )
        for (one, ours), (other, theirs) in permutations(enumerate(statement.groups), 2)
        if _against(ours, theirs)
    ]
    return [max(pairs, key=lambda one: one.chance)] if pairs else []


def _against(ours: Tally, theirs: Tally) -> bool:
    agree = apart(ours.agree, ours.seen, theirs.agree, theirs.seen)
    disagree = apart(theirs.disagree, theirs.seen, ours.disagree, ours.seen)
    return agree > ONE_IN_TEN and disagree > ONE_IN_TEN
