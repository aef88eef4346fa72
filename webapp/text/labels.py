"""Naming themes in people's own words: what many in a theme say and few outside it.

A label is the phrase whose words weigh most and that enough people used; where no phrase will do, two heavy nouns.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from webapp.text.candidates import MEMBERS, Candidate, find_candidates, rate_by_place
from webapp.text.spelling import Spelling
from webapp.text.weights import telling_stems, weigh_stems
from webapp.text.words import SMALL_WORDS

WORDS_SHOWN = 10
PARSED = 40
PARSED_IN_ALL = 450
"""Excerpts nearest to a theme's centre whose phrases are looked at, and how many at most for all themes together."""
_ALIKE = 0.5
_MOST_PLAIN_WORDS = 5
_LONGEST = 60
_SIGNS = ".,:;!?…\"'“”‘’()[]"


@dataclass(frozen=True, slots=True)
class Label:
    """`words`: (word as most people wrote it, weight from 0), heaviest first."""

    text: str
    words: tuple[tuple[str, float], ...]


def name_themes(
    excerpts: Sequence[str],
    group: NDArray[np.int64],
    order: Sequence[Sequence[int]],
    *,
    question: str = "",
    given: Sequence[str] = (),
    avoid: Sequence[str] = (),
    place: Callable[[Sequence[str]], NDArray[np.floating]] | None = None,
) -> list[Label]:
    """A label for each theme, no two alike.

    `group[i]` is the theme of excerpt i; a number past the last theme means none. `order[t]` lists the excerpts of
    theme t, most typical first. The first themes bear the labels `given`; of the rest, larger ones choose first. No
    label is made of nothing but words of `question`, and none is like one to `avoid`. `place(texts)`: how near each
    text lies to each theme, shape (texts, themes); without it only words count.
    """
    asked = telling_stems(question)
    stems = [telling_stems(excerpt) for excerpt in excerpts]
    weights = weigh_stems(stems, group, len(order), asked)
    spelling = Spelling(excerpts)
    near = [_nearest(some, excerpts, len(order)) for some in order]
    found = [
        find_candidates(near[at], [stems[n] for n in order[at][:MEMBERS]], weights[at], spelling, asked)
        if at >= len(given)
        else []
        for at in range(len(order))
    ]
    if place is not None:
        found = rate_by_place(found, place([one.surface for some in found for one in some]))
    words = [_heaviest(one, spelling) for one in weights]
    texts = _choose_all(found, order, given, avoid, asked, near, words)
    return [Label(text, heavy) for text, heavy in zip(_told_apart(texts, words, len(given)), words, strict=True)]


def _nearest(order: Sequence[int], excerpts: Sequence[str], themes: int) -> list[str]:
    return [excerpts[at] for at in order[: min(PARSED, PARSED_IN_ALL // themes + 1)]]


def _choose_all(
    found: Sequence[Sequence[Candidate]],
    order: Sequence[Sequence[int]],
    given: Sequence[str],
    avoid: Sequence[str],
    asked: frozenset[str],
    near: Sequence[Sequence[str]],
    words: Sequence[tuple[tuple[str, float], ...]],
) -> list[str]:
    """A label for each theme, larger themes first; each is unlike those that were taken before."""
    taken = [telling_stems(label) for label in (*given, *avoid)]
    texts = dict(enumerate(given))
    for theme in sorted(range(len(given), len(order)), key=lambda at: (-len(order[at]), at)):
        chosen = _choose(found[theme], taken, asked)
        texts[theme] = _as_title(
            chosen.surface if chosen else _plain_name(near[theme], [word for word, _ in words[theme]])
        )
        taken.append(telling_stems(texts[theme]))
    return [texts[at] for at in range(len(order))]


def _choose(
    candidates: Sequence[Candidate], taken: Sequence[frozenset[str]], asked: frozenset[str]
) -> Candidate | None:
    fresh = (one for one in candidates if one.stems - asked and not any(_alike(one.stems, other) for other in taken))
    return next(fresh, None)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) / max(len(one | other), 1) >= _ALIKE


def _plain_name(near: Sequence[str], heavy: Sequence[str]) -> str:
    """The last resort, for texts the parser cannot read: how the most typical excerpt begins, or its heaviest words."""
    heavy = [word for word in heavy if word.lower() not in SMALL_WORDS]
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
