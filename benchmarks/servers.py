"""A side served as it would be in earnest: gunicorn in processes of its own on 127.0.0.1, and what they use."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.worlds import Side

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 30  # seconds a server has to come up


class DidNotStart(RuntimeError):
    """The server ended or stayed silent."""


@dataclass(frozen=True)
class Server:
    port: int
    pid: int  # gunicorn's arbiter

    @property
    def workers(self) -> list[int]:
        return [int(pid) for pid in Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()]

    def cpu(self) -> float:
        """Seconds of processor time that its processes have used, the kernel's work for them included."""
        return sum(time.clock_gettime(_clock_of(pid)) for pid in (self.pid, *self.workers))

    def memory(self) -> dict[str, float]:
        """MiB of its worker: resident, and with shared pages divided among those who share them."""
        (worker,) = self.workers
        lines = Path(f"/proc/{worker}/smaps_rollup").read_text().splitlines()
        sizes = {words[0]: int(words[1]) / 1024 for line in lines if len(words := line.split()) == 3}
        return {"rss": sizes["Rss:"], "pss": sizes["Pss:"]}


def _clock_of(pid: int) -> int:
    """The number of Linux's clock of a process's processor time (MAKE_PROCESS_CPUCLOCK, CPUCLOCK_SCHED)."""
    return (~pid << 3) | 2


@contextmanager
def served(side: Side, folder: Path) -> Iterator[Server]:
    """The side's server, with the options of `folkmoot serve`, until the block is left."""
    port = _free_port()
    options = ["--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "8", "--worker-class", "gthread",
               "--log-level", "warning", "--keep-alive", "30"]  # fmt: skip
    with (folder / f"{side.name}.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", side.wsgi, *options],
            cwd=ROOT, env={**os.environ, **side.environment}, stdout=log, stderr=log,
        )  # fmt: skip
    try:
        _wait_for(port, process, folder / f"{side.name}.log")
        yield Server(port, process.pid)
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until the worker accepts: the arbiter listens before its worker has loaded the application."""
    for _ in range(PATIENCE * 10):
        if process.poll() is not None:
            break
        if Server(port, process.pid).workers and _answers(port):
            return
        time.sleep(0.1)
    raise DidNotStart(log.read_text(errors="replace")[-2000:])


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), 2) as line:
            line.settimeout(PATIENCE)
            line.sendall(b"GET /nowhere HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
            return line.recv(12).startswith(b"HTTP/1.")
    except OSError:
        return False
