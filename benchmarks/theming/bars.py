"""The bars that were set before anything was built: each with our figure, reached or not."""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.theming import scoring
from benchmarks.theming.discovery import OURS
from benchmarks.theming.methods import LEXICAL
from benchmarks.theming.taking import Figures

FLOOR = {"K": 0.29, "B": 0.68}
"""AMI of the additive vectors trained on openly licensed text, as measured before (THEMING.md)."""
AIM = {"K": 0.35}


@dataclass(frozen=True, slots=True)
class Bar:
    """`reached` is None where it cannot be measured here; `figure` then says why."""

    number: int
    what: str
    figure: str
    reached: bool | None


def hold(figures: Figures) -> list[Bar]:
    """Every bar, in order."""
    parts = (_discovery, _learning, _given, _labels, _campaigns, _speed, _stability)
    return [bar for part in parts for bar in part(figures)]


def _discovery(figures: Figures) -> Iterator[Bar]:
    for name, rows in figures.discovery.items():
        ours, best = rows[OURS].mutual, max(rows[method].mutual for method in LEXICAL)
        yield Bar(1, f"{name}: AMI above the best method of words alone ({best:.3f})", f"{ours:.3f}", ours > best)
        for word, bound in (("the additive row", FLOOR.get(name)), ("the aim", AIM.get(name))):
            if bound is not None:
                yield Bar(1, f"{name}: AMI at least {word} ({bound:.2f})", f"{ours:.3f}", round(ours, 3) >= bound)
    yield Bar(1, "P: AMI ≥ .32, U: AMI ≥ .44", "these collections are not here", None)


def _learning(figures: Figures) -> Iterator[Bar]:
    yield Bar(2, "U: samples-F1 ≥ .58 after 100 and ≥ .68 after 400", "this collection is not here", None)
    for name, points in figures.learning.items():
        last = points[-1]
        title = f"{name}, {last.read} read"
        yield Bar(2, f"{title}: above TF-IDF + logistic regression ({last.baseline:.3f})", f"{last.ours:.3f}",
                  last.ours > last.baseline)  # fmt: skip
        yield Bar(2, f"{title}: ≥ 60 % of answers coded at ≥ .75", f"{last.good_share:.0%}", last.good_share >= 0.6)
        error = scoring.calibration_error(*zip(*last.likely, strict=True)) if last.likely else 1.0
        yield Bar(2, f"{title}: calibrated within .05", f"{error:.3f}", error <= 0.05)
        lead = [one.active - one.ours for one in points if one.active is not None]
        if lead:
            gain = sum(lead) / len(lead)
            yield Bar(2, f"{name}: the active order beats random order (mean of all sizes)", f"{gain:+.3f}", gain > 0)


def _given(figures: Figures) -> Iterator[Bar]:
    top = figures.themes["K"].ours
    yield Bar(3, "K: a theme's text and no examples, top-1 ≥ .65", f"{top:.3f}", top >= 0.65)
    for name, one in figures.stance.items():
        better = max(one.majority, one.polarity)
        yield Bar(3, f"{name}: stance, nothing learned, above majority and polarity ({better:.3f})", f"{one.ours:.3f}",
                  one.ours > better)  # fmt: skip
        yield Bar(3, f"{name}: stance, learned, above majority and polarity ({better:.3f})", f"{one.taught:.3f}",
                  one.taught > better)  # fmt: skip


def _labels(figures: Figures) -> Iterator[Bar]:
    labels = figures.labels
    for what, part in (
        ("of 2 to 5 words", labels.two_to_five_words),
        ("without small words", labels.without_small_words),
        ("with small words only between others (“lack of trust”)", labels.small_words_only_between),
        ("different from one another", labels.different),
        ("with words beyond the question's", labels.beyond_the_question),
    ):
        yield Bar(4, f"{labels.count} labels {what}", f"{part:.0%}", part == 1)


def _campaigns(figures: Figures) -> Iterator[Bar]:
    found, texts = sum(one.found for one in figures.planted), sum(one.texts for one in figures.planted)
    strangers = sum(one.strangers for one in figures.planted)
    yield Bar(5, "planted campaigns with their adapted copies", f"{found} of {texts}", found == texts)
    joined = strangers + figures.made.joined + figures.read.unlike
    yield Bar(5, "different texts joined: none", str(joined), joined == 0)
    cost = figures.speed["campaigns"][-1]
    yield Bar(5, f"{cost.answers:,} answers searched for copies in ≤ {cost.answers / 10_000:.0f} CPU s",
              f"{cost.seconds:.1f} s", cost.seconds <= cost.answers / 10_000)  # fmt: skip


def _speed(figures: Figures) -> Iterator[Bar]:
    costs = figures.speed["ours"]
    last = costs[-1]
    allowed = last.answers / 5_000
    yield Bar(6, f"{last.answers:,} answers to frame and codes in ≤ {allowed:.0f} CPU s", f"{last.seconds:.1f} s",
              last.seconds <= allowed)  # fmt: skip
    yield Bar(6, f"{last.answers:,} answers in ≤ 1 GB", f"{last.memory:,.0f} MiB", last.memory <= 1_000)
    slower = last.seconds / last.answers / (costs[-2].seconds / costs[-2].answers)
    yield Bar(6, f"time grows no faster than the answers, {costs[-2].answers:,} → {last.answers:,}",
              f"{slower:.2f} × the time an answer", slower <= 1)  # fmt: skip
    one, bulk = figures.speed["new answers one by one"][0], figures.speed["new answers in bulk"][0]
    each = 1_000 * one.seconds / one.answers
    yield Bar(6, "a newly sent answer coded in ≤ 20 ms", f"{each:.1f} ms", each <= 20)
    yield Bar(6, "≥ 10,000 new answers a CPU second in bulk", f"{bulk.a_second:,.0f}", bulk.a_second >= 10_000)


def _stability(figures: Figures) -> Iterator[Bar]:
    yield Bar(7, "the same to the byte twice", "yes" if figures.same_twice else "no", figures.same_twice)
    for name, one in figures.change.items():
        yield Bar(
            7, f"{name}: a tenth more answers, what people touched unchanged", f"{one.touched:.1%}", one.touched == 1
        )
        yield Bar(7, f"{name}: a tenth more answers, ≥ 99 % of the rest unchanged", f"{one.same:.1%}", one.same >= 0.99)
