"""Which of the field's formats a file of ballots is in: told by what it holds, not by its name."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from webapp.tally.ballots import blt, own_json, pabulib, preflib, ranked_csv, values_csv
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Papers, UnreadableBallots

Ballots: TypeAlias = Papers | Budget

READERS: Mapping[str, Callable[[str], Ballots]] = {
    "blt": blt.read,
    "preflib": preflib.read,
    "pabulib": pabulib.read,
    "ranked-csv": ranked_csv.read,
    "values-csv": values_csv.read,
    "json": own_json.read,
}


def read(content: bytes, form: str | None = None) -> Ballots:
    """The ballots in a file: UTF-8, or else Latin-1. Raises UnreadableBallots; `form` is a key of READERS."""
    if b"\0" in content:
        raise UnreadableBallots("this is not a text file", content[: content.index(b"\0")].count(b"\n") + 1)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    return READERS[form or recognise(text)](text)


def recognise(text: str) -> str:
    """The key of READERS for a text. Raises UnreadableBallots if it looks like none of them."""
    text = text.lstrip("\ufeff")
    form = next((form for form, looks_like in _SIGNS.items() if looks_like(text)), None)
    if form is None:
        raise UnreadableBallots("this looks like none of the kinds of files that can be counted", 1)
    return form


def _is_blt(text: str) -> bool:
    """The first line that is no remark holds two numbers."""
    lines = (line.split("#")[0].split() for line in text.splitlines())
    first = next((words for words in lines if words), [])
    return len(first) == 2 and all(word.isascii() and word.isdigit() for word in first)


def _is_table_of_ranks(text: str) -> bool:
    return ranked_csv.is_header(next((line for line in text.splitlines() if line.strip()), ""))


_SIGNS: Mapping[str, Callable[[str], bool]] = {
    "json": own_json.looks_like,
    "preflib": lambda text: "# NUMBER ALTERNATIVES:" in text or preflib.is_old(text),
    "pabulib": pabulib.looks_like,
    "ranked-csv": _is_table_of_ranks,
    "values-csv": values_csv.looks_like,
    "blt": _is_blt,
}
"""What tells each format, asked in this order."""
