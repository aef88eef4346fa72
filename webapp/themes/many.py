"""Acts on many answers at once. Answers that hold the very same words go together."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp.i18n import _l
from webapp.refusals import Refused
from webapp.themes import acting, acts, coding_rows, queries, rules
from webapp.themes.coding import effective
from webapp.themes.coding_rows import Code, in_batches
from webapp.themes.models import Act, ActKind, CodeFrame, Theme, Verdict
from webapp.themes.registry import SOURCES
from webapp.themes.rules import Change


class NothingSuggested(Refused):
    message = _l("Nothing is waiting there to be accepted.")


class NotThere(Refused):
    message = _l("None of these answers is under that theme.")


def accept_suggestions(
    session: Session, *, frame: CodeFrame, items: Collection[int], theme_ids: Collection[int] | None, person_id: int
) -> Act:
    """Accept what the machine suggested for these answers, under these themes (under every theme when None)."""
    codes = codes_of(session, frame, items, theme_ids, undecided=True)
    if not codes:
        raise NothingSuggested(field="items")
    return acts.decide(session, frame=frame, codes=codes, verdict=Verdict.ACCEPTED, person_id=person_id)


def take_out(
    session: Session, *, frame: CodeFrame, items: Collection[int], theme_ids: Collection[int], person_id: int
) -> Act:
    """Take these answers out of these themes."""
    codes = codes_of(session, frame, items, theme_ids, undecided=False)
    if not codes:
        raise NotThere(field="target")
    return acts.decide(session, frame=frame, codes=codes, verdict=Verdict.REJECTED, person_id=person_id)


def put_under(session: Session, *, frame: CodeFrame, items: Collection[int], theme_id: int, person_id: int) -> Act:
    """Put these answers, whole, under a theme. Those that are under it already stay as they are."""
    themes = acting.lock(session, frame)
    acting.of_frame(themes, theme_id)
    acting.refuse(rules.why_not_receive(queries.facts_of(themes.values())[theme_id]), field="target")
    if not items:
        raise acting.NothingTicked(field="items")
    if len(items) > rules.MOST_AT_ONCE:
        raise acting.TooMany(field="items")
    there = {item for item, _code in _codes(session, frame, items, [theme_id], undecided=False)}
    spans = {(item, *rules.whole(text)) for item, text in _texts(session, frame, items).items() if item not in there}
    excerpts = coding_rows.get_excerpts(session, frame, SOURCES[frame.source_kind].item_kind, spans)
    before = coding_rows.verdicts(session, excerpts)
    changes = [
        Change(theme_id, "verdict", before.get((excerpt, theme_id)), Verdict.ACCEPTED, excerpt)
        for excerpt in sorted(excerpts)
    ]
    return acting.do(session, frame, themes, ActKind.ACCEPT, person_id, changes)


def codes_of(
    session: Session, frame: CodeFrame, items: Collection[int], theme_ids: Collection[int] | None, *, undecided: bool
) -> list[Code]:
    """The codes of these answers, special ones left out unless they were asked for."""
    return [code for _item, code in _codes(session, frame, items, theme_ids, undecided=undecided)]


def _codes(
    session: Session, frame: CodeFrame, items: Collection[int], theme_ids: Collection[int] | None, *, undecided: bool
) -> Sequence[tuple[int, Code]]:
    rows = effective(frame).rows
    found = select(rows.c.item_id, rows.c.excerpt_id, rows.c.theme_id)
    if theme_ids is None:
        found = found.where(rows.c.theme_id.not_in(_special(frame)))
    else:
        found = found.where(rows.c.theme_id.in_(theme_ids))
    if undecided:
        found = found.where(rows.c.accepted == 0)
    return [
        (item, (excerpt, theme))
        for batch in in_batches(items)
        for item, excerpt, theme in session.execute(found.where(rows.c.item_id.in_(batch)))
        if excerpt is not None
    ]


def _special(frame: CodeFrame) -> Select[int]:
    return select(Theme.id).where(Theme.frame_id == frame.id, Theme.special.is_not(None))


def _texts(session: Session, frame: CodeFrame, items: Collection[int]) -> dict[int, str]:
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    return {
        item: text
        for batch in in_batches(items)
        for item, text in session.execute(select(words.c.item_id, words.c.text).where(words.c.item_id.in_(batch)))
    }
