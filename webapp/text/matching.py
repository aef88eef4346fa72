"""Finding many short phrases in one reading of a text, however many there are: each word is looked up once.

A phrase is written as words with spaces between: `fare*` stands for any word that begins so, `a|b` for either, `#` for
a number, `~` for up to three words of any kind. Small letters, and no apostrophes. No phrase reaches past the end of a
sentence.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

GAP = 3
STOP = "."
_TOKEN = re.compile(r"[^\W_]{1,40}(?:['’][^\W_]{1,40})*|[.!?…;\n]+(?=\s|$)|\n")
_PLAIN_TOKEN = re.compile(r"[a-z0-9]{1,40}(?:'[a-z0-9]{1,40})*|[.!?;\n]+(?=\s|$)|\n")
"""The same for plain small letters, which is quicker."""
_AFTER_BAR = re.compile(r"(?<=\|)\s+")
_MOST_KEPT = 50_000


@dataclass(frozen=True, slots=True)
class Word:
    """One part of a phrase: `whole` words, or words that begin with one of `starts`. A `gap` is any few words."""

    whole: frozenset[str]
    starts: tuple[str, ...]
    number: bool = False
    gap: bool = False

    def fits(self, token: str) -> bool:
        return (
            token in self.whole
            or (bool(self.starts) and token.startswith(self.starts))
            or (self.number and token[:1].isdigit())
        )


Begun = tuple[str, tuple[Word, ...], Word | None]
"""A phrase that begins with a word: what it is a sign of, its parts, and the part that must come next, None for any."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """`words`: in small letters and without apostrophes, `STOP` where a sentence ends; `spans`: where they stand."""

    words: list[str]
    spans: list[tuple[int, int]]


def read_tokens(text: str) -> Tokens:
    """Every word with its place in the text."""
    plain = text.lower() if text.isascii() else text  # other letters may change their length
    found = list((_PLAIN_TOKEN if text.isascii() else _TOKEN).finditer(plain))
    words = [match[0] if match[0][0].isalnum() else STOP for match in found]
    if not text.isascii():
        words = [word.lower() for word in words]
    if "'" in text or "’" in text:
        words = [word.replace("'", "").replace("’", "") for word in words]
    return Tokens(words, [match.span() for match in found])


class Phrases:
    """Phrases by the name of what they are a sign of."""

    def __init__(self, signs: Mapping[str, str]) -> None:
        """`signs`: for each name its phrases, with commas between. Raises `ValueError` for a gap at either end."""
        self._by_word: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
        self._by_start: dict[str, list[tuple[str, tuple[Word, ...]]]] = {}
        self._numbered: list[tuple[str, tuple[Word, ...]]] = []
        self._lengths: tuple[int, ...] = ()
        self._begun_by = _Kept(self._look_up)
        for name, lines in signs.items():
            for phrase in _AFTER_BAR.sub("", lines).split(","):
                if phrase.strip():
                    self._add(name, tuple(_read_word(part) for part in phrase.split()))

    def _add(self, name: str, parts: tuple[Word, ...]) -> None:
        if parts[0].gap or parts[-1].gap:
            raise ValueError(f"A phrase neither begins nor ends with a gap: {name}, {parts}.")
        for word in parts[0].whole:
            self._by_word.setdefault(word, []).append((name, parts))
        for start in parts[0].starts:
            self._by_start.setdefault(start, []).append((name, parts))
        if parts[0].number:
            self._numbered.append((name, parts))
        self._lengths = tuple(sorted({len(start) for start in self._by_start}))

    def find(self, tokens: Tokens) -> Iterator[tuple[str, int, int]]:
        """(name, first word, last word) of every phrase found, by their places among the tokens, in order."""
        words = tokens.words
        for at, begun in enumerate(map(self._begun_by.__getitem__, words)):
            if not begun:
                continue
            following = words[at + 1] if at + 1 < len(words) else ""
            for name, parts, second in begun:
                if second is not None and not second.fits(following):
                    continue  # by far the most end here, without the cost of a call
                last = _last_place(words, at + 1, parts, 1)
                if last is not None:
                    yield name, at, last

    def _look_up(self, word: str) -> tuple[Begun, ...]:
        found = list(self._by_word.get(word, ()))
        for length in self._lengths:
            if length <= len(word):
                found += self._by_start.get(word[:length], ())
        if word[0].isdigit():
            found += self._numbered
        return tuple((name, parts, None if len(parts) == 1 or parts[1].gap else parts[1]) for name, parts in found)


class _Kept(dict[str, tuple[Begun, ...]]):
    """What was looked up once, so that the next time costs one look into a dictionary."""

    def __init__(self, look_up: Callable[[str], tuple[Begun, ...]]) -> None:
        super().__init__()
        self._look_up = look_up

    def __missing__(self, word: str) -> tuple[Begun, ...]:
        found = self._look_up(word)
        if len(self) < _MOST_KEPT:
            self[word] = found
        return found


def _read_word(part: str) -> Word:
    choices = part.split("|")
    whole = frozenset(one for one in choices if one not in "~#" and not one.endswith("*"))
    starts = tuple(one[:-1] for one in choices if one.endswith("*"))
    return Word(whole, starts, number="#" in choices, gap=part == "~")


def _last_place(words: Sequence[str], at: int, parts: Sequence[Word], part: int) -> int | None:
    """Where the phrase ends when the words from `at` on fit its parts from `part` on; None when they do not."""
    while part < len(parts) and not parts[part].gap:
        if at >= len(words) or not parts[part].fits(words[at]):
            return None
        at, part = at + 1, part + 1
    if part == len(parts):
        return at - 1
    for skipped in range(GAP + 1):
        last = _last_place(words, at + skipped, parts, part + 1)
        if last is not None:
            return last
        if at + skipped >= len(words) or words[at + skipped] == STOP:
            break
    return None
