"""How far two people agree who coded the same answers without speaking to each other.

Each pair is the first one's codes and the second one's codes of one answer: two sets, of any size. A code is looked at
by itself (did both give it?) and all codes together (did both give the same set?). Percent says how often; Cohen's
kappa and Krippendorff's alpha say how much of that is more than chance would bring.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from webapp.tally import estimates
from webapp.tally.estimates import Estimate

Codes = frozenset[Hashable]
Pair = tuple[Codes, Codes]
_EMPTY: Codes = frozenset({""})
"""Stands in for no code at all, so that two empty sets are found to be equal."""


@dataclass(frozen=True, slots=True)
class Table:
    """How many answers both gave a code, only the first, only the second, neither."""

    both: int
    first_only: int
    second_only: int
    neither: int

    @property
    def base(self) -> int:
        return self.both + self.first_only + self.second_only + self.neither

    @property
    def given(self) -> int:
        """Answers to which at least one of them gave it."""
        return self.base - self.neither

    @property
    def same(self) -> int:
        return self.both + self.neither


@dataclass(frozen=True, slots=True)
class Agreement:
    """`percent`: the share coded alike; `kappa`: Cohen's; `alpha`: Krippendorff's. `table` is None for whole sets.

    Kappa and alpha are unknown where both said the same of every answer in one way only: there was nothing to tell
    apart, so nothing can be said about chance.
    """

    percent: Estimate
    kappa: Estimate
    alpha: Estimate
    table: Table | None = None

    @property
    def base(self) -> int:
        return self.percent.base


def table_of(pairs: Iterable[Pair], code: Hashable) -> Table:
    seen = Counter((code in first, code in second) for first, second in pairs)
    return Table(seen[True, True], seen[True, False], seen[False, True], seen[False, False])


def on_code(pairs: Iterable[Pair], code: Hashable) -> Agreement:
    """Agreement on whether an answer is about one thing."""
    return of_table(table_of(pairs, code))


def of_table(table: Table) -> Agreement:
    """Percent, Cohen's kappa (Educational and Psychological Measurement 20, 1960) and Krippendorff's nominal alpha
    (Content Analysis, 2004, chapter 11) of a two-by-two table.

    Their intervals are those of Donner and Eliasziw (Statistics in Medicine 11, 1992): every value that the table does
    not contradict. That is an interval of the disagreement beside what chance would bring; kappa and alpha differ from
    it only in how they work out chance.
    """
    base = table.base
    percent = estimates.share(table.same, base)
    chance = _chance_of_both(table)
    if not chance:
        return Agreement(percent, estimates.unknown(base), estimates.unknown(base), table)
    beyond = _beyond_chance(table)
    apart = _chance_of_each(table)
    return Agreement(
        percent,
        kappa=beyond.mapped(lambda value: 1 - (1 - value) * chance / apart),
        alpha=beyond.mapped(lambda value: 1 - (1 - value) * (2 * base - 1) / (2 * base)),
        table=table,
    )


def _chance_of_both(table: Table) -> float:
    """How often two answers would be coded differently by chance, were both coders alike; 0 where nothing differs."""
    yes = _yes(table)
    return 2 * yes * (1 - yes)


def _chance_of_each(table: Table) -> float:
    """The same when each coder keeps their own habit of saying yes."""
    first = (table.both + table.first_only) / table.base
    second = (table.both + table.second_only) / table.base
    return first * (1 - second) + second * (1 - first)


def _yes(table: Table) -> float:
    return (2 * table.both + table.first_only + table.second_only) / (2 * table.base) if table.base else 0.0


def _beyond_chance(table: Table) -> Estimate:
    """One minus the disagreement over its chance, were both coders alike (Scott's pi), with its interval."""
    base, yes = table.base, _yes(table)
    scale = yes * (1 - yes)
    value = 1 - (base - table.same) / (2 * base * scale)
    least = -min(yes / (1 - yes), (1 - yes) / yes)
    misfit = partial(_misfit, base=base, yes=yes, found=value)
    return Estimate(value, estimates.edge(misfit, value, least), estimates.edge(misfit, value, 1.0), base)


def _misfit(value: float, *, base: int, yes: float, found: float) -> float:
    """Chi-square between the table that was found and the one that agreement of `value` beyond chance would bring."""
    scale = yes * (1 - yes)
    expected = (yes * yes + value * scale, 2 * scale * (1 - value), (1 - yes) ** 2 + value * scale)
    step = scale * (found - value)
    return sum(
        base * (times * step) ** 2 / cell if cell > 0 else (float("inf") if step else 0.0)
        for times, cell in zip((1, 2, 1), expected, strict=True)
    )


def on_sets(pairs: Sequence[Pair]) -> Agreement:
    """Agreement on all codes of an answer at once. `percent`: exactly the same codes.

    Kappa and alpha are weighted: two sets that share some codes differ less than two that share none (MASI, Passonneau,
    LREC 2006). Their intervals take what chance would bring as given, as Krippendorff does when he resamples.
    """
    base = len(pairs)
    percent = estimates.share(sum(first == second for first, second in pairs), base)
    if not base:
        return Agreement(percent, estimates.unknown(), estimates.unknown())
    distances = estimates.mean([masi(first, second) for first, second in pairs])
    firsts, seconds = Counter(first for first, _second in pairs), Counter(second for _first, second in pairs)
    alike = _mean_distance(firsts + seconds, firsts + seconds) * 2 * base / (2 * base - 1)
    apart = _mean_distance(firsts, seconds)
    return Agreement(percent, kappa=_less_than(distances, apart), alpha=_less_than(distances, alike))


def _less_than(distances: Estimate, chance: float) -> Estimate:
    return (
        distances.mapped(lambda value: max(-1.0, 1 - value / chance)) if chance else estimates.unknown(distances.base)
    )


def _mean_distance(these: Counter[Codes], those: Counter[Codes]) -> float:
    """The mean distance between one of these and one of those, each taken by lot.

    Only sets that share a code are compared: all others are one apart, and they are nearly all.
    """
    holding: dict[Hashable, list[Codes]] = {}
    for other in those:
        for code in other or _EMPTY:
            holding.setdefault(code, []).append(other)
    near = 0.0
    for one, count in these.items():
        sharing = {other for code in one or _EMPTY for other in holding.get(code, ())}
        near += count * sum(those[other] * (1 - masi(one, other)) for other in sharing)
    return 1 - near / (these.total() * those.total())


def masi(first: Codes, second: Codes) -> float:
    """How far two sets are apart, from 0 (equal) to 1 (nothing shared)."""
    if first == second:
        return 0.0
    nested = 2 / 3 if first < second or second < first else 1 / 3
    return 1 - nested * len(first & second) / len(first | second)


def f1_between(first: Codes, second: Codes) -> float:
    """Twice what two sets share over the sum of their sizes; 1 for two empty ones."""
    sizes = len(first) + len(second)
    return 2 * len(first & second) / sizes if sizes else 1.0
