"""Phrases that could name a theme, found by TextBlob's parser: noun phrases, and a verb with what it is done to."""

import re
from collections.abc import Sequence
from functools import lru_cache
from threading import Lock

from textblob.en import parse

from webapp.text.words import SMALL_WORDS

MOST_WORDS = 5
_POSSESSIVE = re.compile(r"(?<=\w)['’]s\b")
_SHORT_FORM = re.compile(r"\b(?:it|that|he|she|there|what|who|here|let|where|how)['’]s\b", re.IGNORECASE)
_NOT = re.compile(r"(?:(?<=ca)n|(?<=wo)n|(?<=\w)n)['’]t\b")
_TAIL = re.compile(r"['’](?:re|ve|ll|d|m)\b")
_KINDS = {"NN": "n", "NNS": "n", "NNP": "n", "NNPS": "n", "JJ": "j", "JJR": "j", "JJS": "j", "VBG": "g"}
_KINDS |= {"VB": "v", "VBP": "v", "VBN": "v", "DT": "d", "PRP$": "d"}
_JOINING = "of for on in to from at against between near into without during under after"
_PREPOSITIONS = frozenset(_JOINING.split())
_SHAPE = re.compile(r"[jng]{0,3}n|[jn]{0,2}n[pc][d]?[jng]{0,2}n|[vg][d]?[jn]{0,2}n")
_WORD = re.compile(r"[^\W\d_][\w-]*(?:'s)?")
_MARK = "zposs"
Phrase = tuple[str, ...]
_lock = Lock()
_state = {"warm": False}


@lru_cache(maxsize=4_000)
def find_phrases(text: str) -> tuple[Phrase, ...]:
    """The phrases of an English text that could stand in a label: 1 to `MOST_WORDS` words; a single word is a noun.

    The words keep their capitals, but for the first of a text.
    """
    return tuple(phrase for sentence in _tagged(text) for phrase in _phrases_of(sentence))


def _phrases_of(sentence: list[tuple[str, str]]) -> list[Phrase]:
    kinds = "".join(kind for _, kind in sentence)
    found = []
    for start in range(len(sentence)):
        for end in range(start + 1, min(start + MOST_WORDS, len(sentence)) + 1):
            words = tuple(word for word, _ in sentence[start:end])
            cut_short = kinds[end : end + 1] == "n"
            if not cut_short and _SHAPE.fullmatch(kinds, start, end) and _reads_well([word.lower() for word in words]):
                found.append(words)
    return found


def _reads_well(words: Sequence[str]) -> bool:
    ends = words[0] not in SMALL_WORDS and words[-1] not in SMALL_WORDS
    whole = all(len(word) > 1 or word.isdigit() for word in words)
    return ends and whole and not words[-1].endswith("'s") and len({*words}) == len(words)


def _tagged(text: str) -> list[list[tuple[str, str]]]:
    """Sentences of (word, kind): n noun, j describing word, g "-ing", v verb, d "the", p "of", c "and", x the rest."""
    _warm()
    parsed = str(parse(_prepared(text)))
    return [[_token(token) for token in line.split(" ")] for line in parsed.split("\n") if line]


def _token(token: str) -> tuple[str, str]:
    word, _, rest = token.partition("/")
    word = f"{word.removesuffix(_MARK)}'s" if word.endswith(_MARK) else word
    return word, _kind(word, rest.split("/")[0])


def _kind(word: str, tag: str) -> str:
    if not _WORD.fullmatch(word):
        return "x"
    if word.endswith("'s"):
        return "j"
    if word.lower() in _PREPOSITIONS:
        return "p"
    return "c" if word.lower() == "and" else _KINDS.get(tag, "x")


def _prepared(text: str) -> str:
    """Short forms that the parser breaks up in odd places are written out, and its own sign "/" is taken away."""
    text = _SHORT_FORM.sub(",", text.replace("/", " , "))
    text = _POSSESSIVE.sub(_MARK, _TAIL.sub(",", _NOT.sub(" , not", text)))
    if text.isupper():  # shouting would make a name of every word
        return text.lower()
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _warm() -> None:
    """The parser reads its lists when first used and two threads must not do that at once."""
    if not _state["warm"]:
        with _lock:
            parse("The bus is late.")
            _state["warm"] = True
