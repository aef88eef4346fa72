"""How acts are done: the frame locked, everything read afresh, changes applied and written down in the same moment."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit import services as audit
from webapp.i18n import _l
from webapp.refusals import Refused
from webapp.themes import coding_rows, pair_rows, queries, rules
from webapp.themes.coding_rows import Code
from webapp.themes.models import Act, ActKind, CodeFrame, Excerpt, Origin, Special, Theme, Verdict
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
        theme_act=act.id, themes=sorted({one.theme for one in changes if one.theme}),
    )  # fmt: skip
    return act


def lock(session: Session, frame: CodeFrame) -> dict[int, Theme]:
    """Wait until nobody else changes the frame; its themes as they are now."""
    locked = select(CodeFrame).where(CodeFrame.id == frame.id).with_for_update()
    session.scalars(locked.execution_options(populate_existing=True)).one()
    return {theme.id: theme for theme in queries.list_themes(session, frame, fresh=True)}


def do(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], kind: ActKind, person_id: int,
    changes: Sequence[Change], *, may_be_empty: bool = False, **facts: Any,
) -> Act:  # fmt: skip
    """Make the changes and write them down. `may_be_empty`: what was done is worth a line even if no code changed."""
    if not changes and not may_be_empty:
        raise ChangedMeanwhile
    changes = [*changes, *coding_rows.stances_lost(session, changes)]
    coding_rows.apply(session, themes, changes, person_id=person_id, at=clock.now())
    session.flush()
    named = {one.theme for one in changes if one.theme}
    named |= {one.after or one.before for one in changes if one.field in ("merged_into", "parent_id")}
    names = {str(theme): themes[theme].name for theme in named if theme}
    pair_rows.keep_first(session, frame)
    return write_down(session, frame, kind, person_id, changes, names=names, **facts)


def refuse(reason: str | None, *, field: str = "") -> None:
    if reason:
        raise Refused(reason, field=field)


def of_frame(themes: dict[int, Theme], theme_id: int) -> Theme:
    if theme_id not in themes:
        raise NotOfThisFrame
    return themes[theme_id]


def new_theme(session: Session, frame: CodeFrame, themes: dict[int, Theme], name: str, description: str) -> Theme:
    name = rules.tidy_name(name)
    refuse(rules.why_not_name(name, themes=queries.facts_of(themes.values()).values()), field="name")
    theme = Theme(frame_id=frame.id, origin=Origin.PERSON, label=name, description=description or None,
                  position=1 + max((one.position for one in themes.values()), default=0))  # fmt: skip
    session.add(theme)
    session.flush()
    themes[theme.id] = theme
    return theme


def check_codes(session: Session, frame: CodeFrame, themes: dict[int, Theme], codes: Sequence[Code]) -> None:
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


def judge(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], codes: Sequence[Code], verdict: Verdict
) -> list[Change]:
    """The verdicts to write: one for each code that is still there, at the theme it had before any merging."""
    check_codes(session, frame, themes, codes)
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


def moved(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], codes: Sequence[Code], target_id: int
) -> list[Change]:
    elsewhere = [code for code in codes if code[1] != target_id]
    check_codes(session, frame, themes, elsewhere or codes)
    out = judge(session, frame, themes, elsewhere, Verdict.REJECTED) if elsewhere else []
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


def get_excerpt(session: Session, frame: CodeFrame, answer: Excerptable, start: int, end: int) -> int:
    span = (Excerpt.item_id == answer.id) & (Excerpt.start == start) & (Excerpt.end == end)
    found = session.scalar(select(Excerpt.id).where(Excerpt.frame_id == frame.id, span))
    if found is not None:
        return found
    excerpt = Excerpt(frame_id=frame.id, item_kind=answer.kind, item_id=answer.id, start=start, end=end)
    session.add(excerpt)
    session.flush()
    return excerpt.id
