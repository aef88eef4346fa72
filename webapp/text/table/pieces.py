"""Cutting words into the pieces that the table has rows for: the longest piece first, as BERT's WordPiece does."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

LONGEST_WORD = 100
"""Letters; a longer "word" is no word of a person and has no pieces."""
_INSIDE = "##"
_EVERY_LETTER_A_WORD = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_EVERY_LETTER_A_WORD}]|(?:[^\W_{_EVERY_LETTER_A_WORD}]|[\u0300-\u036f])+|[^\w\s]|_")


_PLAIN_WORD = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9\s]")
"""The same for plain letters, which is quicker."""


def find_written(text: str) -> list[str]:
    """The words and signs of a text, in order, as they are written."""
    return _form_of(text).findall(text)


def place_written(text: str) -> Iterator[tuple[str, int, int]]:
    """The same with their places: word, start, end."""
    return ((found[0], found.start(), found.end()) for found in _form_of(text).finditer(text))


def _form_of(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() else _WORD


class Pieces:
    """A vocabulary. A piece that starts with `##` is the inside or the end of a word."""

    def __init__(self, rows: Mapping[str, int]) -> None:
        """`rows`: the table's row of each piece."""
        self._rows = rows
        self.cut = lru_cache(maxsize=200_000)(self._cut)

    def _cut(self, word: str) -> tuple[int, ...]:
        """The rows of a word's pieces; none when some of it is in no piece, or the word is too long."""
        plain = _plain(word) if len(word) <= LONGEST_WORD else ""
        rows: list[int] = []
        at = 0
        while at < len(plain):
            end = self._longest(plain, at)
            if end == at:
                return ()
            rows.append(self._rows[self._named(plain, at, end)])
            at = end
        return tuple(rows)

    def _longest(self, word: str, at: int) -> int:
        return next((end for end in range(len(word), at, -1) if self._named(word, at, end) in self._rows), at)

    @staticmethod
    def _named(word: str, at: int, end: int) -> str:
        return (_INSIDE if at else "") + word[at:end]


def _plain(word: str) -> str:
    """Lower case, without accents."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(letter for letter in apart if unicodedata.category(letter) != "Mn")
