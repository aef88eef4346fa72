"""The figures as tables that a person reads, and that stand in a document as they are."""

from collections.abc import Iterator, Sequence

from benchmarks.theming import bars, scoring, semantic
from benchmarks.theming.discovery import OURS, Score
from benchmarks.theming.taking import Figures

COLLECTIONS = {
    "K": "K: short arguments, a question for each policy and side (with both sides for learning and stance)",
    "B": "B: Banking77, 77 intents",
    "G": "G: synthetic consultation about gambling advertisements, 990 answers, 12 topics",
}
_WORDS = {None: "not measured here", True: "reached", False: "**not reached**"}
Cells = Sequence[str]


def lines(figures: Figures) -> Iterator[str]:
    yield from COLLECTIONS.values()
    yield "P and U of THEMING.md are not here."
    yield from semantic.missing()
    for part in (_discovery, _learning, _reliability, _given, _stance, _campaigns, _stability, _speed, _bars):
        yield ""
        yield from part(figures)


def table(title: str, heads: Cells, rows: Sequence[Cells]) -> Iterator[str]:
    """A table in Markdown, its columns lined up; the first column is words, the others figures."""
    widths = [max(len(row[at]) for row in (heads, *rows)) for at in range(len(heads))]
    yield f"### {title}"
    yield _line(heads, widths)
    yield "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    yield from (_line(row, widths) for row in rows)


def _line(cells: Cells, widths: Sequence[int]) -> str:
    padded = [
        cells[0].ljust(widths[0]),
        *(cell.rjust(width) for cell, width in zip(cells[1:], widths[1:], strict=True)),
    ]
    return "| " + " | ".join(padded) + " |"


def _discovery(figures: Figures) -> Iterator[str]:
    names = list(figures.discovery)
    methods = list(next(iter(figures.discovery.values())))
    rows = [
        [f"**{method}**" if method == OURS else method]
        + [f"{one.mutual:.3f} / {one.measure:.3f} / {one.coherence:+.2f}" for one in _row(figures, method)]
        + [f"{max(one.left_out for one in _row(figures, method)):.0%}"]
        for method in methods
    ]
    yield from table("Themes found: AMI / V-measure / NPMI, number given", ["method", *names, "left out, most"], rows)


def _row(figures: Figures, method: str) -> list[Score]:
    return [scores[method] for scores in figures.discovery.values()]


def _learning(figures: Figures) -> Iterator[str]:
    rows = [
        [
            f"{name}, {one.read} read",
            f"{one.baseline:.3f}",
            f"{one.ours:.3f}",
            _maybe(one.active),
            f"{one.good_share:.0%}",
        ]
        for name, points in figures.learning.items()
        for one in points
    ]
    heads = [
        "samples-F1 on answers not read",
        "TF-IDF + logistic",
        "ours, read by lot",
        "ours, active",
        "coded at ≥ .75",
    ]
    yield from table("Learning from coded answers", heads, rows)


def _maybe(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _reliability(figures: Figures) -> Iterator[str]:
    likely = {f"{name}, {points[-1].read} read": points[-1].likely for name, points in figures.learning.items()}
    likely |= {f"{name}, frame only": one.likely for name, one in figures.themes.items()}
    rows = []
    for name, pairs in likely.items():
        if pairs:
            sure, right = zip(*pairs, strict=True)
            parts = [f"{said:.2f}→{true:.2f} ({count})" for said, true, count in scoring.reliability(sure, right)]
            rows.append([name, f"{scoring.calibration_error(sure, right):.3f}", " ".join(parts)])
    yield from table(
        "Calibration: confidence → part that is right (codes)", ["", "error", "by tenth of confidence"], rows
    )


def _given(figures: Figures) -> Iterator[str]:
    rows = [[name, str(one.answers), f"{one.baseline:.3f}", f"{one.ours:.3f}"] for name, one in figures.themes.items()]
    yield from table("A theme's text and no examples: top-1", ["collection", "answers", "TF-IDF", "ours"], rows)


def _stance(figures: Figures) -> Iterator[str]:
    rows = [
        [name, str(one.answers), *(f"{value:.3f}" for value in (one.majority, one.polarity, one.ours, one.taught))]
        for name, one in figures.stance.items()
    ]
    heads = ["collection", "answers", "majority", "TextBlob's polarity", "ours", "ours, taught 50 to 100 a question"]
    yield from table("Stance: macro-F1", heads, rows)


def _campaigns(figures: Figures) -> Iterator[str]:
    rows = [[one.name, f"{one.found} of {one.texts}", str(one.strangers)] for one in figures.planted]
    rows += [[f"made: {kind}", f"{part:.0%}", ""] for kind, part in figures.made.recall.items()]
    rows.append(["made: precision of pairs", f"{figures.made.precision:.1%}", str(figures.made.joined)])
    read = figures.read
    rows.append([f"{read.texts:,} public statements: {read.pairs} pairs, few words shared", "", str(read.unlike)])
    yield from table("Campaigns", ["", "copies found", "different texts joined"], rows)


def _stability(figures: Figures) -> Iterator[str]:
    rows = [
        [name, f"{one.baseline:.2f}", f"{one.refitted:.2f}", f"{one.kept:.2f}", f"{one.same:.1%}", f"{one.touched:.1%}"]
        for name, one in figures.change.items()
    ]
    heads = ["on the old answers", "TF-IDF + k-means again, ARI", "ours again, ARI", "ours, themes kept, ARI",
             "first code the same", "what people touched"]  # fmt: skip
    yield from table("A tenth more answers", heads, rows)


def _speed(figures: Figures) -> Iterator[str]:
    rows = [
        [f"{name}, {one.answers:,}", f"{one.seconds:.2f}", f"{one.a_second:,.0f}", f"{one.memory:,.0f}"]
        for name, costs in figures.speed.items()
        for one in costs
    ]
    yield from table("Speed, each in a process of its own", ["", "CPU s", "answers a CPU s", "peak MiB"], rows)


def _bars(figures: Figures) -> Iterator[str]:
    held = bars.hold(figures)
    rows = [[f"{one.number}. {one.what}", one.figure, _WORDS[one.reached]] for one in held]
    yield from table("The bars", ["bar", "figure", ""], rows)
    known = [one.reached for one in held if one.reached is not None]
    yield ""
    yield f"{sum(known)} of {len(known)} that can be measured here are reached."
