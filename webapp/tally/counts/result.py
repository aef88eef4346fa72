"""The record of a count: what anybody needs to follow it, and to do it again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, TypeAlias

VERSION = "1"
"""Version of the counting rules: raised when a rule here would give another record for the same ballots."""

Option: TypeAlias = int | str
"""An option's number on the ballot paper from 1, or the identifier of a project in a Pabulib file."""

Number: TypeAlias = int | Fraction


@dataclass(frozen=True, kw_only=True)
class Tie:
    """A choice between options that stood equal: by which rule it was made, and who was chosen (to win, or to go)."""

    options: tuple[Option, ...]
    rule: str
    chosen: tuple[Option, ...]


@dataclass(frozen=True, kw_only=True)
class Round:
    """One stage of a count.

    `totals` are what each option held at the stage, in votes; `transfers` what each received in it (for instant runoff
    and the published reports it follows: what each will receive next); `exhausted` the votes that help nobody any more.
    """

    number: int
    totals: Mapping[Option, Number]
    action: str
    quota: Number | None = None
    elected: tuple[Option, ...] = ()
    excluded: tuple[Option, ...] = ()
    transfers: Mapping[Option, Number] = field(default_factory=dict)
    tie: Tie | None = None
    exhausted: Number = 0


@dataclass(frozen=True, kw_only=True)
class Count:
    """A whole result. `ballots` are all, `valid` those that counted; `elected` in the order of election."""

    method: str
    ballots: int
    valid: int
    elected: tuple[Option, ...]
    rounds: tuple[Round, ...]
    ties: tuple[Tie, ...] = ()
    cost: Number | None = None
    pairwise: Mapping[tuple[Option, Option], Number] | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    version: str = VERSION


def exact(number: Number) -> str:
    """A number as text without loss: a decimal where it ends, a fraction such as `1/3` where it does not."""
    if isinstance(number, int) or number.denominator == 1:
        return str(int(number))
    rest, places = number.denominator, 0
    for prime in (2, 5):
        power = 0
        while rest % prime == 0:
            rest, power = rest // prime, power + 1
        places = max(places, power)
    if rest != 1:
        return f"{number.numerator}/{number.denominator}"
    scaled = abs(number.numerator) * 10**places // number.denominator
    digits = str(scaled).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def as_json(count: Count) -> dict[str, Any]:
    """The record in the shape that `folkmoot count --json` prints; every number is exact text."""
    record: dict[str, Any] = {
        "method": count.method,
        "version": count.version,
        "ballots": count.ballots,
        "valid": count.valid,
        "elected": list(count.elected),
        "rounds": [_round(one) for one in count.rounds],
        "ties": [_tie(tie) for tie in count.ties],
        "cost": None if count.cost is None else exact(count.cost),
    }
    if count.pairwise is not None:
        record["pairwise"] = _table(count.pairwise)
    return record | {name: _plain(value) for name, value in count.details.items()}


def _round(one: Round) -> dict[str, Any]:
    return {
        "round": one.number,
        "totals": _named(one.totals),
        "quota": None if one.quota is None else exact(one.quota),
        "action": one.action,
        "elected": list(one.elected),
        "excluded": list(one.excluded),
        "transfers": _named(one.transfers),
        "tie": None if one.tie is None else _tie(one.tie),
        "exhausted": exact(one.exhausted),
    }


def _tie(tie: Tie) -> dict[str, Any]:
    return {"options": list(tie.options), "rule": tie.rule, "chosen": list(tie.chosen)}


def _named(numbers: Mapping[Option, Number]) -> dict[str, str]:
    return {str(option): exact(number) for option, number in numbers.items()}


def _table(pairwise: Mapping[tuple[Option, Option], Number]) -> dict[str, dict[str, str]]:
    table: dict[str, dict[str, str]] = {}
    for (one, other), number in pairwise.items():
        table.setdefault(str(one), {})[str(other)] = exact(number)
    return table


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return exact(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value
