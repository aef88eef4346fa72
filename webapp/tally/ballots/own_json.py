"""Folkmoot's own file of ballots: JSON, and as strict as it is plain, for rankings, values and comparisons of pairs.

    {"folkmoot": "ballots", "version": 1, "kind": "ranked", "title": "…", "options": ["…"], "seats": 1, "ballots": [
        {"count": 3, "ranking": [2, [1, 3], [], null]}]}

Options are numbered from 1 in the order of `options`. `title` and `seats` may be left out. A ballot stands for `count`
papers that are the same:

- `ranked`: `ranking` holds an option a place, several in brackets where they stand equal, none in brackets where the
  place was left out, and null where several were marked and it is not known which. `withdrawn` lists options that may
  not be elected, `write_ins` those that stand for all names written in that nobody declared.
- `values`: `values` holds a whole number for each option in order, null where it was left blank.
- `comparisons`: `more` is the option that was put before `less`; beside the ballots `people` says how many compared and
  `skipped` how often somebody could not choose. There are no `seats`.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn

from webapp.tally.ballots.naming import check_options, check_text
from webapp.tally.ballots.papers import UNREADABLE, Cardinal, Comparisons, Contest, Papers, Rank, UnreadableBallots

VERSION = 1
_MOST = 10**9
_MOST_DIGITS = 18
_MOST_CHARACTERS = 50_000_000
_NOT_ELECTABLE = ("withdrawn", "write_ins")
_HEAD = {"folkmoot", "version", "kind", "options", "ballots"}


def looks_like(text: str) -> bool:
    """Whether this is an object of JSON, which no other file of the field is."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def read(text: str) -> Papers:
    """The ballots in a file of this format.

    Raises UnreadableBallots with the line where this is not JSON, else with the ballot's place from 1. A key that is
    not known here is refused, as is one that is there twice: what a program does not understand it cannot count.
    """
    document = _parse(text.lstrip("\ufeff"))
    if not isinstance(document, dict) or document.get("folkmoot") != "ballots":
        raise UnreadableBallots('this JSON does not begin with {"folkmoot": "ballots", …}', 1)
    _whole(document.get("version"), VERSION, VERSION, "version")
    kind = document.get("kind")
    if not isinstance(kind, str) or kind not in _READERS:
        raise UnreadableBallots(f"kind should be one of {', '.join(_READERS)}")
    return _READERS[kind](document)


def write(ballots: Papers) -> str:
    """The file, a ballot a line; the same ballots give the same text."""
    head, lines = _WRITERS[type(ballots)](ballots)
    head = {"folkmoot": "ballots", "version": VERSION, **head, "title": ballots.title, "options": list(ballots.options)}
    begin = json.dumps(head, ensure_ascii=False)[:-1]
    return begin + ', "ballots": [\n' + ",\n".join(json.dumps(line) for line in lines) + "\n]}\n"


def _parse(text: str) -> Any:
    if len(text) > _MOST_CHARACTERS:
        raise UnreadableBallots(f"JSON of more than {_MOST_CHARACTERS:,} characters is not read; a table is")
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_int=_few_digits, parse_float=_refuse, parse_constant=_refuse
        )
    except json.JSONDecodeError as error:
        raise UnreadableBallots(f"this is not JSON ({error.msg}, character {error.colno})", error.lineno) from error
    except RecursionError as error:
        raise UnreadableBallots("brackets are nested too deeply") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        twice = next(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)
        raise UnreadableBallots(f"the key {_quoted(twice)} is there twice in one pair of braces")
    return mapping


def _few_digits(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise UnreadableBallots(f"a number of {len(digits)} digits, {digits[:8]}…, is more than can be counted")
    return int(digits)


def _refuse(number: str) -> NoReturn:
    raise UnreadableBallots(f"{number[:20]} is not a whole number")


def _ranked(document: dict[str, Any]) -> Contest:
    options = _head(document, {"title", "seats", *_NOT_ELECTABLE})
    ballots: Counter[tuple[Rank, ...]] = Counter()
    for place, ballot in _lines(document, {"count", "ranking"}):
        ranking = tuple(_rank(one, len(options), place) for one in _listed(ballot["ranking"], "ranking", place))
        ballots[ranking] += _papers(ballot, place)
    out = {
        key: frozenset(_whole(number, 1, len(options), f"an option of {key}") for number in _listed(numbers, key))
        for key, numbers in document.items()
        if key in _NOT_ELECTABLE
    }
    return Contest(
        options=options,
        ballots=ballots,
        seats=_seats(document, options),
        title=document.get("title", ""),
        **out,
    )


def _rank(written: Any, options: int, place: str) -> Rank:
    if written is None:
        return UNREADABLE
    together = written if isinstance(written, list) else [written]
    numbers = sorted(_whole(number, 1, options, "an option", place) for number in together)
    if len(set(numbers)) < len(numbers):
        raise UnreadableBallots(f"{place}: one place holds the same option twice")
    return tuple(numbers)


def _valued(document: dict[str, Any]) -> Cardinal:
    options = _head(document, {"title", "seats"})
    ballots: Counter[tuple[tuple[int, int], ...]] = Counter()
    for place, ballot in _lines(document, {"count", "values"}):
        values = _listed(ballot["values"], "values", place)
        if len(values) != len(options):
            raise UnreadableBallots(f"{place}: there are {len(options)} options, but {len(values)} values")
        numbered = enumerate(values, start=1)
        given = [
            (option, _whole(value, -_MOST, _MOST, "a value", place)) for option, value in numbered if value is not None
        ]
        ballots[tuple(given)] += _papers(ballot, place)
    return Cardinal(options=options, ballots=ballots, seats=_seats(document, options), title=document.get("title", ""))


def _compared(document: dict[str, Any]) -> Comparisons:
    options = _head(document, {"title", "skipped"}, {"people"})
    wins: Counter[tuple[int, int]] = Counter()
    for place, ballot in _lines(document, {"count", "more", "less"}):
        more, less = (_whole(ballot[side], 1, len(options), side, place) for side in ("more", "less"))
        if more == less:
            raise UnreadableBallots(f"{place}: an option cannot be put before itself")
        wins[more, less] += _papers(ballot, place)
    return Comparisons(
        options=options,
        wins=wins,
        ballots=_whole(document["people"], 0, _MOST, "people"),
        skipped=_whole(document.get("skipped", 0), 0, _MOST, "skipped"),
        title=document.get("title", ""),
    )


_READERS: Mapping[str, Callable[[dict[str, Any]], Papers]] = {
    "ranked": _ranked,
    "values": _valued,
    "comparisons": _compared,
}


def _head(document: dict[str, Any], optional: set[str], needed: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of the options, once all that stands beside the ballots is known to be what it should be."""
    _check_keys(document, _HEAD.union(needed), optional, "the file")
    title, options = document.get("title", ""), _listed(document["options"], "options")
    if not isinstance(title, str) or not all(isinstance(name, str) for name in options):
        raise UnreadableBallots("the title and the names of options should be texts")
    check_text(title, "the title")
    check_options(options)
    return tuple(options)


def _lines(document: dict[str, Any], keys: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each ballot with what to call it."""
    for number, ballot in enumerate(_listed(document["ballots"], "ballots"), start=1):
        place = f"ballot {number}"
        if not isinstance(ballot, dict):
            raise UnreadableBallots(f"{place} should be in braces, with the keys {', '.join(sorted(keys))}")
        _check_keys(ballot, keys, set(), place)
        yield place, ballot


def _check_keys(mapping: dict[str, Any], needed: set[str], optional: set[str], place: str) -> None:
    for key in sorted(needed - mapping.keys()):
        raise UnreadableBallots(f"{place} lacks the key {_quoted(key)}")
    for key in mapping:
        if key not in needed | optional:
            raise UnreadableBallots(f"{place} has a key that is not known here, {_quoted(key)}")


def _papers(ballot: dict[str, Any], place: str) -> int:
    return _whole(ballot["count"], 1, _MOST, "count", place)


def _seats(document: dict[str, Any], options: tuple[str, ...]) -> int:
    return _whole(document.get("seats", 1), 1, len(options), "seats")


def _whole(value: Any, lowest: int, highest: int, what: str, place: str = "") -> int:
    if type(value) is not int or not lowest <= value <= highest:
        at = f"{place}: " if place else ""
        between = f"{lowest}" if lowest == highest else f"a whole number from {lowest} to {highest}"
        raise UnreadableBallots(f"{at}{what} should be {between}")
    return value


def _listed(value: Any, what: str, place: str = "") -> list[Any]:
    if not isinstance(value, list):
        raise UnreadableBallots(f"{place}{': ' if place else ''}{what} should be a list in square brackets")
    return value


def _quoted(key: str) -> str:
    return f"“{key[:20].encode('unicode_escape').decode()}”"


def _write_ranked(contest: Contest) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    out = {key: sorted(getattr(contest, key)) for key in _NOT_ELECTABLE}
    head = {"kind": "ranked", "seats": contest.seats, **out}
    return head, (
        {"count": papers, "ranking": [_written(rank) for rank in ranking]}
        for ranking, papers in sorted(contest.ballots.items())
    )


def _written(rank: Rank) -> int | list[int] | None:
    if rank == UNREADABLE:
        return None
    return rank[0] if len(rank) == 1 else list(rank)


def _write_values(cardinal: Cardinal) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    return {"kind": "values", "seats": cardinal.seats}, (
        {"count": papers, "values": [dict(values).get(option) for option in cardinal.numbers]}
        for values, papers in sorted(cardinal.ballots.items())
    )


def _write_comparisons(comparisons: Comparisons) -> tuple[dict[str, Any], Iterator[dict[str, Any]]]:
    head = {"kind": "comparisons", "people": comparisons.ballots, "skipped": comparisons.skipped}
    return head, (
        {"count": times, "more": more, "less": less}
        for (more, less), times in sorted(comparisons.wins.items())
        if times
    )


_WRITERS: Mapping[type, Callable[[Any], tuple[dict[str, Any], Iterator[dict[str, Any]]]]] = {
    Contest: _write_ranked,
    Cardinal: _write_values,
    Comparisons: _write_comparisons,
}
