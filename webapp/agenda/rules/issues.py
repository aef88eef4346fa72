"""What may be done with an issue, and what its figures say. Pure: every fact comes in as an argument."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from statistics import median_low

from webapp.agenda.models import EvidenceKind
from webapp.i18n import _, ngettext

LONGEST_SENTENCE = 200
LONGEST_WORDS = 2_000
LONGEST_REASON = 1_000
MOST_EVIDENCE = 20
MOST_OPTIONS = 12


class State(StrEnum):
    """Where an issue stands. Follows from its dates."""

    DRAFT = "draft"
    PUBLIC = "public"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Piece:
    """One thing that an issue may rest on, as it is published. `people` stand behind it, of `base` who could.

    `of`: whom the people are among, such as ("consultation", 3): inside one the same person can be told apart, across
    two never. `typical`: the number in the middle among its kind. `figure`: all of this in words.
    """

    kind: EvidenceKind
    thing_id: int
    title: str
    figure: str
    address: str
    of: tuple[str, int]
    publication_id: int | None = None
    people: int | None = None
    base: int | None = None
    supporting: int | None = None
    opposing: int | None = None
    typical: int | None = None


@dataclass(frozen=True, kw_only=True)
class Suggested:
    """What an officer may begin from: sentences made of figures and of nothing else, never anybody's own words."""

    who: str = ""
    how_strongly: str = ""
    who_disagrees: str = ""
    small_voices: str = ""


def state_of(*, published: bool, withdrawn: bool) -> State:
    if withdrawn:
        return State.WITHDRAWN
    return State.PUBLIC if published else State.DRAFT


def why_not_raise(*, sentence: str, pieces: int) -> tuple[str, str] | None:
    """(field, reason) why this is no issue yet, or None."""
    if not sentence:
        return "sentence", _("Say it in one sentence, as people said it.")
    if len(sentence) > LONGEST_SENTENCE:
        return "sentence", _("Keep it to one sentence of at most %(most)s letters.", most=LONGEST_SENTENCE)
    if not pieces:
        return "evidence", _("An issue rests on something that people said. Choose at least one theme, number, poll, "
                             "proposal or discussion.")  # fmt: skip
    if pieces > MOST_EVIDENCE:
        return "evidence", _("Choose at most %(most)s. The strongest are enough.", most=MOST_EVIDENCE)
    return None


def why_not_publish(*, state: State, pieces: int) -> str | None:
    if state is State.WITHDRAWN:
        return _("It was withdrawn. Raise it again if it is to be public.")
    if state is State.PUBLIC:
        return _("It is public already.")
    return None if pieces else _("It rests on nothing. Add what people said first.")


def why_not_change(state: State) -> str | None:
    """Once people read it, an issue stays as it is; a wrong one is withdrawn and raised again."""
    if state is State.DRAFT:
        return None
    return _("It is public, so it stays as it is. If it is wrong, withdraw it with a reason and raise it again.")


def why_not_withdraw(*, state: State, reason: str) -> str | None:
    if state is State.WITHDRAWN:
        return _("It is withdrawn already.")
    return None if reason else _("Say why. People who read it want to know.")


def count_people(by_source: Mapping[tuple[str, int], int]) -> int:
    """How many people an issue may say it has: those of its largest source.

    Inside one source everybody is counted once. Across sources nobody knows who is the same person, so the numbers are
    not added up: a sum could count one person twice.
    """
    return max(by_source.values(), default=0)


def counted_words(people: int, sources: int) -> str:
    """How the number came about, for the page."""
    if sources < 2:
        return ngettext("%(people)s person. Each is counted once.", "%(people)s people. Each is counted once.", people,
                        people=f"{people:,}")  # fmt: skip
    return _(
        "At least %(people)s people: as many as its largest source has. It rests on %(sources)s sources, and the same "
        "person may stand behind several, so they are not added up.",
        people=f"{people:,}", sources=sources,
    )  # fmt: skip


def middle(numbers: Iterable[int]) -> int | None:
    """The number in the middle (the lower of two), None of none: what a typical theme, choice or proposal has."""
    found = list(numbers)
    return median_low(found) if found else None


def is_strong(*, people: int | None, typical: int | None, supporting: int | None, opposing: int | None) -> bool:
    """Whether one piece of evidence shows strong support: more people than the one in the middle of its kind, and more
    of them for it than against it, where that is known. In SQL `queries.issues.strong`.
    """
    if people is None or typical is None or people <= typical:
        return False
    return supporting is None or supporting > (opposing or 0)


def strong_words() -> str:
    """The rule of `is_strong` as people read it."""
    return _(
        "Support is strong where an issue was raised by more people than the theme (or choice, or proposal) in the "
        "middle of its kind, and where more of those people were for it than against it. If nobody was asked where "
        "they stand, only the first counts."
    )


def why_not_link(*, one: int, other: int, together: Collection[int], direct: bool) -> str | None:
    """The reason why two issues cannot be linked, or None. `together`: all that stand with `one` through links."""
    if one == other:
        return _("An issue cannot be linked to itself.")
    if direct:
        return _("These two are linked already.")
    if other in together:
        return _(
            "These two stand together already, through other issues. Another link would only go round in a circle."
        )
    return None


def why_not_option(*, words: str, options: int) -> tuple[str, str] | None:
    if not words:
        return "words", _("Say in a few words what could be done.")
    if len(words) > LONGEST_SENTENCE:
        return "words", _("Keep it under %(most)s letters.", most=LONGEST_SENTENCE)
    if options >= MOST_OPTIONS:
        return "words", _("There are %(most)s options already. Take one away first.", most=MOST_OPTIONS)
    return None
