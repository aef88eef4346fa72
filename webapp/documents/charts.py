"""Charts as plain SVG: bars with the label above and the number at the end, so that they fit a phone.

Only presentation attributes: no style, no script, so the strictest content policy shows them. The same text goes into
pages, PDF and, as a PNG, Word. Units are pixels of a picture `width` wide; height follows from the words.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from webapp.documents.lettering import text_width, wrap
from webapp.documents.palette import GREEN, INK, PAPER, TRACK, ink_on, scale_colours
from webapp.documents.report import Bar, Chart, ChartKind
from webapp.documents.words import one_line

PHONE_WIDTH = 320
_FONT = "system-ui, Arial, sans-serif"
_LETTERS = 14
_SMALL = 12
_LINE = 18
_BAR = 16
_STACK = 26
_GAP = 12
_SWATCH = 12


@dataclass(frozen=True)
class Drawing:
    """An SVG picture and its size in pixels."""

    svg: str
    width: int
    height: float


def chart_svg(chart: Chart, *, name: str = "chart", width: int = PHONE_WIDTH, font: str = _FONT) -> str:
    """The chart as one `<svg>` element that may stand inside HTML or alone.

    `name` makes its ids, so two charts of one page need different ones. `width` in pixels, at least 200.
    """
    return draw(chart, name=name, width=width, font=font).svg


def draw(chart: Chart, *, name: str = "chart", width: int = PHONE_WIDTH, font: str = _FONT) -> Drawing:
    """As `chart_svg`, with the size of the picture."""
    board = _Board(width=max(width, 200))
    if chart.kind is ChartKind.STACKED:
        _draw_stacks(board, chart)
    else:
        _draw_bars(board, chart)
    svg = board.as_svg(name=_identifier(name), title=chart.title, description=chart.description, font=font)
    return Drawing(svg=svg, width=board.width, height=board.height)


def in_pages(chart: Chart, *, most_bars: int) -> Iterator[Chart]:
    """The chart cut into pieces that fit a page, drawn to one scale; the first says all of it in words."""
    full = full_width(chart)
    for start in range(0, max(1, len(chart.bars)), most_bars):
        bars = chart.bars[start : start + most_bars]
        description = chart.description if start == 0 else f"{bars[0].label} – {bars[-1].label}"
        yield replace(chart, bars=bars, maximum=full, description=description)


def alt_text(chart: Chart) -> str:
    """What is said of the picture to people who cannot see it; never empty, because PDF/UA refuses that."""
    title, description = one_line(chart.title), one_line(chart.description)
    stop = "" if not title or title[-1] in ".?!…" else "."
    return f"{title}{stop} {description}".strip() or "–"


def full_width(chart: Chart) -> float:
    """The value that a bar of full width stands for, never zero."""
    largest = max((value or 0 for bar in chart.bars for value in (*bar.values, *(bar.span or ()))), default=0)
    return float(chart.maximum or max(largest, chart.mark or 0) or 1)


@dataclass
class _Board:
    """A picture that grows downwards."""

    width: int
    height: float = 0.0

    def __post_init__(self) -> None:
        self.shapes: list[str] = []

    def words(self, text: str, *, indent: float = 0.0) -> None:
        for line in wrap(one_line(text), _LETTERS, self.width - indent):
            self.height += _LINE
            self.letters(line, indent, self.height - 5)

    def letters(self, text: str, x: float, y: float, *, fill: str = INK, size: int = _LETTERS, **more: str) -> None:
        extra = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in more.items())
        self.shapes.append(
            f'<text x="{_n(x)}" y="{_n(y)}" font-size="{size}" fill="{fill}"{extra}>{escape(text)}</text>'
        )

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self.shapes.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>')

    def as_svg(self, *, name: str, title: str, description: str, font: str) -> str:
        size = f'width="{self.width}" height="{_n(self.height)}" viewBox="0 0 {self.width} {_n(self.height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} font-family="{escape(font)}"'
            f' aria-labelledby="{name}-title {name}-desc">'
            f'<title id="{name}-title">{escape(one_line(title))}</title>'
            f'<desc id="{name}-desc">{escape(one_line(description))}</desc>'
            f"{''.join(self.shapes)}</svg>"
        )


def _draw_bars(board: _Board, chart: Chart) -> None:
    room = board.width - _room_for_numbers(chart.bars, board.width)
    full = full_width(chart)
    for bar in chart.bars:
        board.words(bar.label)
        value = bar.values[0] if bar.values else None
        length = room * min(1.0, max(0.0, value or 0.0) / full)
        board.box(0, board.height, room, _BAR, TRACK)
        if length:
            board.box(0, board.height, max(length, 1.5), _BAR, GREEN)
        _draw_span(board, bar, room / full)
        if chart.mark is not None:
            board.box(room * chart.mark / full - 1, board.height - 3, 2, _BAR + 6, INK)
        board.letters(_number(bar), room + 6, board.height + _BAR - 3)
        board.height += _BAR + _GAP
    if chart.mark is not None:
        board.words(chart.mark_text)
        board.height += _GAP


def _draw_span(board: _Board, bar: Bar, scale: float) -> None:
    """From where to where a value may lie: a line with an end at each side."""
    if bar.span is None:
        return
    low, high = (max(0.0, value) * scale for value in bar.span)
    middle = board.height + _BAR / 2
    board.box(low, middle - 1, max(high - low, 1.5), 2, INK)
    for end in (low, high):
        board.box(end - 1, middle - 5, 2, 10, INK)


def _number(bar: Bar) -> str:
    return one_line(bar.text)[:28]


def _room_for_numbers(bars: tuple[Bar, ...], width: int) -> float:
    longest = max((text_width(_number(bar), _LETTERS) for bar in bars), default=0.0)
    return min(longest + 8, width * 0.55)


def _draw_stacks(board: _Board, chart: Chart) -> None:
    fills = scale_colours(len(chart.parts))
    _draw_legend(board, chart.parts, fills)
    for bar in chart.bars:
        board.words(f"{bar.label} ({bar.text})" if bar.text else bar.label)
        _draw_stack(board, bar, fills)
        board.height += _STACK + _GAP


def _draw_stack(board: _Board, bar: Bar, fills: tuple[str, ...]) -> None:
    values = [max(0.0, value or 0.0) for value in bar.values]
    total = sum(values)
    board.box(0, board.height, board.width, _STACK, TRACK)
    x = 0.0
    for place, (value, fill) in enumerate(zip(values, fills, strict=True)):
        length = board.width * value / total if total else 0.0
        if length:
            board.box(x, board.height, length, _STACK, fill)
            _draw_share(board, bar.part_texts[place : place + 1], x, length, fill)
        x += length
    _draw_seams(board, values, total)


def _draw_seams(board: _Board, values: list[float], total: float) -> None:
    """A thin white line between neighbours, for eyes that tell no colours apart."""
    x = 0.0
    for value in values[:-1]:
        x += board.width * value / total if total else 0.0
        if 1 < x < board.width - 1:
            board.box(x - 0.75, board.height, 1.5, _STACK, PAPER)


def _draw_share(board: _Board, texts: tuple[str, ...], x: float, length: float, fill: str) -> None:
    """The share inside its part, where it fits."""
    for text in texts:
        if text and text_width(text, _SMALL) + 4 <= length:
            middle = x + length / 2
            board.letters(
                one_line(text), middle, board.height + 17, fill=ink_on(fill), size=_SMALL, text_anchor="middle"
            )


def _draw_legend(board: _Board, parts: tuple[str, ...], fills: tuple[str, ...]) -> None:
    for part, fill in zip(parts, fills, strict=True):
        board.box(0, board.height + 4, _SWATCH, _SWATCH, fill)
        board.words(part, indent=_SWATCH + 8)
    board.height += _GAP


def _identifier(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name) or "chart"


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
