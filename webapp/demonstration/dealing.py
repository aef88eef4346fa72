"""Ballots on which several options are chosen, so that each option gets exactly the votes it should."""

from collections.abc import Sequence
from random import Random

from webapp.polls.marks import Marks

_STIRS = 4  # for each ballot


def deal(rng: Random, votes: Sequence[int], *, ballots: int, fewest: int, most: int) -> list[Marks]:
    """`votes` by option, dealt round the table like cards, so that nobody gets one twice; then stirred.

    Needs fewest x ballots <= the sum of votes <= most x ballots, and no option with more votes than ballots.
    """
    hands: list[set[int]] = [set() for _ in range(ballots)]
    cards = (option for option, many in enumerate(votes, 1) for _ in range(many))
    for place, option in enumerate(cards):
        hands[place % ballots].add(option)
    for _ in range(_STIRS * ballots):
        _stir(rng, *rng.sample(hands, 2), fewest=fewest, most=most)
    rng.shuffle(hands)
    return [tuple((option, 1) for option in sorted(hand)) for hand in hands]


def _stir(rng: Random, one: set[int], other: set[int], *, fewest: int, most: int) -> None:
    """One hand gives the other an option that it lacks, and sometimes gets one back: no option wins or loses a vote."""
    given, back = sorted(one - other), sorted(other - one)
    if not given:
        return
    alone = len(one) > fewest and len(other) < most and rng.random() < 0.5
    if not alone and not back:
        return
    option = rng.choice(given)
    one.remove(option)
    other.add(option)
    if not alone:
        returned = rng.choice(back)
        other.remove(returned)
        one.add(returned)
