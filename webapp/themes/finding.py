"""From what the machine found to what is kept: ids turned back into the database's, and the order to read in."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from typing import Any

from webapp.text import pipeline
from webapp.text.exchange import next_to_read
from webapp.text.shapes import ThemedAnswer, Theming
from webapp.themes.gathering import Given
from webapp.themes.models import Special
from webapp.themes.outcomes import NewCode, NewCodes, NewTheme, Outcome
from webapp.themes.sources import Excerptable

LONGEST_LANGUAGE = 8
LOT = 4
"""One in so many texts is drawn by lot."""


@dataclass(frozen=True, slots=True)
class Place:
    """`number` from 1; `drawn`: by lot."""

    number: int
    drawn: bool


def to_outcome(given: Given, found: Theming, *, seed: int, coder: bytes, **more: Any) -> Outcome:
    """`more` is added to what is told of the method."""
    ids = {one.id for one in given.known}
    order = reading_order(given, found)
    texts = {str(one.id): one.text for one in given.answers}
    return Outcome(
        answers=given.answers,
        themes=[_theme(one, ids) for one in found.frame],
        codes=[to_codes(one, texts[one.id], order.get(one.id)) for one in found.answers],
        known=frozenset(int(one) for one in ids),
        method=found.method | more,
        software=f"theming {pipeline.VERSION}",
        seed=seed,
        digest=digest_of(given.answers),
        coder=coder,
    )


def _theme(one: pipeline.FoundTheme, known: Collection[str]) -> NewTheme:
    return NewTheme(
        key=one.id,
        theme_id=int(one.id) if one.id in known else None,
        special=Special(one.id) if one.origin == "special" else None,
        label=one.label,
        words=one.words,
        typical=tuple((int(item), start, end) for item, start, end in one.typical),
        parent=one.parent,
    )


def to_codes(one: ThemedAnswer, text: str, place: Place | None) -> NewCodes:
    """An answer's codes as rows. Spans that do not lie in its own words stand for all of them."""
    return NewCodes(
        item_id=int(one.id),
        campaign=one.campaign,
        language=one.language[:LONGEST_LANGUAGE],
        codes=tuple(_code(code, text) for code in one.codes),
        stance=one.stance,
        flags=tuple((flag.kind, flag.start, flag.end) for flag in one.flags),
        order=place.number if place else None,
        random=place.drawn if place else False,
    )


def _code(code: pipeline.Code, text: str) -> NewCode:
    inside = 0 <= code.start <= code.end <= len(text)
    start, end = (code.start, code.end) if inside else (0, len(text))
    return NewCode(code.theme, code.confidence, start, end, code.stance)


def reading_order(given: Given, found: Theming) -> dict[str, Place]:
    """The place of each answer to read: one of each letter and of each text, none that somebody read.

    One in `LOT` texts is drawn by lot beforehand and read in an order that has nothing to do with what the machine
    thinks, so that those of them that were read are at any time a fair sample of all. The others come in the order that
    teaches most; after every `LOT - 1` of them one of the lot.
    """
    sayings = _sayings(given, found)
    members: dict[object, str] = {}
    for name, saying in sayings.items():
        members.setdefault(saying, name)
    texts = {str(one.id): one.text for one in given.answers}
    lots = {saying: draw(texts[name]) for saying, name in members.items()}
    read = {sayings[str(item)] for item in given.read if str(item) in sayings}
    drawn = [members[one] for one in sorted(lots, key=lambda one: (lots[one], members[one]))
             if one not in read and lots[one] % LOT == 0]  # fmt: skip
    teaching: dict[object, str] = {}
    for name in found.next_to_read or next_to_read(found, given.texts()):
        saying = sayings.get(name)
        if saying is not None and saying not in read and lots[saying] % LOT:
            teaching.setdefault(saying, name)
    mixed = _mixed(list(teaching.values()), drawn)
    return {name: Place(number, by_lot) for number, (name, by_lot) in enumerate(mixed, start=1)}


def _sayings(given: Given, found: Theming) -> dict[str, object]:
    """By answer: its letter's number, or its own words."""
    letters = {one.id: one.campaign for one in found.answers}
    return {
        str(one.id): one.text.strip() if letters[str(one.id)] is None else letters[str(one.id)]
        for one in given.answers
        if str(one.id) in letters
    }


def draw(text: str) -> int:
    """The number a text drew: always the same one, whatever the machine thinks of it."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, person=b"reading lot")
    return int.from_bytes(digest.digest(), "big")


def _mixed(teaching: Sequence[str], drawn: Sequence[str]) -> Iterator[tuple[str, bool]]:
    lot = iter(drawn)
    for number, name in enumerate(teaching, start=1):
        yield name, False
        if number % (LOT - 1) == 0:
            yield from ((one, True) for one in islice(lot, 1))
    yield from ((one, True) for one in lot)


def digest_of(answers: Iterable[Excerptable] | Sequence[Excerptable]) -> str:
    """Of all that was read, by id. 64 hexadecimal digits."""
    digest = blake2b(digest_size=32)
    for one in answers:
        digest.update(f"{one.id}:{len(one.text)}:{one.text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
