"""From answers to themes: the whole way, in one call. Pure and deterministic; nothing is stored, nothing leaves."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from threadpoolctl import threadpool_limits

from webapp.text import discovery
from webapp.text.assignment import FITS, raise_themes
from webapp.text.coder import Coder
from webapp.text.coding import code_answers
from webapp.text.dissent import with_dissenting
from webapp.text.flags import Around, flag_answers
from webapp.text.frames import write_frame
from webapp.text.framing import tell_wide, write_themes, write_wide
from webapp.text.gathering import Gathered, gather
from webapp.text.ground import find_on, lay_ground, learn_vectors, measure_on
from webapp.text.letters import share_codes
from webapp.text.ordering import order_reading
from webapp.text.shapes import (
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
from webapp.text.standing import take_stances
from webapp.text.teaching import add_coded, learn_from
from webapp.text.translating import back_to_originals, in_one_language, without_foreign_quotes
from webapp.text.vectors import TableVectors

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
    before: bytes = b"",
    settled: Collection[str] = (),
    closed: bool = False,
    seed: int = 0,
    around: Around | None = None,
    asked: bool = False,
    progress: Progress | None = None,
) -> Theming:
    """Find themes and give every answer its own.

    `known` themes are kept with their ids and get first call on every excerpt; new themes are looked for only among
    what fits none of them (never when `closed`). From `coded` answers, and from
    texts coded `elsewhere` with the same themes, it is learned how people use them; themes they gave that are not known
    are added, and what they decided stands. `themes`: how many new ones; chosen and explained in `method` when None.
    `progress(step in plain words, done, total)` may raise `Cancelled`. Same input, same result; neither the order
    of the answers nor their ids decide anything but whose of two equal texts is quoted.
    `before`: the `coder` of an earlier run over these answers; known themes that it has stay exactly where they were.
    `settled`: ids of answers that have known themes and shall get no new one.
    `around`: what is known of the place and the other questions, for the flags. `asked`: people were asked elsewhere
    where they stand, so that it is not read from their words.
    """
    tell = _teller(progress)
    known, wide = tell_wide(add_coded(known, coded))
    worded = in_one_language(answers)
    tell(0)
    with threadpool_limits(limits=1):  # more threads wait for one another, and add the same numbers in another order
        gathered = gather(worded, question=question)
        tell(1)
        state = Coder.from_bytes(before) if before else None
        space = state.vectors if state else learn_vectors(gathered, seed)
        meaning = TableVectors(space.table)
        tell(2)
        ground = lay_ground(gathered, space, known, _texts_of(worded, gathered, settled), state)
        found = find_on(ground, space, themes=themes, closed=closed)
        near = measure_on(ground, found, space)
        tell(3)
        frame = write_themes(found, near, known, gathered, answers, question, space)
        ids = [one.id for one in frame[: len(found.centres)]]
        frame += [write_wide(one) for one in wide]
        tell(4)
        coder = Coder(tuple(ids), found.centres, space, gathered.language, -1.0 if themes and not known else FITS)
        raised = raise_themes(
            gathered.texts, gathered.excerpts, near.texts, near.points, ids, floor=coder.floor, pinned=ground.pinned
        )
        learned = learn_from(worded, gathered, known, coded, elsewhere, space, closed=closed)
        themed = code_answers(
            worded,
            gathered,
            raised,
            learned=learned.codes,
            taught=learned.themes,
            decided=learned.decided,
        )
        themed = share_codes(themed, gathered, decided=learned.decided)
        themed = take_stances(themed, gathered, coded, question, space, asked=asked)
        reading = order_reading(themed, gathered, coded, meaning, themes=learned.themes, chances=learned.chances)
        themed = back_to_originals(answers, themed, language=gathered.language, coded=coded)
        themed = flag_answers(answers, themed, around or Around(question=question))
        frame = with_dissenting(frame, answers, themed)
        frame = without_foreign_quotes(frame, answers, themed)
        method = _method(answers, gathered, found.reason, seed, space.dimensions) | {"quality": learned.quality}
        tell(5)
    return Theming(
        write_frame(frame, themed), themed, method, reading, replace(coder, learner=learned.learner).to_bytes()
    )


def _teller(progress: Progress | None) -> Callable[[int], None]:
    def tell(step: int) -> None:
        if progress is not None:
            progress(_STEPS[step], _SHARES[step], 100)

    return tell


def _texts_of(answers: Sequence[Answer], gathered: Gathered, settled: Collection[str]) -> set[int]:
    return {text for answer, text in zip(answers, gathered.text_of, strict=True) if answer.id in settled}


def _method(
    answers: Sequence[Answer], gathered: Gathered, reason: str, seed: int, dimensions: int
) -> dict[str, object]:
    return {
        "version": VERSION,
        "how_many_themes": reason,
        "settings": {
            "vectors": "word pieces from the table, and stems and letter runs learned from the answers",
            "dimensions": dimensions,
            "neighbours": discovery.NEIGHBOURS,
            "sample": discovery.SAMPLE,
            "fits": FITS,
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
