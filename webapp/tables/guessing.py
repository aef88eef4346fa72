"""What each column of a table from elsewhere seems to be, and why. An officer reads the reason and corrects it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from webapp.tables.kinds import is_date, is_number, is_postcode
from webapp.tables.profile import Profile
from webapp.tables.table import Table


class ColumnKind(StrEnum):
    ID = "id"
    SENT_AT = "sent_at"
    SINGLE = "single"
    MULTI = "multi"
    SCALE = "scale"
    NUMBER = "number"
    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    AREA = "area"
    PERMISSION = "permission"
    IGNORE = "ignore"


@dataclass(frozen=True)
class ColumnGuess:
    """`reason` is a sentence for the officer; `examples` at most three answers; `filled` counts cells not empty."""

    name: str
    kind: ColumnKind
    reason: str
    examples: tuple[str, ...]
    distinct: int
    filled: int


Opinion = tuple[ColumnKind, str] | None

_ID_WORDS = re.compile(r"\b(id|ref|reference|respondent|response|receipt|number|no)\b|_id\b|\bid_|#", re.IGNORECASE)
_AREA_WORDS = re.compile(
    r"\b(area|ward|postcode|post code|district|neighbou?rhood|parish|town|village|where do you live)\b", re.IGNORECASE
)
_PERMISSION_WORDS = re.compile(r"\b(permission|publish\w*|consent|quote[ds]?|may we)\b", re.IGNORECASE)
_COUNT_WORDS = re.compile(r"\b(how many|how much|number of|age|years|minutes|hours|miles|pounds)\b", re.IGNORECASE)
_CODE = re.compile(r"[\w./-]{1,40}\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+\Z")
_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}\Z|[0-9a-fA-F:]{2,39}:[0-9a-fA-F:]+\Z")
_PHONE = re.compile(r"\+?[\d ()-]{10,20}\Z")
_SCALE_ANSWER = re.compile(
    r"(?:(?:strongly|tend to|somewhat|slightly|fully|neither|very|fairly|quite|extremely|not at all|not very|not)\b.*)?"
    r"\b(?:agree|disagree|support|oppose|satisfied|dissatisfied|likely|unlikely|important|unimportant|good|poor|bad"
    r"|safe|unsafe|easy|difficult|happy|unhappy|helpful|concerned)\Z",
    re.IGNORECASE,
)
_NO_OPINION = re.compile(
    r"(?:don.?t know|no opinion|not sure|unsure|prefer not to say|neutral|n/?a|neither)\b", re.IGNORECASE
)
_MOST_CHOICES = 25
_LONG = 60
_ENOUGH = 10
_LISTED = 20


def guess_columns(table: Table) -> list[ColumnGuess]:
    """One guess a column, in order. At most one column is taken for the time of sending, and one for ids."""
    guesses = [_guess(Profile.of(name, [row[place] for row in table.rows])) for place, name in enumerate(table.columns)]
    for kind, other in ((ColumnKind.SENT_AT, ColumnKind.IGNORE), (ColumnKind.ID, ColumnKind.SHORT_TEXT)):
        guesses = _only_first(guesses, kind, other)
    return guesses


def _guess(profile: Profile) -> ColumnGuess:
    kind, reason = next(opinion for rule in _RULES if (opinion := rule(profile)))
    return ColumnGuess(
        name=profile.name,
        kind=kind,
        reason=reason,
        examples=profile.examples,
        distinct=profile.distinct,
        filled=profile.filled,
    )


def _only_first(guesses: list[ColumnGuess], kind: ColumnKind, other: ColumnKind) -> list[ColumnGuess]:
    first = next((place for place, guess in enumerate(guesses) if guess.kind is kind), None)
    return [
        replace(guess, kind=other, reason=f"{guess.reason} Another column was taken for that already.")
        if guess.kind is kind and place != first
        else guess
        for place, guess in enumerate(guesses)
    ]


def _as_empty(profile: Profile) -> Opinion:
    return None if profile.filled else (ColumnKind.IGNORE, "It holds nothing in any row.")


def _as_constant(profile: Profile) -> Opinion:
    same = profile.distinct == 1 and profile.filled == profile.rows >= _ENOUGH
    return (ColumnKind.IGNORE, "It holds the same in every row.") if same else None


def _as_contact(profile: Profile) -> Opinion:
    if profile.share(_EMAIL.match) > 0.5:
        return ColumnKind.IGNORE, "It holds e-mail addresses; contact details are kept out of answers."
    if profile.share(_ADDRESS.match) > 0.8 and not profile.share(is_date) > 0.5:
        return ColumnKind.IGNORE, "It holds addresses of computers, which say nothing about an opinion."
    if profile.share(lambda value: _PHONE.match(value) and value[0] in "0+" and not is_date(value)) > 0.8:
        return ColumnKind.IGNORE, "It holds telephone numbers; contact details are kept out of answers."
    return None


def _as_time(profile: Profile) -> Opinion:
    share = profile.share(is_date)
    return (ColumnKind.SENT_AT, "Its cells are days or times.") if share >= 0.9 else None


def _as_permission(profile: Profile) -> Opinion:
    few = profile.distinct <= 6 and profile.median_length <= 120
    if few and (profile.headed(_PERMISSION_WORDS) or profile.share(_PERMISSION_WORDS.search) > 0.5):
        return ColumnKind.PERMISSION, f"It speaks of publishing, and has {_different(profile)}."
    return None


def _as_area(profile: Profile) -> Opinion:
    if profile.share(is_postcode) >= 0.8:
        return ColumnKind.AREA, "Its cells are postcodes."
    if profile.headed(_AREA_WORDS) and profile.median_length <= 40 and (profile.repeats >= 2 or profile.filled < 10):
        return ColumnKind.AREA, f"Its heading names a place, and it has {_different(profile)}."
    return None


def _as_id(profile: Profile) -> Opinion:
    unique = profile.distinct == profile.filled == profile.rows and profile.share(_CODE.match) == 1
    coded = profile.share(lambda value: any(letter.isdigit() for letter in value)) == 1
    if unique and (profile.headed(_ID_WORDS) or (coded and profile.rows >= 20 and not profile.headed(_COUNT_WORDS))):
        return ColumnKind.ID, "Every row has a short code of its own."
    return None


def _as_scale(profile: Profile) -> Opinion:
    answers = [answer for answer in profile.counts if not _NO_OPINION.match(answer)]
    if 2 <= len(answers) <= 11 and all(len(answer) < 60 and _SCALE_ANSWER.match(answer) for answer in answers):
        return ColumnKind.SCALE, f"Its {profile.distinct} answers run from one end of a scale to the other."
    graded = all(answer in _GRADES for answer in profile.counts)
    if graded and profile.distinct >= 3 and profile.repeats >= 3 and not profile.headed(_COUNT_WORDS):
        return ColumnKind.SCALE, f"It holds only the whole numbers {_range(profile)}, each many times."
    return None


def _as_number(profile: Profile) -> Opinion:
    return (ColumnKind.NUMBER, "Its cells are numbers.") if profile.share(is_number) >= 0.95 else None


def _as_multi(profile: Profile) -> Opinion:
    for sign, name, least in ((";", "semicolons", 0.05), ("|", "upright bars", 0.05), (", ", "commas", 0.2)):
        if profile.share(_holds(sign)) < least:
            continue
        parts = [part.strip() for value in profile.values for part in value.split(sign) if part.strip()]
        choices = len(set(parts))
        repeated = choices <= _MOST_CHOICES and len(parts) >= 3 * choices and max(map(len, parts)) <= 150
        if repeated and (sign != ", " or profile.distinct > choices):
            return ColumnKind.MULTI, f"Its answers are lists with {name} between them, made of {choices} choices."
    return None


def _holds(sign: str) -> Callable[[str], bool]:
    return lambda value: sign in value.strip(f"{sign} ")


def _as_single(profile: Profile) -> Opinion:
    few = profile.distinct <= _MOST_CHOICES and (profile.repeats >= 3 or (profile.filled < 20 and profile.repeats >= 2))
    listed = profile.distinct <= 4 * _MOST_CHOICES and profile.repeats >= _LISTED
    if (few or listed) and max(len(value) for value in profile.counts) <= 250:
        return ColumnKind.SINGLE, f"It has only {_different(profile)} in {profile.filled:,} rows."
    return None


def _as_text(profile: Profile) -> Opinion:
    longer = profile.share(lambda value: len(value) > _LONG)
    if profile.median_length > _LONG or longer > 0.25:
        most = "most" if longer > 0.5 else "many"
        return ColumnKind.LONG_TEXT, f"It has {_different(profile)}, {most} longer than {_LONG} letters."
    return ColumnKind.SHORT_TEXT, f"It has {_different(profile)}, most of {_LONG} letters or fewer."


def _different(profile: Profile) -> str:
    return "1 answer" if profile.distinct == 1 else f"{profile.distinct:,} different answers"


def _range(profile: Profile) -> str:
    grades = sorted(int(answer) for answer in profile.counts)
    return f"{grades[0]} to {grades[-1]}"


_GRADES = frozenset(str(grade) for grade in range(11))
# The first rule with an opinion decides; the last always has one.
_RULES: tuple[Callable[[Profile], Opinion], ...] = (
    _as_empty,
    _as_constant,
    _as_contact,
    _as_time,
    _as_permission,
    _as_area,
    _as_id,
    _as_scale,
    _as_number,
    _as_multi,
    _as_single,
    _as_text,
)
