"""From what the machine found to what is kept: ids turned back into the database's, and the order to read in."""

from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b
from typing import Any

from webapp.text import pipeline
from webapp.text.exchange import next_to_read
from webapp.text.shapes import ThemedAnswer, Theming
from webapp.themes.gathering import Given
from webapp.themes.models import Special
from webapp.themes.outcomes import NewCode, NewCodes, NewTheme, Outcome
from webapp.themes.sources import Excerptable

LONGEST_LANGUAGE = 8


def to_outcome(given: Given, found: Theming, *, seed: int, coder: bytes | None, **more: Any) -> Outcome:
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


def to_codes(one: ThemedAnswer, text: str, place: int | None) -> NewCodes:
    """An answer's codes as rows. Spans that do not lie in its own words stand for all of them."""
    return NewCodes(
        item_id=int(one.id),
        campaign=one.campaign,
        language=one.language[:LONGEST_LANGUAGE],
        codes=tuple(_code(code, text) for code in one.codes),
        stance=one.stance,
        flags=tuple((flag.kind, flag.start, flag.end) for flag in one.flags),
        order=place,
    )


def _code(code: pipeline.Code, text: str) -> NewCode:
    inside = 0 <= code.start <= code.end <= len(text)
    start, end = (code.start, code.end) if inside else (0, len(text))
    return NewCode(code.theme, code.confidence, start, end, code.stance)


def reading_order(given: Given, found: Theming) -> dict[str, int]:
    """The place, from 1, of each answer to read: one of each letter and of each text, none that somebody read."""
    letters = {one.id: one.campaign for one in found.answers}
    texts = {str(one.id): one.text.strip() for one in given.answers}
    said = {name: texts[name] if letters[name] is None else letters[name] for name in texts if name in letters}
    seen = {said[str(item)] for item in given.read if str(item) in said}
    order: dict[str, int] = {}
    for name in found.next_to_read or next_to_read(found, given.texts()):
        if name in said and said[name] not in seen:
            seen.add(said[name])
            order[name] = len(order) + 1
    return order


def digest_of(answers: Iterable[Excerptable] | Sequence[Excerptable]) -> str:
    """Of all that was read, by id. 64 hexadecimal digits."""
    digest = blake2b(digest_size=32)
    for one in answers:
        digest.update(f"{one.id}:{len(one.text)}:{one.text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
