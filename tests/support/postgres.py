"""A real PostgreSQL server for one run of the suite: its own data folder, its own port, gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

SERVER = pytest.StashKey["Server"]()


LIMITS = ("lock_timeout=30s", "statement_timeout=120s", "autovacuum=off", "jit=off")
"""Whoever waits longer waits for a transaction that nobody will end, or for a plan that never does: an error that names
the statement, not a suite that hangs. Tables are emptied between tests, and what was learned then would be wrong; so
are the costs that decide whether a statement is worth compiling, which takes longer than any statement of a test."""


class NoPostgres(RuntimeError):
    """There is no PostgreSQL server program on this machine."""


@dataclass
class Server:
    url: str
    folder: Path
    programs: Path

    def stop(self) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def find_programs() -> Path:
    """Where initdb and pg_ctl are: on the path, or where Debian keeps them."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep)]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return (folder / "initdb").resolve().parent
    raise NoPostgres("PostgreSQL is not installed. On Debian: apt install postgresql")


def start() -> Server:
    programs = find_programs()
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-pg-"))
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    port = _free_port()
    _run(programs / "initdb", "-D", folder / "data", "-U", "folkmoot", "--auth=trust", "-E", "UTF8", "--locale=C.UTF-8")
    settings = ("listen_addresses=127.0.0.1", "fsync=off", "full_page_writes=off", "max_connections=60", *LIMITS)
    options = f"-p {port} -k {folder} " + " ".join(f"-c {setting}" for setting in settings)
    _run(programs / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
    return Server(f"postgresql+psycopg://folkmoot@127.0.0.1:{port}/postgres", folder, programs)


def _run(*command: object) -> None:
    """PostgreSQL refuses to run as root, so root hands it to the account Debian made for it."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT, cwd="/")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
