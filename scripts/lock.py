"""Pins every dependency with its hashes. The files name no place to fetch from, so that any mirror serves."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = [
    "--generate-hashes",
    "--universal",
    "--python-version",
    "3.11",
    "--quiet",
    "--no-header",
]
FILES = {
    "requirements.txt": [],
    "requirements-dev.txt": ["--extra", "test", "--extra", "check"],
    "requirements-node.txt": ["--extra", "node"],
}

subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", "uv"], check=True)
for name, extras in FILES.items():
    constraint = [] if name == "requirements.txt" else ["--constraint", "requirements.txt"]
    subprocess.run(
        [sys.executable, "-m", "uv", "pip", "compile", "pyproject.toml", *extras, *constraint, *COMMON, "-o", name],
        cwd=ROOT,
        check=True,
    )
