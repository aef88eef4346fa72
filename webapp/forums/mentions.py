"""Who is meant by an “@name” in a post. Pure."""

from collections.abc import Mapping

MOST = 10
"""People one post can call."""


def find_mentioned(text: str, names: Mapping[int, str]) -> list[int]:
    """Ids of those in `names` (id → name) whose name follows an “@” in `text`, the longest name that fits.

    Two people of one name are not told apart, so neither is called.
    """
    said = text.casefold()
    by_name: dict[str, list[int]] = {}
    for ident, name in names.items():
        if name.strip():
            by_name.setdefault(name.strip().casefold(), []).append(ident)
    found: dict[int, None] = {}
    for place in _calls(said):
        fitting = [name for name in by_name if _stands_at(said, place + 1, name)]
        ids = by_name[max(fitting, key=len)] if fitting else []
        if len(ids) == 1:
            found[ids[0]] = None
    return list(found)[:MOST]


def _calls(said: str) -> list[int]:
    """Where an “@” stands that begins a word; one within a word is a mail address."""
    return [at for at, letter in enumerate(said) if letter == "@" and not (at and said[at - 1].isalnum())]


def _stands_at(said: str, place: int, name: str) -> bool:
    end = place + len(name)
    return said.startswith(name, place) and not (end < len(said) and said[end].isalnum())
