"""Words on our list, and the tricks by which people get them past a list. Pure.

A word counts when it is a whole word, so that Scunthorpe, Penistone and Cockermouth are places and nothing else. What
is looked for behind a word: other letters that look alike ("sh1t", "fuсk" with a letter of another alphabet), letters
that are hidden ("f**k"), spaced ("f u c k") or drawn out ("fuuuck"), and marks between and upon them.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from webapp.text.matching import Phrases, Tokens, read_tokens

FILE = Path(__file__).with_name("word_list.toml")
LONGEST_READ = 20_000
"""Letters of a text that are looked at."""
WORDS, HATEFUL, POINTED, THREATS, SHOP = "words", "hateful", "pointed", "threats", "shop"
_HARMLESS = "harmless"

_ALIKE = str.maketrans("авеіјкмнорсѕтухԁɡ", "abeijkmhopcstyxdg")  # letters of other alphabets
_DIGITS = str.maketrans("01345789@$!|€", "oieastbgasile")
_OTHER_ONE = str.maketrans("1", "l")
_TOKEN = re.compile(r"[a-z0-9@$!|€*'’]{1,60}")
_SPACED = re.compile(r"(?<![a-z0-9*])[a-z0-9@$*](?:[ ._\-~/]{1,2}[a-z0-9@$*](?![a-z0-9*])){2,40}")
_TWO_PARTS = re.compile(r"(?<![a-z0-9'])(?=([a-z]{1,3}) ([a-z]{1,3})(?![a-z0-9']))")
_GAPS = re.compile(r"[ ._\-~/]+")
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_TWICE = re.compile(r"([aeiou])\1")
_STARS = re.compile(r"[a-z][a-z*]*\*[a-z*]*")


@dataclass(frozen=True, slots=True)
class List:
    """The list as things are looked up in it. `plain`: by word, which part of the list it is in; `pointed`: words that
    insult when they are said of somebody, and whenever somebody took the trouble to hide them."""

    plain: dict[str, str]
    pointed: frozenset[str]
    by_shape: dict[tuple[str, int], tuple[str, ...]]
    phrases: Phrases


@dataclass(frozen=True, slots=True)
class Hit:
    """Something on the list: which part of it, and how it was written (small letters, without marks)."""

    part: str
    written: str


def find_hits(text: str) -> list[Hit]:
    """What is on the list, in no order, each once."""
    known, plain = _read_list(), _plain(text[:LONGEST_READ])
    tokens = read_tokens(plain)
    phrases = [(name, _written(plain, tokens, first, last)) for name, first, last in known.phrases.find(tokens)]
    for words in sorted({words for name, words in phrases if name == _HARMLESS}, key=len, reverse=True):
        plain = plain.replace(words, " ")
    hits = [Hit(name, words) for name, words in phrases if name != _HARMLESS]
    hits += [Hit(part, word) for word, part in _find_words(plain, known)]
    return list(dict.fromkeys(hits))


def _written(plain: str, tokens: Tokens, first: int, last: int) -> str:
    return plain[tokens.spans[first][0] : tokens.spans[last][1]]


def _plain(text: str) -> str:
    """Small letters of our alphabet, without what is put upon and between them."""
    taken_apart = unicodedata.normalize("NFKD", text)
    kept = "".join(one for one in taken_apart if unicodedata.category(one) not in {"Mn", "Me", "Cf"})
    return kept.casefold().translate(_ALIKE)


def _find_words(plain: str, known: List) -> Iterator[tuple[str, str]]:
    for token in (found[0].replace("’", "'") for found in _TOKEN.finditer(plain)):
        bare = token.strip("'*!|").removesuffix("'s")
        meant = {form for form in _forms(bare) if form in known.plain or (form in known.pointed and form != bare)}
        meant.update(_behind_stars(token.lstrip("*'").removesuffix("'s"), known))
        yield from ((token, known.plain.get(form, WORDS)) for form in sorted(meant))
    yield from _find_taken_apart(plain, known)


def _find_taken_apart(plain: str, known: List) -> Iterator[tuple[str, str]]:
    """Words of the list with spaces or marks within them."""
    for found in _TWO_PARTS.finditer(plain):
        one, other = found.groups()
        if len(one + other) > 3 and one + other in known.plain:
            yield f"{one} {other}", known.plain[one + other]
    for found in _SPACED.finditer(plain):
        together = _GAPS.sub("", found[0])
        for form in {form for part in _without_ends(together) for form in _forms(part)}:
            if len(form) > 3 and form in known.plain:
                yield found[0], known.plain[form]


def _without_ends(together: str) -> Iterable[str]:
    """ "i f u c k" is about the middle: single letters that are words of their own are taken off the ends."""
    yield together
    yield together.lstrip("iau")
    yield together.rstrip("iau")


def _forms(bare: str) -> set[str]:
    """Words that may be meant by this one."""
    forms = {bare, bare.replace("*", "")}
    if re.search("[a-z]", bare) and not bare.isalpha():
        forms |= {bare.translate(_DIGITS), bare.translate(_OTHER_ONE).translate(_DIGITS)}
    drawn = {_DRAWN_OUT.sub(r"\1", form) for form in forms} | {_DRAWN_OUT.sub(r"\1\1", form) for form in forms}
    return forms | drawn | {_TWICE.sub(r"\1", form) for form in forms | drawn}


def _behind_stars(token: str, known: List) -> Iterator[str]:
    """Words of the list that fit where a star stands for one letter; the first letter must be seen."""
    shape = token.rstrip("'")
    if not _STARS.fullmatch(shape) or shape.count("*") == len(shape) - 1 < 3:
        return
    pattern = re.compile(shape.replace("*", "[a-z]"))
    for word in known.by_shape.get((shape[0], len(shape)), ()):
        if pattern.fullmatch(word):
            yield word
            return


@cache
def _read_list() -> List:
    said: dict[str, Any] = tomllib.loads(FILE.read_text("utf-8"))
    plain = {stem + ending: WORDS for stem in said["stems"] for ending in said["endings"]}
    plain |= dict.fromkeys(said["whole"], WORDS) | dict.fromkeys(said["hateful"], HATEFUL)
    pointed, shapes = frozenset(said["pointed"]), dict[tuple[str, int], list[str]]()
    for word in (*plain, *sorted(pointed)):
        shapes.setdefault((word[0], len(word)), []).append(word)
    signs = {THREATS: said["threats"], SHOP: said["shop"], _HARMLESS: said["harmless"], POINTED: _pointed(said)}
    return List(plain, pointed, {shape: tuple(words) for shape, words in shapes.items()},
                Phrases({name: lines.replace("\n", " ") for name, lines in signs.items()}))  # fmt: skip


def _pointed(said: dict[str, Any]) -> str:
    """Every way of pointing, with every insult up to three words behind it."""
    insults = "|".join(said["pointed"])
    return ", ".join(f"{way.strip()} ~ {insults}" for way in said["pointing"].replace("\n", " ").split(","))
