"""Votes of three camps on 500 statements, and what a program prints of itself when it has grouped them."""

import json
import sys
import time
from array import array
from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.costs import peak_memory
from webapp.tally.opinions.facts import Votes

STATEMENTS = 500
CAMPS = (0.5, 0.3, 0.2)
FEWEST, MOST = 30, 60
"""Votes that a person casts."""
PASSES = 0.15


def tell(group: Callable[[Votes], object]) -> None:
    """Group the votes of as many people as the command line says; print CPU seconds and peak MiB as JSON."""
    votes = made_up_votes(int(sys.argv[1]))
    with threadpool_limits(limits=1):
        start = time.process_time()
        group(votes)
        seconds = time.process_time() - start
    print(json.dumps({"seconds": round(seconds, 2), "peak_mib": round(peak_memory(), 1)}))


def made_up_votes(people: int) -> Votes:
    """Votes of camps of different size, each with its own chance to agree with each statement."""
    lot = np.random.default_rng(people)
    cast = lot.integers(FEWEST, MOST + 1, people)
    camp = lot.choice(len(CAMPS), people, p=CAMPS)
    agrees = lot.beta(0.6, 0.6, (len(CAMPS), STATEMENTS))
    whose = np.repeat(np.arange(people, dtype=np.int32), cast)
    # Statements in a row from one drawn at random: nobody votes on one twice.
    step = np.arange(len(whose)) - np.repeat(np.cumsum(cast) - cast, cast)
    about = ((np.repeat(lot.integers(0, STATEMENTS, people), cast) + step) % STATEMENTS).astype(np.int32)
    values = np.where(lot.random(len(whose)) < agrees[camp[whose], about], 1, -1).astype(np.int8)
    values[lot.random(len(whose)) < PASSES] = 0
    return Votes(
        participants=tuple(map(str, range(people))),
        statements=tuple(map(str, range(STATEMENTS))),
        people=array("i", whose.tobytes()),
        about=array("i", about.tobytes()),
        values=array("b", values.tobytes()),
    )
