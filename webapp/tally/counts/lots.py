"""Lots that anybody can draw again: from a seed that was fixed before and is published after."""

import hashlib
from collections.abc import Iterable, Sequence

from webapp.tally.counts.result import Option


def place_in_lot(seed: str, option: Option) -> str:
    """Where an option stands in the lot of this seed: the first in the order of these texts wins.

    SHA-256 over the seed, a line feed and the option's number, in hexadecimal: nobody who fixed the seed before the
    ballots were counted can choose what comes of it, and any tool can compute it.
    """
    return hashlib.sha256(f"{seed}\n{option}".encode("utf-8", "surrogatepass")).hexdigest()


def draw(seed: str, options: Iterable[Option]) -> Sequence[Option]:
    """All these options in the order of the lot. Drawn once: one order serves every tie of a count."""
    return sorted(options, key=lambda option: place_in_lot(seed, option))
