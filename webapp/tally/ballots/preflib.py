"""PrefLib: files of orders, strict (`soc`, `soi`) or with equals (`toc`, `toi`).

Facts stand in lines `# KEY: value`; then a line a kind of ballot: how many, a colon, the options in order, equal ones
in braces: `3: 1,{2,4}`. Options that a line leaves out were not ranked.

Until 2021 the files had no such facts: a line with the number of options, a line `number,name` for each, a line of how
many voted, and then the orders with a comma instead of the colon. These are read as well.
"""

import re
from collections import Counter
from typing import TypeAlias

from webapp.tally.ballots.lines import numbered
from webapp.tally.ballots.papers import Contest, Rank, Ranking, UnreadableBallots

_FACT = re.compile(r"#\s*([A-Z][A-Z0-9 ]*):\s?(.*)")
_ORDER = re.compile(r"(?:\d+|\{\d+(?:,\d+)*\})(?:,(?:\d+|\{\d+(?:,\d+)*\}))*", re.ASCII)
_PLACE = re.compile(r"\{([^}]*)\}|(\d+)", re.ASCII)
_NAME = "ALTERNATIVE NAME "
_OLD_START = re.compile(r"\s*\d{1,4}[ \t]*(?:\r\n|\r|\n)[ \t]*1[ \t]*,", re.ASCII)
_ORDERS = ("soc", "soi", "toc", "toi")
_MOST_OPTIONS = 1_000
_MOST_DIGITS = 9
_LONGEST_ORDER = 10 * _MOST_OPTIONS

_Facts: TypeAlias = dict[str, str]
_Orders: TypeAlias = list[tuple[int, str]]


def is_old(text: str) -> bool:
    """Whether a text begins as PrefLib's files did until 2021."""
    return bool(_OLD_START.match(text.removeprefix("\ufeff")))


def read(text: str) -> Contest:
    """The contest that a PrefLib file states. Raises UnreadableBallots with the line and the reason."""
    facts, orders = _old_parts(text) if is_old(text) else _parts(text)
    options = _number_of_options(facts)
    ballots: Counter[Ranking] = Counter()
    for line, written in orders:
        ranking, papers = _ballot(line, written, options)
        ballots[ranking] += papers
    _check_voters(facts, ballots.total())
    names = tuple(facts.get(f"{_NAME}{number}", f"Option {number}") for number in range(1, options + 1))
    return Contest(options=names, ballots=ballots, title=facts.get("TITLE", ""))


def write(contest: Contest) -> str:
    """The contest as a PrefLib file; the same contest gives the same text. Seats have no place in it.

    Raises ValueError for what the format cannot say: a ballot that ranks nobody, or leaves a place out.
    """
    ballots = sorted(contest.ballots.items())
    if not all(ranking and all(ranking) for ranking, _papers in ballots):
        raise ValueError("PrefLib has no way to write a ballot with a place left out")
    facts = {
        "TITLE": contest.title,
        "DATA TYPE": data_type(contest),
        "NUMBER ALTERNATIVES": len(contest.options),
        "NUMBER VOTERS": contest.total,
        "NUMBER UNIQUE ORDERS": len(ballots),
        **{f"{_NAME}{number}": name for number, name in enumerate(contest.options, start=1)},
    }
    lines = [f"# {key}: {' '.join(str(fact).split())}" for key, fact in facts.items()]
    lines += [f"{papers}: {','.join(map(_written, ranking))}" for ranking, papers in ballots]
    return "\n".join(lines) + "\n"


def data_type(contest: Contest) -> str:
    """What PrefLib calls such a file, and how its name ends: strict or tied orders, complete or incomplete."""
    tied = any(len(rank) > 1 for ranking in contest.ballots for rank in ranking)
    complete = all(sum(map(len, ranking)) == len(contest.options) for ranking in contest.ballots)
    return f"{'to' if tied else 'so'}{'c' if complete else 'i'}"


def _written(rank: Rank) -> str:
    return str(rank[0]) if len(rank) == 1 else "{" + ",".join(map(str, rank)) + "}"


def _parts(text: str) -> tuple[_Facts, _Orders]:
    facts: _Facts = {}
    orders: _Orders = []
    for line, written in numbered(text):
        fact = _FACT.match(written)
        if fact:
            facts[fact[1].strip()] = fact[2].strip()
        elif written and not written.startswith("#"):
            orders.append((line, "".join(written.split())))
    if facts.get("DATA TYPE", "soc") not in _ORDERS:
        raise UnreadableBallots(f"this PrefLib file holds no orders of options but “{facts['DATA TYPE'][:20]}”", 1)
    return facts, orders


def _old_parts(text: str) -> tuple[_Facts, _Orders]:
    """The same parts of a file without facts."""
    lines = [(line, written) for line, written in numbered(text) if written]
    facts = {"NUMBER ALTERNATIVES": lines[0][1]}
    end = 1 + int(lines[0][1])
    for line, written in lines[1:end]:
        number, comma, name = written.partition(",")
        if not comma or f"{_NAME}{number.strip()}" in facts:
            raise UnreadableBallots("a line should give an option's number, a comma and its name", line)
        facts[f"{_NAME}{number.strip()}"] = name.strip()
    if len(lines) <= end:
        raise UnreadableBallots("the file ends before the line that says how many voted", lines[-1][0])
    facts["NUMBER VOTERS"] = lines[end][1].split(",")[0].strip()
    return facts, [(line, "".join(written.split()).replace(",", ":", 1)) for line, written in lines[end + 1 :]]


def _number_of_options(facts: dict[str, str]) -> int:
    written = facts.get("NUMBER ALTERNATIVES", "")
    if not (written.isascii() and written.isdigit() and len(written) <= _MOST_DIGITS):
        raise UnreadableBallots("a line “# NUMBER ALTERNATIVES: …” should say how many options there are", 1)
    if not 1 <= int(written) <= _MOST_OPTIONS:
        raise UnreadableBallots(f"there should be 1 to {_MOST_OPTIONS} options, not {written}", 1)
    return int(written)


def _ballot(line: int, written: str, options: int) -> tuple[Ranking, int]:
    papers, _, order = written.partition(":")
    if not (papers.isascii() and papers.isdigit() and len(papers) <= _MOST_DIGITS and int(papers) > 0):
        raise UnreadableBallots("a line should begin with how many ballots, and a colon", line)
    if len(order) > _LONGEST_ORDER or not _ORDER.fullmatch(order):
        raise UnreadableBallots("an order should look like 1,2 or 1,{2,3}", line)
    ranking: Ranking = tuple(_rank(together or single, line, options) for together, single in _PLACE.findall(order))
    marked = [number for rank in ranking for number in rank]
    if len(set(marked)) != len(marked):
        raise UnreadableBallots("a ballot ranks the same option twice", line)
    return ranking, int(papers)


def _rank(written: str, line: int, options: int) -> Rank:
    numbers = sorted(int(part) if len(part) <= _MOST_DIGITS else 0 for part in written.split(","))
    if not 1 <= numbers[0] <= numbers[-1] <= options:
        raise UnreadableBallots(f"an option should be a number from 1 to {options}", line)
    return tuple(numbers)


def _check_voters(facts: dict[str, str], papers: int) -> None:
    said = facts.get("NUMBER VOTERS")
    if said is not None and said != str(papers):
        raise UnreadableBallots(f"the file says it holds {said[:_MOST_DIGITS]} ballots, but holds {papers}")
