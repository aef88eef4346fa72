"""Where an answer stands on what was asked: for, against, mixed. Read from what is said, never from its mood alone.

A question that proposes something either takes away ("ban adverts") or brings ("build a lane"). Plain statements weigh
most: "should (not) be banned", "I support it". After those comes what is said to follow: good or harm, of the proposal
where the sentence speaks of it ("a ban would hurt clubs"), otherwise of the thing it is about ("adverts hurt
children"), which speaks for taking it away. Negation and words that lessen turn what they stand before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from webapp.text.shapes import AGAINST, FOR, MIXED
from webapp.text.stance_words import (
    AGAIN,
    AGREEING,
    BAD,
    ENDING,
    GOOD,
    LESSENING,
    MODALS,
    NEGATING,
    OPPOSING,
    PEOPLE,
    SPARED,
    STARTING,
    THE_PLAN,
)
from webapp.text.words import find_words, stem

STATED, IMPLIED = 3.0, 1.0
"""What a plain statement weighs, and a good or a harm that is spoken of."""
CLEAR = 0.5
_REACH, _LESSENED_REACH, _MODAL_REACH, _ON_WHAT = 4, 3, 4, 4
"""How many words before are looked at for a negation, a word that lessens, a "should"; how many after "I support"."""
_OPENING = 4
_AS_NOUNS = ("ing", "ion", "ions", "ure", "al")
_ASKING = re.compile(
    r"\b(should|propos\w*|plans?|ban\w*|must|ought|needs? to)\b",
    re.IGNORECASE,
)
_FEELING = re.compile(
    r"\b(agree|support|oppose|in favou?r|against|views? of|views? on|thoughts on|feel about|think (?:of|about))\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(which|what|who|whom|whose|where|when|why|how)\b[^.?!;]*", re.IGNORECASE)
"""What stands after these proposes nothing that one could be for or against: which street should be first?"""
_YES = re.compile(r"\W*(yes|absolutely|definitely|agreed|great idea|good idea|about time)\b", re.IGNORECASE)
_NO = re.compile(r"\W*(no\s*[,.!;:–—-]|no way|absolutely not|definitely not|bad idea|terrible idea)", re.IGNORECASE)
_ACTS = (ENDING | STARTING) - AGREEING - OPPOSING
_ENDS = ENDING - LESSENING
_BRINGS = STARTING - GOOD


@dataclass(frozen=True, slots=True)
class Proposal:
    """`takes_away`: it ends something, rather than bringing it. `acts`: stems of the words that say so."""

    takes_away: bool
    acts: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Said:
    words: Sequence[str]
    stems: Sequence[str]

    def negated(self, at: int, reach: int) -> bool:
        return not NEGATING.isdisjoint(self.words[max(0, at - reach) : at])


@lru_cache(maxsize=256)
def read_question(question: str) -> Proposal | None:
    """What a question proposes, or None when it proposes nothing one could be for or against."""
    if not _FEELING.search(question) and not _ASKING.search(_WHICH.sub(" ", question)):
        return None
    acts = [root for root in map(stem, find_words(question)) if root in _ACTS]
    return Proposal(bool(acts) and acts[0] in ENDING, frozenset(acts[:1]))


def read_stance(sentences: Sequence[str], question: str) -> str | None:
    """`sentences` of one answer. One of `FOR`, `AGAINST`, `MIXED`; None when it cannot be told."""
    return name_leaning(lean(sentences, read_question(question)))


def name_leaning(leanings: Sequence[float]) -> str | None:
    """From the leanings of sentences to the stance of them all."""
    in_favour = sum(one for one in leanings if one > 0)
    against = -sum(one for one in leanings if one < 0)
    if min(in_favour, against) >= STATED:
        return MIXED
    total = in_favour - against
    return FOR if total >= CLEAR else AGAINST if total <= -CLEAR else None


def lean(sentences: Sequence[str], proposal: Proposal | None) -> list[float]:
    """By sentence of one answer: above 0 for the proposal, below 0 against it, 0 when nothing can be told.

    "It" and "this" at the start speak of what the sentence before spoke of.
    """
    if proposal is None:
        return [0.0] * len(sentences)
    leanings: list[float] = []
    about_it = False
    for sentence in sentences:
        words = find_words(sentence)
        said = _Said(words, [stem(word) for word in words])
        about_it = _is_about(said, proposal, about_it)
        leanings.append(_lean(sentence, said, proposal, about_it))
    return leanings


def _lean(sentence: str, said: _Said, proposal: Proposal, about_it: bool) -> float:
    if _NO.match(sentence):
        return -STATED
    if _YES.match(sentence):
        return STATED
    return _stated(said, proposal) or _implied(said, proposal, about_it)


def _is_about(said: _Said, proposal: Proposal, before: bool) -> bool:
    """Whether a sentence speaks of what is proposed, rather than of what that would touch."""
    if not proposal.acts.isdisjoint(said.stems) or not THE_PLAN.isdisjoint(said.stems):
        return True
    opening = zip(said.words[:_OPENING], said.stems[:_OPENING], strict=True)
    ends = any(root in ENDING and word.endswith(_AS_NOUNS) for word, root in opening)
    return (ends and proposal.takes_away) or (before and said.words[:1] != [] and said.words[0] in AGAIN)


def _stated(said: _Said, proposal: Proposal) -> float:
    """What a sentence says outright should be done, or that the writer is for or against."""
    total = 0.0
    for at, root in enumerate(said.stems):
        turned = -1.0 if said.negated(at, _MODAL_REACH) else 1.0
        before = said.words[max(0, at - _MODAL_REACH) : at]
        act = _act(root, proposal)
        if act and ((at == 0 and said.words[0] == root) or not MODALS.isdisjoint(before)):
            total += turned * act
        elif (root in AGREEING or root in OPPOSING) and not PEOPLE.isdisjoint(before):
            acts = (_act(one, proposal) for one in said.stems[at + 1 : at + 1 + _ON_WHAT])
            total += turned * (1.0 if root in AGREEING else -1.0) * next((one for one in acts if one), 1.0)
    return STATED * max(-1.0, min(1.0, total))


def _act(root: str, proposal: Proposal) -> float:
    """1 for a word that does what is proposed, -1 for one that does the opposite, 0 for any other."""
    if root in proposal.acts:
        return 1.0
    if root in _ENDS:
        return 1.0 if proposal.takes_away else -1.0
    return (-1.0 if proposal.takes_away else 1.0) if root in _BRINGS else 0.0


def _implied(said: _Said, proposal: Proposal, about_it: bool) -> float:
    """The good and the harm a sentence speaks of, each turned by what stands before it."""
    total = 0.0
    for at, root in enumerate(said.stems):
        sign = 1.0 if root in GOOD else -1.0 if root in BAD else 0.0
        if not sign or root in proposal.acts:
            continue
        lessened = SPARED.intersection(said.stems[max(0, at - _LESSENED_REACH) : at]) - proposal.acts
        total += sign * (-1.0 if said.negated(at, _REACH) else 1.0) * (-1.0 if lessened else 1.0)
    return IMPLIED * total * (1.0 if about_it or not proposal.takes_away else -1.0)
