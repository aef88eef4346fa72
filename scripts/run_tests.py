"""Runs the whole suite on SQLite, then on PostgreSQL all of it that asks a database for something (the rule is in
`tests/support/repeating.py`), and says what it had to leave out and how to have it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STRICT = os.environ.get("CI") == "true"
KEEPING_COMPILED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""Dozens of processes start in a run; each would compile everything again."""


def have_postgres() -> bool:
    return shutil.which("initdb") is not None or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def have_browser() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def run(database: str, *more: str) -> int:
    print(f"\n== The suite on {'SQLite' if database == 'sqlite' else 'PostgreSQL'}", flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "worksteal", f"--database={database}", *more]
    return subprocess.run(command, cwd=ROOT, env=KEEPING_COMPILED).returncode


def main() -> int:
    left_out = []
    more = sys.argv[1:]
    if not have_browser():
        left_out.append("the browser tests (on Debian: apt install chromium)")
        more += ["-m", "not browser"]
    failed = run("sqlite", *more)
    if have_postgres():
        failed = run("postgresql", "--second", *more) or failed
    else:
        left_out.append("the suite on PostgreSQL (on Debian: apt install postgresql)")
    if left_out:
        print("\nLeft out: " + "; ".join(left_out) + ".")
    return 1 if failed or (STRICT and left_out) else 0


sys.exit(main())
