"""Marks: what a person put on a question. A question takes one mark or several; each becomes a row of `answer`."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A choice; a matrix row's choice; a rank (from 1); an area; or words. Ids are of `choice`, `item`, `area`."""

    choice_id: int | None = None
    item_id: int | None = None
    position: int | None = None
    area_id: int | None = None
    text: str | None = None


Marks = tuple[Mark, ...]
Answers = Mapping[int, Marks]  # by question id


def to_json(answers: Answers) -> dict[str, Any]:
    """Answers as a draft keeps them: only what is filled."""
    return {str(question): [_filled(mark) for mark in marks] for question, marks in answers.items() if marks}


def from_json(stored: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[int, Marks]:
    return {int(question): tuple(Mark(**mark) for mark in marks) for question, marks in stored.items()}


def _filled(mark: Mark) -> dict[str, Any]:
    return {name: value for name, value in asdict(mark).items() if value is not None}
