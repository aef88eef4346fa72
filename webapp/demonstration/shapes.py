"""The shapes of the demonstration: plain data, no database and no web."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class DemoArea:
    code: str
    name: str
    district: str
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DemoGroup:
    """`kind` is one of: community group, council, charity, university, business."""

    name: str
    kind: str
    about: str
    area: str


@dataclass(frozen=True, slots=True)
class DemoPerson:
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class DemoPlace:
    authority: str
    areas: tuple[DemoArea, ...]
    groups: tuple[DemoGroup, ...]
    staff: tuple[DemoPerson, ...]


@dataclass(frozen=True, slots=True)
class DemoQuestion:
    """`kind` is one of: single, multi, scale, ranking, matrix, short_text, long_text, area, permission.

    In an area question `options` are the choices beside the areas; in a matrix they are the columns.
    """

    id: str
    kind: str
    text: str
    help: str = ""
    required: bool = False
    options: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    other_option: str | None = None
    exclusive_option: str | None = None
    max_choices: int | None = None
    rank_top: int | None = None
    max_chars: int | None = None
    themed: bool = False
    option_details: Mapping[str, str] = field(default_factory=dict)
    stance_from: str | None = None


@dataclass(frozen=True, slots=True)
class DemoSection:
    """One page of the form."""

    title: str
    questions: tuple[DemoQuestion, ...]


@dataclass(frozen=True, slots=True)
class DemoConsultation:
    slug: str
    title: str
    summary: str
    why: str
    decided: tuple[str, ...]
    open: tuple[str, ...]
    fixed: tuple[str, ...]
    decision_maker: str
    decision_weeks_after_close: int
    contact_name: str
    contact_email: str
    contact_phone: str
    weeks: int
    minutes: int
    sections: tuple[DemoSection, ...]

    @property
    def questions(self) -> tuple[DemoQuestion, ...]:
        return tuple(question for section in self.sections for question in section.questions)


@dataclass(frozen=True, slots=True)
class DemoResponse:
    """What one person or organisation sent.

    `number` counts from 1 in order of sending. `channel` is online, paper, kiosk or assisted. `sent_after` is the time
    since opening, which is taken to be a Monday at nine in the morning; more than the consultation's weeks means late.

    `answers` by question id: single, scale and permission hold the option's text, or (option, their own words) where
    they chose "Something else"; multi and ranking a tuple of option texts, in which a pair may stand for an option;
    matrix {row: option}; texts a string; area an area's name, a postcode sector such as "ZZ1 2", or an extra option.
    Questions left empty are not in it.

    `truth` by question id: the planted themes that the words carry, see `planted`. `traps` name what is awkward about
    this response, for instance "duplicate", "personal data", "on behalf of 412", "petition signatures 1243".
    """

    number: int
    channel: str
    sent_after: timedelta
    answers: Mapping[str, object]
    organisation: str | None = None
    truth: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    campaign: str | None = None
    traps: tuple[str, ...] = ()
    language: str = "en"
