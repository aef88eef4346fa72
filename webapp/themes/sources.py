"""The one shape in which other rooms offer their words to be themed. Themes know no other room's tables by heart."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Select
from sqlalchemy.orm import Session

from webapp.access import Stage


@dataclass(frozen=True, slots=True)
class Excerptable:
    """Words of one person on one thing. `kind` and `id` name them; `group` is what was sent together with them."""

    kind: str
    id: int
    text: str
    language: str
    group: str


@dataclass(frozen=True, slots=True)
class Context:
    """What stands beside an answer when an officer reads it: pairs of a heading and a fact."""

    group: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something known of whoever wrote, by which answers can be narrowed: its key in addresses, its heading, and the
    values that came up, as people read them.
    """

    key: str
    heading: str
    values: tuple[str, ...]


Words = Select[int, str | None, str, str]


class Source(Protocol):
    """A kind of thing whose words can be themed. The selects are for counting in the database, each named as told."""

    kind: str
    item_kind: str

    def exists(self, session: Session, source_id: int) -> bool:
        """Whether there is such a thing and its words are meant to be themed."""

    def title(self, session: Session, source_id: int) -> str:
        """What was asked."""

    def belongs_to(self, session: Session, source_id: int) -> str:
        """The title of what it is a part of."""

    def titles(self, session: Session, source_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
        """For a list of many: what was asked, and the title of what it is a part of. One statement."""

    def surroundings(self, session: Session, source_id: int) -> tuple[list[str], list[str]]:
        """Names of places people may mean, and what else was asked at the same time."""

    def home(self, session: Session, source_id: int) -> tuple[str, dict[str, int]]:
        """The page of what it is a part of: an endpoint and its values."""

    def stage(self, session: Session, source_id: int) -> Stage: ...

    def words(self, source_id: int) -> Words:
        """Everything that counts: (item_id, text, language, group)."""

    def read(self, session: Session, source_id: int) -> Iterator[Excerptable]:
        """The same, one after the other, by id."""

    def stance_select(self, source_id: int) -> Select[int, str] | None:
        """(item_id, stance): what people ticked, never inferred. None when it was not asked."""

    def stances(self, session: Session, source_id: int) -> dict[int, str]:
        """The same as a mapping."""

    def stances_in_order(self, session: Session, source_id: int) -> list[str]:
        """The stances one could tick, in the order they were offered."""

    def quotable(self, source_id: int) -> Select[int, str]:
        """(item_id, name) of what may be published; name is empty where it may be published without one."""

    def context(self, session: Session, source_id: int, ids: Collection[int]) -> Mapping[int, Context]:
        """What is shown beside each of these."""

    def facts(self, session: Session, source_id: int) -> list[Fact]:
        """By what answers can be narrowed."""

    def fact_select(self, source_id: int, key: str) -> Select[int, str] | None:
        """(item_id, value) of one fact; None when there is no such fact. Only for the office: values may be rare."""
