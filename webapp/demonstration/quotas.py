"""Sharing out what is planted, so that every count comes out exactly."""

from collections.abc import Mapping, Sequence
from random import Random


def share(
    rng: Random, planted: Mapping[str, int], *, friends: Mapping[str, Sequence[str]], several: Mapping[int, int]
) -> list[tuple[str, ...]]:
    """Sets of themes, one for each person, in which every theme occurs exactly as often as planted.

    `friends` says which themes one person may name together with a first; `several` how many people name how many
    themes ({2: 100, 3: 10}); everyone else names one.
    """
    left = dict(planted)
    sets = [_together(rng, left, friends, size) for size, people in sorted(several.items()) for _ in range(people)]
    sets += [(theme,) for theme, count in left.items() for _ in range(count)]
    rng.shuffle(sets)
    return sets


def _together(rng: Random, left: dict[str, int], friends: Mapping[str, Sequence[str]], size: int) -> tuple[str, ...]:
    """Themes of which most are left come first. A theme whose friends are used up stays alone."""
    first = rng.choices(list(left), list(left.values()))[0]
    chosen = [first]
    left[first] -= 1
    for _ in range(size - 1):
        open_ = [theme for theme in friends.get(first, ()) if left[theme] > 0 and theme not in chosen]
        if not open_:
            break
        other = rng.choices(open_, [left[theme] for theme in open_])[0]
        left[other] -= 1
        chosen.append(other)
    return tuple(chosen)


def take_away(planted: Mapping[str, int], carried: Sequence[Sequence[str]]) -> dict[str, int]:
    """What is left of the planted counts once these responses carry theirs. Raises `ValueError` below nought."""
    left = dict(planted)
    for themes in carried:
        for theme in themes:
            left[theme] -= 1
    short = {theme: count for theme, count in left.items() if count < 0}
    if short:
        raise ValueError(f"More is written out than planted: {short}")
    return left


def spread(rng: Random, counts: Mapping[str, int]) -> list[str]:
    """Each name as often as its count, shuffled."""
    names = [name for name, count in counts.items() for _ in range(count)]
    rng.shuffle(names)
    return names
