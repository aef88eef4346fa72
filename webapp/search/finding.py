"""One question to the index: what fits, what of it anybody may see at this moment, how much of which kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, bindparam, column, false, func, or_, select, table, text
from sqlalchemy.orm import Session

from webapp.places.abouts import concerns, has_subject
from webapp.search.kinds import KINDS, Offer, Searched
from webapp.search.models import Searchable
from webapp.search.words import Piece, begins, excerpt, terms_of

A_PAGE = 20
MOST_PAGES = 50
MOST_COUNTED = 1_000

_WORDS = table("search_words", column("rowid", Integer), column("id", Integer))
_ID = {"sqlite": _WORDS.c.rowid, "postgresql": _WORDS.c.id}
_FITS: dict[str, Any] = {
    "sqlite": text("search_words MATCH :asked").bindparams(bindparam("asked")),
    "postgresql": text("search_words.words @@ CAST(:asked AS tsquery)").bindparams(bindparam("asked")),
}
_RANK: dict[str, Any] = {
    "sqlite": text("bm25(search_words, 8.0, 1.0)"),
    "postgresql": text("-ts_rank(search_words.words, CAST(:asked AS tsquery), 1)"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What somebody looks for. `area_id`: what is about that area or the whole place; `since`: not older."""

    words: str = ""
    kind: str = ""
    area_id: int | None = None
    subject: str = ""
    since: datetime | None = None
    open_only: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, with the words around what was looked for."""

    offer: Offer
    title: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """`total` counts what fits all filters, up to `MOST_COUNTED`; `by_kind` what fits all but the kind.

    `loosely`: nothing holds all the words, so these hold some of them. `terms`: what was looked for; none of a
    question without a word in it.
    """

    hits: Sequence[Hit] = ()
    by_kind: Mapping[str, int] = field(default_factory=dict)
    total: int = 0
    terms: tuple[str, ...] = ()
    loosely: bool = False

    @property
    def more(self) -> bool:
        """Whether there are more than were counted."""
        return sum(self.by_kind.values()) > MOST_COUNTED


def search(session: Session, wanted: Wanted, *, now: datetime) -> Found:
    """What fits, best first. Never raises for whatever `wanted.words` is; never finds what not everybody may see."""
    terms = terms_of(wanted.words)
    if not terms:
        return Found()
    found = _ask(session, wanted, terms, now, every=True)
    if found.total or len(terms) == 1:
        return found
    return _ask(session, wanted, terms, now, every=False)


def _ask(session: Session, wanted: Wanted, terms: tuple[str, ...], now: datetime, *, every: bool) -> Found:
    database = session.get_bind().dialect.name
    asked = {"asked": _QUESTION[database](terms, every)}
    fitting = (
        select(Searchable.kind, Searchable.thing_id)
        .select_from(Searchable)
        .join(_WORDS, _ID[database] == Searchable.id)
        .where(_FITS[database], *_filters(wanted, now))
    )
    counted = fitting.limit(MOST_COUNTED + 1).subquery()
    kinds = select(counted.c.kind, func.count()).group_by(counted.c.kind)
    by_kind: dict[str, int] = dict(session.execute(kinds, asked).all())
    total = by_kind.get(wanted.kind, 0) if wanted.kind else min(sum(by_kind.values()), MOST_COUNTED)
    if not total:
        return Found(by_kind=by_kind, terms=terms, loosely=not every)
    if wanted.kind:
        fitting = fitting.where(Searchable.kind == wanted.kind)
    page = fitting.order_by(_RANK[database], Searchable.at.desc(), Searchable.id.desc())
    rows = session.execute(page.limit(A_PAGE).offset((wanted.page - 1) * A_PAGE), asked).all()
    return Found(_read(session, rows, terms), by_kind, total, terms, loosely=not every)


def _filters(wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    filters: list[ColumnElement[bool]] = [
        or_(false(), *(and_(Searchable.kind == kind, _opened(one, wanted, now)) for kind, one in KINDS.items())),
        or_(
            and_(Searchable.about_kind == Searchable.kind, Searchable.about_id == Searchable.thing_id),
            *(and_(Searchable.about_kind == kind, _is_seen(searched, now, about=True).exists())
              for kind, searched in KINDS.items()),
        ),
    ]  # fmt: skip
    if wanted.area_id is not None:
        area = wanted.area_id
        filters.append(_of_what_it_is_about(lambda kind: concerns(kind, Searchable.about_id, area)))
    if wanted.subject:
        filters.append(_of_what_it_is_about(lambda kind: has_subject(kind, Searchable.about_id, wanted.subject)))
    if wanted.since is not None:
        filters.append(Searchable.at >= wanted.since)
    return filters


def _of_what_it_is_about(condition: Any) -> ColumnElement[bool]:
    return or_(false(), *(and_(Searchable.about_kind == kind, condition(kind)) for kind in KINDS))


def _is_seen(searched: Searched, now: datetime, *, about: bool = False) -> Select[int]:
    """Those that anybody may see, narrowed to the thing of the entry (or to what it is about)."""
    visible = searched.visible(now)
    column = Searchable.about_id if about else Searchable.thing_id
    return visible.where(visible.selected_columns[0] == column).correlate(Searchable)


def _opened(searched: Searched, wanted: Wanted, now: datetime) -> ColumnElement[bool]:
    seen = _is_seen(searched, now)
    if not wanted.open_only:
        return seen.exists()
    return seen.where(searched.open(now)).exists() if searched.open is not None else false()


def _read(session: Session, rows: Sequence[Any], terms: tuple[str, ...]) -> list[Hit]:
    """The things in the order of `rows`, as they read now. One statement for each kind among them."""
    wanted: dict[str, list[int]] = {}
    for kind, ident in rows:
        wanted.setdefault(kind, []).append(ident)
    offers = {(kind, one.id): one for kind, ids in wanted.items() for one in KINDS[kind].read(session, ids)}
    return [
        Hit(offer, excerpt(offer.title or offer.heading, terms), excerpt(offer.words, terms))
        for offer in (offers.get((kind, ident)) for kind, ident in rows)
        if offer is not None
    ]


def _for_sqlite(terms: Sequence[str], every: bool) -> str:
    """The words are letters a to z and digits only, so nothing in them is taken for an operator."""
    return (" AND " if every else " OR ").join(f'"{term}"{"*" if begins(term) else ""}' for term in terms)


def _for_postgresql(terms: Sequence[str], every: bool) -> str:
    return (" & " if every else " | ").join(f"'{term}'{':*' if begins(term) else ''}" for term in terms)


_QUESTION = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}
