"""The rows a run leaves: campaigns, answers as they were read, flags, excerpts and suggestions.

What people decided is never touched: an excerpt somebody decided on, and every excerpt of an answer somebody read in
full, keep the suggestions they had. The number of statements does not grow with the number of answers, except that
lists of ids go in batches.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Select, delete, exists, insert, select, update
from sqlalchemy.orm import Session

from webapp.themes import rules
from webapp.themes.coding_rows import in_batches
from webapp.themes.models import (
    Campaign,
    CodeFrame,
    Decision,
    Excerpt,
    ItemFlag,
    Note,
    Run,
    SecondReading,
    Suggestion,
    ThemedItem,
)
from webapp.themes.outcomes import NewCode, NewCodes, Outcome
from webapp.themes.sources import Excerptable

Span = tuple[int, int, int]
"""Item id, start, end."""
OF_AN_ITEM = (Excerpt, ItemFlag, Note, SecondReading, ThemedItem)
"""Everything that is about one answer."""


def forget_items(session: Session, frames: Collection[int] | Select[int], item_ids: Iterable[int]) -> None:
    """Every trace of these answers goes, decisions, notes and second readings included."""
    for batch in in_batches(item_ids):
        for model in OF_AN_ITEM:
            session.execute(delete(model).where(model.frame_id.in_(frames), model.item_id.in_(batch)))


def forget_changed(session: Session, frame: CodeFrame, answers: Sequence[Excerptable]) -> None:
    """Excerpts of words that are no longer the same would point at nothing that was said."""
    read = select(ThemedItem.item_id, ThemedItem.digest).where(ThemedItem.frame_id == frame.id)
    digests = dict(session.execute(read).all())
    changed = [one.id for one in answers if digests.get(one.id, "") not in ("", rules.digest_of(one.text))]
    forget_items(session, [frame.id], changed)


def store_campaigns(session: Session, frame: CodeFrame, outcome: Outcome) -> dict[int, int]:
    """Found anew: campaign id by number. The typical copy is the text that most of its people sent."""
    session.execute(update(ThemedItem).where(ThemedItem.frame_id == frame.id).values(campaign_id=None))
    session.execute(delete(Campaign).where(Campaign.frame_id == frame.id))
    texts = {one.id: one.text for one in outcome.answers}
    members: dict[int, list[int]] = {}
    for one in outcome.codes:
        if one.campaign is not None:
            members.setdefault(one.campaign, []).append(one.item_id)
    for number, items in sorted(members.items()):
        session.add(Campaign(frame_id=frame.id, number=number, typical_item_id=_typical_copy(items, texts)))
    session.flush()
    stored = select(Campaign.number, Campaign.id).where(Campaign.frame_id == frame.id)
    return dict(session.execute(stored).all())


def _typical_copy(items: Sequence[int], texts: Mapping[int, str]) -> int:
    copies = Counter(texts[item] for item in items)
    return min(items, key=lambda item: (-copies[texts[item]], item))


def store_items(session: Session, frame: CodeFrame, run: Run, outcome: Outcome, campaigns: Mapping[int, int]) -> None:
    """The answers as they were read now. Those a person read in full keep their place in the reading order."""
    stored = select(ThemedItem.item_id, ThemedItem.id, ThemedItem.read_at).where(ThemedItem.frame_id == frame.id)
    there = {item: (ident, read_at is not None) for item, ident, read_at in session.execute(stored)}
    texts = {one.id: one.text for one in outcome.answers}
    new, again, settled = [], [], []
    for one in outcome.codes:
        campaign_id = None if one.campaign is None else campaigns[one.campaign]
        row = item_row(frame, run.id, one, texts[one.item_id], campaign_id)
        ident, was_read = there.get(one.item_id, (None, False))
        if ident is None:
            new.append(row)
        elif was_read:
            settled.append({key: row[key] for key in row if key not in _PLACES} | {"id": ident})
        else:
            again.append(row | {"id": ident})
    if new:
        session.execute(insert(ThemedItem), new)
    for rows in (again, settled):
        if rows:
            session.execute(update(ThemedItem), rows)
    store_flags(session, frame, outcome.codes)


_PLACES = ("read_order", "random")


def item_row(frame: CodeFrame, run_id: int, one: NewCodes, text: str, campaign_id: int | None) -> dict[str, Any]:
    return {
        "frame_id": frame.id, "item_id": one.item_id, "run_id": run_id, "digest": rules.digest_of(text),
        "language": one.language, "campaign_id": campaign_id, "stance": one.stance, "read_order": one.order,
        "random": one.random,
    }  # fmt: skip


def store_flags(session: Session, frame: CodeFrame, codes: Sequence[NewCodes]) -> None:
    """What a reader should notice, found anew."""
    for batch in in_batches(one.item_id for one in codes):
        session.execute(delete(ItemFlag).where(ItemFlag.frame_id == frame.id, ItemFlag.item_id.in_(batch)))
    places = {(one.item_id, kind, start): end for one in codes for kind, start, end in one.flags}
    rows = [
        {"frame_id": frame.id, "item_id": item, "kind": kind, "start": start, "end": end}
        for (item, kind, start), end in places.items()
    ]
    if rows:
        session.execute(insert(ItemFlag), rows)


def store_codes(session: Session, frame: CodeFrame, run: Run, outcome: Outcome, theme_ids: Mapping[str, int]) -> None:
    """Suggestions that nobody decided on are replaced; those on decided excerpts and read answers stay as they were."""
    undecided = _undecided(frame, run)
    session.execute(delete(Suggestion).where(Suggestion.excerpt_id.in_(undecided)))
    read = set(session.scalars(_read_items(frame)))
    open_codes = [one for one in outcome.codes if one.item_id not in read]
    spans = {(one.item_id, start, end) for one in open_codes for _theme, _sure, start, end, *_ in one.codes}
    _forget_unused(session, undecided, spans)
    ranks = {(*span, one.key): place for one in outcome.themes for place, span in enumerate(one.typical)}
    kind = outcome.answers[0].kind if outcome.answers else ""
    suggest(session, frame, run.id, kind, open_codes, theme_ids, ranks)


def suggest(
    session: Session, frame: CodeFrame, run_id: int, item_kind: str, codes: Sequence[NewCodes],
    theme_ids: Mapping[str, int], ranks: Mapping[tuple[int, int, int, str], int],
) -> None:  # fmt: skip
    """Excerpts and suggestions for these answers, but for excerpts on which somebody decided."""
    spans = {(one.item_id, start, end) for one in codes for _theme, _sure, start, end, *_ in one.codes}
    excerpts = _store_excerpts(session, frame, item_kind, spans)
    decided = set(session.scalars(_decided(frame)))
    rows = [
        {"run_id": run_id, "excerpt_id": excerpt, "theme_id": theme_ids[code.theme], "confidence": code.confidence,
         "rank": ranks.get((one.item_id, code.start, code.end, code.theme)), "stance": code.stance}
        for one in codes for code in (NewCode(*given) for given in one.codes)
        if (excerpt := excerpts[one.item_id, code.start, code.end]) not in decided
    ]  # fmt: skip
    if rows:
        session.execute(insert(Suggestion), rows)


def _undecided(frame: CodeFrame, run: Run) -> Select[int]:
    """Excerpts of what this run read that are open to new suggestions."""
    open_items = select(ThemedItem.item_id).where(
        ThemedItem.frame_id == frame.id, ThemedItem.run_id == run.id, ThemedItem.read_at.is_(None)
    )
    return select(Excerpt.id).where(
        Excerpt.frame_id == frame.id,
        Excerpt.item_id.in_(open_items),
        ~exists().where(Decision.excerpt_id == Excerpt.id),
    )


def _read_items(frame: CodeFrame) -> Select[int]:
    return select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id, ThemedItem.read_at.is_not(None))


def _decided(frame: CodeFrame) -> Select[int]:
    return select(Decision.excerpt_id).join(Excerpt).where(Excerpt.frame_id == frame.id).distinct()


def _forget_unused(session: Session, undecided: Select[int], spans: Collection[Span]) -> None:
    """Excerpts on which nothing rests any more."""
    excerpts = select(Excerpt.id, Excerpt.item_id, Excerpt.start, Excerpt.end).where(Excerpt.id.in_(undecided))
    unused = [excerpt for excerpt, *span in session.execute(excerpts) if tuple(span) not in spans]
    for batch in in_batches(unused):
        session.execute(delete(Excerpt).where(Excerpt.id.in_(batch)))


def _store_excerpts(session: Session, frame: CodeFrame, item_kind: str, spans: Collection[Span]) -> dict[Span, int]:
    stored = _read_excerpts(session, frame)
    rows = [
        {"frame_id": frame.id, "item_kind": item_kind, "item_id": item, "start": start, "end": end}
        for item, start, end in sorted(spans)
        if (item, start, end) not in stored
    ]
    if rows:
        session.execute(insert(Excerpt), rows)
    return _read_excerpts(session, frame)


def _read_excerpts(session: Session, frame: CodeFrame) -> dict[Span, int]:
    rows = session.execute(
        select(Excerpt.item_id, Excerpt.start, Excerpt.end, Excerpt.id).where(Excerpt.frame_id == frame.id)
    )
    return {(item, start, end): excerpt for item, start, end, excerpt in rows}
