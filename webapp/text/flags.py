"""What a reader should notice in an answer before they use it. Rules of plain words and forms, each with its span.

A flag never decides anything: it says "look here". What each kind rests on, and how often it is right, is in
docs/method.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.text import evidence, flag_words
from webapp.text.matching import Phrases, Tokens, read_tokens
from webapp.text.places import Gazetteer, find_places
from webapp.text.private import find_names, find_personal_data
from webapp.text.shapes import Answer, Flag, ThemedAnswer
from webapp.text.weights import telling_stems

LONGEST_READ = 20_000
"""Letters of an answer that are read for flags."""
ENGLISH = "en"
UNKNOWN = "und"
_ACCUSED_WITHIN = 250
_FEWEST_OF_OTHER = 3
_MOST_OF_OWN = 0
_NEXT_TO = 1


class Kind(StrEnum):
    """The kinds of flags. Their values are stored and exported."""

    EVIDENCE = "evidence"
    EQUALITY = "equality"
    PLACE = "place"
    MITIGATION = "mitigation"
    PERSONAL_DATA = "personal data"
    DISTRESS = "distress"
    THREAT = "threat"
    ABUSE = "abuse"
    ACCUSATION = "accusation"
    SARCASM = "possible sarcasm"
    ELSEWHERE = "points elsewhere"
    OTHER_QUESTION = "other question"
    ADVERT = "advertising"
    UNTRANSLATED = "needs translation"


@dataclass(frozen=True, slots=True)
class Around:
    """What is known around an answer: the places of the area, what was asked, and what the other questions asked."""

    gazetteer: Gazetteer | None = None
    question: str = ""
    other_questions: Sequence[str] = ()


_SIGNS = Phrases(
    {
        Kind.EQUALITY: flag_words.EQUALITY,
        Kind.MITIGATION: flag_words.MITIGATION,
        Kind.DISTRESS: flag_words.DISTRESS,
        Kind.THREAT: flag_words.THREAT,
        Kind.ABUSE: flag_words.ABUSE,
        Kind.ACCUSATION: flag_words.ACCUSING,
        Kind.SARCASM: flag_words.SARCASM,
        Kind.ELSEWHERE: flag_words.ELSEWHERE,
        Kind.ADVERT: flag_words.ADVERT,
        Kind.PLACE: flag_words.NEARBY,
        **evidence.SIGNS,
    }
)
_ROLLING_EYES = "🙄"
_NOWHERE = Around()


def find_flags(text: str, language: str, around: Around = _NOWHERE) -> tuple[Flag, ...]:
    """The flags of a text, in order, those of one kind never overlapping; every span is `text[start:end]`.

    `language`: ISO 639-1, or `und`. In other languages than English only personal data are noticed.
    """
    text = text[:LONGEST_READ]
    found: dict[str, list[tuple[int, int]]] = {Kind.PERSONAL_DATA: list(find_personal_data(text))}
    if language in (ENGLISH, UNKNOWN):
        for kind, start, end in _read(text, around):
            found.setdefault(kind, []).append((start, end))
        _keep_accusations_of_the_named(text, found)
    flags = [Flag(kind, start, end) for kind, spans in found.items() for start, end in _joined(spans)]
    return tuple(sorted(flags, key=lambda flag: (flag.start, flag.end, flag.kind)))


def flags_of_translation(translation: str, original: str, around: Around = _NOWHERE) -> tuple[Flag, ...]:
    """Flags of a text in another language by its translation: each kind once, on the whole of the original."""
    if not original.strip():
        return ()
    kinds = {flag.kind for flag in find_flags(translation, ENGLISH, around)} - {Kind.PERSONAL_DATA}
    by_form = find_flags(original, "")
    return (*(Flag(kind, 0, len(original)) for kind in sorted(kinds)), *by_form)


def flag_answers(
    answers: Sequence[Answer], themed: Sequence[ThemedAnswer], around: Around = _NOWHERE
) -> tuple[ThemedAnswer, ...]:
    """The themed answers with the flags of their words added to those they have. Equal texts are read once."""
    read: dict[tuple[str, str | None, str], tuple[Flag, ...]] = {}
    flagged = []
    for answer, one in zip(answers, themed, strict=True):
        key = (answer.text, answer.translation, one.language)
        if key not in read:
            read[key] = _flags_of(*key, around)
        flagged.append(replace(one, flags=(*one.flags, *read[key])) if read[key] else one)
    return tuple(flagged)


def _flags_of(text: str, translation: str | None, language: str, around: Around) -> tuple[Flag, ...]:
    translated = translation is not None and translation.strip()
    return flags_of_translation(translation or "", text, around) if translated else find_flags(text, language, around)


def _read(text: str, around: Around) -> Iterator[tuple[str, int, int]]:
    tokens = read_tokens(text)
    signs = [(kind, *_span(tokens, first, last)) for kind, first, last in _SIGNS.find(tokens)]
    yield from (sign for sign in signs if sign[0] not in evidence.SIGNS)
    for first, last in find_places(text, tokens, around.gazetteer):
        yield Kind.PLACE, *_span(tokens, first, last)
    of_evidence = [sign for sign in signs if sign[0] in evidence.SIGNS]
    for start, end in evidence.find_evidence(text, len(tokens.words), of_evidence):
        yield Kind.EVIDENCE, start, end
    if _ROLLING_EYES in text:
        at = text.index(_ROLLING_EYES)
        yield Kind.SARCASM, at, at + len(_ROLLING_EYES)
    if around.other_questions and _answers_another(text, around):
        yield Kind.OTHER_QUESTION, 0, len(text)


def _span(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    return tokens.spans[first][0], tokens.spans[last][1]


def _keep_accusations_of_the_named(text: str, found: dict[str, list[tuple[int, int]]]) -> None:
    """Calling the council corrupt is an opinion; saying it of somebody by name may be an offence."""
    if accused := found.pop(Kind.ACCUSATION, []):
        named = [at for start, end in find_names(text) for at in (start, end)]
        near = [span for span in accused if any(abs(span[0] - at) <= _ACCUSED_WITHIN for at in named)]
        if near:
            found[Kind.ACCUSATION] = near


def _answers_another(text: str, around: Around) -> bool:
    """True when a text uses several telling words of another question and none of its own."""
    said, own = telling_stems(text), telling_stems(around.question)
    others = (telling_stems(question) - own for question in around.other_questions)
    return len(said & own) <= _MOST_OF_OWN and any(len(said & other) >= _FEWEST_OF_OTHER for other in others)


def _joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + _NEXT_TO:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
