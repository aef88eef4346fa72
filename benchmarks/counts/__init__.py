"""Counting made-up ballots by every method, beside the fastest library that runs the same rule, where one is there."""

import json
import subprocess
import sys
from typing import Any

SIZES = (10_000, 100_000)

Figures = dict[str, Any]


def measure() -> list[Figures]:
    """By method and size: ballots, kinds of ballots, CPU seconds of ours and of a library (None: not installed, or no
    library runs the rule). Each size is a program of its own."""
    return [figure for size in SIZES for figure in _run(size)]


def _run(size: int) -> list[Figures]:
    command = [sys.executable, "-m", "benchmarks.counts.run", str(size)]
    figures: list[Figures] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures
