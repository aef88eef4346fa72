"""Opinion groups of made-up votes beside the plain way, each side a program of its own with its own libraries."""

import json
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

SIZES = (1_000, 10_000, 100_000)
OTHERS = {"plain": "sklearn", "reddwarf": "reddwarf"}
"""The other sides, and the library that each needs: one that is not installed is not run."""
SMALL = SIZES[:2]
"""Beyond these the other sides take minutes and gigabytes."""

Figures = dict[str, Any]


def measure() -> list[Figures]:
    """At each size CPU seconds and peak MiB of ours and of every other side, with how many times ours it takes."""
    found = []
    for size in SIZES:
        ours = _run("ours", size)
        sides = [side for side, library in OTHERS.items() if size in SMALL and find_spec(library)]
        others = {side: _run(side, size) for side in sides}
        for one in others.values():
            one["ratio"] = round(one["seconds"] / ours["seconds"], 1)
        found.append({"people": size, "ours": ours, "others": others})
    return found


def _run(side: str, size: int) -> Figures:
    command = [sys.executable, "-m", f"benchmarks.opinions.{side}", str(size)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures
