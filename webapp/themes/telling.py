"""Acts told in a sentence, for the history."""

from collections.abc import Mapping, Sequence
from typing import Any

from webapp.i18n import _, ngettext
from webapp.themes.models import Act, ActKind
from webapp.themes.rules import Change, changes_from_json, reversed_changes


def tell(act: Act) -> str:
    """What was done, in one sentence."""
    changes = changes_from_json(act.facts.get("changes", []))
    names: Mapping[str, str] = act.facts.get("names", {})
    if act.kind is ActKind.UNDO:
        undone = _tell(ActKind(act.facts["undone_kind"]), reversed_changes(changes), names, act.facts)
        return _("Took back: %(what)s", what=undone)
    return _tell(act.kind, changes, names, act.facts)


def _tell(kind: ActKind, changes: Sequence[Change], names: Mapping[str, str], facts: Mapping[str, Any]) -> str:
    if kind is ActKind.DRAW:
        return _tell_draw(facts)
    if kind is ActKind.SETTLE:
        return _tell_settling(facts["settled"])
    if kind is ActKind.START_AGAIN:
        left = len(names)
        return ngettext("Started again, leaving %(num)s theme.", "Started again, leaving %(num)s themes.", left)
    if kind in _VERDICTS:
        return _tell_verdicts(kind, changes, names)
    if kind is ActKind.READ:
        return _tell_reading(changes)
    if kind is ActKind.BRING_IN:
        return ngettext("Brought in %(num)s theme.", "Brought in %(num)s themes.", len(changes))
    change = changes[0]
    return _tell_theme(kind, change, names.get(str(change.theme), ""), names)


def _tell_theme(kind: ActKind, change: Change, name: str, names: Mapping[str, Any]) -> str:
    if kind is ActKind.RENAME:
        if change.before:
            return _("Renamed “%(old)s” to “%(new)s”.", old=change.before, new=change.after)
        return _("Named a theme “%(new)s”.", new=change.after)
    if kind is ActKind.MERGE:
        return _("Merged “%(name)s” into “%(target)s”.", name=name, target=names.get(str(change.after), ""))
    if kind is ActKind.NEST:
        if change.after:
            return _("Put “%(name)s” under “%(target)s”.", name=name, target=names.get(str(change.after), ""))
        return _("Took “%(name)s” out of “%(target)s”.", name=name, target=names.get(str(change.before), ""))
    if kind is ActKind.PIN:
        return _("Pinned “%(name)s”.", name=name) if change.after else _("Unpinned “%(name)s”.", name=name)
    sentences = {
        ActKind.DESCRIBE: _("Described “%(name)s”.", name=name),
        ActKind.DROP: _("Dropped “%(name)s”.", name=name),
        ActKind.RESTORE: _("Brought back “%(name)s”.", name=name),
        ActKind.ADD: _("Added “%(name)s”.", name=name),
    }
    return sentences[kind]


def _tell_draw(facts: Mapping[str, Any]) -> str:
    return ngettext(
        "Drew %(num)s answer for a second coder, by lot from the number %(seed)s.",
        "Drew %(num)s answers for a second coder, by lot from the number %(seed)s.",
        facts["answers"],
        seed=facts["seed"],
    )


def _tell_settling(settled: Mapping[str, Any]) -> str:
    """Which answer two people had coded differently, what it was given, and why."""
    names = ", ".join(f"“{name}”" for name in settled["names"])
    told = _("Settled answer %(number)s, which two people had coded differently: %(names)s.",
             number=settled["item"], names=names)  # fmt: skip
    return _("%(told)s Reason: %(reason)s", told=told, reason=settled["reason"]) if settled["reason"] else told


def _tell_reading(changes: Sequence[Change]) -> str:
    """How many answers, under how many themes were kept and taken out."""
    answers = len({one.item for one in changes if one.field == "read"})
    judged = [one for one in changes if one.field == "verdict"]
    kept, out = (len({one.theme for one in judged if one.after == verdict}) for verdict in ("accepted", "rejected"))
    read = ngettext("Read %(num)s answer.", "Read %(num)s answers with the same words.", answers)
    themes = _("Themes decided: %(kept)s yes, %(out)s no.", kept=kept, out=out) if kept or out else ""
    return f"{read} {themes}".strip()


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
