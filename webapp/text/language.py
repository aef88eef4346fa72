"""Which language an answer is in. Plain English is seen by its small words; only the rest goes to py3langid."""

import re
from collections import Counter
from collections.abc import Sequence

import py3langid

from webapp.text.words import find_words

UNKNOWN = "und"
_ENGLISH_WORDS = """
the and is are of to for with that this it be should have not they we you would was were will can there their our
because more from at by as or if but my need needs what when which who all people don't it's no i
"""
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
_FEWEST_LETTERS = 12
_FEWEST_WORDS = 4
_ENOUGH_LETTERS = 25
"""A text in plain letters with fewer words and letters than this is too short to tell."""
_MARGIN, _MARGIN_ACCENTED = 20.0, 8.0
"""How much likelier than English another language must be: of 15,000 short English texts none reached 20."""
_FAR = re.compile(r"[^\W\d_\x00-\u024f]")
"""A letter beyond those of Latin scripts."""
_TAKEN_FOR = {"pcm": "en", "sco": "en", "zxx": UNKNOWN}
"""Near relations of English, which short English texts are taken for, and "no language", which is gibberish."""
_ENOUGH_TEXT = 1_000


def find_languages(texts: Sequence[str], *, usual: str = "") -> list[str]:
    """ISO 639-1 code of each text; `und` where it holds no letters.

    A text too short to tell gets `usual`, the language of those it joins; without one, the commonest of `texts`.
    """
    sure = [_sure_language(text[:_ENOUGH_TEXT]) for text in texts]
    counts = Counter(code for code in sure if code not in ("", UNKNOWN))
    common = usual or (min(counts, key=lambda code: (-counts[code], code)) if counts else "en")
    return [code or common for code in sure]


def _sure_language(text: str) -> str:
    """The language, or "" when the text is too short or too odd to say."""
    if not _FAR.search(text) and _looks_english(text):  # most texts, and nothing slower is needed for them
        return "en"
    letters = [letter for letter in text if letter.isalpha()]
    if not letters:
        return UNKNOWN
    latin = sum(letter < "\u0250" for letter in letters) * 2 > len(letters)
    if latin and _looks_english(text):
        return "en"
    if latin and _is_too_short(text, letters):
        return ""
    return _ranked_language(text)


def _is_too_short(text: str, letters: list[str]) -> bool:
    plain = all(letter.isascii() for letter in letters)
    few = len(find_words(text)) < _FEWEST_WORDS and len(letters) < _ENOUGH_LETTERS
    return len(letters) < _FEWEST_LETTERS or (plain and few)


def _looks_english(text: str) -> bool:
    words = find_words(text)
    return sum(map(_ENGLISH.__contains__, words)) * 6 >= len(words) > 2


def _ranked_language(text: str) -> str:
    """py3langid's choice, unless English is nearly as likely: names and slips of the pen pull short texts away."""
    ranked = {code: float(score) for code, score in reversed(py3langid.rank(text))}
    best = max(ranked, key=lambda code: (ranked[code], code))
    margin = _MARGIN_ACCENTED if any(sign.isalpha() and not sign.isascii() for sign in text) else _MARGIN
    likely = "en" if ranked[best] - ranked.get("en", -1e9) < margin else best
    return _TAKEN_FOR.get(likely, likely)
