"""Which statements tell what a group stands for.

Source: the rule of Polis (see `proportions`). A side of a statement is a group's own if two tests say so: more than
half of the group take it, and a larger share than of all others. The agreement that ranks best comes first even where
it only nearly passes, so that a group is told by what it wants and not only by what it refuses.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from webapp.tally.opinions.facts import AGREE, DISAGREE, Representative, Statement, Tally
from webapp.tally.opinions.proportions import ONE_IN_TEN, apart, over_half, share

MOST = 5


@dataclass(frozen=True, slots=True)
class _Claim:
    """One side of one statement, as a group takes it against everybody else who is in a group."""

    statement: str
    side: int
    tally: Tally
    share: float
    half: float
    ratio: float
    apart: float

    @property
    def strength(self) -> float:
        return self.ratio * self.apart * self.share * self.half

    @property
    def passes(self) -> bool:
        return self.apart > ONE_IN_TEN and self.half > ONE_IN_TEN

    @property
    def nearly(self) -> bool:
        return self.half > ONE_IN_TEN or (self.ratio > 1 and self.share > 0.5)


def representatives(statements: Iterable[Statement], group: int) -> tuple[Representative, ...]:
    """At most MOST statements of a group (an index of each statement's `groups`), agreement before disagreement.

    At least one where anybody of the group has agreed or disagreed with anything. Equals stay in their order.
    """
    claims = list(_claims(statements, group))
    agreed = [claim for claim in claims if claim.side == AGREE and claim.nearly]
    passing = [claim for claim in claims if claim.passes]
    first = [max(agreed, key=lambda claim: claim.strength)] if agreed else []
    if not passing and not first and claims:
        first = [max(claims, key=lambda claim: claim.apart)]
    others = sorted((claim for claim in passing if claim not in first), key=lambda claim: -claim.strength)
    chosen = sorted([*first, *others][:MOST], key=lambda claim: -claim.side)
    return tuple(_shown(claim) for claim in chosen)


def _claims(statements: Iterable[Statement], group: int) -> Iterator[_Claim]:
    for statement in statements:
        ours = statement.groups[group]
        if statement.moderated or not ours.agree + ours.disagree:
            continue
        theirs = _together([*statement.groups[:group], *statement.groups[group + 1 :]])
        for side in (AGREE, DISAGREE):
            yield _claim(statement.id, side, ours, theirs)


def _together(tallies: Sequence[Tally]) -> Tally:
    return sum(tallies, start=Tally(0, 0, 0))


def _claim(statement: str, side: int, ours: Tally, theirs: Tally) -> _Claim:
    count, others = ours.of(side), theirs.of(side)
    part = share(count, ours.seen)
    return _Claim(
        statement=statement,
        side=side,
        tally=ours,
        share=part,
        half=over_half(count, ours.seen),
        ratio=part / share(others, theirs.seen),
        apart=apart(count, ours.seen, others, theirs.seen),
    )


def _shown(claim: _Claim) -> Representative:
    return Representative(
        statement=claim.statement,
        side=claim.side,
        tally=claim.tally,
        repness=claim.ratio,
        strength=claim.strength,
        tested=claim.passes,
    )
