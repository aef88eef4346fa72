"""Reading answers in full: who has which one open, and what was decided about it, as one act that can be undone.

Whoever opens an answer keeps it for a while (`marking.OPEN_FOR`), so that two readers get different ones. That is a
courtesy; what protects a colleague's decision is the fingerprint of how the answer stood when the page was made.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _l
from webapp.refusals import Refused
from webapp.themes import acting, coding_rows, growing, marking, queries, rules
from webapp.themes.marking import OPEN_FOR, Marks, Standing
from webapp.themes.models import Act, ActKind, CodeFrame, Special, ThemedItem, Verdict
from webapp.themes.queries import reading
from webapp.themes.registry import SOURCES
from webapp.themes.rules import Change, Themes
from webapp.themes.sources import Excerptable


class DecidedMeanwhile(Refused):
    message = _l("Somebody decided on this answer while you had it open. Compare both and save again.")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person makes of one answer. `seen`: its fingerprint when they opened it. `translation`: None keeps it."""

    marks: Marks
    seen: str
    stances: Mapping[int, str | None] = field(default_factory=dict)
    translation: str | None = None


def take(session: Session, *, frame: CodeFrame, person_id: int, after: int | None = None) -> int | None:
    """Open the next answer for this person, let go of the one they had; None when nothing is left to read."""
    behind = reading.find_item(session, frame, after) if after is not None else None
    wanted = reading.next_to_read(frame, person_id=person_id, after=behind, now=clock.now())
    item = session.scalar(wanted.with_for_update(of=ThemedItem, skip_locked=True))
    let_go(session, frame=frame, person_id=person_id)
    if item is None:
        return None
    _open(session, frame, item, person_id)
    return item.item_id


def hold(session: Session, *, frame: CodeFrame, item_id: int, person_id: int) -> int | None:
    """Keep an answer open; the id of the colleague who has it instead, or None."""
    item = reading.find_item(session, frame, item_id, fresh=True)
    if item is None:
        return None
    other = holder(item)
    if other is not None and other != person_id:
        return other
    _open(session, frame, item, person_id)
    return None


def holder(item: ThemedItem) -> int | None:
    """Who has it open now."""
    return item.opened_by if item.opened_at is not None and item.opened_at >= clock.now() - OPEN_FOR else None


def let_go(session: Session, *, frame: CodeFrame, person_id: int) -> None:
    """Whatever this person had open is free again."""
    mine = update(ThemedItem).where(ThemedItem.frame_id == frame.id, ThemedItem.opened_by == person_id)
    session.execute(mine.values(opened_by=None, opened_at=None))


def put_off(session: Session, *, frame: CodeFrame, item_id: int) -> None:
    """Come back to it when the others have been read."""
    item = reading.find_item(session, frame, item_id)
    if item is not None and item.read_at is None:
        item.later_at = clock.now()
        session.flush()


def _open(session: Session, frame: CodeFrame, item: ThemedItem, person_id: int) -> None:
    item.opened_by, item.opened_at = person_id, clock.now()
    _freeze(session, frame, [item])


def _freeze(session: Session, frame: CodeFrame, items: Iterable[ThemedItem]) -> None:
    """Keep what the machine suggests at this moment, once: what people decide is compared with it."""
    new = [item for item in items if item.suggested is None]
    found = reading.suggested_for(session, frame, [item.item_id for item in new])
    for item in new:
        item.suggested = found[item.item_id]
    session.flush()


def standing(session: Session, frame: CodeFrame, themes: Themes, item_id: int) -> list[Standing]:
    """The codes of an answer as they stand, by place: those under live themes, special ones where they were given."""
    spans = coding_rows.spans_of(session, frame, [item_id])
    below = coding_rows.codes_below(session, spans, themes)
    decided, said = coding_rows.verdicts(session, spans), coding_rows.stances(session, spans)
    found = []
    for (excerpt, theme), given in sorted(below.items()):
        if themes[theme].live:
            _item, start, end = spans[excerpt]
            accepted = any(decided.get((excerpt, one)) is Verdict.ACCEPTED for one in given)
            stance = next((said[excerpt, one] for one in sorted(given) if (excerpt, one) in said), None)
            found.append(Standing(theme, start, end, accepted, stance))
    return found


def seen(item: ThemedItem, codes: Iterable[Standing]) -> str:
    return marking.mark_of(codes, read_at=item.read_at, translation=item.translation)


def save(session: Session, *, frame: CodeFrame, answer: Excerptable, made: Reading, person_id: int) -> Act:
    """Write down what a person made of an answer and that they read it; copies of the same words go along.

    Raises `Refused` with the reason; `DecidedMeanwhile`, which is one, when a colleague was quicker.
    """
    themes = acting.lock(session, frame)
    facts = queries.facts_of(themes.values())
    item = reading.find_item(session, frame, answer.id, fresh=True)
    if item is None:
        raise acting.NotReadYet
    if made.seen != seen(item, standing(session, frame, facts, answer.id)):
        raise DecidedMeanwhile
    acting.refuse(marking.why_not_mark(made.marks, text=answer.text, themes=facts), field="themes")
    copies = _copies(session, frame, item)
    same = [item, *(copy for copy, _text in copies if copy.digest == item.digest and item.digest)]
    _freeze(session, frame, same)
    wanted = {(answer.id, *mark) for mark in _flat(made.marks)}
    judged = {answer.id: answer.text} | {copy.item_id: text for copy, text in copies}
    wanted |= _on_copies(answer.text, made.marks, copies)
    changes = _verdicts(session, frame, facts, answer, judged, wanted)
    changes += _stances(session, frame, facts, answer.id, made, changes)
    moment = [person_id, clock.now().isoformat()]
    changes += [Change(0, "read", coding_rows.read_of(one), moment, item=one.id) for one in same]
    changes += _translations(same, made.translation, person_id)
    act = acting.do(session, frame, themes, ActKind.READ, person_id, changes, answer=answer.id)
    item.opened_by = item.opened_at = item.later_at = None
    session.flush()
    growing.after_reading(session, frame)
    return act


def _flat(marks: Marks) -> list[tuple[int, int, int]]:
    return [(theme, start, end) for theme, spans in marks.items() for start, end in spans]


def _copies(session: Session, frame: CodeFrame, item: ThemedItem) -> list[tuple[ThemedItem, str]]:
    """Answers that hold the same words or come from the same letter, with what they say."""
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    rows = session.execute(
        select(ThemedItem, words.c.text)
        .join(words, words.c.item_id == ThemedItem.item_id)
        .where(reading.copies_of(item, identical=False))
        .order_by(ThemedItem.item_id)
        .limit(rules.MOST_AT_ONCE)
    )
    return [(copy, text or "") for copy, text in rows]


def _on_copies(
    text: str, marks: Marks, copies: Sequence[tuple[ThemedItem, str]]
) -> set[tuple[int, int, int, int]]:  # fmt: skip
    """(item, theme, start, end) wherever a copy holds the marked words."""
    found = set()
    for copy, copied in copies:
        for theme, start, end in _flat(marks):
            place = start if copied[start:end] == text[start:end] else copied.find(text[start:end])
            if place >= 0:
                found.add((copy.item_id, theme, place, place + end - start))
    return found


def _verdicts(
    session: Session, frame: CodeFrame, themes: Themes, answer: Excerptable, judged: Mapping[int, str],
    wanted: Collection[tuple[int, int, int, int]],
) -> list[Change]:  # fmt: skip
    """Accept what was marked, and reject every other code: of the answer itself, and of a copy where it rests on words
    that the answer holds too.
    """
    marks = {(item, start, end) for item, _theme, start, end in wanted}
    coding_rows.get_excerpts(session, frame, answer.kind, marks)
    spans = coding_rows.spans_of(session, frame, judged)
    below = coding_rows.codes_below(session, spans, themes)
    decided = coding_rows.verdicts(session, spans)
    ids = {span: excerpt for excerpt, span in spans.items()}
    marked = {(ids[item, start, end], theme) for item, theme, start, end in wanted}
    verdicts = {code: Verdict.ACCEPTED for code in marked if code not in below}
    for (excerpt, theme), given in below.items():
        item, start, end = spans[excerpt]
        if (excerpt, theme) in marked:
            verdicts |= dict.fromkeys(((excerpt, one) for one in given), Verdict.ACCEPTED)
        elif themes[theme].live and themes[theme].special != Special.NONE and judged[item][start:end] in answer.text:
            verdicts |= dict.fromkeys(((excerpt, one) for one in given), Verdict.REJECTED)
    return [
        Change(theme, "verdict", decided.get((excerpt, theme)), verdict, excerpt)
        for (excerpt, theme), verdict in sorted(verdicts.items())
        if decided.get((excerpt, theme)) != verdict
    ]


def _stances(
    session: Session, frame: CodeFrame, themes: Themes, item_id: int, made: Reading, changes: Sequence[Change]
) -> list[Change]:
    """What was said about where the writer stands on each theme, beside every verdict of this answer under it."""
    spans = coding_rows.spans_of(session, frame, [item_id])
    now, said = coding_rows.verdicts(session, spans), coding_rows.stances(session, spans)
    now |= {(one.excerpt or 0, one.theme): one.after for one in changes if one.excerpt in spans}
    found = []
    for (excerpt, theme), verdict in sorted(now.items()):
        wanted = made.stances.get(rules.destination(theme, themes)) if verdict == Verdict.ACCEPTED else None
        before = said.get((excerpt, theme))
        if wanted != before and (verdict == Verdict.ACCEPTED or before is not None):
            found.append(Change(theme, "stance", before, wanted, excerpt))
    return found


def _translations(items: Iterable[ThemedItem], words: str | None, person_id: int) -> list[Change]:
    if words is None:
        return []
    after = [words, person_id] if words else None
    return [
        Change(0, "translation", coding_rows.translation_of(one), after, item=one.id)
        for one in items
        if words != (one.translation or "")
    ]
