"""All measurements in one run: `python -m benchmarks [--json FILE] [--rounds N] [--no-theming]`. A few minutes."""

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks import measuring, report


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    parser.add_argument("--rounds", type=int, default=11, help="rounds of timing, each side once a round")
    parser.add_argument("--no-theming", action="store_true", help="leave the speed of theming out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        figures = measuring.measure(Path(folder), rounds=max(3, options.rounds), theming=not options.no_theming)
    print("\n".join(report.lines(figures)))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
