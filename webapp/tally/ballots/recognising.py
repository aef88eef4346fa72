"""Which of the field's formats a file of ballots is in: told by what it holds, not by its name."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from webapp.tally.ballots import blt, pabulib, preflib, ranked_csv
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Contest, UnreadableBallots

Ballots: TypeAlias = Contest | Budget

READERS: Mapping[str, Callable[[str], Ballots]] = {
    "blt": blt.read,
    "preflib": preflib.read,
    "pabulib": pabulib.read,
    "ranked-csv": ranked_csv.read,
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
    if "# NUMBER ALTERNATIVES:" in text or preflib.is_old(text):
        return "preflib"
    text = text.lstrip("\ufeff")
    if pabulib.looks_like(text):
        return "pabulib"
    if ranked_csv.is_header(next((line for line in text.splitlines() if line.strip()), "")):
        return "ranked-csv"
    lines = (line.split("#")[0].split() for line in text.splitlines())
    first = next((words for words in lines if words), [])
    if len(first) == 2 and all(word.isascii() and word.isdigit() for word in first):
        return "blt"
    raise UnreadableBallots("this looks like none of the kinds of files that can be counted", 1)
