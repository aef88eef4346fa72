"""Words as the machine sees them: lower case, common endings taken off, small words set aside."""

import re
from functools import lru_cache

from nltk.stem import PorterStemmer
from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS

_WORD = re.compile(r"[^\W_]{1,40}(?:'[^\W_]{1,40})*")
_PLAIN_WORD = re.compile(r"[a-z0-9]{1,40}(?:'[a-z0-9]{1,40})*")
"""The same for plain small letters, which is quicker."""
_SAYING = """
able absolutely actually agree allow already also always another anybody anyone anything basically believe better big
came can't certain certainly clear come comes completely concern concerned concerning consider couldn't definitely
despite didn't different does doesn't doing don't done else end especially etc even every everybody everyone everything
extremely far fact feel feeling feels felt fully gave general generally get gets getting give given gives giving go goes
going gone good got great happen happens hardly hasn't haven't having he'd he's help here's hope i'd i'll i'm i've
idea important instead isn't issue issues it'd it'll it's just keep keeps kind know known lack less let let's like
likely little long look looking looks lot lots made main mainly make makes making many matter maybe mean means mostly
much must mustn't my need needed needs neither never new nice no nobody none nothing now number obviously often ok okay
one ones only onto opinion option overall own particularly people per perhaps person place please point possible
possibly potential potentially probably problem problems provide put quite rather reading real really reason regarding
right said say saying says see seem seems shouldn't shall she'd she's simply since small some somebody someone something
sometimes soon sort start still stop such suggest support sure take taken takes taking tell thank thanks that'd that's
then there there's therefore they'd they'll they're they've thing things think thinking thought though thus time times
together too took totally towards tried try trying type understand unless us use used using usually various very view
want wanted wants wasn't way ways we'd we'll we're we've well went weren't what's when's whether who's whole will
within without won't work worse would wouldn't yes yet you'd you'll you're you've
"""
# Words that say how something is said, not what is said. They may stand inside a label, never at its ends.
PLAIN_WORDS = frozenset(ENGLISH_STOP_WORDS) - {
    "bill",
    "bottom",
    "call",
    "cry",
    "describe",
    "empty",
    "fill",
    "fire",
    "interest",
    "mill",
    "move",
    "system",
    "top",
}
SMALL_WORDS = PLAIN_WORDS | frozenset(_SAYING.split())
_porter = PorterStemmer()


def find_words(text: str) -> list[str]:
    """The words of a text in order, lower case, straight apostrophes, the possessive taken off."""
    said = text.casefold().replace("’", "'")
    words: list[str] = (_PLAIN_WORD if said.isascii() else _WORD).findall(said)
    return [_without_possessive(word) for word in words] if "'s" in said else words


def _without_possessive(word: str) -> str:
    return word.removesuffix("'s") if len(word) > 3 and word != "let's" else word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The word without its common English endings (Porter's rules): "buses" and "bus" become one."""
    return str(_porter.stem(word)) if word.isascii() else word


def is_long_number(word: str) -> bool:
    """True for "800" and "2024", which say little about a theme; a route such as "42" or "7a" may."""
    return len(word) > 2 and word.isdigit()
