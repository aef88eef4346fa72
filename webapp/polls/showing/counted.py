"""The record of a count beside the ballot paper it belongs to: what the modules of this folder are given."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Any

from webapp.i18n import _, ngettext
from webapp.polls.sheet import Sheet


class Family(StrEnum):
    """What a count looks like, whatever its rule."""

    TOTALS = "totals"
    STANCES = "stances"
    CONSENT = "consent"
    ROUNDS = "rounds"
    DUELS = "duels"
    RUNOFF = "runoff"
    CHANCES = "chances"
    BUDGET = "budget"


_FAMILIES = {
    "agreement": Family.STANCES,
    "consent": Family.CONSENT,
    "irv": Family.ROUNDS,
    "stv-scottish": Family.ROUNDS,
    "stv-meek": Family.ROUNDS,
    "schulze": Family.DUELS,
    "ranked-pairs": Family.DUELS,
    "star": Family.RUNOFF,
    "pairwise": Family.CHANCES,
}
_IN_POINTS = frozenset({"score", "star", "borda"})


@dataclass(frozen=True)
class Counted:
    """`record` as `folkmoot count --json` prints it: every number is exact text."""

    sheet: Sheet
    record: Mapping[str, Any]

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What stands on the ballot, by the text of its number."""
        return {str(number): option.text for number, option in self.sheet.by_number.items()}

    @property
    def method(self) -> str:
        return str(self.record["method"])

    @property
    def family(self) -> Family:
        if self.method.startswith("budget-"):
            return Family.BUDGET
        return _FAMILIES.get(self.method, Family.TOTALS)

    @property
    def elected(self) -> list[str]:
        return [str(option) for option in self.record["elected"]]

    @property
    def valid(self) -> int:
        return int(self.record["valid"])

    @property
    def rounds(self) -> list[Mapping[str, Any]]:
        return list(self.record["rounds"])

    def named(self, options: Iterable[Any]) -> str:
        """“Swings”, “A pond” and “Benches”."""
        words = [f"“{self.names[str(option)]}”" for option in options]
        if len(words) < 2:
            return "".join(words)
        return _("%(most)s and %(last)s", most=", ".join(words[:-1]), last=words[-1])

    def many(self, number: Fraction) -> str:
        """A number with its unit: 12 votes, 3.5 points, 40 dots."""
        shown = said(number)
        if self.method in _IN_POINTS or (self.family is Family.BUDGET and self.sheet.method == "budget-scores"):
            return ngettext("%(shown)s point", "%(shown)s points", _plural(number), shown=shown)
        if self.method == "dots":
            return ngettext("%(shown)s dot", "%(shown)s dots", _plural(number), shown=shown)
        return ngettext("%(shown)s vote", "%(shown)s votes", _plural(number), shown=shown)

    def totals(self, place: int = 0) -> dict[str, Fraction]:
        """What each option held in a round."""
        return fractions(self.rounds[place]["totals"])


def fractions(table: Mapping[str, Any]) -> dict[str, Fraction]:
    return {str(option): Fraction(str(number)) for option, number in table.items()}


def said(number: Fraction) -> str:
    """For people, with commas between thousands: to five decimals where that is exact (as the parts of a vote are in
    which Scottish councils count), else rounded to two."""
    places = 5 if (number * 10**5).denominator == 1 else 2
    whole, rest = divmod(abs(round(number * 10**places)), 10**places)
    decimals = f".{rest:0{places}}".rstrip("0").rstrip(".")
    return f"{'-' if number < 0 and (whole or rest) else ''}{whole:,}{decimals}"


def percent(part: Fraction | int, whole: Fraction | int) -> str:
    """A share without decimals; a dash of nothing."""
    return f"{round(Fraction(part) * 100 / Fraction(whole))}%" if whole else "–"


def pounds(amount: Fraction | int) -> str:
    return f"£{said(Fraction(amount))}"


def _plural(number: Fraction) -> int:
    return 1 if said(number) == "1" else 2
