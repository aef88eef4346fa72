"""Rules of drafting: what a title, a question and a whole sheet should be. Pure: every fact comes in as an argument."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from webapp.consultations.models import Kind, Part
from webapp.consultations.sheet import Sheet, SheetQuestion
from webapp.i18n import _, ngettext

WITH_OPTIONS = frozenset({Kind.SINGLE, Kind.MULTI, Kind.SCALE, Kind.RANKING, Kind.MATRIX})
WRITTEN = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
LONG_QUESTION = 200  # letters
MANY_LONG_TEXTS = 3
MANY_ON_A_PAGE = 6

# Rough seconds that a person on a phone takes for one question of a kind; a matrix takes them for every row.
SECONDS = {
    Kind.SINGLE: 12,
    Kind.MULTI: 20,
    Kind.SCALE: 12,
    Kind.RANKING: 40,
    Kind.MATRIX: 10,
    Kind.SHORT_TEXT: 25,
    Kind.LONG_TEXT: 75,
    Kind.AREA: 12,
    Kind.PERMISSION: 10,
}


@dataclass(frozen=True, slots=True)
class ChoiceWords:
    """An option as it was typed."""

    text: str
    detail: str = ""
    part: Part = Part.PLAIN


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """A question as it was typed; only what its kind uses is filled."""

    kind: Kind
    text: str
    help: str = ""
    key: str = ""  # empty: the next free one
    required: bool = False
    choices: tuple[ChoiceWords, ...] = ()
    items: tuple[str, ...] = ()
    max_choices: int | None = None
    rank_top: int | None = None
    max_chars: int | None = None
    themed: bool = False
    asks_who: bool = False
    stance_question_id: int | None = None


def next_key(taken: Collection[str]) -> str:
    """Q1, Q2, … : one more than the highest number in use."""
    numbers = [int(key[1:]) for key in taken if re.fullmatch(r"Q[0-9]{1,6}", key)]
    return f"Q{max(numbers, default=0) + 1}"


def choice_of(line: str, part: Part = Part.PLAIN) -> ChoiceWords:
    """ "Quiet streets | shared with cars": what stands behind the bar is the option's detail."""
    text, _bar, detail = line.partition(" | ")
    return ChoiceWords(text.strip(), detail.strip(), part)


def line_of(text: str, detail: str) -> str:
    """The line that `choice_of` reads."""
    return f"{text} | {detail}" if detail else text


def why_not_ask(question: QuestionWords) -> tuple[str, str] | None:
    """(field, reason) or None: a question needs words, enough options, no option twice, and limits that fit."""
    texts = [choice.text for choice in question.choices]
    checks = (
        (not question.text, "text", _("Write the question.")),
        (question.kind in WITH_OPTIONS and len(texts) < 2, "options", _("Give at least two options.")),
        (bool(_doubles(texts)), "options", _("“%(line)s” is there more than once.", line=_first(_doubles(texts)))),
        (question.kind is Kind.MATRIX and not question.items, "rows", _("Give at least one row.")),
        (
            bool(_doubles(question.items)),
            "rows",
            _("“%(line)s” is there more than once.", line=_first(_doubles(question.items))),
        ),
        (
            _outside(question.rank_top, len(texts)),
            "rank_top",
            _("Ask people to put between 1 and %(most)s options in order.", most=len(texts)),
        ),
        (
            _outside(question.max_choices, len(texts)),
            "max_choices",
            _("Let people choose between 1 and %(most)s options.", most=len(texts)),
        ),
    )
    return next(((field, words) for wrong, field, words in checks if wrong), None)


def _doubles(texts: Sequence[str]) -> list[str]:
    small = [text.casefold() for text in texts]
    return [text for number, text in enumerate(texts) if text.casefold() in small[:number]]


def _first(texts: Sequence[str]) -> str:
    return texts[0][:60] if texts else ""


def _outside(number: int | None, most: int) -> bool:
    return number is not None and not 1 <= number <= most


def minutes_of(sheet: Sheet) -> int:
    """About how long answering takes, in whole minutes, at least 1; half a minute goes to reading what it is about."""
    seconds = 30 + sum(SECONDS[one.kind] * max(len(one.items), 1) for one in sheet.questions)
    return max(1, round(seconds / 60))


def advice_on(sheet: Sheet, *, minutes: int) -> list[str]:
    """Gentle warnings: what makes people stop half-way. None of them stands in the way of publishing."""
    likely = minutes_of(sheet)
    advice = [
        _("%(key)s is longer than %(most)s letters. Short questions get more answers.", key=one.key, most=LONG_QUESTION)
        for one in sheet.questions
        if len(one.text) > LONG_QUESTION
    ]
    longs = [one for one in sheet.questions if one.kind is Kind.LONG_TEXT]
    if len(longs) > MANY_LONG_TEXTS:
        advice.append(
            _(
                "There are %(count)s long questions. More than %(most)s tire people.",
                count=len(longs),
                most=MANY_LONG_TEXTS,
            )
        )
    advice += [
        _(
            "The page “%(title)s” has more than %(most)s questions. Think of making it two pages.",
            title=page.title,
            most=MANY_ON_A_PAGE,
        )
        for page in sheet.sections
        if len(page.questions) > MANY_ON_A_PAGE
    ]
    if sheet.questions and abs(likely - minutes) > max(2, minutes // 2):
        advice.append(
            ngettext(
                "Answering takes about %(num)s minute. You tell people %(told)s.",
                "Answering takes about %(num)s minutes. You tell people %(told)s.",
                likely,
                told=minutes,
            )
        )
    return advice + _empty_pages(sheet)


def _empty_pages(sheet: Sheet) -> list[str]:
    return [
        _("The page “%(title)s” has no questions. People will not see it.", title=page.title)
        for page in sheet.sections
        if not page.questions
    ]


def asks_permission(questions: Sequence[SheetQuestion]) -> bool:
    return any(one.kind is Kind.PERMISSION for one in questions)
