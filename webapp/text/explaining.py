"""Why an excerpt is under a theme: what each of its words adds to its closeness. Exact, not a guess."""

from webapp.text.coder import Coder
from webapp.text.reading import make_safe
from webapp.text.vectors import Share


class NoSuchTheme(KeyError):
    """The frame that was stored has no place for this theme."""


def explain(coder: Coder, text: str, span: tuple[int, int], theme: str) -> list[Share]:
    """The words of `text[start:end]` in order, each with its place in the text and what it adds.

    The weights sum to the closeness of the excerpt to the theme's centre; a word that speaks against has a weight below
    zero. Raises `NoSuchTheme` for a theme that the run which left the coder did not place.
    """
    start, end = span
    places = coder.places()
    if theme not in places:
        raise NoSuchTheme(theme)
    shares = coder.vectors.contributions(make_safe(text)[start:end], places[theme])
    return [Share(one.word, one.start + start, one.end + start, one.weight) for one in shares]
