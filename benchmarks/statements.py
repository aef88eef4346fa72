"""How many SQL statements each request makes, counted inside the application in a process of its own."""

import multiprocessing
import os
import re
from typing import Any

from sqlalchemy import Engine, event
from werkzeug.utils import import_string

from benchmarks.visits import VISITS, Line, Reply, SameProcess
from benchmarks.worlds import Side, World

Counts = dict[str, list[int]]  # by visit, one number for each of its requests
_NOT_COUNTED = re.compile(r"BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA")


def count_statements(side: Side, world: World) -> Counts:
    """Those of a second visit, when what is kept in memory is there. What begins and ends transactions is left out."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_count, (side, world))


def _count(side: Side, world: World) -> Counts:
    os.environ.update(side.environment)
    # What the application logs would stand between the lines of the report.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    name, called, _ = side.wsgi.partition("()")
    found = import_string(name)
    line = Counting(SameProcess(found() if called else found))
    event.listen(Engine, "before_cursor_execute", line.note)
    counts = {}
    for visit, make in VISITS.items():
        make(line, world)
        line.counts.clear()
        make(line, world)
        counts[visit] = list(line.counts)
    return counts


class Counting:
    """A line that counts the statements of each request it carries."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.counts: list[int] = []

    def ask(self, method: str, path: str, headers: dict[str, str], body: bytes | None) -> Reply:
        self.counts.append(0)
        return self._line.ask(method, path, headers, body)

    def note(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if not _NOT_COUNTED.match(statement):
            self.counts[-1] += 1
