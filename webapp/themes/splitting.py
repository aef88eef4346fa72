"""Suggesting how a theme could be split: the groups inside it. Only the worker loads this, because it loads science."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp.i18n import _l
from webapp.jobs.worker import Teller
from webapp.refusals import Refused
from webapp.text import pipeline
from webapp.text.shapes import SPECIAL_LABELS, Answer, Theming
from webapp.themes.gathering import reading
from webapp.themes.models import CodeFrame
from webapp.themes.queries import lists
from webapp.themes.queries.lists import Filter

KIND = "split-hints"
MOST_GROUPS = 4
FEWEST_IN_GROUP = 2
FEWEST_TO_SPLIT = 6
MOST_READ = 5_000
"""Excerpts of the theme that are grouped; more would show no other groups."""


class TooFewToSplit(Refused):
    message = _l("There are too few different excerpts here to suggest groups.")


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Group what stands under one theme. `facts`: frame_id, theme_id. Nothing is kept but the result:

    {"groups": [{"label": words, "excerpts": [ids, those that say the same words together]}, …]}, largest first.
    """
    tell("Reading the excerpts", 0, 100)
    with reading(sessions) as session:
        frame = session.get_one(CodeFrame, facts["frame_id"])
        codes = lists.words_under(session, frame, Filter([facts["theme_id"]]), most=MOST_READ)
    saying: dict[str, list[int]] = {}
    for excerpt_id, words in codes:
        saying.setdefault(words, []).append(excerpt_id)
    if len(saying) < FEWEST_TO_SPLIT:
        raise TooFewToSplit
    texts = list(saying)
    tell("Looking for groups", 30, 100)
    found = _find(texts, wanted=None)
    if not 2 <= _count(found) <= MOST_GROUPS:
        tell("Looking for groups", 60, 100)
        found = _find(texts, wanted=MOST_GROUPS if _count(found) > MOST_GROUPS else 2)
    return {"groups": _groups(found, texts, saying)}


def _find(texts: Sequence[str], *, wanted: int | None) -> Theming:
    return pipeline.theme([Answer(str(place), text) for place, text in enumerate(texts)], themes=wanted)


def _count(found: Theming) -> int:
    return sum(one.id not in SPECIAL_LABELS for one in found.frame)


def _groups(found: Theming, texts: Sequence[str], saying: Mapping[str, Sequence[int]]) -> list[dict[str, Any]]:
    """Each text in the group it is surest of."""
    of_group: dict[str, list[int]] = {}
    sizes: Counter[str] = Counter()
    for one in found.answers:
        codes = [code for code in one.codes if code.theme not in SPECIAL_LABELS]
        if codes:
            text = texts[int(one.id)]
            of_group.setdefault(codes[0].theme, []).extend(saying[text])
            sizes[codes[0].theme] += 1
    labels = {one.id: one.label for one in found.frame}
    kept = [group for group, size in sizes.most_common(MOST_GROUPS) if size >= FEWEST_IN_GROUP]
    return [{"label": labels[group], "excerpts": sorted(of_group[group])} for group in kept]
