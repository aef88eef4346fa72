"""Code frames that travel: brought in from a file, copied from another question, written to files.

Bringing in is one act: everything or nothing, and undone at once. What was copied stays related: people's decisions in
one frame teach the machine in the other (see `kinship.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.i18n import _, _l
from webapp.refusals import Refused
from webapp.themes import acting, examples, queries, rules, storing
from webapp.themes.coding import is_live
from webapp.themes.exchange_rows import Line, Written
from webapp.themes.models import Act, ActKind, CodeFrame, Origin, Theme
from webapp.themes.registry import SOURCES
from webapp.themes.rules import Change

EXCERPTS = 3
"""Excerpts of a theme that are written to a file."""


class NothingNew(Refused):
    message = _l("Every one of these themes is here already.")


@dataclass(frozen=True, slots=True)
class Brought:
    """`new`: themes that were made; `there`: how many were here already, under the same name."""

    act: Act
    new: Sequence[Theme]
    there: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A frame that can be copied: what was asked, in what, and how many live themes it has."""

    frame_id: int
    title: str
    part_of: str
    themes: int


def bring_in(session: Session, *, frame: CodeFrame, lines: Sequence[Line], person_id: int, file: str) -> Brought:
    """Add the themes of a file. Raises `NothingNew`. `file`: its name, for the history."""
    themes = acting.lock(session, frame)
    made, there = _make(session, frame, themes, lines)
    said = {str(made[one.key].id): list(one.examples) for one in lines if one.key in made and one.examples}
    act = _write_down(session, frame, themes, made, person_id, file=file, examples=said)
    return Brought(act, list(made.values()), len(there))


def copy(session: Session, *, source: CodeFrame, frame: CodeFrame, person_id: int) -> Brought:
    """Add the live themes of another frame, with their descriptions and sub-themes. Raises `Refused`.

    Their examples are not copied: the machine is shown them where they are, for as long as they are there.
    """
    if source.id == frame.id:
        raise Refused(_("These are the themes you are looking at. Choose others."), field="frame")
    themes = acting.lock(session, frame)
    lines = [
        Line("", str(one.id), one.name, one.description or "", str(one.parent_id or ""))
        for one in queries.list_themes(session, source)
        if one.live and not one.special
    ]
    made, there = _make(session, frame, themes, lines)
    twins = {str(one.id): int(key) for key, one in {**there, **made}.items()}
    act = _write_down(session, frame, themes, made, person_id, from_frame=source.id, twins=twins)
    return Brought(act, list(made.values()), len(there))


def _make(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], lines: Sequence[Line]
) -> tuple[dict[str, Theme], dict[str, Theme]]:
    """By the key in the file: the themes made, and those that were here under the same name."""
    names = {rules.tidy_name(one.name).casefold(): one for one in themes.values() if one.live and not one.special}
    there = {line.key: names[line.name.casefold()] for line in lines if line.name.casefold() in names}
    last = max((one.position for one in themes.values()), default=0)
    made = {
        line.key: Theme(frame_id=frame.id, origin=Origin.PERSON, label=line.name, position=last + place,
                        description=line.description or None)
        for place, line in enumerate(lines, start=1) if line.key not in there
    }  # fmt: skip
    if not made:
        raise NothingNew
    session.add_all(made.values())
    session.flush()
    called = {line.name: line.key for line in lines}
    for line in lines:
        parent = {**there, **made}.get(called.get(line.parent, line.parent))
        if line.key in made and line.parent and parent is not None and parent.parent_id is None:
            made[line.key].parent_id = parent.id
    themes.update({one.id: one for one in made.values()})
    storing.make_specials(session, frame)
    return made, there


def _write_down(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], made: Mapping[str, Theme], person_id: int,
    **facts: Any,
) -> Act:  # fmt: skip
    changes = [Change(one.id, "dropped", True, False) for one in made.values()]
    return acting.do(session, frame, themes, ActKind.BRING_IN, person_id, changes, **facts)


def list_offered(session: Session, *, but: CodeFrame | None) -> list[Offered]:
    """Frames with themes to copy, the newest first. A fixed number of statements for each kind of source."""
    counted = select(Theme.frame_id, func.count(Theme.id)).where(is_live(), Theme.special.is_(None))
    themes = dict(session.execute(counted.group_by(Theme.frame_id)).all())
    frames = [one for one in session.scalars(select(CodeFrame).order_by(CodeFrame.id.desc())) if one.id in themes]
    titles = {
        (kind, ident): words
        for kind, source in SOURCES.items()
        for ident, words in source.titles(session, [one.source_id for one in frames if one.source_kind == kind]).items()
    }
    return [
        Offered(one.id, *titles[one.source_kind, one.source_id], themes[one.id])
        for one in frames
        if (but is None or one.id != but.id) and (one.source_kind, one.source_id) in titles
    ]


def written(session: Session, frame: CodeFrame) -> list[Written]:
    """The live themes as they go into files, most people first and special ones last, with excerpts that may be
    published. A fixed number of statements.
    """
    themes = {one.id: one for one in queries.list_themes(session, frame)}
    said = examples.publishable(session, frame, most=EXCERPTS)
    return [
        Written(count.theme_id, count.label, count.description, count.special,
                _parent_of(themes[count.theme_id], themes), count.people, tuple(said.get(count.theme_id, ())))
        for count in queries.theme_counts(session, frame.source_kind, frame.source_id)
    ]  # fmt: skip


def _parent_of(theme: Theme, themes: Mapping[int, Theme]) -> int | None:
    parent = themes.get(theme.parent_id or 0)
    return parent.id if parent is not None and parent.live else None
