"""A frame and no examples: the right theme for an argument, where it stands, and how that compares with polarity."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sklearn.feature_extraction.text import TfidfVectorizer
from textblob import TextBlob

from benchmarks.theming import collections, lessons, scoring
from benchmarks.theming.collections import Coded, Question
from benchmarks.theming.lessons import Said
from webapp.text.pipeline import theme
from webapp.text.shapes import AGAINST, FOR, Theming

TAUGHT = 100
_SAYERS = ("majority", "polarity", "ours", "taught")


@dataclass(frozen=True, slots=True)
class Top:
    """The part of answers whose surest theme is one that people gave; `likely`: (confidence, right) of each code."""

    answers: int
    baseline: float
    ours: float
    likely: tuple[tuple[float, bool], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Macro-F1 of stance. `ours`: nothing learned; `taught`: from `TAUGHT` answers whose stance people gave."""

    answers: int
    majority: float
    polarity: float
    ours: float
    taught: float


def measure_themes(*, quick: bool) -> dict[str, Top]:
    """By collection. An argument is matched with the key points of its own side."""
    short = collections.arguments()
    return {
        "K": _top(short[::4] if quick else short),
        "G": _top([collections.consultation()]),
        "gambling, 2 × 100": _top(collections.small_consultation()),
    }


def _top(questions: Sequence[Question]) -> Top:
    baseline: list[bool] = []
    ours: list[bool] = []
    likely: list[tuple[float, bool]] = []
    for question in questions:
        baseline += _baseline(question)
        answers = [one.answer for one in question.answers]
        themed = theme(answers, question=question.text, known=question.frame, closed=True)
        ours += [said.codes[0].theme in one.codes for one, said in zip(question.answers, themed.answers, strict=True)]
        likely += _likely(question, lessons.said_of(themed.answers))
    return Top(len(ours), sum(baseline) / len(baseline), sum(ours) / len(ours), tuple(likely))


def _likely(question: Question, said: Mapping[str, Said]) -> list[tuple[float, bool]]:
    return [(sure, code in one.codes) for one in question.answers for code, sure in said[one.id].sure]


def _baseline(question: Question) -> list[bool]:
    """The nearest theme by TF-IDF of words and pairs of words."""
    names = [f"{one.label}. {one.description}" for one in question.frame]
    weighing = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)).fit([*names, *question.texts])
    near = (weighing.transform(question.texts) @ weighing.transform(names).T).toarray().argmax(axis=1)
    return [question.frame[at].id in one.codes for at, one in zip(near, question.answers, strict=True)]


def measure_stance(*, quick: bool) -> dict[str, Standing]:
    policies = collections.policies()
    small = [one for one in collections.small_consultation() if len({answer.stance for answer in one.answers}) > 1]
    return {
        "K": _standing(policies[::4] if quick else policies, taught=TAUGHT // 2),
        "G": _standing([collections.consultation()], taught=TAUGHT),
        "gambling, question 1": _standing(small, taught=TAUGHT // 2),
    }


def _standing(questions: Sequence[Question], *, taught: int) -> Standing:
    """Every figure on the same answers: those that are not shown to the learner."""
    parts = [_stances(question, taught) for question in questions]
    people = [str(one.stance) for rest, _ in parts for one in rest]
    columns = {name: [one for _, given in parts for one in given[name]] for name in _SAYERS}
    return Standing(len(people), **{name: scoring.macro_f1(people, column) for name, column in columns.items()})


def _stances(question: Question, taught: int) -> tuple[list[Coded], dict[str, list[str | None]]]:
    """The answers to score on, and what each sayer says of them. The majority is that of all answers."""
    read = {one.id for one in question.answers[::2][:taught]}
    rest = [one for one in question.answers if one.id not in read]
    majority = Counter(one.stance for one in question.answers).most_common(1)[0][0]
    return rest, {
        "majority": [majority] * len(rest),
        "polarity": [FOR if TextBlob(one.text).sentiment.polarity >= 0 else AGAINST for one in rest],
        "ours": _our_stances(lessons.taught(question, ()), rest),
        "taught": _our_stances(lessons.taught(question, read), rest),
    }


def _our_stances(themed: Theming, rest: Sequence[Coded]) -> list[str | None]:
    found = {one.id: one.stance for one in themed.answers}
    return [found[one.id] for one in rest]
