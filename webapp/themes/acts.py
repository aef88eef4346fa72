"""Everything a person does to a frame. Each act is a list of changes, applied and written down in the same moment.

Acts on one frame happen one after the other: the frame's row is locked first, then everything is read afresh, so that
what was true on somebody's page a minute ago is judged by what is true now. Services flush; the request commits.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit import services as audit
from webapp.i18n import _, _l
from webapp.refusals import Refused
from webapp.themes import coding_rows, queries, rules
from webapp.themes.coding_rows import Code
from webapp.themes.models import Act, ActKind, CodeFrame, Excerpt, Origin, Special, Theme, ThemedItem, Verdict
from webapp.themes.rules import Change
from webapp.themes.sources import Excerptable


class NotOfThisFrame(Refused):
    message = _l("That is not part of these themes.")


class ChangedMeanwhile(Refused):
    message = _l("Somebody changed this a moment ago. Look at it again.")


class NothingTicked(Refused):
    message = _l("Tick at least one excerpt.")


class TooMany(Refused):
    message = _l("That is too many at once. Use the word filter to choose fewer than 2,000.")


class NotReadYet(Refused):
    message = _l("This answer came after the themes were last looked for. Look for themes again first.")


class CannotBeUndone(Refused):
    message = _l("That cannot be undone.")


def rename(session: Session, *, frame: CodeFrame, theme_id: int, name: str, person_id: int) -> Act:
    """Give a theme a person's name. The machine's stays beside it."""
    themes = _lock(session, frame)
    theme, facts = _of_frame(themes, theme_id), queries.facts_of(themes.values())
    name = rules.tidy_name(name)
    _refuse(rules.why_not_change(facts[theme_id]), field="name")
    _refuse(rules.why_not_name(name, themes=facts.values(), own=theme_id), field="name")
    return _do(session, frame, themes, ActKind.RENAME, person_id, [Change(theme_id, "label", theme.label, name)])


def describe(session: Session, *, frame: CodeFrame, theme_id: int, description: str, person_id: int) -> Act:
    """Say in a person's words what a theme is about."""
    themes = _lock(session, frame)
    theme = _of_frame(themes, theme_id)
    _refuse(rules.why_not_change(queries.facts_of([theme])[theme_id]), field="description")
    change = Change(theme_id, "description", theme.description, description)
    return _do(session, frame, themes, ActKind.DESCRIBE, person_id, [change])


def merge(session: Session, *, frame: CodeFrame, source_id: int, target_id: int, person_id: int) -> Act:
    """Count everything under `source_id` under `target_id` from now on."""
    themes = _lock(session, frame)
    _of_frame(themes, source_id), _of_frame(themes, target_id)
    facts = queries.facts_of(themes.values())
    _refuse(rules.why_not_merge(facts[source_id], facts[target_id], facts), field="target")
    change = Change(source_id, "merged_into", None, target_id)
    return _do(session, frame, themes, ActKind.MERGE, person_id, [change])


def drop(session: Session, *, frame: CodeFrame, theme_id: int, person_id: int) -> Act:
    themes = _lock(session, frame)
    _of_frame(themes, theme_id)
    _refuse(rules.why_not_change(queries.facts_of(themes.values())[theme_id]))
    return _do(session, frame, themes, ActKind.DROP, person_id, [Change(theme_id, "dropped", False, True)])


def restore(session: Session, *, frame: CodeFrame, theme_id: int, person_id: int) -> Act:
    themes = _lock(session, frame)
    _of_frame(themes, theme_id)
    facts = queries.facts_of(themes.values())
    _refuse(rules.why_not_restore(facts[theme_id], themes=facts.values()))
    return _do(session, frame, themes, ActKind.RESTORE, person_id, [Change(theme_id, "dropped", True, False)])


def add(session: Session, *, frame: CodeFrame, name: str, description: str = "", person_id: int) -> Theme:
    """A theme of a person's own. The next run looks for what fits it."""
    themes = _lock(session, frame)
    theme = _new_theme(session, frame, themes, name, description)
    _do(session, frame, themes, ActKind.ADD, person_id, [Change(theme.id, "dropped", True, False)])
    return theme


def decide(session: Session, *, frame: CodeFrame, codes: Sequence[Code], verdict: Verdict, person_id: int) -> Act:
    """Accept or reject that these excerpts are about these themes."""
    themes = _lock(session, frame)
    changes = _judge(session, frame, themes, codes, verdict)
    kind = ActKind.ACCEPT if verdict is Verdict.ACCEPTED else ActKind.REJECT
    return _do(session, frame, themes, kind, person_id, changes)


def move(session: Session, *, frame: CodeFrame, codes: Sequence[Code], target_id: int, person_id: int) -> Act:
    """Take these excerpts out of the themes they are under and put them under another."""
    themes = _lock(session, frame)
    _of_frame(themes, target_id)
    _refuse(rules.why_not_receive(queries.facts_of(themes.values())[target_id]), field="target")
    return _do(session, frame, themes, ActKind.MOVE, person_id, _moved(session, frame, themes, codes, target_id))


def split(session: Session, *, frame: CodeFrame, codes: Sequence[Code], name: str, person_id: int) -> Theme:
    """Move these excerpts to a new theme with this name."""
    themes = _lock(session, frame)
    _check_codes(session, frame, themes, codes)
    theme = _new_theme(session, frame, themes, name, "")
    changes = [Change(theme.id, "dropped", True, False), *_moved(session, frame, themes, codes, theme.id)]
    _do(session, frame, themes, ActKind.SPLIT, person_id, changes)
    return theme


def add_code(
    session: Session, *, frame: CodeFrame, answer: Excerptable, theme_id: int, span: tuple[int, int] | None,
    person_id: int,
) -> Act:  # fmt: skip
    """Put an answer under one theme more, resting on `span` of its words (all of them when None)."""
    themes = _lock(session, frame)
    _of_frame(themes, theme_id)
    _refuse(rules.why_not_receive(queries.facts_of(themes.values())[theme_id]), field="theme")
    was_read = select(ThemedItem.id).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id == answer.id)
    if session.scalar(was_read) is None:
        raise NotReadYet
    start, end = span or rules.whole(answer.text)
    if not 0 <= start < end <= len(answer.text):
        raise NotOfThisFrame(field="span")
    excerpt_id = _get_excerpt(session, frame, answer, start, end)
    before = coding_rows.verdicts(session, [excerpt_id]).get((excerpt_id, theme_id))
    if before == Verdict.ACCEPTED:
        raise Refused(_("It is under this theme already."), field="theme")
    change = Change(theme_id, "verdict", before, Verdict.ACCEPTED, excerpt_id)
    return _do(session, frame, themes, ActKind.ACCEPT, person_id, [change])


def undo(session: Session, *, frame: CodeFrame, act_id: int, person_id: int) -> Act:
    """Put back what one act changed, when nothing later stands on it."""
    themes = _lock(session, frame)
    act = session.get(Act, act_id, populate_existing=True)
    if act is None or act.frame_id != frame.id:
        raise NotOfThisFrame
    if act.kind in (ActKind.UNDO, ActKind.START_AGAIN):
        raise CannotBeUndone
    if act.undone_by_id is not None:
        raise Refused(_("That was undone already."))
    changes = coding_rows.with_words(session, rules.changes_from_json(act.facts["changes"]))
    _refuse(
        rules.why_not_undo(
            changes,
            now=coding_rows.standing(session, themes, changes),
            themes=queries.facts_of(themes.values()),
            used=coding_rows.used_by_others(session, changes) if act.kind in (ActKind.ADD, ActKind.SPLIT) else (),
        )
    )
    back = rules.reversed_changes(changes)
    done = _do(session, frame, themes, ActKind.UNDO, person_id, back, undoes=act.id, undone_kind=act.kind.value)
    act.undone_by_id = done.id
    session.flush()
    return done


def write_down(
    session: Session, frame: CodeFrame, kind: ActKind, person_id: int | None, changes: Collection[Change], **facts: Any
) -> Act:
    """Log an act, here and in the audit trail. The frame is a new version."""
    act = Act(frame_id=frame.id, at=clock.now(), person_id=person_id, kind=kind,
              facts={"changes": rules.changes_to_json(changes), **facts})  # fmt: skip
    session.add(act)
    frame.version += 1
    session.flush()
    audit.record(
        session, actor_id=person_id, act=f"themes: {kind.value}", subject=f"code_frame:{frame.id}",
        words="; ".join(str(one.after) for one in changes if one.field in ("label", "description") and one.after),
        theme_act=act.id, themes=sorted({one.theme for one in changes}),
    )  # fmt: skip
    return act


def _lock(session: Session, frame: CodeFrame) -> dict[int, Theme]:
    """Wait until nobody else changes the frame; its themes as they are now."""
    locked = select(CodeFrame).where(CodeFrame.id == frame.id).with_for_update()
    session.scalars(locked.execution_options(populate_existing=True)).one()
    return {theme.id: theme for theme in queries.list_themes(session, frame, fresh=True)}


def _do(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], kind: ActKind, person_id: int,
    changes: Sequence[Change], **facts: Any,
) -> Act:  # fmt: skip
    """Make the changes and write them down."""
    if not changes:
        raise ChangedMeanwhile
    coding_rows.apply(session, themes, changes, person_id=person_id, at=clock.now())
    session.flush()
    names = {str(one.theme): themes[one.theme].name for one in changes}
    names |= {str(one.after): themes[one.after].name for one in changes if one.field == "merged_into" and one.after}
    return write_down(session, frame, kind, person_id, changes, names=names, **facts)


def _refuse(reason: str | None, *, field: str = "") -> None:
    if reason:
        raise Refused(reason, field=field)


def _of_frame(themes: dict[int, Theme], theme_id: int) -> Theme:
    if theme_id not in themes:
        raise NotOfThisFrame
    return themes[theme_id]


def _new_theme(session: Session, frame: CodeFrame, themes: dict[int, Theme], name: str, description: str) -> Theme:
    name = rules.tidy_name(name)
    _refuse(rules.why_not_name(name, themes=queries.facts_of(themes.values()).values()), field="name")
    theme = Theme(frame_id=frame.id, origin=Origin.PERSON, label=name, description=description or None,
                  position=1 + max((one.position for one in themes.values()), default=0))  # fmt: skip
    session.add(theme)
    session.flush()
    themes[theme.id] = theme
    return theme


def _check_codes(session: Session, frame: CodeFrame, themes: dict[int, Theme], codes: Sequence[Code]) -> None:
    """Refuse when nothing was ticked, too much was, or something that belongs to another frame."""
    if not codes:
        raise NothingTicked(field="codes")
    if len(codes) > rules.MOST_AT_ONCE:
        raise TooMany(field="codes")
    excerpts = {excerpt for excerpt, _theme in codes}
    if coding_rows.count_of_frame(session, frame, excerpts) != len(excerpts):
        raise NotOfThisFrame(field="codes")
    if not {theme for _excerpt, theme in codes} <= themes.keys():
        raise NotOfThisFrame(field="codes")


def _judge(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], codes: Sequence[Code], verdict: Verdict
) -> list[Change]:
    """The verdicts to write: one for each code that is still there, at the theme it had before any merging."""
    _check_codes(session, frame, themes, codes)
    excerpts = {excerpt for excerpt, _theme in codes}
    below = coding_rows.codes_below(session, excerpts, queries.facts_of(themes.values()))
    before = coding_rows.verdicts(session, excerpts)
    wanted = {(excerpt, under) for excerpt, theme in codes for under in below.get((excerpt, theme), ())}
    wanted |= {code for code in codes if verdict is Verdict.ACCEPTED and themes[code[1]].special and code not in below}
    return [
        Change(theme, "verdict", before.get((excerpt, theme)), verdict, excerpt)
        for excerpt, theme in sorted(wanted)
        if before.get((excerpt, theme)) != verdict and not _pointless(themes[theme], verdict)
    ]


def _pointless(theme: Theme, verdict: Verdict) -> bool:
    """Nobody can say that "None of these themes" is wrong without naming one that is right."""
    return theme.special is Special.NONE and verdict is Verdict.REJECTED


def _moved(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], codes: Sequence[Code], target_id: int
) -> list[Change]:
    elsewhere = [code for code in codes if code[1] != target_id]
    _check_codes(session, frame, themes, elsewhere or codes)
    out = _judge(session, frame, themes, elsewhere, Verdict.REJECTED) if elsewhere else []
    leaving = _still_there(session, themes, elsewhere)
    before = coding_rows.verdicts(session, leaving)
    into = [
        Change(target_id, "verdict", before.get((excerpt, target_id)), Verdict.ACCEPTED, excerpt)
        for excerpt in sorted(leaving)
        if before.get((excerpt, target_id)) != Verdict.ACCEPTED
    ]
    return [*out, *into]


def _still_there(session: Session, themes: dict[int, Theme], codes: Sequence[Code]) -> set[int]:
    """The excerpts among these that nobody took out of their theme meanwhile."""
    below = coding_rows.codes_below(session, {excerpt for excerpt, _theme in codes}, queries.facts_of(themes.values()))
    return {excerpt for excerpt, theme in codes if (excerpt, theme) in below or themes[theme].special}


def _get_excerpt(session: Session, frame: CodeFrame, answer: Excerptable, start: int, end: int) -> int:
    span = (Excerpt.item_id == answer.id) & (Excerpt.start == start) & (Excerpt.end == end)
    found = session.scalar(select(Excerpt.id).where(Excerpt.frame_id == frame.id, span))
    if found is not None:
        return found
    excerpt = Excerpt(frame_id=frame.id, item_kind=answer.kind, item_id=answer.id, start=start, end=end)
    session.add(excerpt)
    session.flush()
    return excerpt.id
