"""Acts told in a sentence, for the history."""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.i18n import _, ngettext
from webapp.themes.models import Act, ActKind
from webapp.themes.rules import Change, changes_from_json


def tell(act: Act) -> str:
    """What was done, in one sentence."""
    changes = changes_from_json(act.facts.get("changes", []))
    names: Mapping[str, str] = act.facts.get("names", {})
    if act.kind is ActKind.UNDO:
        return _("Took back: %(what)s", what=_tell(ActKind(act.facts["undone_kind"]), _turned(changes), names))
    return _tell(act.kind, changes, names)


def _turned(changes: Sequence[Change]) -> list[Change]:
    return [Change(one.theme, one.field, one.after, one.before, one.excerpt) for one in changes]


def _tell(kind: ActKind, changes: Sequence[Change], names: Mapping[str, str]) -> str:
    if kind is ActKind.START_AGAIN:
        left = len(names)
        return ngettext("Started again, leaving %(num)s theme.", "Started again, leaving %(num)s themes.", left)
    if kind in _VERDICTS:
        return _tell_verdicts(kind, changes, names)
    change = changes[0]
    return _tell_theme(kind, change, names.get(str(change.theme), ""), names)


def _tell_theme(kind: ActKind, change: Change, name: str, names: Mapping[str, Any]) -> str:
    if kind is ActKind.RENAME:
        if change.before:
            return _("Renamed “%(old)s” to “%(new)s”.", old=change.before, new=change.after)
        return _("Named a theme “%(new)s”.", new=change.after)
    if kind is ActKind.MERGE:
        return _("Merged “%(name)s” into “%(target)s”.", name=name, target=names.get(str(change.after), ""))
    sentences = {
        ActKind.DESCRIBE: _("Described “%(name)s”.", name=name),
        ActKind.DROP: _("Dropped “%(name)s”.", name=name),
        ActKind.RESTORE: _("Brought back “%(name)s”.", name=name),
        ActKind.ADD: _("Added “%(name)s”.", name=name),
    }
    return sentences[kind]


_VERDICTS = (ActKind.ACCEPT, ActKind.REJECT, ActKind.MOVE, ActKind.SPLIT)


def _tell_verdicts(kind: ActKind, changes: Sequence[Change], names: Mapping[str, str]) -> str:
    into = [one for one in changes if one.after == "accepted"]
    chosen = into if kind is not ActKind.REJECT else [one for one in changes if one.after == "rejected"]
    count = len({one.excerpt for one in chosen})
    themes = {one.theme for one in chosen}
    name = names.get(str(min(themes)), "") if len(themes) == 1 else _("several themes")
    if kind is ActKind.REJECT:
        return ngettext(
            "Took %(num)s excerpt out of “%(name)s”.", "Took %(num)s excerpts out of “%(name)s”.", count, name=name
        )
    if kind is ActKind.ACCEPT:
        return ngettext("Accepted %(num)s excerpt under “%(name)s”.", "Accepted %(num)s excerpts under “%(name)s”.",
                        count, name=name)  # fmt: skip
    if kind is ActKind.SPLIT:
        return ngettext(
            "Made “%(name)s” from %(num)s excerpt.", "Made “%(name)s” from %(num)s excerpts.", count, name=name
        )
    return ngettext("Moved %(num)s excerpt to “%(name)s”.", "Moved %(num)s excerpts to “%(name)s”.", count, name=name)
