"""A count in one round: options stand by one number each, and the highest take the seats."""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts.given import Given
from webapp.tally.counts.result import Count, Number, Option, Round
from webapp.tally.counts.seating import TieRule, fill, levels


def by_totals(
    method: str,
    cardinal: Cardinal,
    given: Given,
    standing: Mapping[int, Number],
    *,
    seats: int | None,
    seed: str,
    action: str,
    totals: Mapping[int, Number] | None = None,
    tie_rules: Sequence[TieRule] = (),
    details: Mapping[str, Any],
) -> Count:
    """The record of a count by `standing`, in which the round shows `totals` (if not given, what options stand by).

    Where no ballot counts nobody is elected: a lot alone elects nobody.
    """
    seats = cardinal.seats if seats is None else seats
    elected, ties = fill(seats if given.valid else 0, levels(standing), seed, tie_rules)
    shown: dict[Option, Number] = dict((standing if totals is None else totals).items())
    return Count(
        method=method,
        ballots=cardinal.total,
        valid=given.valid,
        elected=elected,
        rounds=(Round(number=1, totals=shown, action=action, elected=elected, tie=ties[-1] if ties else None),),
        ties=ties,
        details={"seats": seats, "seed": seed, **details, **given.details()},
    )
