"""Every figure about theming in one run: `python -m benchmarks.theming [--quick] [--json FILE]`."""

import argparse
import json
import os
import sys
import warnings
from dataclasses import asdict
from pathlib import Path

from threadpoolctl import threadpool_limits

from benchmarks.theming import collections, report
from benchmarks.theming.taking import take


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.theming", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="a quarter of the questions, one draw, up to 10,000 answers"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to FILE")
    options = parser.parse_args()
    if not collections.is_here():
        print(f"theming: no data at {collections.SHARED / 'data'}; set FOLKMOOT_SHARED to the shared folder.")
        return 0
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # for the processes to come: two cores shared with others
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the baselines' own: a round short of settling, a group without a word
        figures = take(quick=options.quick)
    print("\n".join(report.lines(figures)))
    if options.json:
        options.json.write_text(json.dumps(asdict(figures), indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
