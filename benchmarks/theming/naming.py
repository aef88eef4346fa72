"""What can be counted about labels: length, small words, repeats, the question's own words."""

from collections.abc import Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

from benchmarks.theming import collections
from benchmarks.theming.collections import Question
from webapp.text.pipeline import theme
from webapp.text.words import find_words, stem


@dataclass(frozen=True, slots=True)
class Labels:
    """Of `count` labels in all frames: parts that are as they should be, from 0 to 1."""

    count: int
    two_to_five_words: float
    without_small_words: float
    small_words_only_between: float
    different: float
    beyond_the_question: float


def measure() -> Labels:
    """Frames of a chosen number of themes for the gambling consultation, its small questions, and a quarter of K."""
    questions = [collections.consultation(), *collections.small_consultation(), *collections.policies()[::4]]
    frames = [(question, find_labels(question)) for question in questions]
    count = sum(len(labels) for _, labels in frames)
    said = [(question, find_words(label)) for question, labels in frames for label in labels]
    return Labels(
        count,
        two_to_five_words=sum(2 <= len(words) <= 5 for _, words in said) / count,
        without_small_words=sum(not ENGLISH_STOP_WORDS & {*words} for _, words in said) / count,
        small_words_only_between=sum(not ENGLISH_STOP_WORDS & {words[0], words[-1]} for _, words in said if words)
        / count,
        different=sum(len({label.casefold() for label in labels}) for _, labels in frames) / count,
        beyond_the_question=sum(bool(_stems(words) - _stems(find_words(one.text))) for one, words in said) / count,
    )


def find_labels(question: Question) -> list[str]:
    themed = theme([one.answer for one in question.answers], question=question.text)
    return [one.label for one in themed.frame if one.origin != "special"]


def _stems(words: Sequence[str]) -> set[str]:
    return {stem(word) for word in words}
