"""The file of responses, read a piece at a time: memory stays flat however many responded."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.consultations.models import Answer, Response
from webapp.consultations.queries import counted
from webapp.consultations.sheet import Sheet
from webapp.documents.report import Column, Dataset, Value
from webapp.places.queries import read_gazetteer
from webapp.summaries import columns
from webapp.summaries.columns import Block
from webapp.summaries.queries.themed import codes_by_response, find_frames, labels_of_frame
from webapp.themes.models import CodeFrame
from webapp.themes.quality import weak_themes
from webapp.themes.quality_rules import Bounds

PIECE = 1_000  # responses
Told = Callable[[int], None]  # how many responses were written


@dataclass(frozen=True)
class _Themes:
    """A themed question's frame and the names of its themes by id."""

    frame: CodeFrame
    labels: Mapping[int, str]
    columns: tuple[Column, ...]


def read_dataset(
    session: Session, consultation_id: int, sheet: Sheet, *, zone: str, bounds: Bounds, told: Told
) -> Dataset:
    """The responses that count, in the order of their numbers. `told` hears how many have been read, piece by piece.

    Every call of `rows` reads the database afresh; inside one transaction it reads the same each time.
    """
    gazetteer = read_gazetteer(session)
    areas = {area: (name, gazetteer.districts[area]) for area, name in gazetteer.names.items()}
    made = columns.blocks(sheet, areas)
    themes = _read_themes(session, sheet, bounds)
    reader = _Reader(session, consultation_id, made, themes, zone, told)
    return Dataset(columns.unique(list(_all_columns(made, themes))), reader.rows)


def _read_themes(session: Session, sheet: Sheet, bounds: Bounds) -> dict[int, _Themes]:
    found = {}
    for frame in find_frames(session, [question.id for question in sheet.questions if question.themed]):
        labels = {theme: label.replace(";", ",") for theme, label in labels_of_frame(session, frame).items()}
        weak = weak_themes(session, frame, bounds=bounds)
        meanings = tuple((label, " – ".join(filter(None, (label, weak.get(theme))))) for theme, label in labels.items())
        named = columns.theme_columns(sheet.question_by_id[frame.source_id], meanings)
        found[frame.source_id] = _Themes(frame, labels, named)
    return found


def _all_columns(made: Sequence[Block], themes: Mapping[int, _Themes]) -> Iterator[Column]:
    yield from columns.about_the_response()
    for block in made:
        yield from block.columns
        if block.question in themes:
            yield from themes[block.question].columns


@dataclass(frozen=True)
class _Reader:
    session: Session
    consultation_id: int
    blocks: tuple[Block, ...]
    themes: Mapping[int, _Themes]
    zone: str
    told: Told

    def rows(self) -> Iterator[Sequence[Value]]:
        codes = {question: _Codes(self.session, themes) for question, themes in self.themes.items()}
        done = last = 0
        while piece := self._responses(after=last):
            last = piece[-1].id
            answers = self._answers(piece[0].id, last)
            for response in piece:
                yield self._row(response, answers.get(response.id, {}), codes)
            done += len(piece)
            self.told(done)

    def _responses(self, *, after: int) -> Sequence[Any]:
        found = (
            select(
                Response.id, Response.sent_at, Response.channel, Response.language, Response.late, Response.reference
            )
            .where(Response.consultation_id == self.consultation_id, counted(), Response.id > after)
            .order_by(Response.id)
            .limit(PIECE)
        )
        return self.session.execute(found).all()

    def _answers(self, first: int, last: int) -> dict[int, dict[int, list[columns.Answer]]]:
        """By response, then by question."""
        asked = [block.question for block in self.blocks]
        rows: Iterable[Any] = self.session.execute(
            select(Answer.response_id, Answer.question_id, Answer.choice_id, Answer.item_id, Answer.position,
                   Answer.area_id, Answer.text)
            .where(Answer.response_id.between(first, last), Answer.question_id.in_(asked))
        )  # fmt: skip
        found: dict[int, dict[int, list[columns.Answer]]] = {}
        for row in rows:
            found.setdefault(row[0], {}).setdefault(row[1], []).append(row)
        return found

    def _row(
        self, response: Any, answers: Mapping[int, Sequence[columns.Answer]], codes: Mapping[int, "_Codes"]
    ) -> Sequence[Value]:
        cells: list[Value] = [response.id, self._local(response.sent_at), response.channel.value, response.language,
                              int(response.late), response.reference]  # fmt: skip
        for block in self.blocks:
            cells.extend(block.fill(answers.get(block.question, ())))
            if block.question in codes:
                cells.extend(codes[block.question].take(response.id))
        return cells

    def _local(self, moment: datetime) -> str:
        return clock.to_local(moment, self.zone).isoformat()


class _Codes:
    """The themes of one question, read beside the responses in the same order."""

    def __init__(self, session: Session, themes: _Themes) -> None:
        self._labels = themes.labels
        self._groups = groupby(codes_by_response(session, themes.frame), key=itemgetter(0))
        self._next: tuple[int, list[Any]] | None = None
        self._advance()

    def _advance(self) -> None:
        found = next(self._groups, None)
        self._next = (found[0], list(found[1])) if found else None

    def take(self, response_id: int) -> Sequence[Value]:
        """What `columns.theme_columns` name, for this response. Ask in rising order."""
        while self._next is not None and self._next[0] < response_id:
            self._advance()
        if self._next is None or self._next[0] != response_id:
            return [None] * 4
        rows = self._next[1]
        return [
            ";".join(self._labels[row.theme_id] for row in rows),
            ";".join(row.stance or "–" for row in rows),
            ";".join(_sureness(row) for row in rows),
            int(any(row.campaign_id is not None for row in rows)),
        ]


def _sureness(row: Any) -> str:
    if row.accepted:
        return "person"
    return "–" if row.confidence is None else f"{row.confidence:.2f}"
