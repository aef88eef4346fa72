"""Everything a person does to a frame. Each act is a list of changes, applied and written down in the same moment.

Acts on one frame happen one after the other: the frame's row is locked first, then everything is read afresh, so that
what was true on somebody's page a minute ago is judged by what is true now. Services flush; the request commits.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.i18n import _
from webapp.refusals import Refused
from webapp.themes import acting, coding_rows, pair_rows, queries, rules
from webapp.themes.acting import (
    CannotBeUndone,
    ChangedMeanwhile,
    NothingTicked,
    NotOfThisFrame,
    NotReadYet,
    TooMany,
    write_down,
)
from webapp.themes.coding_rows import Code
from webapp.themes.models import Act, ActKind, CodeFrame, Theme, ThemedItem, Verdict
from webapp.themes.rules import Change
from webapp.themes.sources import Excerptable

__all__ = [
    "CannotBeUndone", "ChangedMeanwhile", "NotOfThisFrame", "NotReadYet", "NothingTicked", "TooMany", "add",
    "add_code", "decide", "describe", "drop", "merge", "move", "nest", "pin", "rename", "restore", "split", "undo",
    "write_down",
]  # fmt: skip

_MAKING = (ActKind.ADD, ActKind.SPLIT, ActKind.BRING_IN)


def rename(session: Session, *, frame: CodeFrame, theme_id: int, name: str, person_id: int) -> Act:
    """Give a theme a person's name. The machine's stays beside it."""
    themes = acting.lock(session, frame)
    theme, facts = acting.of_frame(themes, theme_id), queries.facts_of(themes.values())
    name = rules.tidy_name(name)
    acting.refuse(rules.why_not_change(facts[theme_id]), field="name")
    acting.refuse(rules.why_not_name(name, themes=facts.values(), own=theme_id), field="name")
    return acting.do(session, frame, themes, ActKind.RENAME, person_id, [Change(theme_id, "label", theme.label, name)])


def describe(session: Session, *, frame: CodeFrame, theme_id: int, description: str, person_id: int) -> Act:
    """Say in a person's words what a theme is about."""
    themes = acting.lock(session, frame)
    theme = acting.of_frame(themes, theme_id)
    acting.refuse(rules.why_not_change(queries.facts_of([theme])[theme_id]), field="description")
    change = Change(theme_id, "description", theme.description, description)
    return acting.do(session, frame, themes, ActKind.DESCRIBE, person_id, [change])


def merge(session: Session, *, frame: CodeFrame, source_id: int, target_id: int, person_id: int) -> Act:
    """Count everything under `source_id` under `target_id` from now on."""
    themes = acting.lock(session, frame)
    acting.of_frame(themes, source_id), acting.of_frame(themes, target_id)
    facts = queries.facts_of(themes.values())
    acting.refuse(rules.why_not_merge(facts[source_id], facts[target_id], facts), field="target")
    change = Change(source_id, "merged_into", None, target_id)
    return acting.do(session, frame, themes, ActKind.MERGE, person_id, [change])


def nest(session: Session, *, frame: CodeFrame, theme_id: int, parent_id: int | None, person_id: int) -> Act:
    """Put a theme under another one, or (None) back on the first level. Its people count under both from now on."""
    themes = acting.lock(session, frame)
    theme, facts = acting.of_frame(themes, theme_id), queries.facts_of(themes.values())
    if parent_id is not None:
        acting.of_frame(themes, parent_id)
        reason = rules.why_not_nest(facts[theme_id], facts[parent_id], rules.parents_of(facts))
        acting.refuse(reason, field="target")
    change = Change(theme_id, "parent_id", theme.parent_id, parent_id)
    return acting.do(session, frame, themes, ActKind.NEST, person_id, [change] if change.before != parent_id else [])


def pin(session: Session, *, frame: CodeFrame, theme_id: int, pinned: bool, person_id: int) -> Act:
    """Keep a theme when somebody starts again, or no longer."""
    themes = acting.lock(session, frame)
    theme = acting.of_frame(themes, theme_id)
    acting.refuse(rules.why_not_change(queries.facts_of([theme])[theme_id]))
    change = Change(theme_id, "pinned", theme.pinned_at is not None, pinned)
    return acting.do(session, frame, themes, ActKind.PIN, person_id, [change] if change.before != pinned else [])


def drop(session: Session, *, frame: CodeFrame, theme_id: int, person_id: int) -> Act:
    themes = acting.lock(session, frame)
    acting.of_frame(themes, theme_id)
    acting.refuse(rules.why_not_change(queries.facts_of(themes.values())[theme_id]))
    return acting.do(session, frame, themes, ActKind.DROP, person_id, [Change(theme_id, "dropped", False, True)])


def restore(session: Session, *, frame: CodeFrame, theme_id: int, person_id: int) -> Act:
    themes = acting.lock(session, frame)
    acting.of_frame(themes, theme_id)
    facts = queries.facts_of(themes.values())
    acting.refuse(rules.why_not_restore(facts[theme_id], themes=facts.values()))
    return acting.do(session, frame, themes, ActKind.RESTORE, person_id, [Change(theme_id, "dropped", True, False)])


def add(session: Session, *, frame: CodeFrame, name: str, description: str = "", person_id: int) -> Theme:
    """A theme of a person's own. The next run looks for what fits it."""
    themes = acting.lock(session, frame)
    theme = acting.new_theme(session, frame, themes, name, description)
    acting.do(session, frame, themes, ActKind.ADD, person_id, [Change(theme.id, "dropped", True, False)])
    return theme


def decide(session: Session, *, frame: CodeFrame, codes: Sequence[Code], verdict: Verdict, person_id: int) -> Act:
    """Accept or reject that these excerpts are about these themes."""
    themes = acting.lock(session, frame)
    changes = acting.judge(session, frame, themes, codes, verdict)
    kind = ActKind.ACCEPT if verdict is Verdict.ACCEPTED else ActKind.REJECT
    return acting.do(session, frame, themes, kind, person_id, changes)


def move(session: Session, *, frame: CodeFrame, codes: Sequence[Code], target_id: int, person_id: int) -> Act:
    """Take these excerpts out of the themes they are under and put them under another."""
    themes = acting.lock(session, frame)
    acting.of_frame(themes, target_id)
    acting.refuse(rules.why_not_receive(queries.facts_of(themes.values())[target_id]), field="target")
    return acting.do(
        session, frame, themes, ActKind.MOVE, person_id, acting.moved(session, frame, themes, codes, target_id)
    )


def split(session: Session, *, frame: CodeFrame, codes: Sequence[Code], name: str, person_id: int) -> Theme:
    """Move these excerpts to a new theme with this name."""
    themes = acting.lock(session, frame)
    acting.check_codes(session, frame, themes, codes)
    theme = acting.new_theme(session, frame, themes, name, "")
    changes = [Change(theme.id, "dropped", True, False), *acting.moved(session, frame, themes, codes, theme.id)]
    acting.do(session, frame, themes, ActKind.SPLIT, person_id, changes)
    return theme


def add_code(
    session: Session, *, frame: CodeFrame, answer: Excerptable, theme_id: int, span: tuple[int, int] | None,
    person_id: int,
) -> Act:  # fmt: skip
    """Put an answer under one theme more, resting on `span` of its words (all of them when None)."""
    themes = acting.lock(session, frame)
    acting.of_frame(themes, theme_id)
    acting.refuse(rules.why_not_receive(queries.facts_of(themes.values())[theme_id]), field="theme")
    was_read = select(ThemedItem.id).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id == answer.id)
    if session.scalar(was_read) is None:
        raise NotReadYet
    start, end = span or rules.whole(answer.text)
    if not 0 <= start < end <= len(answer.text):
        raise NotOfThisFrame(field="span")
    excerpt_id = acting.get_excerpt(session, frame, answer, start, end)
    before = coding_rows.verdicts(session, [excerpt_id]).get((excerpt_id, theme_id))
    if before == Verdict.ACCEPTED:
        raise Refused(_("It is under this theme already."), field="theme")
    change = Change(theme_id, "verdict", before, Verdict.ACCEPTED, excerpt_id)
    return acting.do(session, frame, themes, ActKind.ACCEPT, person_id, [change])


def undo(session: Session, *, frame: CodeFrame, act_id: int, person_id: int) -> Act:
    """Put back what one act changed, when nothing later stands on it."""
    themes = acting.lock(session, frame)
    act = session.get(Act, act_id, populate_existing=True)
    if act is None or act.frame_id != frame.id:
        raise NotOfThisFrame
    if act.kind in (ActKind.UNDO, ActKind.START_AGAIN, ActKind.DRAW):
        raise CannotBeUndone
    if act.undone_by_id is not None:
        raise Refused(_("That was undone already."))
    changes = coding_rows.with_words(session, rules.changes_from_json(act.facts["changes"]))
    acting.refuse(
        rules.why_not_undo(
            changes,
            now=coding_rows.standing(session, themes, changes),
            themes=queries.facts_of(themes.values()),
            used=coding_rows.used_by_others(session, changes) if act.kind in _MAKING else (),
        )
    )
    back = rules.reversed_changes(changes)
    settled = act.kind is ActKind.SETTLE
    kept = {"settled": act.facts["settled"]} if settled else {}
    done = acting.do(
        session, frame, themes, ActKind.UNDO, person_id, back, may_be_empty=settled, undoes=act.id,
        undone_kind=act.kind.value, **kept,
    )  # fmt: skip
    if settled:
        pair_rows.unsettle(session, act)
    act.undone_by_id = done.id
    session.flush()
    return done
