"""The picture of opinion groups as plain SVG: dots of several people, each group with a shape and a letter of its own.

Only presentation attributes: no style, no script. Colours are never alone: each group's dots have their own shape, and
its letter stands in its middle. Units are pixels of a square `SIDE` wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import cos, pi, sin, sqrt

from webapp.documents.palette import BRICK, GREEN, INK, OCHRE, OLIVE, PAPER, QUIET, SLATE, TRACK

SIDE = 320
_EDGE = 26
_COLOURS = (GREEN, OCHRE, SLATE, BRICK, OLIVE)
_CORNERS = (0, 4, 3, 5, 6)
"""Of each group's dots; 0 is a circle."""
_LEAST, _MOST = 4.0, 15.0

Dot = tuple[float, float, int]  # x, y between -1 and 1, people
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Crowd:
    """A group in the picture: its letter, its dots, and a line round them."""

    letter: str
    dots: Sequence[Dot]
    outline: Sequence[Point]


def opinion_map(crowds: Sequence[Crowd], others: Sequence[Dot], *, title: str, description: str) -> str:
    """One `<svg>` element that may stand inside HTML. Dots grow with the people they stand for (by area)."""
    most = max((dot[2] for crowd in crowds for dot in crowd.dots), default=1)
    shapes = [f'<rect width="{SIDE}" height="{SIDE}" fill="{PAPER}" stroke="{TRACK}"/>']
    shapes += [_outline(crowd.outline, _COLOURS[place % len(_COLOURS)]) for place, crowd in enumerate(crowds)]
    shapes += [_mark(dot, most, 0, PAPER, QUIET) for dot in others]
    for place, crowd in enumerate(crowds):
        corners, fill = _CORNERS[place % len(_CORNERS)], _COLOURS[place % len(_COLOURS)]
        shapes += [_mark(dot, most, corners, fill, INK) for dot in crowd.dots]
    shapes += [_letter(crowd) for crowd in crowds if crowd.dots]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {SIDE} {SIDE}" width="{SIDE}"'
        f' height="{SIDE}" font-family="system-ui, Arial, sans-serif" aria-labelledby="groups-title groups-desc">'
        f'<title id="groups-title">{escape(title)}</title><desc id="groups-desc">{escape(description)}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def _at(x: float, y: float) -> Point:
    reach = SIDE / 2 - _EDGE
    return SIDE / 2 + x * reach, SIDE / 2 - y * reach


def _outline(points: Sequence[Point], colour: str) -> str:
    if len(points) < 3:
        return ""
    corners = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_at(*point) for point in points))
    return (
        f'<g opacity="0.16"><polygon points="{corners}" fill="{colour}" stroke="{colour}" stroke-width="24"'
        ' stroke-linejoin="round"/></g>'
    )


def _mark(dot: Dot, most: int, corners: int, fill: str, line: str) -> str:
    x, y = _at(dot[0], dot[1])
    size = _LEAST + (_MOST - _LEAST) * sqrt(dot[2] / most)
    look = f'fill="{fill}" stroke="{line}" stroke-width="1"'
    if not corners:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {look}/>'
    turns = [2 * pi * corner / corners - pi / 2 for corner in range(corners)]
    points = " ".join(f"{x + size * cos(turn):.1f},{y + size * sin(turn):.1f}" for turn in turns)
    return f'<polygon points="{points}" {look}/>'


def _letter(crowd: Crowd) -> str:
    """Where the middle of its people is, on a ground of its own so that it is read on any dot."""
    people = sum(dot[2] for dot in crowd.dots)
    x, y = _at(*(sum(dot[axis] * dot[2] for dot in crowd.dots) / people for axis in (0, 1)))
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{PAPER}" stroke="{INK}" stroke-width="2"/>'
        f'<text x="{x:.1f}" y="{y + 6:.1f}" font-size="17" font-weight="bold" text-anchor="middle" fill="{INK}">'
        f"{escape(crowd.letter)}</text>"
    )
