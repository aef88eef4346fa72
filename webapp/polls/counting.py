"""From the ballots of a poll to the record of its count, and the line that counts a file of them again. Pure."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from webapp.polls.marks import Marks
from webapp.polls.methods import METHODS, Method
from webapp.polls.sheet import Sheet
from webapp.tally.ballots.papers import Cardinal, Contest
from webapp.tally.counts import methods as tally
from webapp.tally.counts.result import Count

ONE_WINNER = frozenset({"star", "irv", "pairwise"})
"""Rules that find one winner here, whatever a poll says."""


@dataclass(frozen=True, kw_only=True)
class Declared:
    """What was declared about the count before the poll opened, in the words of `tally.counts.methods.count`.

    `seats` is None where the rule takes none: what is carried, or paid for, is not limited by a number.
    """

    method: str
    seats: int | None
    options: Mapping[str, str]
    seed: str


def declared(sheet: Sheet, seed: str) -> Declared:
    """The rules of a poll as the count takes them: what the poll says, else what is usual for its method."""
    method = METHODS[sheet.method]
    known = tally.METHODS[method.count].options
    said = {**method.options, **_rules_for_counting(sheet, method)}
    return Declared(
        method=method.count,
        seats=_seats(sheet, method),
        options={key: said[key] for key in sorted(said) if key in known},
        seed=seed,
    )


def _seats(sheet: Sheet, method: Method) -> int | None:
    if method.count in ONE_WINNER:
        return 1
    return sheet.rule("seats", method.declared["seats"]) if "seats" in method.declared else None


def _rules_for_counting(sheet: Sheet, method: Method) -> dict[str, str]:
    """The poll's rules as texts. 0 stands for no limit, which is said by saying nothing."""
    rules = {**method.declared, **sheet.rules}
    words = {key.replace("_", "-"): _word(value) for key, value in rules.items() if key != "most" or value}
    if sheet.rule("lowest", 0) < 0:
        words["negative"] = "yes"
    return words


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def papers_of(sheet: Sheet, ballots: Mapping[Marks, int], said: Declared) -> Any:
    """The ballots as the rule takes them, with the seats that were declared."""
    papers = METHODS[sheet.method].kind.papers(sheet, ballots)
    return replace(papers, seats=said.seats) if said.seats and isinstance(papers, Contest | Cardinal) else papers


def count(sheet: Sheet, ballots: Mapping[Marks, int], seed: str) -> Count:
    """The whole count. Raises `tally.WrongOption` when the poll declares what its rule does not know."""
    said = declared(sheet, seed)
    return tally.count(said.method, papers_of(sheet, ballots, said), seats=said.seats, seed=seed, options=said.options)


def command(said: Declared, file: str) -> str:
    """The line that counts `file` again on anybody's machine and prints the same record."""
    words = ["folkmoot", "count", file, "--method", said.method]
    if said.seats is not None:
        words += ["--seats", str(said.seats)]
    for key, word in said.options.items():
        words += ["--option", f"{key}={word}"]
    return shlex.join([*words, "--seed", said.seed, "--json"])
