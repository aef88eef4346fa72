"""Words that break files that are written carelessly, and a report that is full of them."""

from dataclasses import replace

from tests.documents.samples import make_report
from webapp.documents.report import Column, Dataset, Quote, Row, Section

WORDS = (
    '=HYPERLINK("http://example.org","x")',
    "=1+1",
    "+44 7700 900123",
    "@SUM(A1)",
    "-2+3",
    "\t=1",
    "\r=1",
    "＝1+1",
    '#read("/etc/passwd") $x$ *bold* _it_ `raw` <label> @ref // gone /* gone */ \\ #import "@preview/x:0.1.0": *',
    "<script>alert(1)</script> & </w:t> ]]> <!-- -->",
    "a\x00b\x01c\x0bd\x1be\x7ff\x85g",
    "half \ud800 a character \udfff",
    "not characters \ufffe \uffff \ufdd0",
    "\u202eturned round\u202c \u2066isolated",
    "x" * 10_000,
    "سڑک پر شام کی بس نہیں ہے۔ مرحبا",
    "ਸਾਨੂੰ ਬੱਸ ਚਾਹੀਦੀ ਹੈ। 👍🏽👩‍👩‍👧 🚌",
    "中文 한국어 ελληνικά жүз",
    "Z̸̡̛͉͎a̶l̷g̵o̷",
    "_x0041_ and _x000D_",
    "one\r\ntwo\u2028three\n\nfour",
    "",
    "   ",
)


def make_hostile_report():
    """The sample with each hostile text in every place that takes words."""
    report = make_report()
    figure = next(one for one in report.figures if one.chart is not None)
    rows = tuple(Row(text, figure.rows[0].cells) for text in WORDS)
    bars = tuple(replace(figure.chart.bars[0], label=text, text=text) for text in WORDS)
    everything = " ".join(WORDS)
    figure = replace(
        figure,
        title=everything,
        base_note=everything,
        notes=WORDS,
        rows=rows,
        row_title=WORDS[9],
        chart=replace(figure.chart, title=everything, description=everything, bars=bars),
    )
    return replace(
        report,
        title=WORDS[8],
        subtitle=everything,
        authority=WORDS[9],
        version=WORDS[10],
        summary=WORDS,
        facts=tuple((text, text) for text in WORDS),
        sections=(
            Section(everything, 4, WORDS, (figure,), tuple(Quote(text, text) for text in WORDS)),
            Section("", 1),
        ),
        method=tuple((text, text) for text in WORDS),
    )


def make_hostile_dataset():
    """A row for each hostile text, beside numbers of every kind."""
    columns = (
        Column(WORDS[0], WORDS[8], "long_text", tuple((text, text) for text in WORDS)),
        Column("n", "n", "number"),
    )
    numbers = (-5, 1.5, None, float("nan"), float("inf"), 10**18, True)
    return Dataset(columns, lambda: ((text, numbers[place % 7]) for place, text in enumerate(WORDS)))
