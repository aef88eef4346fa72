"""Answers in other languages: themed by a person's translation; without one they wait, never silently themed."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from webapp.text.flags import Kind
from webapp.text.language import UNKNOWN, find_languages
from webapp.text.shapes import NO_REASON, NONE, Answer, Code, CodedAnswer, Flag, FoundTheme, Span, ThemedAnswer


def in_one_language(answers: Sequence[Answer]) -> list[Answer]:
    """The answers with a translation in place of the original where a person made one."""
    return [Answer(one.id, one.translation or "") if _is_translated(one) else one for one in answers]


def back_to_originals(
    answers: Sequence[Answer], themed: Sequence[ThemedAnswer], *, language: str, coded: Sequence[CodedAnswer] = ()
) -> tuple[ThemedAnswer, ...]:
    """Codes of translations rest on the whole original. What is not in `language` and not translated waits.

    `themed`: of `in_one_language(answers)`, in the same order. `coded`: by people; what they gave stands.
    """
    spoken = iter(find_languages([one.text for one in answers if _is_translated(one)]))
    marked = {one.id: {*one.excerpts} for one in coded}
    settled: list[ThemedAnswer] = []
    for answer, one in zip(answers, themed, strict=True):
        if _is_translated(answer):
            settled.append(_rest_on_original(one, answer, next(spoken), marked.get(answer.id, set())))
        elif answer.id not in marked and must_wait(one, language):
            settled.append(_wait(one, answer))
        else:
            settled.append(one)
    return tuple(settled)


def must_wait(one: ThemedAnswer, language: str) -> bool:
    """Whether an answer is in another language than the frame and says something."""
    return one.language not in (language, UNKNOWN) and all(code.theme != NO_REASON for code in one.codes)


def without_foreign_quotes(
    frame: Sequence[FoundTheme], answers: Sequence[Answer], themed: Sequence[ThemedAnswer]
) -> list[FoundTheme]:
    """The frame, quoting only what was written in its language: a span of a translation fits no original."""
    waiting = {one.id for one in themed if any(flag.kind == Kind.UNTRANSLATED for flag in one.flags)}
    foreign = waiting | {one.id for one in answers if _is_translated(one)}
    if not foreign:
        return list(frame)
    return [
        replace(
            one,
            typical=_of_others(one.typical, foreign),
            edge=_of_others(one.edge, foreign),
            dissenting=_of_others(one.dissenting, foreign),
        )
        for one in frame
    ]


def _of_others(spans: Sequence[Span], foreign: set[str]) -> tuple[Span, ...]:
    return tuple(span for span in spans if span[0] not in foreign)


def _is_translated(answer: Answer) -> bool:
    return bool(answer.translation and answer.translation.strip())


def _rest_on_original(
    one: ThemedAnswer, answer: Answer, language: str, marked: Collection[tuple[str, int, int]]
) -> ThemedAnswer:
    """On the whole of it, but for the words that a person `marked` in it."""
    start, end = whole(answer.text)
    kept = [(code.theme, code.start, code.end) in marked for code in one.codes]
    codes = [code if keep else replace(code, start=start, end=end) for code, keep in zip(one.codes, kept, strict=True)]
    return replace(one, codes=tuple(codes), language=language)


def _wait(one: ThemedAnswer, answer: Answer) -> ThemedAnswer:
    start, end = whole(answer.text)
    return replace(one, codes=(Code(NONE, 1.0, start, end),), flags=(Flag(Kind.UNTRANSLATED, start, end),))


def whole(text: str) -> tuple[int, int]:
    """All of a text but the blanks around it; (0, 0) when it is blank."""
    start = len(text) - len(text.lstrip())
    return (start, len(text.rstrip())) if text.strip() else (0, 0)
