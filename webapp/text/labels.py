"""Naming themes in people's own words: what many in a theme say and few outside it.

A label is the phrase whose words weigh most and that enough people used; where no phrase will do, two heavy nouns.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from webapp.text.phrases import Phrase, find_phrases
from webapp.text.spelling import Spelling
from webapp.text.weights import telling_stems, weigh_stems
from webapp.text.words import SMALL_WORDS, stem

WORDS_SHOWN = 10
PARSED = 40
PARSED_IN_ALL = 600
"""Excerpts nearest to a theme's centre whose phrases are looked at, and how many at most for all themes together."""
_PAIRED = 6
_PAIR_DISCOUNT = 0.8
_LENGTH_DISCOUNT = 0.25
_ONCE = 0.45
_ALIKE = 0.6
_PLURAL = 0.25
_MOST_PLAIN_WORDS = 5
_LONGEST = 60
_SIGNS = ".,:;!?…\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class Label:
    """`words`: (word as most people wrote it, weight from 0), heaviest first."""

    text: str
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase as it is mostly written, the stems that carry its meaning, how many excerpts it is in, its rating."""

    surface: str
    stems: frozenset[str]
    uses: int
    rating: float


def name_themes(
    excerpts: Sequence[str],
    group: NDArray[np.int64],
    order: Sequence[Sequence[int]],
    *,
    question: str = "",
    given: Sequence[str] = (),
) -> list[Label]:
    """A label for each theme, no two alike.

    `group[i]` is the theme of excerpt i; a number past the last theme means none. `order[t]` lists the excerpts of
    theme t, most typical first. The first themes bear the labels `given`; of the rest, larger ones choose first. No
    label is made of nothing but words of `question`.
    """
    asked = telling_stems(question)
    weights = weigh_stems([telling_stems(excerpt) for excerpt in excerpts], group, len(order), asked)
    spelling = Spelling(excerpts)
    taken = [telling_stems(label) for label in given]
    texts = dict(enumerate(given))
    for theme in sorted(range(len(given), len(order)), key=lambda at: (-len(order[at]), at)):
        near = [excerpts[at] for at in order[theme][: min(PARSED, PARSED_IN_ALL // len(order) + 1)]]
        heavy = [word for word, _ in _heaviest(weights[theme], spelling)]
        chosen = _choose(rate_candidates(near, weights[theme], spelling, asked), taken, asked)
        texts[theme] = _as_title(chosen.surface if chosen else _plain_name(near, heavy))
        taken.append(telling_stems(texts[theme]))
    words = [_heaviest(one, spelling) for one in weights]
    apart = _told_apart([texts[at] for at in range(len(order))], words, len(given))
    return [Label(text, heavy) for text, heavy in zip(apart, words, strict=True)]


def rate_candidates(
    near: Sequence[str], weights: dict[str, float], spelling: Spelling, asked: frozenset[str]
) -> list[Candidate]:
    """Phrases of the excerpts and pairs of their nouns, best first."""
    written: dict[tuple[str, ...], Counter[Phrase]] = {}
    for excerpt in near:
        for phrase in {*find_phrases(excerpt)}:
            written.setdefault(tuple(stem(word.lower()) for word in phrase), Counter())[phrase] += 1
    rated = [_rate(phrases, weights, spelling) for phrases in written.values()]
    single = (one for one in rated if " " not in one.surface and one.uses > 1 and not one.stems & asked)
    nouns = _ordered(single)[:_PAIRED]
    return _ordered([*(one for one in rated if " " in one.surface), *_pairs(nouns)])


def _ordered(candidates: Iterable[Candidate]) -> list[Candidate]:
    return sorted((one for one in candidates if one.rating > 0), key=lambda one: (-round(one.rating, 9), one.surface))


def _rate(phrases: Counter[Phrase], weights: dict[str, float], spelling: Spelling) -> Candidate:
    phrase = _usual_form(phrases)
    surface = " ".join(_with_capitals(phrase, phrases, spelling))
    stems = telling_stems(surface)
    weight = sum(weights.get(word, 0) for word in stems)
    uses = phrases.total()
    often = log(1 + uses) if uses > 1 else _ONCE
    return Candidate(surface, stems, uses, weight * often / len(phrase) ** _LENGTH_DISCOUNT)


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


def _pairs(nouns: Sequence[Candidate]) -> list[Candidate]:
    return [
        Candidate(
            f"{one.surface} and {two.surface}",
            one.stems | two.stems,
            min(one.uses, two.uses),
            _PAIR_DISCOUNT * (one.rating * two.rating) ** 0.5,
        )
        for at, one in enumerate(nouns)
        for two in nouns[at + 1 :]
        if one.surface[:3].casefold() != two.surface[:3].casefold()
    ]


def _choose(
    candidates: Sequence[Candidate], taken: Sequence[frozenset[str]], asked: frozenset[str]
) -> Candidate | None:
    fresh = (one for one in candidates if one.stems - asked and not any(_alike(one.stems, other) for other in taken))
    return next(fresh, None)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) / max(len(one | other), 1) >= _ALIKE


def _plain_name(near: Sequence[str], heavy: Sequence[str]) -> str:
    """The last resort, for texts the parser cannot read: how the most typical excerpt begins, or its heaviest words."""
    words = [word.strip(_SIGNS) for word in (near[0].split() if near else [])]
    while words and words[0].lower() in SMALL_WORDS:
        words.pop(0)
    words = words[:_MOST_PLAIN_WORDS]
    while words and words[-1].lower() in SMALL_WORDS:
        words.pop()
    return (" ".join(words) if len(words) > 1 else ", ".join(heavy[:3]) or " ".join(near[:1]))[:_LONGEST] or "Other"


def _as_title(label: str) -> str:
    return label[:1].upper() + label[1:]


def _heaviest(weights: dict[str, float], spelling: Spelling) -> tuple[tuple[str, float], ...]:
    heavy = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))[:WORDS_SHOWN]
    return tuple((spelling.of_stem(word), round(weight, 3)) for word, weight in heavy)


def _told_apart(texts: Sequence[str], words: Sequence[tuple[tuple[str, float], ...]], given: int) -> list[str]:
    """A label met before gets its heaviest word that is not in it, or else a number. The `given` ones stay."""
    seen = {text.casefold() for text in texts[:given]}
    apart = list(texts)
    for at in range(given, len(texts)):
        spare = [f"{texts[at]}: {word}" for word, _ in words[at] if word not in texts[at].casefold()]
        numbered = [f"{texts[at]} ({number})" for number in range(2, len(texts) + 2)]
        apart[at] = next(text for text in (texts[at], *spare, *numbered) if text.casefold() not in seen)
        seen.add(apart[at].casefold())
    return apart
