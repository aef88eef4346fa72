"""Letters that the fonts of the PDF do not have. PDF/UA forbids empty boxes: words that name them stand in."""

import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import typst

from webapp.documents.typesetting import typeset

# Latin, Greek and Cyrillic with their accents: the embedded fonts have them all, so most reports need no look-up.
_ALWAYS_SHOWN = re.compile("[^\n\r\t -~\xa0-\u04ff\u2010-\u2027\u202f\u2030-\u205e€]")
# Joiners, variation selectors and skin tones only change the letter before them.
_ATTACHED = re.compile("[\u200b-\u200f\u2060\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0000-\U000e01ef]")
_NOT_SHOWN = re.compile(r'the text `"(.*?)"` could not', re.DOTALL)
_REPEATED = re.compile(r"(\[[^\[\]]+\])(?:[^\w\[\]]*\1)+")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
FONTS = ("Libertinus Serif", "DejaVu Sans Mono", "New Computer Modern")
_PROBE = b"""#set document(title: "probe")
#let given = json(bytes(sys.inputs.letters))
#set text(font: json(bytes(sys.inputs.fonts)))
#for letter in given [#par(letter)]
"""


def rare_letters(texts: Iterable[str]) -> set[str]:
    """The letters outside the scripts that every font of ours has."""
    found: set[str] = set()
    for text in texts:
        if not text.isascii():
            found.update(_ALWAYS_SHOWN.findall(text))
    return found


def find_unshown(letters: Iterable[str], *, fonts: Sequence[str] = FONTS, folders: Sequence[Path] = ()) -> set[str]:
    """Those of the letters for which no font has a shape: the typesetter is asked, about 60 microseconds a letter."""
    asked = sorted(letter for letter in letters if not _ATTACHED.match(letter))
    if not asked:
        return set()
    try:
        typeset(_PROBE, {"letters": json.dumps(asked), "fonts": json.dumps(list(fonts))}, folders=folders)
    except typst.TypstError as error:
        return letters_named(error.diagnostic) & set(asked)
    return set()


def letters_named(diagnostic: str) -> set[str]:
    """The letters that the typesetter says it cannot show."""
    named = (_ESCAPE.sub(lambda code: chr(int(code[1], 16)), text) for text in _NOT_SHOWN.findall(diagnostic))
    return {letter for text in named for letter in text}


def name_unshown(text: str, unshown: set[str]) -> str:
    """The text with such letters named: "[thumbs up sign]", and "[Gurmukhi script]" once for all words in a script.

    One missing letter makes the words of its script unreadable, so all of them in this text go.
    """
    if text.isascii() or unshown.isdisjoint(text):
        return text
    bare = _ATTACHED.sub("", text)
    lost = {_named(letter) for letter in unshown.intersection(bare)}
    return _REPEATED.sub(r"\1", "".join(_stand_in(letter, lost) for letter in bare))


def _stand_in(letter: str, lost: set[str]) -> str:
    if letter.isascii():
        return letter
    return next((name for name in (_script(letter), _named(letter)) if name in lost), letter)


def _named(letter: str) -> str:
    """What a missing letter is called: its script for those that make words, else its own name."""
    if unicodedata.category(letter)[0] in "LMN":
        return _script(letter)
    return f"[{unicodedata.name(letter, 'unknown sign').replace('-', ' ').lower()}]"


def _script(letter: str) -> str:
    word = unicodedata.name(letter, "unknown").split(maxsplit=1)[0]
    return f"[{'Chinese' if word == 'CJK' else word.capitalize()} script]"
