"""How people mostly write a word: which form of it, and with which capitals."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, islice

from webapp.text.words import find_words, stem

_WRITTEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MOSTLY = 0.6
_AT_ONCE = 5_000


class Spelling:
    """Learned from excerpts. Their first words and those in nothing but capitals say nothing about capitals."""

    def __init__(self, excerpts: Iterable[str]) -> None:
        self._forms: Counter[str] = Counter()
        self._inside: Counter[str] = Counter()
        self._capitals: dict[str, Counter[str]] = {}
        together = iter(excerpts)
        while some := list(islice(together, _AT_ONCE)):
            self._learn(some)
        self._usual: dict[str, str] = {}
        for word in sorted(self._forms, key=lambda word: (-self._forms[word], word)):
            self._usual.setdefault(stem(word), word)

    def _learn(self, excerpts: Sequence[str]) -> None:
        self._forms.update(chain.from_iterable(map(find_words, excerpts)))
        telling = (_WRITTEN.findall(excerpt.replace("’", "'"), 1) for excerpt in excerpts if not excerpt.isupper())
        inside = list(chain.from_iterable(telling))
        self._inside.update(map(str.lower, inside))
        for written in inside:
            if not written.islower():
                self._capitals.setdefault(written.lower(), Counter())[written] += 1

    def of_stem(self, stemmed: str) -> str:
        """The commonest word with that stem."""
        return self.of_word(self._usual.get(stemmed, stemmed))

    def of_word(self, word: str) -> str:
        """A lower-case word with the capitals that most people give it: "bus", "Merestone", "NHS"."""
        capitals = self._capitals.get(word)
        if capitals is None or capitals.total() < _MOSTLY * self._inside[word]:
            return word
        return min(capitals, key=lambda form: (-capitals[form], form))
