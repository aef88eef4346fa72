"""From texts to the words that are looked for, the same for both databases. Pure.

Letters lose their accents and their case, an English plural its ending. A word in other letters than a to z becomes
the numbers of its letters, so that neither database needs to know any script; what begins with it still does.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST_QUESTION = 200  # letters that are looked at
MOST_TERMS = 8
MOST_WORDS = 5_000  # of one thing
_LONGEST_WORD = 40
_PREFIX_FROM = 3  # letters from which a word also finds longer ones

# Letters and digits; marks above them and an apostrophe may stand inside.
_MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}]|['’](?=[^\W_]))*")
_SIGNS = re.compile(r"\*\*|__|^\s*(?:#+|>)\s", re.MULTILINE)
_STOP = frozenset({"a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "in", "is", "it", "of", "on", "or",
                   "that", "the", "this", "to", "was", "with"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of an excerpt, and whether it was looked for."""

    text: str
    marked: bool = False


def words_of(text: str, *, most: int = MOST_WORDS) -> Iterator[tuple[str, int, int]]:
    """(word as it is looked for, where it begins, where it ends), at most so many."""
    found = 0
    for match in _WORD.finditer(text):
        word = plain(match[0])
        if word:
            yield word, match.start(), match.end()
            found += 1
            if found >= most:
                return


def terms_of(question: str) -> tuple[str, ...]:
    """What somebody looks for, each once, at most eight. Words such as "the" only where there is nothing else."""
    asked = [word for word, _, _ in words_of(question[:LONGEST_QUESTION])]
    telling = [word for word in asked if word not in _STOP]
    return tuple(dict.fromkeys(telling or asked))[:MOST_TERMS]


def begins(term: str) -> bool:
    """Whether the term also finds words that begin with it."""
    return len(term) >= _PREFIX_FROM


def fits(word: str, terms: Sequence[str]) -> bool:
    return any(word.startswith(term) if begins(term) else word == term for term in terms)


def plain(word: str) -> str:
    """ "Cafés" → "caf" and "cafe" → "caf", "Libraries" → "librari", "شارع" → "x06340627063106…"; "" for no word."""
    spelled = unicodedata.normalize("NFKD", word).casefold()
    letters = "".join(one for one in unicodedata.normalize("NFKD", spelled) if one.isalnum())[:_LONGEST_WORD]
    if not letters.isascii():
        return "x" + "".join(f"{ord(one):05x}" for one in letters)
    return _stem(letters)


def _stem(word: str) -> str:
    """One form for one and many: "houses" and "house", "cities" and "city". Both lose what they do not share."""
    if not word.isalpha() or len(word) <= _PREFIX_FROM:
        return word
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if word.endswith("e") and len(word) > _PREFIX_FROM:
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


def tidied(text: str) -> str:
    """In one line, without the signs of Markdown that would stand between words."""
    return " ".join(_SIGNS.sub("", text.replace("\x00", "")).split())


def excerpt(text: str, terms: Sequence[str], *, longest: int = 220) -> tuple[Piece, ...]:
    """The part of a text that holds the most of what was looked for, in pieces. Nothing in it is markup."""
    text = tidied(text)
    hits = [(start, end) for word, start, end in words_of(text) if fits(word, terms)]
    begin = _best_start(hits, longest)
    if begin > 0:
        begin = max(0, text.rfind(" ", 0, max(1, begin - 40)) + 1)
    stop = len(text) if len(text) <= begin + longest else max(text.rfind(" ", begin, begin + longest), begin + 1)
    if stop - begin > longest or stop == begin + 1:
        stop = begin + longest
    pieces = [Piece("… ")] if begin else []
    at = begin
    for start, end in hits:
        if start < at or end > stop:
            continue
        pieces += [Piece(text[at:start]), Piece(text[start:end], marked=True)]
        at = end
    pieces.append(Piece(text[at:stop] + (" …" if stop < len(text) else "")))
    return tuple(piece for piece in pieces if piece.text)


def _best_start(hits: Sequence[tuple[int, int]], longest: int) -> int:
    """Where the excerpt begins in which the most hits stand; the first of several."""
    best, most, last = 0, 0, 0
    for first, (start, _) in enumerate(hits):
        last = max(last, first)
        while last < len(hits) and hits[last][1] <= start + longest - 40:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best if best > longest // 2 else 0
