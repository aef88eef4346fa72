"""Amounts of money and points as files write them: digits with a comma or a dot, read without loss."""

import re
from fractions import Fraction

from webapp.tally.ballots.budget import Amount
from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.counts.result import exact

_AMOUNT = re.compile(r"[+-]?\d{1,18}(?:[.,]\d{1,9})?", re.ASCII)
_SHOWN = 20


def read(written: str, what: str, line: int | None) -> Amount:
    """The amount in a field. Raises UnreadableBallots, which calls it `what`."""
    if not _AMOUNT.fullmatch(written):
        raise UnreadableBallots(f"{what} “{written[:_SHOWN]}” is not a number", line)
    return plain(Fraction(written.replace(",", ".")))


def read_positive(written: str, what: str, line: int | None) -> Amount:
    """The amount in a field that cannot be below 0. Raises UnreadableBallots."""
    amount = read(written, what, line)
    if amount < 0:
        raise UnreadableBallots(f"{what} is below 0", line)
    return amount


def written(amount: Amount) -> str:
    """The amount with a dot, so that `read` gives it back. Raises ValueError if it has no end, such as a third."""
    digits = exact(amount)
    if not _AMOUNT.fullmatch(digits):
        raise ValueError(f"{amount} cannot be written as a decimal")
    return digits


def plain(amount: Fraction) -> Amount:
    """A whole number as an int."""
    return int(amount) if amount.denominator == 1 else amount
