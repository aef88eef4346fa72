"""The writing hand: fills frames, never says the same sentence twice, and gives each person a way of writing."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from webapp.demonstration.place import DISTRICT_OF
from webapp.demonstration.words import Frame, local_slots, slots

SHORT_SENTENCE = 5  # words; people do repeat "No thank you."

ALIKE = 0.65  # share of words

_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_NOT_WORD = re.compile(r"[^\w\s]")


class WordsRanOutError(Exception):
    """No frame is left that this person may say and nobody has said."""


def sentences(text: str) -> list[str]:
    """Cut at full stops, marks and line ends."""
    return [part.strip() for part in _SENTENCE.split(text) if part.strip()]


def plain(sentence: str) -> str:
    """Small letters, no marks, single spaces: how two sentences are compared."""
    return " ".join(_NOT_WORD.sub("", sentence.lower()).split())


def _words(text: str) -> set[str]:
    return set(plain(text).split())


@dataclass(slots=True)
class Setting:
    """Where a person is, so that the same route and stop come back through all they say.

    `settled`: what kind of person they are is known from what they said, and nothing they say later may differ.
    """

    area: str
    who: str = ""
    settled: bool = False
    fixed: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, area: str, rng: Random) -> "Setting":
        local = {slot: rng.choice(values) for slot, values in local_slots()[area].items()}
        return cls(area, fixed={"area": area, "town": DISTRICT_OF[area], **local})


def _keep(text: str, rng: Random) -> str:
    return text


def _lower(text: str, rng: Random) -> str:
    """Typed on a phone with one thumb: no capitals, hardly a mark."""
    joined = re.sub(r"[.!?]+(\s+|$)", lambda _: rng.choice((" ", " ", ", ", "\n")), text.lower())
    return joined.replace("'", "").replace("’", "").rstrip(" ,\n")


def _shout(text: str, rng: Random) -> str:
    return text.upper()


_SLIPS = (
    ("definitely", "definately"), ("because", "becuase"), ("a lot", "alot"), ("every day", "everyday"),
    ("their", "there"), ("would have", "would of"), ("could have", "could of"), ("should have", "should of"),
    ("it's", "its"), ("too ", "to "), ("really", "realy"), ("until", "untill"), ("people", "poeple"),
    ("believe", "beleive"), ("receive", "recieve"), ("which", "wich"), ("appointment", "apointment"),
    ("hospital", "hosptial"), ("driver", "drvier"), ("timetable", "time table"), ("private", "privite"),
    ("expensive", "expencive"), ("don't", "dont"), ("can't", "cant"), ("tomorrow", "tommorow"), ("wait", "wiat"),
    ("service", "servise"), ("public", "publick"), ("company", "compnay"), ("evening", "evning"), ("money", "mony"),
    ("council", "counsil"), ("landlord", "land lord"), ("damp", "dampe"), ("toilet", "tiolet"), ("bench", "bentch"),
)  # fmt: skip


def _slip(text: str, rng: Random) -> str:
    possible = [pair for pair in _SLIPS if pair[0] in text]
    for right, wrong in rng.sample(possible, min(3, len(possible))):
        text = text.replace(right, wrong, 1)
    return text


def _exclaim(text: str, rng: Random) -> str:
    return re.sub(r"\.(\s|$)", lambda found: rng.choice(("!", ".", "!!")) + found[1], text)


def _smile(text: str, rng: Random) -> str:
    return text + " " + rng.choice(("🙏", "🙄", "😡", "👍", "🤷", "😤", "❤️", "😂", "🚌", "👏"))


def _no_last_stop(text: str, rng: Random) -> str:
    return text.removesuffix(".")


def _paragraphs(text: str, rng: Random) -> str:
    parts = sentences(text)
    if len(parts) < 5:
        return text
    cut = rng.randrange(1, len(parts))
    return " ".join(parts[:cut]) + "\n\n" + " ".join(parts[cut:])


STYLES: dict[str, tuple[int, Callable[[str, Random], str]]] = {
    "plain": (56, _keep),
    "no last stop": (12, _no_last_stop),
    "paragraphs": (6, _paragraphs),
    "small letters": (9, _lower),
    "slips": (9, _slip),
    "exclaiming": (3, _exclaim),
    "smiling": (3, _smile),
    "shouting": (2, _shout),
}


def choose_style(rng: Random) -> str:
    return rng.choices(list(STYLES), [weight for weight, _ in STYLES.values()])[0]


class Pen:
    """Writes for everybody of one consultation and remembers every sentence it wrote."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self._decks: dict[str, list[Frame]] = {}
        self._said: set[str] = set()
        self._filled: dict[str, list[set[str]]] = {}

    def take(
        self,
        key: str,
        source: Sequence[Frame],
        setting: Setting,
        *,
        become: bool = False,
        again: bool = False,
        alike: Sequence[float] = (ALIKE, 1.0),
    ) -> str:
        """The next line of a deck that this person may say, filled. Raises `WordsRanOutError`.

        The deck is shuffled once and a used frame goes to its end, so that nothing comes back before all were said.
        With `become` anybody may tell anything and is from then on the kind of person who would. With `again` a line
        of a few words may be said by several people. `alike` is how much two fillings of a frame may have in common,
        as a share of their words: first try, second try.
        """
        anybody = become and not setting.settled
        deck = self._decks.setdefault(key, self.rng.sample(source, len(source)))
        for limit in alike:
            for position, frame in enumerate(deck):
                if (anybody or frame.who in ("", setting.who)) and (text := self._new(frame, setting, again, limit)):
                    deck.append(deck.pop(position))
                    if frame.who:
                        setting.who, setting.settled = frame.who, True
                    return text
        raise WordsRanOutError(key)

    def remember(self, text: str) -> None:
        """For words written out in full elsewhere."""
        self._said.update(self._long(text))

    def style(self, text: str, style: str) -> str:
        return STYLES[style][1](text, self.rng)

    def _new(self, frame: Frame, setting: Setting, again: bool, alike: float) -> str | None:
        """The frame filled so that none of it was said before, or None."""
        text = self.fill(frame.text, setting)
        said = self._long(text) if again else [*self._long(text), plain(text)]
        if self._said.intersection(said) or (said and self._sounds_alike(frame, text, alike)):
            return None
        self._said.update(said)
        self._filled.setdefault(frame.text, []).append(_words(text))
        return text

    def _sounds_alike(self, frame: Frame, text: str, alike: float) -> bool:
        """Another filling of a frame has to differ in more than a number or a name."""
        words = _words(text)
        return any(len(words & other) >= alike * len(words | other) for other in self._filled.get(frame.text, ()))

    def _long(self, text: str) -> list[str]:
        return [plain(part) for part in sentences(text) if len(part.split()) > SHORT_SENTENCE]

    def fill(self, frame: str, setting: Setting) -> str:
        """Choices made and slots filled; no memory of having said it."""
        text = _CHOICE.sub(lambda found: self.rng.choice(found[1].split("|")), frame)
        text = _SLOT.sub(lambda found: setting.fixed.get(found[1]) or self.rng.choice(slots()[found[1]]), text)
        return text[:1].upper() + text[1:]
