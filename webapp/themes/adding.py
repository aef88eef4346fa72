"""Keeping the codes of new answers beside those there are, and noticing when new answers say something else.

Nothing that is there is touched, so that it may happen while people decide. Everything in the caller's transaction.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import and_, case, distinct, func, insert, select
from sqlalchemy.orm import Session

from webapp.themes import finding, picture, queries, rules, storing_rows
from webapp.themes.coding import effective
from webapp.themes.coding_rows import in_batches
from webapp.themes.models import Campaign, CodeFrame, Run, ThemedItem
from webapp.themes.outcomes import NewCodes
from webapp.themes.sources import Excerptable


def add(session: Session, frame: CodeFrame, run: Run, answers: Sequence[Excerptable], codes: Sequence[NewCodes]) -> int:
    """Keep the codes of these answers, but of those that were coded meanwhile. How many were kept.

    A copy of words that are there already belongs to their campaign, and a near copy to the letter whose id is its
    `campaign`; others are put at the end of the reading order.
    """
    texts = {one.id: one.text for one in answers}
    there = _those_there(session, frame, texts)
    fresh = [one for one in codes if one.item_id not in there]
    if not fresh:
        return 0
    digests = {one.item_id: rules.digest_of(texts[one.item_id]) for one in fresh}
    campaigns = _campaigns(session, frame, set(digests.values()))
    known = set(session.scalars(select(Campaign.id).where(Campaign.frame_id == frame.id)))
    places = _places(session, frame, fresh, texts, {*campaigns})
    rows = []
    for one in fresh:
        letter = campaigns.get(digests[one.item_id]) or (one.campaign if one.campaign in known else None)
        row = storing_rows.item_row(frame, run.id, one, texts[one.item_id], letter)
        rows.append(row | places.get(one.item_id, {"read_order": None, "random": False}))
    session.execute(insert(ThemedItem), rows)
    storing_rows.store_flags(session, frame, fresh)
    storing_rows.suggest(session, frame, run.id, answers[0].kind, fresh, _theme_ids(session, frame), {})
    run.method = {**run.method, "drift": _drift(session, frame, run)}
    session.flush()
    return len(fresh)


def _those_there(session: Session, frame: CodeFrame, texts: Mapping[int, str]) -> set[int]:
    found: set[int] = set()
    for batch in in_batches(texts):
        coded = select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id.in_(batch))
        found |= set(session.scalars(coded))
    return found


def _campaigns(session: Session, frame: CodeFrame, digests: set[str]) -> dict[str, int | None]:
    """Of these fingerprints of words those that are there already, each with its campaign if it is of one."""
    found: dict[str, int | None] = {}
    for batch in in_batches(digests):
        same = (
            select(ThemedItem.digest, func.max(ThemedItem.campaign_id))
            .where(ThemedItem.frame_id == frame.id, ThemedItem.digest.in_(batch))
            .group_by(ThemedItem.digest)
        )
        found |= dict(session.execute(same).all())
    return found


def _places(
    session: Session, frame: CodeFrame, codes: Sequence[NewCodes], texts: Mapping[int, str], there: set[str]
) -> dict[int, dict[str, object]]:
    """The place in the reading order of each text that is not there yet, the least sure first."""
    last = session.scalar(select(func.max(ThemedItem.read_order)).where(ThemedItem.frame_id == frame.id)) or 0
    firsts: dict[str, NewCodes] = {}
    for one in codes:
        digest = rules.digest_of(texts[one.item_id])
        if digest not in there:
            firsts.setdefault(digest, one)
    unsure = sorted(firsts.values(), key=lambda one: (max(code.confidence for code in one.codes), one.item_id))
    return {
        one.item_id: {"read_order": place, "random": finding.draw(texts[one.item_id]) % finding.LOT == 0}
        for place, one in enumerate(unsure, start=last + 1)
    }


def _theme_ids(session: Session, frame: CodeFrame) -> dict[str, int]:
    themes = queries.list_themes(session, frame, fresh=True)
    return {one.special.value if one.special else str(one.id): one.id for one in themes}


def _drift(session: Session, frame: CodeFrame, run: Run) -> list[list[int]]:
    """What the newest answers since themes were looked for say more or less than the others (`picture.Drift`)."""
    last_item = run.method.get("last_item")
    if not isinstance(last_item, int):
        return []
    rows = effective(frame).rows
    newest = (
        select(ThemedItem.item_id)
        .where(ThemedItem.frame_id == frame.id, ThemedItem.item_id > last_item)
        .order_by(ThemedItem.item_id.desc())
        .limit(picture.NEWEST)
        .subquery("newest")
    )
    joined = rows.outerjoin(newest, and_(newest.c.item_id == rows.c.item_id))
    new = case((newest.c.item_id.is_not(None), rows.c.item_id))
    old = case((newest.c.item_id.is_(None), rows.c.item_id))
    counts = (func.count(distinct(new)), func.count(distinct(old)))
    of_newest, of_earlier = session.execute(select(*counts).select_from(joined)).one()
    by_theme = session.execute(select(rows.c.theme_id, *counts).select_from(joined).group_by(rows.c.theme_id)).all()
    found = picture.find_drift(
        {theme: count for theme, count, _old in by_theme}, of_newest,
        {theme: count for theme, _new, count in by_theme}, of_earlier,
    )  # fmt: skip
    return [[one.theme, one.newest, one.of_newest, one.earlier, one.of_earlier] for one in found]
