"""Noticing places: named streets and buildings, what lies near what, and the names of a list that is handed in."""

from collections.abc import Iterable, Iterator

from webapp.text.flag_words import NOT_PLACES, STREET_KINDS
from webapp.text.matching import STOP, Phrases, Tokens, read_tokens


class Gazetteer:
    """Names of places. One that is a common word too ("Station", "Weavers") counts only with its capital."""

    def __init__(self, names: Iterable[str]) -> None:
        plain = {" ".join(read_tokens(name).words): name for name in names}
        self._names = Phrases({"place": ", ".join(name for name in plain if name and STOP not in name.split())})

    def find(self, text: str, tokens: Tokens) -> Iterator[tuple[int, int]]:
        """First and last word of each name."""
        for _, first, last in self._names.find(tokens):
            if last > first or (text[tokens.spans[first][0]].isupper() and not _begins(tokens, first)):
                yield first, last


def find_places(text: str, tokens: Tokens, gazetteer: Gazetteer | None) -> Iterator[tuple[int, int]]:
    """First and last word of each name of a place."""
    if gazetteer is not None:
        yield from gazetteer.find(text, tokens)
    for at, word in enumerate(tokens.words):
        if word in STREET_KINDS and at and _names_it(text, tokens, at):
            yield _first_of_name(text, tokens, at), at


def _begins(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens.words[at - 1] == STOP


def _names_it(text: str, tokens: Tokens, at: int) -> bool:
    """Whether the word before a kind of place says which one it is: both have capitals."""
    return _goes_on(text, tokens, at) and text[tokens.spans[at][0]].isupper()


def _first_of_name(text: str, tokens: Tokens, at: int) -> int:
    first = at - 1
    while first > 0 and _goes_on(text, tokens, first):
        first -= 1
    return first


def _goes_on(text: str, tokens: Tokens, at: int) -> bool:
    """Whether the word before belongs to the same name: a capital, no small word, nothing but a blank between."""
    start, end = tokens.spans[at - 1]
    between = text[end : tokens.spans[at][0]]
    return between == " " and text[start].isupper() and tokens.words[at - 1] not in NOT_PLACES
