"""What the second run repeats: with `--second`, only what the other database could make come out differently.

A test is left out of the second run when it asks for neither the application nor its database, so that it would do the
same again (one that takes `request` may ask for anything, and is repeated); and when it is marked `once`, because what
it looks at does not depend on the database. Browser tests are marked so (`tests/browser/conftest.py`) but for one
journey of each room. How many were left out, and why, is printed.
"""

import inspect
from collections import Counter
from collections.abc import Iterable

import pytest
from _pytest.mark.structures import ParameterSet

WORDS_OF_A_DATABASE = (
    "sql", "statement", "null", "null byte", "controls", "half a character", "surrogate", "emoji", "only emoji",
    "other script", "blank", "long", "a megabyte",
)  # fmt: skip
"""Hostile texts, by what the tests call them, that one database may refuse or keep differently from another. What is
plain letters to both, however dangerous it is on a page or in a mail, is tried on one."""
NO_DATABASE = "ask for no database"
ONCE = "are marked `once`"
LEFT_OUT = pytest.StashKey[Counter[str]]()


def hostile(names: Iterable[str]) -> list[ParameterSet]:
    """The names of hostile texts as parameters of a test: `once` those that no database could tell from others."""
    return [pytest.param(name, marks=() if name in WORDS_OF_A_DATABASE else pytest.mark.once) for name in names]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--second", action="store_true", help="leave out what a run on another database has settled")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LEFT_OUT] = Counter()


def asked_for(item: pytest.Item) -> set[str]:
    """The fixtures that it names itself and those behind them; `request` counts only where the test itself takes it."""
    itself = inspect.signature(item.function).parameters if isinstance(item, pytest.Function) else {}
    return {name for name in getattr(item, "fixturenames", ()) if name != "request" or name in itself}


def why_left_out(item: pytest.Item) -> str | None:
    """Why this test need not run a second time, or None when it has to."""
    if not {"_site", "request"} & asked_for(item):
        return NO_DATABASE
    return ONCE if item.get_closest_marker("once") else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Last, so that every marker has been given."""
    if not config.getoption("--second"):
        return
    reasons = [(item, why_left_out(item)) for item in items]
    items[:] = [item for item, reason in reasons if reason is None]
    config.hook.pytest_deselected(items=[item for item, reason in reasons if reason is not None])
    config.stash[LEFT_OUT] = Counter(reason for _, reason in reasons if reason is not None)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A parallel worker hands its count to the process that prints."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = dict(session.config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Every worker collects the whole suite, so that the count of any one of them is the count."""
    left_out = getattr(node, "workeroutput", {}).get("left_out")
    if left_out:
        node.config.stash[LEFT_OUT] = Counter(left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if config.getoption("--second"):
        for reason, count in sorted(config.stash[LEFT_OUT].items()):
            terminalreporter.write_line(f"Not repeated: {count} tests that {reason}.")
