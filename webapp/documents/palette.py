"""The colours of charts and documents, and how strongly two of them differ (WCAG 2.2, relative luminance)."""

INK = "#1f2a2a"
QUIET = "#56605f"
PAPER = "#ffffff"
TRACK = "#ece8e0"
GREEN = "#1d5c54"
OCHRE = "#e3a72f"
BRICK = "#b5482f"
OLIVE = "#7a8c3a"
SLATE = "#4a4a68"
_DEEP_BRICK = "#8a2f1b"
_PALE_GREEN = "#a4d4ca"
_PALE_BRICK = "#f3b9a8"
_PALE_OLIVE = "#d5dfae"
_PALE_GREY = "#d5d5da"
_GREY = "#55555f"

# From one end of a scale to the other. Dark and pale take turns, so that every two neighbours differ by 3 : 1 or more.
_SCALES = {
    1: (GREEN,),
    2: (GREEN, OCHRE),
    3: (GREEN, _PALE_GREY, _DEEP_BRICK),
    4: (GREEN, _PALE_GREEN, _DEEP_BRICK, _PALE_BRICK),
    5: (GREEN, _PALE_GREEN, SLATE, _PALE_BRICK, _DEEP_BRICK),
    6: (GREEN, _PALE_GREEN, SLATE, _PALE_BRICK, _DEEP_BRICK, _PALE_GREY),
    7: (GREEN, _PALE_GREEN, SLATE, _PALE_OLIVE, _GREY, _PALE_BRICK, _DEEP_BRICK),
}
_LONGER = (GREEN, _PALE_GREEN, SLATE, OCHRE, _DEEP_BRICK, _PALE_OLIVE)


def scale_colours(parts: int) -> tuple[str, ...]:
    """A fill for each part of a stacked bar; neighbours differ by at least 3 : 1."""
    return _SCALES.get(parts) or tuple(_LONGER[place % len(_LONGER)] for place in range(parts))


def ink_on(fill: str) -> str:
    """The colour of letters, dark or white, that is easier to read on this fill (at least 4.5 : 1 on ours)."""
    return max((INK, PAPER), key=lambda letters: contrast(letters, fill))


def contrast(one: str, other: str) -> float:
    """Contrast of two "#rrggbb" colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
