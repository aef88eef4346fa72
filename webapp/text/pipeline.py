"""From answers to themes: the whole way, in one call. Pure and deterministic; nothing is stored, nothing leaves."""

from collections.abc import Callable, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from webapp.text import assignment, discovery, vectors
from webapp.text.assignment import NOWHERE
from webapp.text.coding import code_answers
from webapp.text.finding import Finding, find_themes, place_known
from webapp.text.flags import Around, flag_answers
from webapp.text.frames import first_places, pick_typical, write_frame, write_theme
from webapp.text.gathering import Gathered, gather, saying
from webapp.text.labels import name_themes
from webapp.text.letters import share_codes
from webapp.text.shapes import (
    NO_REASON,
    NONE,
    Answer,
    Cancelled,
    Code,
    CodedAnswer,
    FoundTheme,
    KnownTheme,
    Progress,
    ThemedAnswer,
    Theming,
)
from webapp.text.teaching import add_coded, learn_from
from webapp.text.translating import back_to_originals, in_one_language, without_foreign_quotes
from webapp.text.vectors import LexicalVectors, Points, Vectors

__all__ = ["Answer", "Cancelled", "Code", "CodedAnswer", "FoundTheme", "KnownTheme", "ThemedAnswer", "Theming", "theme"]

VERSION = "1"
_STEPS = (
    "Reading the answers",
    "Comparing words",
    "Looking for themes",
    "Naming the themes",
    "Giving each answer its themes",
    "Finished",
)
_SHARES = (0, 30, 55, 70, 85, 100)


def theme(
    answers: Sequence[Answer],
    *,
    question: str = "",
    themes: int | None = None,
    known: Sequence[KnownTheme] = (),
    coded: Sequence[CodedAnswer] = (),
    elsewhere: Sequence[tuple[str, Sequence[str]]] = (),
    closed: bool = False,
    seed: int = 0,
    around: Around | None = None,
    progress: Progress | None = None,
) -> Theming:
    """Find themes and give every answer its own.

    `known` themes are kept with their ids and get first call on every excerpt; new themes are looked for only among
    what fits none of them (never when `closed`). From `coded` answers, and from
    texts coded `elsewhere` with the same themes, it is learned how people use them; themes they gave that are not known
    are added, and what they decided stands. `themes`: how many new ones; chosen and explained in `method` when None.
    `progress(step in plain words, done, total)` may raise `Cancelled`. Same input, same result; neither the order
    of the answers nor their ids decide anything but whose of two equal texts is quoted.
    `around`: what is known of the place and the other questions, for the flags.
    """
    tell = _teller(progress)
    known = add_coded(known, coded)
    worded = in_one_language(answers)
    tell(0)
    with threadpool_limits(limits=1):  # more threads wait for one another, and add the same numbers in another order
        gathered = gather(worded, question=question)
        tell(1)
        space = _learn(gathered, known, seed)
        points = space.embed(gathered.points)
        tell(2)
        given = place_known(known, space, points)
        found = find_themes(
            points,
            given,
            spoken=gathered.spoken,
            letters=gathered.letters,
            pinned=_examples(gathered, known),
            themes=themes,
            closed=closed,
        )
        tell(3)
        frame = _write(found, known, points, gathered, answers, question, space)
        tell(4)
        learned = learn_from(worded, gathered, known, coded, elsewhere, space, closed=closed)
        themed = code_answers(
            worded,
            gathered,
            found.fits,
            [one.id for one in frame],
            learned=learned.codes,
            taught=learned.themes,
            decided=learned.decided,
        )
        themed = share_codes(themed, gathered, decided=learned.decided)
        themed = back_to_originals(answers, themed, language=gathered.language, coded=coded)
        themed = flag_answers(answers, themed, around or Around(question=question))
        frame = without_foreign_quotes(frame, answers, themed)
        method = _method(answers, gathered, found.reason, seed) | {"quality": learned.quality}
        tell(5)
    return Theming(write_frame(frame, themed), themed, method)


def _teller(progress: Progress | None) -> Callable[[int], None]:
    def tell(step: int) -> None:
        if progress is not None:
            progress(_STEPS[step], _SHARES[step], 100)

    return tell


def _learn(gathered: Gathered, known: Sequence[KnownTheme], seed: int) -> LexicalVectors:
    spoken = [point for point, own in zip(gathered.points, gathered.spoken, strict=True) if own]
    named = [text for one in known for text in (f"{one.label}. {one.description}", *one.examples)]
    return LexicalVectors([*(spoken or gathered.points)[: discovery.SAMPLE], *named], seed=seed)


def _examples(gathered: Gathered, known: Sequence[KnownTheme]) -> dict[int, list[int]]:
    """The points that are examples of known themes, with the numbers of those themes."""
    numbers = {saying(words): point for point, words in enumerate(gathered.points)} if known else {}
    pinned: dict[int, list[int]] = {}
    for theme_number, one in enumerate(known):
        for point in {numbers[said]: None for example in one.examples if (said := saying(example)) in numbers}:
            pinned.setdefault(point, []).append(theme_number)
    return pinned


def _write(
    found: Finding,
    known: Sequence[KnownTheme],
    points: Points,
    gathered: Gathered,
    answers: Sequence[Answer],
    question: str,
    space: Vectors,
) -> list[FoundTheme]:
    """The themes in the order of their centres, named, with typical excerpts; people are not counted yet."""
    count = len(found.centres)
    order = _most_typical(found, points, gathered.spoken)
    group = np.array([fits[0].theme if fits[0].theme != NOWHERE else count for fits in found.fits], dtype=np.int64)
    labels = name_themes(
        gathered.points,
        group,
        order,
        question=question,
        given=[one.label for one in known],
        place=lambda phrases: space.embed(phrases) @ found.centres.T,
    )
    places = first_places(gathered)
    taken = {NONE, NO_REASON, *(one.id for one in known)}
    frame: list[FoundTheme] = []
    for at, label in enumerate(labels):
        typical = pick_typical(order[at], places, gathered, label)
        given = known[at] if at < len(known) else None
        frame.append(write_theme(given, label, typical, gathered, answers, taken))
        taken.add(frame[-1].id)
    return frame


def _most_typical(found: Finding, points: Points, spoken: Sequence[bool]) -> list[list[int]]:
    """For each theme its points in the language of most answers, nearest to the centre first."""
    members: list[list[tuple[float, int]]] = [[] for _ in found.centres]
    for point, fits in enumerate(found.fits):
        if fits[0].theme != NOWHERE and spoken[point]:
            closeness = float(points[point] @ found.centres[fits[0].theme])
            members[fits[0].theme].append((-round(closeness, 5), point))
    return [[point for _, point in sorted(some)] for some in members]


def _method(answers: Sequence[Answer], gathered: Gathered, reason: str, seed: int) -> dict[str, object]:
    return {
        "version": VERSION,
        "how_many_themes": reason,
        "settings": {
            "vectors": "TF-IDF of stems and letter runs, then LSA",
            "dimensions": vectors.DIMENSIONS,
            "neighbours": discovery.NEIGHBOURS,
            "sample": discovery.SAMPLE,
            "fits": assignment.FITS,
            "seed": seed,
        },
        "counts": {
            "answers": len(answers),
            "different_texts": len(gathered.texts),
            "different_excerpts": len(gathered.points),
            "campaigns": len({number for number in gathered.campaigns if number is not None}),
            "answers_in_campaigns": sum(number is not None for number in gathered.campaigns),
            "no_reason": sum(gathered.silent[text] for text in gathered.text_of),
        },
        "language": gathered.language,
    }
