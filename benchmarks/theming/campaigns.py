"""Copies found and different texts kept apart: the planted scenarios, and letters made from real statements."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from benchmarks.theming import collections, scoring
from webapp.demonstration.people import responses
from webapp.demonstration.questions.all import get_consultation
from webapp.text.copies import find_campaigns
from webapp.text.pipeline import Answer, theme

LETTERS = 60
SENTENCES = 5
CROWD = 2_500
_ALIKE = 60
Letter = list[str]


@dataclass(frozen=True, slots=True)
class Planted:
    """A campaign in a scenario: how many texts it has, how many of them were found, and strangers put with them."""

    name: str
    texts: int
    found: int
    strangers: int


@dataclass(frozen=True, slots=True)
class Made:
    """`recall`: by kind of copy, the part that landed with its letter. `precision`: of all pairs put together, the part
    that belongs together. `joined`: pairs of different texts put together.
    """

    recall: dict[str, float]
    precision: float
    joined: int


@dataclass(frozen=True, slots=True)
class Read:
    """Real texts: how many, pairs put together, and those of them with under `_ALIKE` per cent the same words."""

    texts: int
    pairs: int
    unlike: int


def measure_planted() -> list[Planted]:
    return [
        one
        for slug, question in (("buses-and-streets", "A7"), ("warm-homes-good-jobs", "B8"))
        for one in _planted(slug, question)
    ]


def _planted(slug: str, question: str) -> Iterator[Planted]:
    """Through the public call, as a file of the scenario's answers would go."""
    sent = [one for one in responses(slug) if one.answers.get(question)]
    asked = next(one.text for one in get_consultation(slug).questions if one.id == question)
    themed = theme([Answer(str(one.number), str(one.answers[question])) for one in sent], question=asked)
    groups = [one.campaign for one in themed.answers]
    for name in sorted({one.campaign for one in sent if one.campaign}):
        members = {at for at, one in enumerate(sent) if one.campaign == name}
        number = max({groups[at] for at in members} - {None}, key=[groups[at] for at in members].count, default=None)
        together = {at for at, group in enumerate(groups) if group == number and number is not None}
        yield Planted(f"{slug}: {name}", len(members), len(together & members), len(together - members))


def measure_made() -> Made:
    """Letters of five statements each, copied in six ways, among near strangers and a crowd."""
    texts, letters, kinds = _made()
    groups = find_campaigns(texts)
    home = {letter: groups[at] for at, letter in enumerate(letters) if kinds[at] == "the letter"}
    recall = {
        kind: _part([groups[at] == home[letters[at]] for at in range(len(texts)) if kinds[at] == kind])
        for kind in CHANGES
    }
    together, belong = scoring.pairs_together(groups), scoring.pairs_together(letters)
    return Made(recall, len(together & belong) / max(len(together), 1), len(together - belong))


def measure_read(texts: Sequence[str]) -> Read:
    """Pairs found in texts that nobody planted anything in; those with few words in common are suspect."""
    together = scoring.pairs_together(find_campaigns(texts))
    unlike = sum(fuzz.token_set_ratio(texts[one], texts[other]) < _ALIKE for one, other in together)
    return Read(len(texts), len(together), unlike)


def _made() -> tuple[list[str], list[int | None], list[str]]:
    """(text, its letter or None, kind) of everything, as three lists."""
    lots = random.Random(7)
    pool = _unlike(collections.statements())
    lots.shuffle(pool)
    rows: list[tuple[str, int | None, str]] = []
    for number in range(LETTERS):
        letter, own = [pool.pop() for _ in range(SENTENCES)], [pool.pop() for _ in range(SENTENCES + 1)]
        rows += [(" ".join(letter), number, "the letter")] * 2
        rows += [(change(lots, letter, own), number, kind) for kind, change in CHANGES.items()]
        rows.append((" ".join([letter[0], *own[2:]]), None, "stranger with one sentence of it"))
    rows += [(text, None, "crowd") for text in pool[:CROWD]]
    return [row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows]


def _unlike(texts: Sequence[str]) -> list[str]:
    """Sentences of 8 to 25 words that share no run of four with any other: nothing in them is a copy by itself."""
    words = {text: text.lower().split() for text in texts}
    runs = {text: {tuple(said[at : at + 4]) for at in range(len(said) - 3)} for text, said in words.items()}
    uses = Counter(run for some in runs.values() for run in some)
    return sorted(
        text for text, some in runs.items() if 8 <= len(words[text]) <= 25 and all(uses[run] == 1 for run in some)
    )


def _with_slips(lots: random.Random, letter: Letter, own: Letter) -> str:
    """One word in fifteen has two letters turned round."""
    words = " ".join(letter).split()
    for at in range(lots.randrange(15), len(words), 15):
        word = words[at]
        words[at] = word[:1] + word[1:3][::-1] + word[3:]
    return " ".join(words)


def _with_other_words(lots: random.Random, letter: Letter, own: Letter) -> str:
    """One word in ten is another one."""
    words, others = " ".join(letter).split(), " ".join(own).split()
    for at in range(lots.randrange(10), len(words), 10):
        words[at] = lots.choice(others)
    return " ".join(words)


def _without_a_sentence(lots: random.Random, letter: Letter, own: Letter) -> str:
    left = lots.randrange(SENTENCES)
    return " ".join(sentence for at, sentence in enumerate(letter) if at != left)


def _in_another_order(lots: random.Random, letter: Letter, own: Letter) -> str:
    return " ".join(lots.sample(letter, SENTENCES))


def _with_own_words(lots: random.Random, letter: Letter, own: Letter) -> str:
    return " ".join([own[0], *letter, own[1]])


def _all_at_once(lots: random.Random, letter: Letter, own: Letter) -> str:
    """Three of the sentences in another order, one own before and one after."""
    return " ".join([own[0], *lots.sample(letter, 3), own[1]])


CHANGES: dict[str, Callable[[random.Random, Letter, Letter], str]] = {
    "slips of the pen": _with_slips,
    "one word in ten another": _with_other_words,
    "a sentence left out": _without_a_sentence,
    "sentences in another order": _in_another_order,
    "own words before and after": _with_own_words,
    "three of five sentences, moved, own words around": _all_at_once,
}


def _part(hits: Sequence[bool]) -> float:
    return sum(hits) / max(len(hits), 1)
