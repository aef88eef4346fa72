"""What could name a theme: phrases that people used, each rated by its words, its users and its place."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import log

import numpy as np
from numpy.typing import NDArray

from webapp.text.phrases import Phrase, find_phrases
from webapp.text.spelling import Spelling
from webapp.text.weights import telling_stems
from webapp.text.words import stem

MEMBERS = 400
"""Excerpts of a theme among which the users of a phrase are counted."""
_PAIRED = 6
_PAIR_DISCOUNT = 0.5
_LENGTH_DISCOUNT = 0.25
_PLURAL = 0.25
_MOSTLY = 0.5
_SEVERAL = 3
_CENTRAL = 1.0
_NAME_DISCOUNT = 0.05
_NAME_INSIDE = 0.6
_OWNED = 0.6
_USED = {0: 0.2, 1: 0.35, 2: 0.75}
"""What a phrase counts that few excerpts hold, beside one that three or more do."""
_VAGUE_DISCOUNT = 0.3
_VAGUE_WORDS = """
minute minutes hour hours day days week weeks month months year years time times moment half quarter third couple dozen
bit lots side sides end ends top bottom middle rest piece pieces part parts way ways round today yesterday tomorrow
tonight morning afternoon monday tuesday wednesday thursday friday saturday january february march april may june july
august september october november december spring summer autumn winter two three four five six seven eight nine ten
eleven twelve twenty thirty forty fifty hundred thousand first second third last next person man woman lady folk lad
guy word words question questions answer answers mind eye eyes hand hands head face everyone lot
"""
VAGUE = frozenset(stem(word) for word in _VAGUE_WORDS.split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase as it is mostly written, the stems that carry its meaning, how many excerpts hold them, its rating.

    `fitness`: from 0 to 1, how well it would read as a label, whatever the theme.
    """

    surface: str
    stems: frozenset[str]
    uses: int
    rating: float
    fitness: float = 1.0


def find_candidates(
    near: Sequence[str],
    members: Sequence[frozenset[str]],
    weights: dict[str, float],
    spelling: Spelling,
    asked: frozenset[str],
) -> list[Candidate]:
    """Phrases of the excerpts `near` the middle and pairs of their nouns, rated by their words, best first.

    `members`: the stems of the theme's excerpts; `weights`: of its stems; `asked`: the question's.
    """
    written: dict[tuple[str, ...], Counter[Phrase]] = {}
    for excerpt in near:
        for phrase in {*find_phrases(excerpt)}:
            written.setdefault(tuple(stem(word.lower()) for word in phrase), Counter())[phrase] += 1
    rated = [_rate(phrases, members, weights, spelling) for phrases in written.values()]
    rated = _whole_phrases(rated)
    single = (one for one in rated if " " not in one.surface and one.uses > 1 and not one.stems & asked)
    return ordered(
        [*(one for one in rated if " " in one.surface), *_pairs(ordered(single)[:_PAIRED], members, weights)]
    )


def _whole_phrases(rated: Sequence[Candidate]) -> list[Candidate]:
    """Without what several say mostly as the end of a longer one: "speed internet" for "high speed internet"."""
    fuller: dict[str, int] = {}
    for one in rated:
        words = one.surface.casefold().split()
        for at in range(1, len(words) - 1):
            end = " ".join(words[at:])
            fuller[end] = max(fuller.get(end, 0), one.uses)
    return [one for one in rated if one.uses < _SEVERAL or fuller.get(one.surface.casefold(), 0) < _MOSTLY * one.uses]


def rate_by_place(candidates: Sequence[Sequence[Candidate]], place: NDArray[np.floating]) -> list[list[Candidate]]:
    """The candidates of each theme rated anew by how near they lie to its middle and how far from the others.

    `place`: closeness of each candidate, one theme's after the other's, to each middle; shape (candidates, themes).
    """
    rated: list[list[Candidate]] = []
    first = 0
    for theme, some in enumerate(candidates):
        rows = place[first : first + len(some)]
        first += len(some)
        apart = rows[:, theme] - (rows.sum(axis=1) - rows[:, theme]) / max(rows.shape[1] - 1, 1)
        best, heaviest = max(apart.max(initial=0.0), 1e-6), max((one.rating for one in some), default=1.0)
        rated.append(
            ordered(
                replace(one, rating=one.rating / heaviest + _CENTRAL * float(gain / best) * one.fitness)
                for one, gain in zip(some, apart, strict=True)
            )
        )
    return rated


def ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted((one for one in candidates if one.rating > 0), key=lambda one: (-round(one.rating, 6), one.surface))


def _rate(
    phrases: Counter[Phrase], members: Sequence[frozenset[str]], weights: dict[str, float], spelling: Spelling
) -> Candidate:
    phrase = _usual_form(phrases)
    words = _with_capitals(phrase, phrases, spelling)
    surface = " ".join(words)
    stems = telling_stems(surface)
    uses = sum(stems <= held for held in members) if stems else 0
    return _candidate(surface, stems, uses, weights, len(phrase), _fitness(words, uses, spelling))


def _candidate(
    surface: str, stems: frozenset[str], uses: int, weights: dict[str, float], length: int, fitness: float
) -> Candidate:
    weight = sum(weights.get(word, 0) for word in stems)
    return Candidate(surface, stems, uses, weight * log(1 + uses) / length**_LENGTH_DISCOUNT * fitness, fitness)


def _fitness(words: Sequence[str], uses: int, spelling: Spelling) -> float:
    """Less for a name, for what says how much or when and not what, for somebody's own, for what one person said."""
    telling = [word for word in words if telling_stems(word)]
    usual = [spelling.of_word(word.lower()) for word in telling]
    names = sum(word[0].isupper() and (not word.isupper() or len(usual) > 1) for word in usual)
    named = _NAME_DISCOUNT if names == len(telling) else _NAME_INSIDE if names else 1.0
    vague = sum(stem(word.lower()) in VAGUE or word[0].isdigit() for word in words)
    owned = _OWNED if any(word.endswith("'s") for word in words) else 1.0
    return named * owned * _VAGUE_DISCOUNT**vague * _USED.get(uses, 1.0)


def _usual_form(phrases: Counter[Phrase]) -> Phrase:
    """The commonest form, in small letters; of a single noun rather the plural, which reads better beside another."""
    forms: Counter[Phrase] = Counter()
    for phrase, uses in phrases.items():
        forms[tuple(word.lower() for word in phrase)] += uses
    most = max(forms.values())
    often = [one for one in forms if forms[one] == most or (len(one) == 1 and forms[one] >= _PLURAL * most)]
    return min(often, key=lambda one: (len(one) == 1 and not one[0].endswith("s"), -forms[one], one))


def _with_capitals(form: Phrase, phrases: Counter[Phrase], spelling: Spelling) -> list[str]:
    """Each word with the capitals it mostly has in this phrase: "High Street", "United States".

    A phrase may begin a text, so its first word gets a capital only where the word after it has one too, or where most
    people give it one everywhere.
    """
    words = [_usual_capitals(place, form, phrases) for place in range(len(form))]
    named = len(words) > 1 and words[1][0].isupper() and any(phrase[0][0].isupper() for phrase in phrases)
    words[0] = form[0].capitalize() if named and words[0].islower() else words[0]
    return [words[0] if named else spelling.of_word(form[0]), *words[1:]]


def _usual_capitals(place: int, form: Phrase, phrases: Counter[Phrase]) -> str:
    counts: Counter[str] = Counter()
    for phrase, uses in phrases.items():
        if phrase[place].lower() == form[place]:
            counts[phrase[place]] += uses
    return min(counts, key=lambda word: (-counts[word], word))


def _pairs(nouns: Sequence[Candidate], members: Sequence[frozenset[str]], weights: dict[str, float]) -> list[Candidate]:
    """Two nouns that several people used together, for want of a phrase."""
    pairs = []
    for at, one in enumerate(nouns):
        for two in nouns[at + 1 :]:
            stems = one.stems | two.stems
            uses = sum(stems <= held for held in members)
            if one.surface[:3].casefold() != two.surface[:3].casefold() and uses > 1:
                fitness = _PAIR_DISCOUNT * one.fitness * two.fitness * _USED.get(uses, 1.0)
                pairs.append(_candidate(f"{one.surface} and {two.surface}", stems, uses, weights, 2, fitness))
    return pairs
