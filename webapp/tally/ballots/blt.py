"""BLT: the file of ranked ballots that counting programs for the single transferable vote exchange.

First line: options and seats. Then, if any withdrew, their numbers, each with a minus. Then a line a kind of paper: how
many of it, or one paper's own mark in parentheses; the options in order with `=` between equal ones and `-` for a place
left out; and 0. A line with 0 ends the papers; then the options' names and the title, in quotes or not, and perhaps the
source and a comment. `#` starts a remark (but not within a name).

Source: the appendix of Hill, Wichmann and Woodall's Algorithm 123 (1987), as OpenSTV, OpaVote and Droop extended it.
"""

import re
from collections import Counter
from itertools import chain

from webapp.tally.ballots.lines import numbered
from webapp.tally.ballots.papers import Contest, Rank, Ranking, UnreadableBallots

_LEFT_OUT = "-"
_MOST_OPTIONS = 1_000
_MOST_PAPERS = 10**9
_MOST_AFTER_NAMES = 3  # the title, the source and a comment
_PAPERS_MARK = re.compile(r"\([^()]*\)")
_IN_QUOTES = re.compile(r'"(.*?)"\s*(?:#.*)?')


def read(text: str) -> Contest:
    """The contest that a BLT file states.

    Raises UnreadableBallots with the line and the reason; nothing is guessed and nothing is half-read.
    """
    lines = [(number, line) for number, line in numbered(text) if line and not line.startswith("#")]
    if not lines:
        raise UnreadableBallots("the file is empty", 1)
    options, seats = _first_line(*lines[0])
    at, withdrawn = 1, set[int]()
    while at < len(lines) and lines[at][1].startswith("-"):
        withdrawn |= _withdrawn(*lines[at], options)
        at += 1
    ballots: Counter[Ranking] = Counter()
    ranks = _Ranks(options)
    while at < len(lines) and _words(lines[at][1]) != ["0"]:
        ranking, papers = _paper(*lines[at], ranks)
        ballots[ranking] += papers
        at += 1
    if at == len(lines):
        raise UnreadableBallots("no line with a single 0 ends the ballots", lines[-1][0])
    names = [_name(line) for _, line in lines[at + 1 :]]
    if not options <= len(names) <= options + _MOST_AFTER_NAMES:
        raise UnreadableBallots(
            f"{options} names and a title should follow the ballots, not {len(names)}", lines[-1][0]
        )
    return Contest(
        options=tuple(names[:options]),
        ballots=ballots,
        seats=seats,
        title=names[options] if len(names) > options else "",
        withdrawn=frozenset(withdrawn),
    )


def write(contest: Contest) -> str:
    """The contest as a BLT file; the same contest gives the same bytes. Undeclared write-ins stand as withdrawn."""
    lines = [f"{len(contest.options)} {contest.seats}"]
    out = contest.withdrawn | contest.write_ins
    if out:
        lines.append(" ".join(f"-{number}" for number in sorted(out)))
    lines += [f"{papers} {_written(ranking)}0" for ranking, papers in sorted(contest.ballots.items())]
    lines += ["0", *(_quoted(name) for name in contest.options), _quoted(contest.title)]
    return "\n".join(lines) + "\n"


def _first_line(line: int, text: str) -> tuple[int, int]:
    words = _words(text)
    if len(words) != 2:
        raise UnreadableBallots("the first line should hold two numbers: options and seats", line)
    options, seats = (_whole(word, line) for word in words)
    if not 1 <= options <= _MOST_OPTIONS:
        raise UnreadableBallots(f"there should be 1 to {_MOST_OPTIONS} options, not {options}", line)
    if not 1 <= seats <= options:
        raise UnreadableBallots(f"{seats} seats cannot be filled from {options} options", line)
    return options, seats


def _withdrawn(line: int, text: str, options: int) -> set[int]:
    numbers = {-_whole(word, line) for word in _words(text)}
    if any(not 1 <= number <= options for number in numbers):
        raise UnreadableBallots(f"a withdrawn option should be -1 to -{options}", line)
    return numbers


def _paper(line: int, text: str, ranks: "_Ranks") -> tuple[Ranking, int]:
    words = _words(_PAPERS_MARK.sub("1 ", text, count=1) if text.startswith("(") else text)
    papers = _whole(words[0], line)
    if not 1 <= papers <= _MOST_PAPERS:
        raise UnreadableBallots(f"a line should stand for 1 to {_MOST_PAPERS} ballots, not {papers}", line)
    if words[-1] != "0" or len(words) == 1:
        raise UnreadableBallots("a ballot should end with 0", line)
    try:
        ranking = tuple(map(ranks.__getitem__, words[1:-1]))
    except UnreadableBallots as error:
        raise UnreadableBallots(error.reason, line) from error
    marked = tuple(chain.from_iterable(ranking))
    if len(set(marked)) != len(marked):
        raise UnreadableBallots("a ballot ranks the same option twice", line)
    return ranking, papers


class _Ranks(dict[str, Rank]):
    """What each word of a ballot that was met so far means: most are met again and again."""

    def __init__(self, options: int) -> None:
        self._options = options

    def __missing__(self, word: str) -> Rank:
        self[word] = rank = self._read(word)
        return rank

    def _read(self, word: str) -> Rank:
        if word == _LEFT_OUT:
            return ()
        numbers = [_whole(part) for part in word.split("=")]
        for number in numbers:
            if not 1 <= number <= self._options:
                raise UnreadableBallots(f"option {number} is not on the ballot paper (1 to {self._options})")
        return tuple(sorted(numbers))


def _whole(word: str, line: int | None = None) -> int:
    digits = word.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < len(str(_MOST_PAPERS)) * 2):
        raise UnreadableBallots(f"“{word[:20]}” is not a whole number", line)
    return int(word)


def _written(ranking: Ranking) -> str:
    return "".join("=".join(map(str, rank)) + " " if rank else f"{_LEFT_OUT} " for rank in ranking)


def _words(line: str) -> list[str]:
    return line.split("#")[0].split()


def _name(line: str) -> str:
    quoted = _IN_QUOTES.fullmatch(line)
    return quoted[1] if quoted else line


def _quoted(name: str) -> str:
    return '"' + " ".join(name.replace('"', "'").split()) + '"'
