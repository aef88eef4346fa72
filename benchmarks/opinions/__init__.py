"""Opinion groups of made-up votes beside the plain way, each side a program of its own with its own libraries."""

import json
import subprocess
import sys
from typing import Any

SIZES = (1_000, 10_000, 100_000)
PLAIN_SIZES = SIZES[:2]
"""Beyond these the plain way takes minutes and gigabytes."""

Figures = dict[str, Any]


def measure() -> list[Figures]:
    """CPU seconds and peak MiB at each size, and how many times ours the plain way takes: None where it is not run."""
    found = []
    for size in SIZES:
        ours = _run("ours", size)
        plain = _run("plain", size) if size in PLAIN_SIZES else None
        ratio = round(plain["seconds"] / ours["seconds"], 1) if plain else None
        found.append({"people": size, "ours": ours, "plain": plain, "ratio": ratio})
    return found


def _run(side: str, size: int) -> Figures:
    command = [sys.executable, "-m", f"benchmarks.opinions.{side}", str(size)]
    figures: Figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return figures
