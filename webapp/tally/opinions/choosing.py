"""Which statement somebody is shown next: the new, the agreed with, what pulls people apart; not what they skip.

Source: the rule of Polis (see `proportions`). A weight is a chance, not a place in a queue: the next statement is drawn
from those not yet seen, each as likely as its weight says.
"""

import random
from collections.abc import Mapping

from webapp.tally.opinions.facts import Tally
from webapp.tally.opinions.proportions import share

_NEW = 8.0
_FADES = 5.0


def weight(tally: Tally, extremity: float) -> float:
    """[(1 - (P+1)/(S+2)) · (E+1) · (A+1)/(S+2) · (1 + 8·2^(-S/5))]², always above 0."""
    interest = (1 - share(tally.passed, tally.seen)) * (extremity + 1) * share(tally.agree, tally.seen)
    return float((interest * (1 + _NEW * 2 ** (-tally.seen / _FADES))) ** 2)


def draw(weights: Mapping[str, float], lot: random.Random) -> str | None:
    """One of the statements, each as likely as its weight; None when there is none left."""
    if not weights:
        return None
    return lot.choices(list(weights), weights=list(weights.values()))[0]
