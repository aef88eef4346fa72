"""An answer in somebody's words: a story or a view for each theme, now and then a wish, now and then a last word."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import product
from random import Random

from webapp.demonstration.pen import ALIKE, Pen, Setting, WordsRanOutError
from webapp.demonstration.words import ThemeWords

_FIELDS = {"story": "stories", "view": "views", "ask": "asks", "short": "short"}
AT_LENGTH = {
    "short": 20,
    "view": 20,
    "view view": 6,
    "view ask": 16,
    "story": 20,
    "story view": 9,
    "story ask": 9,
}
BRIDGED = 0.45  # of second thoughts
_BRIDGES = ("And", "Also,", "Besides,", "Plus")
_MAY_FOLLOW = re.compile(
    r"(a|an|after|because|every|for|half|if|it|my|no|nobody|nothing|one|our|people|some|somebody|that|the|there|they|this|"
    r"we|when|whoever|you|your)('\w+)?\b",
    re.IGNORECASE,
)
IN_A_FEW_WORDS = {"short": 38, "view": 46, "view ask": 4, "ask": 4, "story": 8}


class Essayist:
    """Writes the answers to one question.

    With `become` the first story that a person tells makes them who they are. `plans` weighs how answers are built, and
    with `again` several people may give the same answer of a few words.
    """

    def __init__(
        self,
        pen: Pen,
        question: str,
        themes: Mapping[tuple[str, str], ThemeWords],
        *,
        become: bool,
        plans: Mapping[str, int] = AT_LENGTH,
        again: bool = False,
    ) -> None:
        self._pen = pen
        self._question = question
        self._themes = themes
        self._become = become
        self._plans = plans
        self._again = again
        self._said: Counter[str] = Counter()

    def left(self, theme: str) -> int:
        """About how many lines nobody has said yet."""
        words = self._themes.get((self._question, theme), ThemeWords())
        lines = len(words.stories) + len(words.views) + len(words.asks) + len(words.short)
        return max(0, lines - self._said[theme])

    def write(self, themes: Sequence[str], setting: Setting) -> str:
        """One theme has a plan of its own; with several the first may be a story and each of the others gets a view."""
        if len(themes) == 1:
            return self._join(themes[0], self._plan(themes[0], setting), setting)
        first = self._pen.rng.choices(("story", "view"), (45, 55))[0]
        texts = [self._join(themes[0], first, setting)]
        for theme in themes[1:]:
            text = self._join(theme, self._pen.rng.choices(("view", "ask"), (4, 1))[0], setting)
            texts.append(_bridged(self._pen.rng, text) if self._pen.rng.random() < BRIDGED else text)
        return joined(texts)

    def _plan(self, theme: str, setting: Setting) -> str:
        words = self._themes[self._question, theme]
        rng = self._pen.rng
        plan = rng.choices(list(self._plans), list(self._plans.values()))[0]
        return plan if plan != "short" or words.short else "view"

    def _join(self, theme: str, plan: str, setting: Setting) -> str:
        """Only the first part must be: the rest is left out where nothing new is left to say."""
        first, *more = plan.split()
        texts = [self._part(theme, first, setting)]
        for part in more:
            with suppress(WordsRanOutError):
                texts.append(self._part(theme, part, setting, alike=(ALIKE,)))
        return joined(texts)

    def _part(self, theme: str, part: str, setting: Setting, *, alike: Sequence[float] = (ALIKE, 1.0)) -> str:
        """A story is told once; whoever wanted to tell it gives a view, and so on down. Raises `WordsRanOutError`."""
        words = self._themes[self._question, theme]
        sources = {part: (), "view": words.views, "story": words.stories, "ask": words.asks, "short": words.short}
        sources[part] = getattr(words, _FIELDS[part])
        for limit, (kind, source) in product(alike, sources.items()):
            with suppress(WordsRanOutError):
                again = self._again and kind == "short"
                key = f"{self._question} {theme} {kind}"
                text = self._pen.take(key, source, setting, become=self._become, again=again, alike=(limit,))
                self._said[theme] += 1
                return text
        raise WordsRanOutError(f"{self._question} {theme}")


def joined(texts: Sequence[str]) -> str:
    """A stop after each part that has no mark of its own."""
    return " ".join([text if text[-1] in ".?!" else f"{text}." for text in texts[:-1]] + list(texts[-1:]))


def _bridged(rng: Random, text: str) -> str:
    """With a word or two that lead over from the thought before, where the first word allows it."""
    if not _MAY_FOLLOW.match(text):
        return text
    return f"{rng.choice(_BRIDGES)} {text[0].lower()}{text[1:]}"


def last_word(rng: Random, mind: str | None) -> str | None:
    """Which kind of last word goes with the answer on the scale, if any: "support", "oppose" or "unsure"."""
    if mind in ("Neither support nor oppose", "Don't know yet"):
        return "unsure" if rng.random() < 0.55 else None
    if mind is None or rng.random() > 0.14:
        return None
    return "support" if mind.endswith("support") else "oppose"
