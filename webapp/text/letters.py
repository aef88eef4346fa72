"""A letter that many sent is themed once: each copy carries its themes, and those of its sender's own words."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from webapp.text.gathering import Gathered
from webapp.text.shapes import NO_REASON, NONE, Code, ThemedAnswer

MOST_THEMES = 3
"""Themes that a letter's shared text counts for, surest first; its sentences alone would spread it over many."""
_SPECIAL = (NONE, NO_REASON)


def share_codes(
    themed: Sequence[ThemedAnswer], gathered: Gathered, *, decided: Collection[str] = ()
) -> tuple[ThemedAnswer, ...]:
    """The themed answers with equal codes for what the copies of a letter share.

    A copy's code rests on the same sentence as the letter's, or, where its sender left that out, on the first shared
    one. `decided`: ids of answers that people read; those stay. `themed` is in the order of `gathered.text_of`.
    """
    letters = {campaign: text for text, campaign in _letters(gathered)}
    codes = {campaign: _codes_of(text, themed, gathered) for campaign, text in letters.items()}
    shared = {campaign: [one.point for one in gathered.excerpts[text]] for campaign, text in letters.items()}
    return tuple(
        replace(one, codes=_shared_and_own(one, gathered, text, codes[one.campaign], shared[one.campaign]))
        if one.campaign is not None and one.id not in decided
        else one
        for one, text in zip(themed, gathered.text_of, strict=True)
    )


def _letters(gathered: Gathered) -> list[tuple[int, int]]:
    """(text, campaign) of the text that most people of each campaign sent."""
    campaign_of = dict(zip(gathered.text_of, gathered.campaigns, strict=True))
    ranked = sorted(campaign_of, key=lambda text: (len(gathered.people[text]), -text))
    return [(text, campaign) for text in ranked if (campaign := campaign_of[text]) is not None]


def _codes_of(text: int, themed: Sequence[ThemedAnswer], gathered: Gathered) -> list[tuple[Code, int]]:
    """The surest codes of a letter, each with the point it rests on."""
    codes = themed[gathered.people[text][0]].codes
    points = {(one.start, one.end): one.point for one in gathered.excerpts[text]}
    named = [code for code in codes if code.theme not in _SPECIAL and (code.start, code.end) in points]
    return [(code, points[code.start, code.end]) for code in named[:MOST_THEMES]]


def _shared_and_own(
    one: ThemedAnswer, gathered: Gathered, text: int, letter: list[tuple[Code, int]], shared: Collection[int]
) -> tuple[Code, ...]:
    common = [excerpt for excerpt in gathered.excerpts[text] if excerpt.point in shared]
    if not letter or not common:
        return one.codes
    spans = {excerpt.point: (excerpt.start, excerpt.end) for excerpt in reversed(common)}
    first = (common[0].start, common[0].end)
    best: dict[str, Code] = {}
    for code, point in letter:
        start, end = spans.get(point, first)
        best[code.theme] = replace(code, start=start, end=end)
    taken = {(excerpt.start, excerpt.end) for excerpt in common}
    for code in one.codes:
        if code.theme not in _SPECIAL and (code.start, code.end) not in taken:
            best.setdefault(code.theme, code)
    return tuple(sorted(best.values(), key=lambda code: (-code.confidence, code.start, code.theme)))
