from itertools import pairwise

import pytest
from lxml import etree

from tests.documents.hostile import WORDS
from tests.documents.samples import make_report
from webapp.documents.charts import alt_text, chart_svg, in_pages
from webapp.documents.lettering import text_width, wrap
from webapp.documents.palette import GREEN, PAPER, TRACK, contrast, ink_on, scale_colours
from webapp.documents.report import Bar, Chart, ChartKind

SVG = "{http://www.w3.org/2000/svg}"
CHARTS = [figure.chart for figure in make_report().figures if figure.chart]


def drawn(chart, **more):
    return etree.fromstring(chart_svg(chart, **more))


def bars_of(*values, maximum=None):
    bars = tuple(Bar(f"Bar {value}", (value,), f"{value}") for value in values)
    return Chart(ChartKind.BARS, "Title", "Description.", bars, maximum=maximum)


def widths(picture, fill):
    return [float(box.get("width")) for box in picture.iter(f"{SVG}rect") if box.get("fill") == fill]


def texts(picture):
    return [one.text for one in picture.iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_picture_has_a_role_a_name_and_a_description(chart):
    picture = drawn(chart, name="q1")
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "q1-title q1-desc"
    assert (picture.find(f"{SVG}title").text, picture.find(f"{SVG}desc").text) == (chart.title, chart.description)


@pytest.mark.parametrize("chart", CHARTS)
def test_nothing_in_a_picture_offends_a_strict_content_policy(chart):
    svg = chart_svg(chart)
    assert "style" not in svg
    assert {element.tag.removeprefix(SVG) for element in etree.fromstring(svg).iter()} <= {
        "svg",
        "title",
        "desc",
        "rect",
        "text",
    }


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("width", [320, 620])
def test_every_word_and_bar_lies_inside_the_picture(chart, width):
    picture = drawn(chart, width=width)
    height = float(picture.get("height"))
    ends = [float(box.get("x")) + float(box.get("width")) for box in picture.iter(f"{SVG}rect")]
    lows = [float(one.get("y")) for one in picture.iter(f"{SVG}rect", f"{SVG}text")]
    starting = [one for one in picture.iter(f"{SVG}text") if not one.get("text-anchor")]
    ends += [float(one.get("x")) + text_width(one.text, float(one.get("font-size"))) for one in starting]
    assert max(ends) <= width + 0.1
    assert max(lows) <= height


def test_bars_are_as_long_as_their_numbers():
    first, second = widths(drawn(bars_of(200, 50)), GREEN)
    assert first / second == pytest.approx(4, rel=0.01)


def test_a_full_bar_may_stand_for_everybody():
    picture = drawn(bars_of(25, maximum=100))
    assert widths(picture, GREEN)[0] / widths(picture, TRACK)[0] == pytest.approx(0.25, abs=0.01)


def test_nobody_and_hidden_draw_no_bar():
    assert widths(drawn(bars_of(0, None, 8)), GREEN) == [pytest.approx(widths(drawn(bars_of(8)), GREEN)[0], rel=0.2)]


def test_the_number_stands_at_the_end_of_its_bar():
    assert texts(drawn(bars_of(12))) == ["Bar 12", "12"]


def test_the_parts_of_a_scale_fill_the_whole_width():
    chart = Chart(
        ChartKind.STACKED, "T", "D", (Bar("A", (30, 10, 60), "base 100", ("30%", "10%", "60%")),), ("x", "y", "z")
    )
    picture = drawn(chart)
    fills = scale_colours(3)
    assert [widths(picture, fill)[-1] for fill in fills] == [pytest.approx(share) for share in (96, 32, 192)]
    assert texts(picture)[-3:] == ["30%", "10%", "60%"]


def test_a_scale_that_nobody_answered_is_an_empty_bar():
    chart = Chart(ChartKind.STACKED, "T", "D", (Bar("A", (0, None), "base 0"),), ("x", "y"))
    assert len(widths(drawn(chart), TRACK)) == 1


@pytest.mark.parametrize("parts", range(2, 14))
def test_neighbouring_colours_differ_and_letters_on_them_can_be_read(parts):
    colours = scale_colours(parts)
    assert min(contrast(one, other) for one, other in pairwise(colours)) >= 3
    assert min(contrast(ink_on(colour), colour) for colour in colours) >= 4.5


def test_black_on_white_is_the_strongest_contrast():
    assert contrast("#000000", PAPER) == pytest.approx(21)


@pytest.mark.parametrize("text", WORDS)
def test_hostile_words_stay_inside_the_picture_as_words(text):
    picture = drawn(Chart(ChartKind.BARS, text, text, (Bar(text, (1,), text),)), name=text[:40])
    assert float(picture.get("height")) < 300


def test_long_labels_are_wrapped_and_broken():
    lines = wrap("one two " + "x" * 200, 14, 320)
    assert len(lines) > 2
    assert max(text_width(line, 14) for line in lines) <= 320


def test_a_very_long_label_ends_in_dots():
    assert wrap("word " * 1000, 14, 320)[-1].endswith("…")


def test_pages_of_a_chart_share_one_scale():
    pages = list(in_pages(bars_of(*range(1, 31)), most_bars=12))
    assert [len(page.bars) for page in pages] == [12, 12, 6]
    assert {page.maximum for page in pages} == {30}


def test_what_is_said_of_a_picture_is_one_text_and_never_empty():
    assert alt_text(bars_of(1)) == "Title. Description."
    assert alt_text(Chart(ChartKind.BARS, "", "", ())) not in ("", None)
