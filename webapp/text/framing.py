"""The frame written from what was found: labels, wider themes, typical excerpts and those that only just belong."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from webapp.text.assignment import NOWHERE, Nearest, find_nearest
from webapp.text.finding import Finding
from webapp.text.frames import Place, first_places, make_id, pick_typical, write_theme
from webapp.text.gathering import Gathered
from webapp.text.ground import Near
from webapp.text.labels import Label, name_themes
from webapp.text.shapes import NO_REASON, NONE, Answer, FoundTheme, KnownTheme, Span
from webapp.text.vectors import Vectors

EDGE = 3
READ_OF_EACH = 200
"""Excerpts of each theme that wider ones are named from."""
_EDGE_LEAD = 0.05
"""An excerpt on the edge is nearly as near to another theme, or hardly near enough to its own."""


def write_themes(
    found: Finding,
    near: Near,
    known: Sequence[KnownTheme],
    gathered: Gathered,
    answers: Sequence[Answer],
    question: str,
    vectors: Vectors,
) -> list[FoundTheme]:
    """The themes in the order of their centres, then the wider ones; people are not counted yet."""
    own = find_nearest(near.points)
    order = _most_typical(own, gathered.spoken, len(found.centres))
    spoken = np.array(gathered.spoken, dtype=bool)
    group = np.where(spoken & (own.theme != NOWHERE), own.theme, len(found.centres))
    labels = name_themes(
        gathered.points,
        group,
        order,
        question=question,
        given=[one.label for one in known],
        place=lambda phrases: vectors.embed(phrases) @ found.centres.T,
    )
    places = first_places(gathered)
    taken = {NONE, NO_REASON, *(one.id for one in known), *(one.parent for one in known if one.parent)}
    frame: list[FoundTheme] = []
    for at, label in enumerate(labels):
        typical = pick_typical(order[at], places, gathered, label)
        given = known[at] if at < len(known) else None
        line = write_theme(given, label, typical, gathered, answers, taken)
        parent = given.parent if given else None
        frame.append(replace(line, parent=parent, edge=_edge(order[at], own, places, gathered, answers)))
        taken.add(line.id)
    return _nest(frame, found, order, group, gathered, question, taken) if found.parents else frame


def tell_wide(known: Sequence[KnownTheme]) -> tuple[list[KnownTheme], list[KnownTheme]]:
    """The themes that answers can raise, and those that hold nothing but other themes."""
    parents = {one.parent for one in known if one.parent}
    wide = [one for one in known if one.id in parents and not one.examples]
    return [one for one in known if one not in wide], wide


def write_wide(known: KnownTheme) -> FoundTheme:
    """The line of a known theme that holds other themes; people are counted by those."""
    return FoundTheme(known.id, known.label, known.description, "given", 0, (), (), parent=known.parent)


def _most_typical(own: Nearest, spoken: Sequence[bool], themes: int) -> list[list[int]]:
    """For each theme its points in the language of most answers, nearest to the centre first."""
    members: list[list[int]] = [[] for _ in range(themes)]
    for point in np.argsort(-own.close.round(5), kind="stable").tolist():
        if own.theme[point] != NOWHERE and spoken[point]:
            members[own.theme[point]].append(point)
    return members


def _edge(
    order: Sequence[int],
    own: Nearest,
    places: Sequence[Place | None],
    gathered: Gathered,
    answers: Sequence[Answer],
) -> tuple[Span, ...]:
    """Up to `EDGE` excerpts that only just belong, the one nearest to leaving first; none of a small theme."""
    doubtful = sorted(order[len(order) // 2 :], key=lambda point: (round(float(own.lead[point]), 5), point))[:EDGE]
    spans = [place for point in doubtful if own.lead[point] <= _EDGE_LEAD and (place := places[point]) is not None]
    return tuple((answers[gathered.people[text][0]].id, start, end) for text, start, end in spans)


def _nest(
    frame: Sequence[FoundTheme],
    found: Finding,
    order: Sequence[Sequence[int]],
    group: NDArray[np.int64],
    gathered: Gathered,
    question: str,
    taken: set[str],
) -> list[FoundTheme]:
    """The themes under wider ones, which come last and are named from all that is said in them."""
    wide = sorted({parent for parent in found.parents if parent >= 0})
    inside = {parent: [at for at, one in enumerate(found.parents) if one == parent] for parent in wide}
    wide = [parent for parent in wide if len(inside[parent]) > 1]
    width = np.full(len(frame) + 1, len(wide), dtype=np.int64)
    for number, parent in enumerate(wide):
        width[inside[parent]] = number
    read = sorted({point for members in order for point in members[:READ_OF_EACH]})
    places = {point: at for at, point in enumerate(read)}
    near = [[places[point] for point in members[:READ_OF_EACH]] for members in order]
    mixed = [_in_turn([near[at] for at in inside[parent]]) for parent in wide]
    words, own = [gathered.points[point] for point in read], width[group[read]]
    labels = name_themes(words, own, mixed, question=question, avoid=[one.label for one in frame])
    nested = list(frame)
    for parent, label in zip(wide, labels, strict=True):
        line = _wider(label, [nested[at] for at in inside[parent]], nested, taken)
        nested.append(line)
        taken.add(line.id)
        for at in inside[parent]:
            nested[at] = replace(nested[at], parent=line.id)
    return nested


def _in_turn(orders: Sequence[Sequence[int]]) -> list[int]:
    """The most typical of each, then the next of each, and so on."""
    longest = max(map(len, orders))
    return [one[at] for at in range(longest) for one in orders if at < len(one)]


def _wider(label: Label, inside: Sequence[FoundTheme], others: Sequence[FoundTheme], taken: set[str]) -> FoundTheme:
    """Described by the themes in it. A label that a theme has already gives way to two of its own."""
    names = [one.label for one in inside]
    used = {one.label.casefold() for one in others}
    text = label.text if label.text.casefold() not in used else f"{names[0]} / {names[1]}"
    typical = tuple(span for one in inside for span in one.typical[:1])
    return FoundTheme(make_id(text, taken), text, "; ".join(names), "found", 0, label.words, typical)
