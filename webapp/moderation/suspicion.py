"""What a moderator should look at, and why: rules that show their evidence and never decide. Pure.

Every rule takes the text and what was written lately, and gives sentences for the moderator. How often they are right
is measured in docs/moderation.md.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from webapp.i18n import _, ngettext
from webapp.moderation import word_list

LATELY = timedelta(days=7)
"""So far back texts are compared."""
MOST_COMPARED = 200
"""Texts of each kind that are compared, the newest."""
RUN = 8
"""So many words in the same order are no accident."""
FEWEST_COPIED, SHARE_COPIED = 20, 0.5
"""Words that are the same, and the part of the text they must make up."""
FEWEST_REPEATED = 6
"""A shorter text may be said twice: “I agree with that.”"""
_MOST_WORDS = 2_000
_IN_A_ROW, _ROW = 5, timedelta(minutes=10)
_FEWEST_CAPITALS, _SHARE_CAPITALS = 30, 0.7
_SAME_LETTER, _SAME_LINE = 12, 4
_MOST_SHOWN = 5

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_LINK = re.compile(r"(?:https?://|www\.)([^\s/<>\"')\]]{3,100})", re.IGNORECASE)
_SENTENCE = re.compile(r"[.!?\n]+")
_DRAWN = "-_=.*#~ \t\n"  # letters of lines that people draw


class Rule(StrEnum):
    """Their values are stored beside the evidence."""

    LINKS = "links"
    SHOP = "shop words"
    REPEATED = "repeated"
    COPIED = "copied"
    ABUSE = "abuse"
    HATE = "hate"
    THREAT = "threat"
    CAPITALS = "capitals"
    FLOOD = "flood"


Evidence = tuple[str, str]  # (rule, what it rests on, in words)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A text that stands somewhere. `same_author`: by whoever wrote the one that is looked at."""

    text: str
    same_author: bool
    at: datetime


def examine(text: str, *, earlier: Sequence[Earlier] = (), now: datetime) -> tuple[Evidence, ...]:
    """Everything that is worth a look, each rule at most once."""
    rules = (_links, _listed, _capitals, _flood_of_letters)
    found = [evidence for rule in rules for evidence in rule(text)]
    found += [*_copies(text, earlier), *_same_link(text, earlier), *_many_at_once(earlier, now)]
    return tuple((rule.value, words) for rule, words in found)


def _links(text: str) -> Iterator[tuple[Rule, str]]:
    links, words = len(_LINK.findall(text)), len(_WORD.findall(text))
    if links >= 3 and words < 20 * links:
        yield Rule.LINKS, _("It has %(links)s links in %(words)s words.", links=links, words=words)


def _same_link(text: str, earlier: Sequence[Earlier]) -> Iterator[tuple[Rule, str]]:
    """People name the same pages; one person who names one page again and again is worth a look."""
    mine = [one.text.casefold() for one in earlier if one.same_author]
    for host in dict.fromkeys(host.casefold() for host in _LINK.findall(text)):
        times = sum(host in one for one in mine)
        if times >= 2:
            yield Rule.LINKS, ngettext(
                "The same person put a link to %(host)s into %(num)s other text lately.",
                "The same person put a link to %(host)s into %(num)s other texts lately.", times, host=host,
            )  # fmt: skip
            return


def _listed(text: str) -> Iterator[tuple[Rule, str]]:
    by_part: dict[str, list[str]] = {}
    for hit in word_list.find_hits(text):
        by_part.setdefault(hit.part, []).append(hit.written)
    insults = [*by_part.get(word_list.WORDS, ()), *by_part.get(word_list.POINTED, ())]
    if insults:
        yield Rule.ABUSE, _("It has words of our list: %(words)s", words=_quoted(insults))
    if word_list.HATEFUL in by_part:
        words = _quoted(by_part[word_list.HATEFUL])
        yield Rule.HATE, _("It has words that are hateful about people: %(words)s", words=words)
    if word_list.THREATS in by_part:
        yield Rule.THREAT, _("It reads like a threat: %(words)s", words=_quoted(by_part[word_list.THREATS]))
    shop = by_part.get(word_list.SHOP, [])
    if len(shop) >= 2 or (shop and _LINK.search(text)):
        yield Rule.SHOP, _("It has words of a shop: %(words)s", words=_quoted(shop))


def _quoted(words: Sequence[str]) -> str:
    return ", ".join(f"“{' '.join(one.split())}”" for one in words[:_MOST_SHOWN])


def _capitals(text: str) -> Iterator[tuple[Rule, str]]:
    letters = [one for one in text if one.isupper() or one.islower()]
    large = sum(one.isupper() for one in letters)
    if len(letters) >= _FEWEST_CAPITALS and large >= _SHARE_CAPITALS * len(letters):
        yield Rule.CAPITALS, _("It is nearly all in capitals: %(large)s of %(all)s letters.", large=large,
                               all=len(letters))  # fmt: skip


def _flood_of_letters(text: str) -> Iterator[tuple[Rule, str]]:
    longest = max(((sum(1 for _one in run), letter) for letter, run in groupby(text) if letter not in _DRAWN),
                  default=(0, ""))  # fmt: skip
    if longest[0] >= _SAME_LETTER:
        yield Rule.FLOOD, _("“%(letter)s” stands %(times)s times in a row.", letter=longest[1], times=longest[0])
        return
    lines = Counter(" ".join(line.casefold().split()) for line in _SENTENCE.split(text) if len(line.split()) > 1)
    if lines and (most := lines.most_common(1)[0])[1] >= _SAME_LINE:
        yield Rule.FLOOD, _("It says “%(line)s” %(times)s times.", line=most[0][:80], times=most[1])


def _many_at_once(earlier: Sequence[Earlier], now: datetime) -> Iterator[tuple[Rule, str]]:
    times = sum(one.same_author and one.at > now - _ROW for one in earlier)
    if times >= _IN_A_ROW:
        yield Rule.FLOOD, ngettext("The same person wrote %(num)s other text in the last ten minutes.",
                                   "The same person wrote %(num)s other texts in the last ten minutes.",
                                   times)  # fmt: skip


def _copies(text: str, earlier: Sequence[Earlier]) -> Iterator[tuple[Rule, str]]:
    """The same words in the same order elsewhere: by others copied, by the same person repeated."""
    mine = _words(text)
    alike = [(count_same(mine, _words(one.text)), one) for one in earlier]
    found = [(same, one) for same, one in alike if same]
    if not found:
        return
    own = sum(one.same_author for _same, one in found)
    words = ngettext(
        "The same %(words)s words stand in %(num)s other text of the last %(days)s days.",
        "The same %(words)s words stand in %(num)s other texts of the last %(days)s days.",
        len(found), words=max(same for same, _one in found), days=LATELY.days,
    )  # fmt: skip
    if own == len(found):
        yield Rule.REPEATED, words + " " + _("All are by the same person.")
    elif own:
        yield Rule.REPEATED, words + " " + ngettext("%(num)s is by the same person.",
                                                    "%(num)s are by the same person.", own)  # fmt: skip
    else:
        yield Rule.COPIED, words


def count_same(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words of the first text stand in the second in the same order, in runs of at least `RUN`; 0 when they
    are too few to mean anything."""
    if len(words) >= FEWEST_REPEATED and list(words) == list(others):
        return len(words)
    runs = {tuple(others[at : at + RUN]) for at in range(len(others) - RUN + 1)}
    covered: set[int] = set()
    for at in range(len(words) - RUN + 1):
        if tuple(words[at : at + RUN]) in runs:
            covered.update(range(at, at + RUN))
    return len(covered) if len(covered) >= max(FEWEST_COPIED, SHARE_COPIED * len(words)) else 0


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)[:_MOST_WORDS]]
