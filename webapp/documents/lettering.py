"""How wide words come out, near enough to wrap them in a picture that no browser has laid out yet."""

import unicodedata

# In parts of the size of the letters, as the widest common sans-serif face (DejaVu Sans) draws them.
_NARROW, _USUAL, _CAPITAL, _BROAD, _FULL = 0.40, 0.64, 0.76, 1.0, 1.05
_NARROW_LETTERS = frozenset(" iljtfrI.,:;'’!|()[]-")
_BROAD_LETTERS = frozenset("mwMW@%—…")


def text_width(text: str, size: float) -> float:
    """The width of one line of text in the unit of `size`, never much too small."""
    return size * sum(_letter_width(letter) for letter in text)


def wrap(text: str, size: float, width: float, *, most_lines: int = 6) -> list[str]:
    """Lines no wider than `width`. Words longer than a line are broken; what exceeds `most_lines` ends in "…"."""
    lines: list[str] = []
    current = ""
    for word in _pieces(text, size, width):
        tried = f"{current} {word}" if current else word
        if current and text_width(tried, size) > width:
            lines.append(current)
            current = word
        else:
            current = tried
        if len(lines) > most_lines:
            break
    lines.append(current)
    if len(lines) > most_lines:
        lines = [*lines[: most_lines - 1], f"{lines[most_lines - 1][:-1]}…"]
    return lines


def _pieces(text: str, size: float, width: float) -> list[str]:
    at_once = max(4, int(width / size / _BROAD))
    return [
        word[start : start + at_once] if text_width(word[: 4 * at_once], size) > width else word
        for word in text.split()
        for start in (range(0, len(word), at_once) if text_width(word[: 4 * at_once], size) > width else (0,))
    ]


def _letter_width(letter: str) -> float:
    if letter in _NARROW_LETTERS:
        return _NARROW
    if letter in _BROAD_LETTERS:
        return _BROAD
    if letter.isascii():
        return _CAPITAL if letter.isupper() else _USUAL
    if unicodedata.combining(letter):
        return 0.0
    return _FULL if unicodedata.east_asian_width(letter) in "WF" else _CAPITAL
