"""Kept versions of a code frame: keeping one, reading them, and what is different between two, in words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.audit import services as audit
from webapp.i18n import _, _l
from webapp.refusals import Refused
from webapp.themes import acting, queries, rules
from webapp.themes.models import CodeFrame, FrameVersion, Theme

LONGEST_NAME = 120
LIVE, MERGED, DROPPED = "live", "merged", "dropped"
_OF_THE_FRAME = ("id", "name", "description", "special", "parent", "merged_into", "state")
Line = Mapping[str, Any]
"""A theme as it stood: `_OF_THE_FRAME` with "origin" and "people"; people is None where it does not count as itself."""


class NothingChanged(Refused):
    message = _l("Nothing has changed since the last version that was kept.")


@dataclass(frozen=True, slots=True)
class Kept:
    """A version in the list. `who` is empty when the person has left."""

    version: FrameVersion
    who: str


def keep(session: Session, *, frame: CodeFrame, name: str, person_id: int) -> FrameVersion:
    """Keep the frame as it is now, under a name. Raises `Refused` when the name will not do or nothing changed."""
    acting.lock(session, frame)
    name = rules.tidy_name(name)
    acting.refuse(_why_not_name(name), field="name")
    content = read_content(session, frame)
    last = session.scalar(
        select(FrameVersion).where(FrameVersion.frame_id == frame.id).order_by(FrameVersion.number.desc()).limit(1)
    )
    digest = digest_of(content)
    if last is not None and last.digest == digest:
        raise NothingChanged(field="name")
    kept = FrameVersion(
        frame_id=frame.id, number=last.number + 1 if last else 1, at=clock.now(), person_id=person_id, name=name,
        content=content, digest=digest,
    )  # fmt: skip
    session.add(kept)
    session.flush()
    audit.record(
        session, actor_id=person_id, act="themes: kept a version", subject=f"code_frame:{frame.id}", words=name,
        number=kept.number, digest=digest,
    )  # fmt: skip
    return kept


def _why_not_name(name: str) -> str | None:
    if not name:
        return _("Give the version a name, such as “Before the board meeting”.")
    if len(name) > LONGEST_NAME:
        return _("Keep the name under %(most)s letters.", most=LONGEST_NAME)
    return None


def read_content(session: Session, frame: CodeFrame) -> list[dict[str, Any]]:
    """Every theme but those left behind by starting again, as it stands now, by place."""
    counts = queries.theme_counts(session, frame.source_kind, frame.source_id)
    people = {one.theme_id: one.people for one in counts}
    return [
        _line(one) | {"people": people.get(one.id)}
        for one in queries.list_themes(session, frame, fresh=True)
        if one.retired_at is None
    ]


def _line(theme: Theme) -> dict[str, Any]:
    return {
        "id": theme.id,
        "name": theme.name,
        "description": theme.about,
        "special": theme.special.value if theme.special else None,
        "origin": theme.origin.value,
        "parent": theme.parent_id,
        "merged_into": theme.merged_into_id,
        "state": MERGED if theme.merged_into_id is not None else LIVE if theme.dropped_at is None else DROPPED,
    }


def digest_of(content: Sequence[Line]) -> str:
    """A fingerprint of the themes, their names and how they stand to each other; how many people raise them is no part
    of it. 64 hexadecimal digits.
    """
    themes = [[line[key] for key in _OF_THE_FRAME] for line in content]
    written = json.dumps(sorted(themes, key=lambda one: int(one[0])), ensure_ascii=False, separators=(",", ":"))
    return sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def digest_now(session: Session, frame: CodeFrame) -> str:
    """The fingerprint of the frame as it stands."""
    return digest_of_themes(queries.list_themes(session, frame))


def digest_of_themes(themes: Sequence[Theme]) -> str:
    """The fingerprint of a frame that has these themes."""
    return digest_of([_line(one) for one in themes if one.retired_at is None])


def list_kept(session: Session, frame: CodeFrame) -> list[Kept]:
    """The newest first."""
    kept = (
        select(FrameVersion, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == FrameVersion.person_id)
        .where(FrameVersion.frame_id == frame.id)
        .order_by(FrameVersion.number.desc())
    )
    return [Kept(version, who) for version, who in session.execute(kept)]


def find_kept(session: Session, frame: CodeFrame, number: int) -> FrameVersion | None:
    if number >= 2**31:
        return None
    return session.scalar(select(FrameVersion).where(FrameVersion.frame_id == frame.id, FrameVersion.number == number))


def compare(before: Sequence[Line], after: Sequence[Line]) -> list[str]:
    """What is different, a sentence each, in the order of the later one. Numbers of people are left out."""
    then, now = ({line["id"]: line for line in content} for content in (before, after))
    told = [words for key, line in now.items() for words in _tell(then.get(key), line, now)]
    gone = [line for key, line in then.items() if key not in now and line["state"] == LIVE]
    return [*told, *(_("“%(name)s” was left behind when somebody started again.", name=name_of(one)) for one in gone)]


def _tell(before: Line | None, after: Line, now: Mapping[int, Line]) -> Iterator[str]:
    name = name_of(after)
    if before is None:
        yield from _tell_new(after, now)
        return
    if before["name"] != after["name"]:
        yield _("“%(old)s” is called “%(name)s” now.", old=name_of(before), name=name)
    if before["description"] != after["description"]:
        yield _("“%(name)s” is described in other words.", name=name)
    if (before["state"], before["merged_into"]) != (after["state"], after["merged_into"]):
        yield _tell_state(before, after, now)
    elif before["parent"] != after["parent"] and after["state"] == LIVE:
        yield _tell_parent(after, now)


def _tell_new(line: Line, now: Mapping[int, Line]) -> Iterator[str]:
    if line["state"] == LIVE:
        yield _("“%(name)s” is new.", name=name_of(line))
    elif line["state"] == MERGED:
        yield _(
            "“%(name)s” is new, and part of “%(target)s”.", name=name_of(line), target=_named(line["merged_into"], now)
        )


def _tell_state(before: Line, after: Line, now: Mapping[int, Line]) -> str:
    name = name_of(after)
    if after["state"] == MERGED:
        return _("“%(name)s” became part of “%(target)s”.", name=name, target=_named(after["merged_into"], now))
    if after["state"] == DROPPED:
        return _("“%(name)s” was dropped.", name=name)
    if before["state"] == MERGED:
        return _("“%(name)s” is a theme of its own again.", name=name)
    return _("“%(name)s” is back.", name=name)


def _tell_parent(line: Line, now: Mapping[int, Line]) -> str:
    if line["parent"] is None:
        return _("“%(name)s” stands on the first level again.", name=name_of(line))
    return _("“%(name)s” stands under “%(target)s” now.", name=name_of(line), target=_named(line["parent"], now))


def name_of(line: Line) -> str:
    """What people call it; special ones in the reader's language."""
    return str(rules.SPECIAL_NAMES[line["special"]]) if line["special"] else str(line["name"])


def _named(theme: int, now: Mapping[int, Line]) -> str:
    return name_of(now[theme]) if theme in now else _("a theme that is gone")


def in_order(content: Sequence[Line]) -> list[tuple[Line, int]]:
    """Live themes as people read them, each with its level: most people first, sub-themes below theirs, special ones
    last.
    """
    live = [line for line in content if line["state"] == LIVE]
    ids = {line["id"] for line in live}
    ranked = sorted(live, key=lambda line: (line["special"] is not None, -(line["people"] or 0), line["id"]))
    tops = [line for line in ranked if line["parent"] not in ids]
    below = {line["id"]: [one for one in ranked if one["parent"] == line["id"]] for line in tops}
    return [pair for top in tops for pair in ((top, 1), *((one, 2) for one in below[top["id"]]))]


def side_by_side(one: Sequence[Line], other: Sequence[Line]) -> list[tuple[str, int | None, int | None]]:
    """(name, people then, people in the other): every theme live in either, None where it is not."""
    then, now = ({line["id"]: line for line, _level in in_order(content)} for content in (one, other))
    every = {**then, **now}
    order = sorted(every, key=lambda key: (every[key]["special"] is not None, -(every[key]["people"] or 0), key))
    return [(name_of(every[key]), _people(then.get(key)), _people(now.get(key))) for key in order]


def _people(line: Line | None) -> int | None:
    return line["people"] if line is not None else None
