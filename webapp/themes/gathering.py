"""Everything the machine is given when it reads: answers, themes with examples, and what people decided so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, sessionmaker

from webapp.database import writing
from webapp.text.arriving import KnownLetter
from webapp.text.coder import Coder
from webapp.text.flags import Around
from webapp.text.places import Gazetteer
from webapp.text.shapes import Answer, CodedAnswer, KnownTheme
from webapp.themes import coded, examples, growing, queries, storing
from webapp.themes.coding import effective
from webapp.themes.models import CodeFrame, Special, Theme, ThemedItem
from webapp.themes.queries import lists
from webapp.themes.registry import SOURCES
from webapp.themes.sources import Excerptable, Source
from webapp.themes.states import read_coder

MOST_NEW = 5_000
"""New answers that are coded at once; the rest in the next turn."""


@dataclass(frozen=True)
class Given:
    """`known`: every theme there is, merged and dropped ones too. `read`: ids of answers a person read in full.

    `elsewhere`: words coded under the same themes of other frames. `run_id`: the last run there was, None before any.
    `before`: the state the last run left, with our ids; `settled`: ids of answers that have a theme already; `around`:
    places and other questions, for the flags; `asked`: whether people could tick where they stand.
    """

    answers: tuple[Excerptable, ...]
    known: tuple[KnownTheme, ...]
    coded: tuple[CodedAnswer, ...]
    elsewhere: tuple[tuple[str, tuple[str, ...]], ...]
    question: str
    translations: dict[int, str]
    read: frozenset[int]
    run_id: int | None
    before: bytes = b""
    settled: frozenset[str] = frozenset()
    around: Around | None = None
    asked: bool = False

    def texts(self) -> list[Answer]:
        """The answers as the machine takes them, people's translations beside them."""
        return [Answer(str(one.id), one.text, self.translations.get(one.id)) for one in self.answers]

    def count_read(self) -> int:
        """How many answers are learned from, copies of the same words once."""
        ids = {int(one.id) for one in self.coded}
        return len({one.text for one in self.answers if one.id in ids})


@dataclass(frozen=True)
class Arrived:
    """Answers that have no codes yet, and what is needed to code them at once: the `coder` the last run left, and the
    letters it knew. `coder` is None where there is none or where it does not know every theme there is by now.
    """

    answers: tuple[Excerptable, ...]
    run_id: int | None
    question: str
    around: Around
    asked: bool
    coder: Coder | None
    letters: tuple[KnownLetter, ...]

    def texts(self) -> list[Answer]:
        return [Answer(str(one.id), one.text) for one in self.answers]


@contextmanager
def reading(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session that only reads, so that nobody has to wait for it."""
    before = writing.set(False)
    try:
        with sessions() as session:
            yield session
    finally:
        writing.reset(before)


def gather(session: Session, kind: str, source_id: int, *, fresh: bool) -> Given:
    """Read it all. With `fresh` themes that nobody touched are not shown, so that they are not found again."""
    source, frame = SOURCES[kind], queries.find_frame(session, kind, source_id)
    answers, question = tuple(source.read(session, source_id)), source.title(session, source_id)
    asked, around = _asked(session, source, source_id), _around(session, source, source_id, question)
    if frame is None:
        return Given(answers, (), (), (), question, {}, frozenset(), None, around=around, asked=asked)
    known, run = _known(session, frame, fresh=fresh), queries.last_run(session, frame)
    return Given(
        answers, known, *_coded(session, frame, known), question, _translations(session, frame),
        frozenset(session.scalars(_read(frame))), run.id if run else None,
        b"" if fresh else _before(session, frame), frozenset() if fresh else _settled(session, frame),
        around, asked,
    )  # fmt: skip


def gather_arrived(session: Session, frame: CodeFrame) -> Arrived:
    """The answers that have no codes yet, `MOST_NEW` at most, and what codes them without looking at all others."""
    source, run = SOURCES[frame.source_kind], queries.last_run(session, frame)
    new = _uncoded(session, frame)
    question = source.title(session, frame.source_id)
    return Arrived(
        new, run.id if run else None, question, _around(session, source, frame.source_id, question),
        _asked(session, source, frame.source_id), _coder_of_all_themes(session, frame) if new else None,
        _letters(session, frame) if new else (),
    )  # fmt: skip


def _uncoded(session: Session, frame: CodeFrame) -> tuple[Excerptable, ...]:
    kind = SOURCES[frame.source_kind].item_kind
    rows = session.execute(growing.uncoded(frame).limit(MOST_NEW))
    return tuple(Excerptable(kind, item_id, text or "", language, group) for item_id, text, language, group in rows)


def _coder_of_all_themes(session: Session, frame: CodeFrame) -> Coder | None:
    """Themes that hold nothing but others are no theme of an answer; of merged ones the codes count elsewhere."""
    coder = read_coder(session, frame)
    themes = queries.list_themes(session, frame)
    wider = {one.parent_id for one in themes}
    wanted = {str(one.id) for one in themes if one.live and not one.special and one.id not in wider}
    return coder if coder is not None and wanted <= {*coder.ids} else None


def _letters(session: Session, frame: CodeFrame) -> tuple[KnownLetter, ...]:
    return tuple(KnownLetter(one.campaign_id, one.text) for one in lists.list_campaigns(session, frame))


def gather_new(session: Session, frame: CodeFrame) -> Given:
    """The answers that have no codes yet, `MOST_NEW` at most; of the others what people decided on them."""
    source, run = SOURCES[frame.source_kind], queries.last_run(session, frame)
    new = _uncoded(session, frame)
    known = _known(session, frame, fresh=False) if new else ()
    _own, elsewhere = _coded(session, frame, known)
    here = tuple(coded.read_texts(session, frame)) if known else ()
    question = source.title(session, frame.source_id)
    before = _before(session, frame) if new else b""
    around = _around(session, source, frame.source_id, question)
    return Given(
        new, known, (), here + elsewhere, question, {}, frozenset(), run.id if run else None, before, around=around,
        asked=_asked(session, source, frame.source_id),
    )  # fmt: skip


def _known(session: Session, frame: CodeFrame, *, fresh: bool) -> tuple[KnownTheme, ...]:
    """With people's name for each. Merged and dropped ones too: theirs is not found anew."""
    themes = [one for one in queries.list_themes(session, frame) if not one.special and one.retired_at is None]
    if fresh:
        by_people = storing.touched(session, frame)
        themes = [one for one in themes if one.id in by_people]
    under = examples.read(session, frame)
    return tuple(
        KnownTheme(str(one.id), one.name, one.description or "", tuple(under.get(one.id, ()))) for one in themes
    )


def _coded(
    session: Session, frame: CodeFrame, known: tuple[KnownTheme, ...]
) -> tuple[tuple[CodedAnswer, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """What people decided here and, with themes the machine is shown, elsewhere."""
    shown = {one.id for one in known} | {special.value for special in Special}
    elsewhere = ((text, themes) for text, themes in coded.read_elsewhere(session, frame) if shown.issuperset(themes))
    return (tuple(coded.read(session, frame)), tuple(elsewhere)) if known else ((), ())


def _asked(session: Session, source: Source, source_id: int) -> bool:
    return bool(source.stances_in_order(session, source_id))


def _around(session: Session, source: Source, source_id: int, question: str) -> Around:
    places, others = source.surroundings(session, source_id)
    return Around(Gazetteer(places), question, others)


def _before(session: Session, frame: CodeFrame) -> bytes:
    """The state of the last run; empty where there is none."""
    coder = read_coder(session, frame)
    return coder.to_bytes() if coder else b""


def _settled(session: Session, frame: CodeFrame) -> frozenset[str]:
    rows = effective(frame).rows
    under = select(rows.c.item_id).join(Theme, Theme.id == rows.c.theme_id).where(Theme.special.is_(None)).distinct()
    return frozenset(str(item_id) for item_id in session.scalars(under))


def _translations(session: Session, frame: CodeFrame) -> dict[int, str]:
    made = select(ThemedItem.item_id, ThemedItem.translation).where(
        ThemedItem.frame_id == frame.id, func.coalesce(ThemedItem.translation, "") != ""
    )
    return {item_id: words for item_id, words in session.execute(made) if words}


def _read(frame: CodeFrame) -> Select[int]:
    return select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id, ThemedItem.read_at.is_not(None))
