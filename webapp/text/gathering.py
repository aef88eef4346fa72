"""Answers made ready: each different text once, cut into excerpts, and each different excerpt once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b

from rapidfuzz import fuzz, process

from webapp.text.copies import find_campaigns
from webapp.text.language import UNKNOWN, find_languages
from webapp.text.reading import find_excerpts, make_safe, says_nothing
from webapp.text.shapes import Answer
from webapp.text.words import find_words

FEWEST_SENDERS = 5
SENDERS_SHARE = 0.01
"""A letter that this many people, and this part of all, have sent may be a theme by itself."""
_NEARLY_THE_SAME = 85
"""Per cent of letters two sentences of one campaign share when one is the other with a word or two changed."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A span of a text, and `point`: the number of the words it says, the same for all who say just that."""

    start: int
    end: int
    point: int


@dataclass(frozen=True, slots=True)
class Gathered:
    """`texts`: the different texts, in an order that depends on nothing but their words. By text: `excerpts`, `silent`,
    `languages`, `people` (places in the answers). `points`: the different excerpts' words; `spoken`: whether each is in
    the language that most answers are in. By answer: `text_of`, `campaigns`. `letters`: the points of each letter that
    many sent.
    """

    texts: list[str]
    people: list[list[int]]
    silent: list[bool]
    languages: list[str]
    excerpts: list[list[Excerpt]]
    points: list[str]
    spoken: list[bool]
    text_of: list[int]
    campaigns: list[int | None]
    letters: list[list[int]]
    language: str


def gather(answers: Sequence[Answer], *, question: str = "") -> Gathered:
    """Read, sort and cut the answers."""
    texts, text_of = _different_texts([make_safe(answer.text) for answer in answers])
    people: list[list[int]] = [[] for _ in texts]
    for place in sorted(range(len(answers)), key=lambda at: (answers[at].id, at)):
        people[text_of[place]].append(place)
    silent = [says_nothing(text) for text in texts]
    languages = find_languages(texts)
    spans = [[] if quiet else find_excerpts(text) for text, quiet in zip(texts, silent, strict=True)]
    campaigns = find_campaigns([texts[at] for at in text_of], question=question)
    campaign_of = [campaigns[members[0]] for members in people]
    letter_of = _letters(campaign_of, people)
    excerpts, points = _numbered(texts, spans, letter_of)
    letters = _large_letters(campaign_of, letter_of, excerpts, Counter(campaigns))
    common = _commonest(languages)
    spoken = _spoken(excerpts, languages, common, len(points))
    return Gathered(texts, people, silent, languages, excerpts, points, spoken, text_of, campaigns, letters, common)


def fingerprint(text: str) -> bytes:
    """An order for texts that has nothing to do with when they came."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _different_texts(safe: list[str]) -> tuple[list[str], list[int]]:
    texts = sorted({*safe}, key=fingerprint)
    number = {text: at for at, text in enumerate(texts)}
    return texts, [number[text] for text in safe]


def _commonest(languages: list[str]) -> str:
    counts = Counter(code for code in languages if code != UNKNOWN)
    return min(counts, key=lambda code: (-counts[code], code)) if counts else "en"


def _letters(campaign_of: list[int | None], people: list[list[int]]) -> dict[int, int]:
    """For each text that is a changed copy, the text of its campaign that most people sent."""
    letter: dict[int, int] = {}
    for text, campaign in enumerate(campaign_of):
        if campaign is not None and len(people[text]) > len(people[letter.get(campaign, text)]):
            letter[campaign] = text
        elif campaign is not None:
            letter.setdefault(campaign, text)
    return {
        text: letter[campaign]
        for text, campaign in enumerate(campaign_of)
        if campaign is not None and letter[campaign] != text
    }


def _large_letters(
    campaign_of: list[int | None],
    letter_of: dict[int, int],
    excerpts: list[list[Excerpt]],
    sizes: Counter[int | None],
) -> list[list[int]]:
    large = max(FEWEST_SENDERS, SENDERS_SHARE * sizes.total())
    return [
        [one.point for one in excerpts[text]]
        for text, campaign in enumerate(campaign_of)
        if campaign is not None and text not in letter_of and sizes[campaign] >= large and excerpts[text]
    ]


def _numbered(
    texts: list[str], spans: list[list[tuple[int, int]]], letters: dict[int, int]
) -> tuple[list[list[Excerpt]], list[str]]:
    """Excerpts with the numbers of their points. In a campaign a barely changed sentence says the same point."""
    excerpts, points = number_excerpts(texts, spans)
    for copy, letter in letters.items():
        excerpts[copy] = [_echo(one, points, excerpts[letter]) for one in excerpts[copy]]
    return excerpts, points


def number_excerpts(
    texts: Sequence[str], spans: Sequence[Sequence[tuple[int, int]]]
) -> tuple[list[list[Excerpt]], list[str]]:
    """The excerpts of each text, and the different ones' words by their numbers."""
    numbers: dict[str, int] = {}
    points: list[str] = []
    excerpts: list[list[Excerpt]] = []
    for text, cut in zip(texts, spans, strict=True):
        found: list[Excerpt] = []
        for start, end in cut:
            words = text[start:end]
            number = numbers.setdefault(saying(words), len(points))
            if number == len(points):
                points.append(words)
            found.append(Excerpt(start, end, number))
        excerpts.append(found)
    return excerpts, points


def saying(words: str) -> str:
    """What an excerpt says, whatever its capitals and signs: excerpts with the same saying are one point."""
    return " ".join(find_words(words))


def _echo(own: Excerpt, points: list[str], letter: list[Excerpt]) -> Excerpt:
    if any(own.point == one.point for one in letter):
        return own
    said = {one.point: points[one.point] for one in letter}
    near = process.extractOne(points[own.point], said, scorer=fuzz.ratio, score_cutoff=_NEARLY_THE_SAME)
    return Excerpt(own.start, own.end, int(near[2])) if near else own


def _spoken(excerpts: list[list[Excerpt]], languages: list[str], common: str, points: int) -> list[bool]:
    spoken = [False] * points
    for found, language in zip(excerpts, languages, strict=True):
        if language in (common, UNKNOWN):
            for one in found:
                spoken[one.point] = True
    return spoken
