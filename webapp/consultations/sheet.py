"""The question sheet of a consultation as plain, frozen facts: read once for each revision, then kept in memory.

Rules, kinds and pages work on these and never on the database's rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from webapp.consultations.models import Kind, Part


@dataclass(frozen=True)
class SheetChoice:
    id: int
    text: str
    detail: str = ""
    part: Part = Part.PLAIN


@dataclass(frozen=True)
class SheetItem:
    id: int
    text: str


@dataclass(frozen=True)
class SheetQuestion:
    id: int
    key: str
    kind: Kind
    text: str
    help: str = ""
    required: bool = False
    max_choices: int | None = None
    rank_top: int | None = None
    max_chars: int | None = None
    themed: bool = False
    asks_who: bool = False
    stance_question_id: int | None = None
    choices: tuple[SheetChoice, ...] = ()
    items: tuple[SheetItem, ...] = ()

    @property
    def name(self) -> str:
        """What its controls are called in a form."""
        return f"q{self.id}"

    @cached_property
    def choice_by_id(self) -> Mapping[int, SheetChoice]:
        return {choice.id: choice for choice in self.choices}

    @cached_property
    def item_by_id(self) -> Mapping[int, SheetItem]:
        return {item.id: item for item in self.items}

    def choices_of(self, part: Part) -> tuple[SheetChoice, ...]:
        return tuple(choice for choice in self.choices if choice.part is part)


@dataclass(frozen=True)
class SheetSection:
    id: int
    title: str
    intro: str
    questions: tuple[SheetQuestion, ...]


@dataclass(frozen=True)
class Sheet:
    """Every section of a consultation, each one page, in order."""

    sections: tuple[SheetSection, ...] = field(default=())

    @cached_property
    def questions(self) -> tuple[SheetQuestion, ...]:
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def question_by_id(self) -> Mapping[int, SheetQuestion]:
        return {question.id: question for question in self.questions}

    @cached_property
    def page_by_question(self) -> Mapping[int, int]:
        """The page (from 1) on which each question stands."""
        return {question.id: page for page, section in enumerate(self.sections, 1) for question in section.questions}
