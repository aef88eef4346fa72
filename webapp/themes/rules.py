"""What may happen to themes, and what undoing an act means. Pure: every fact comes in as an argument."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from webapp.i18n import _, _l

SURE, LIKELY = 0.75, 0.5
"""Confidence from which a suggestion is called sure, or likely. Below `LIKELY` it waits for a look."""
MOST_EXAMPLES = 30
"""Excerpts under a theme that are shown to the machine when it reads again."""
MOST_AT_ONCE = 2_000
"""Excerpts one act may decide."""
LONGEST_NAME = 80
LONGEST_DESCRIPTION = 500
MOST_THEMES = 60

SPECIAL_NAMES = {"none": _l("None of these themes"), "no-reason": _l("No reason given")}


@dataclass(frozen=True, slots=True)
class ThemeFacts:
    """What the rules need to know of a theme. `retired`: left behind when somebody started again."""

    id: int
    name: str
    special: str | None = None
    merged_into: int | None = None
    dropped: bool = False
    retired: bool = False
    parent: int | None = None

    @property
    def live(self) -> bool:
        """Whether it counts as itself."""
        return self.merged_into is None and not self.dropped and not self.retired


Themes = Mapping[int, ThemeFacts]


def destination(theme_id: int, themes: Themes) -> int:
    """The theme that `theme_id` counts under: itself, or the last of those it was merged into."""
    seen = {theme_id}
    while (onward := themes[theme_id].merged_into) is not None and onward not in seen:
        seen.add(onward)
        theme_id = onward
    return theme_id


def tidy_name(name: str) -> str:
    """One line, single spaces."""
    return " ".join(name.split())


def why_not_name(name: str, *, themes: Iterable[ThemeFacts], own: int | None = None) -> str | None:
    """The reason why a theme (`own`, or a new one) may not be called so, or None. Capitals make no other name."""
    if not name:
        return _("Give the theme a name.")
    if len(name) > LONGEST_NAME:
        return _("Keep the name under %(most)s letters.", most=LONGEST_NAME)
    taken = {tidy_name(one.name).casefold() for one in themes if one.live and one.id != own}
    taken |= {str(words).casefold() for words in SPECIAL_NAMES.values()}
    if name.casefold() in taken:
        return _("There is a theme called “%(name)s” already. Choose another name.", name=name)
    return None


def why_not_change(theme: ThemeFacts) -> str | None:
    """The reason why this theme may not be renamed, merged away or dropped, or None."""
    if theme.special:
        return _("“%(name)s” is always there. It cannot be changed.", name=theme.name)
    return why_not_receive(theme)


def why_not_receive(theme: ThemeFacts) -> str | None:
    """The reason why nothing may be put under this theme, or None."""
    if theme.merged_into is not None:
        return _("“%(name)s” is part of another theme now.", name=theme.name)
    if theme.dropped or theme.retired:
        return _("“%(name)s” was dropped. Bring it back first.", name=theme.name)
    return None


def why_not_merge(source: ThemeFacts, target: ThemeFacts, themes: Themes) -> str | None:
    """The reason why `source` may not become part of `target`, or None."""
    if source.id == target.id:
        return _("A theme cannot become part of itself. Choose another one.")
    if destination(target.id, themes) == source.id:
        return _("“%(target)s” is part of “%(source)s” already.", target=target.name, source=source.name)
    if target.special:
        return _("Nothing can be merged into “%(name)s”. You can drop the theme instead.", name=target.name)
    return why_not_change(source) or why_not_receive(target)


def why_not_nest(child: ThemeFacts, parent: ThemeFacts, parents: Mapping[int, int]) -> str | None:
    """The reason why `child` may not stand under `parent`, or None. `parents`: who stands under whom now."""
    if child.id == parent.id:
        return _("A theme cannot stand under itself. Choose another one.")
    if parent.special:
        return _("Nothing can stand under “%(name)s”.", name=parent.name)
    if parent.id in parents:
        return _("“%(name)s” stands under another theme itself. Choose a theme of the first level.", name=parent.name)
    if child.id in parents.values():
        return _("“%(name)s” has sub-themes of its own. Take those out first.", name=child.name)
    return why_not_change(child) or why_not_receive(parent)


def parents_of(themes: Themes) -> dict[int, int]:
    """By live theme, the live theme it stands under: that which its parent was merged into, when it was. One level."""
    found = {}
    for one in themes.values():
        if one.live and not one.special and one.parent is not None and one.parent in themes:
            parent = themes[destination(one.parent, themes)]
            if parent.live and not parent.special and parent.id != one.id:
                found[one.id] = parent.id
    return {child: parent for child, parent in found.items() if parent not in found}


def why_not_restore(theme: ThemeFacts, *, themes: Iterable[ThemeFacts]) -> str | None:
    """The reason why a dropped theme may not come back, or None."""
    if not theme.dropped or theme.retired or theme.merged_into is not None:
        return _("“%(name)s” is not among the dropped themes.", name=theme.name)
    return why_not_name(tidy_name(theme.name), themes=themes, own=theme.id)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing an act changed: a field of a theme, (with `excerpt`) what was decided on an excerpt under it, or
    (with `item`, the id of a themed item, and theme 0) what was done to a whole answer.

    Fields: label, description, parent_id, merged_into, pinned, dropped; verdict, stance; read ([person, moment]) and
    translation ([words, person]). A verdict or stance of None means that nobody decided; None elsewhere: not done.
    """

    theme: int
    field: str
    before: Any
    after: Any
    excerpt: int | None = None
    item: int | None = None

    @property
    def place(self) -> tuple[int, str, int | None]:
        """What it changed."""
        return self.theme, self.field, self.excerpt if self.item is None else self.item


def changes_to_json(changes: Iterable[Change]) -> list[list[Any]]:
    return [[one.theme, one.field, one.before, one.after, one.excerpt, one.item] for one in changes]


def changes_from_json(stored: Iterable[Iterable[Any]]) -> tuple[Change, ...]:
    return tuple(Change(*one) for one in stored)


def reversed_changes(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What takes the changes back."""
    return tuple(replace(one, before=one.after, after=one.before) for one in changes)


def why_not_undo(
    changes: Iterable[Change],
    *,
    now: Mapping[tuple[int, str, int | None], Any],
    themes: Themes,
    used: Collection[int],
) -> str | None:
    """The reason why an act may not be undone, or None.

    `now`: how things stand, by `Change.place`. `used`: themes under which other acts that still stand have
    put excerpts, or which others were merged into.
    """
    for one in changes:
        if now.get(one.place) != one.after:
            return _("Something that was done later changed the same thing. Undo that first.")
        if one.item is not None:
            continue
        theme = themes[one.theme]
        if one.field == "dropped" and one.before and one.theme in used:
            return _("More was put under “%(name)s” since. Undo that first.", name=theme.name)
        if one.field in ("dropped", "merged_into") and not one.before and (again := _why_not_back(theme, themes)):
            return again
        if one.field == "label" and theme.live and (taken := why_not_name(
            tidy_name(one.before or theme.name), themes=themes.values(), own=theme.id
        )):  # fmt: skip
            return taken
    return None


def _why_not_back(theme: ThemeFacts, themes: Themes) -> str | None:
    return why_not_name(tidy_name(theme.name), themes=themes.values(), own=theme.id)


def how_sure(confidence: float) -> str:
    """A confidence in words."""
    if confidence >= SURE:
        return _("Sure")
    return _("Likely") if confidence >= LIKELY else _("Less sure")


_END = re.compile(r"(?<=[.!?…])\s+|\s*\n+\s*")


def find_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text start and end, roughly: for choosing one by hand."""
    spans, start = [], 0
    for gap in (*_END.finditer(text), None):
        end = gap.start() if gap else len(text)
        if text[start:end].strip():
            spans.append((start, end))
        start = gap.end() if gap else end
    return spans


def whole(text: str) -> tuple[int, int]:
    """The span of a text without the blanks around it."""
    start = len(text) - len(text.lstrip())
    return (start, len(text.rstrip())) if text.strip() else (0, len(text))


def digest_of(text: str) -> str:
    """A fingerprint of words, by which a change of them is noticed. 32 hexadecimal digits."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Around:
    """A text cut at its excerpt. `cut_before`, `cut_after`: whether something was left out there."""

    before: str
    marked: str
    after: str
    cut_before: bool = False
    cut_after: bool = False


def around(text: str, start: int, end: int, *, room: int = 600) -> Around:
    """The excerpt with the words around it, at most about `room` letters of them on each side."""
    first, last = max(0, start - room), min(len(text), end + room)
    if first:
        first = text.find(" ", first, start) + 1 or first
    if last < len(text):
        last = max(text.rfind(" ", end, last), end)
    marked = text[start:end] if end - start <= 4 * room else text[start : start + 4 * room] + "…"
    return Around(text[first:start], marked, text[end:last], first > 0, last < len(text))
