"""Keeping the index true: what changes a thing's words is indexed before the transaction commits, in it.

The session tells what it wrote: objects, and updates and deletions of many rows by their own condition. A bulk insert
does not tell ids, so whatever of its kind has no entry yet is looked up. Both databases do the same.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, event, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session

from webapp.search.kinds import KINDS, Offer
from webapp.search.models import Searchable
from webapp.search.words import MOST_WORDS, words_of

_TOUCHED, _ADDED = "search: touched", "search: added"  # what a session keeps until it commits
_AT_ONCE = 500
_LOCK = 7_041_967  # any number of our own: PostgreSQL's advisory lock for whoever writes the index
_MOST_PLACES = 50  # of one word in one thing

_FORGET = {
    "sqlite": text("DELETE FROM search_words WHERE rowid IN :ids").bindparams(bindparam("ids", expanding=True)),
    "postgresql": text("DELETE FROM search_words WHERE id IN :ids").bindparams(bindparam("ids", expanding=True)),
}
_KEEP = {
    "sqlite": text("INSERT INTO search_words (rowid, title, words) VALUES (:id, :title, :words)"),
    "postgresql": text("INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))"),
}
_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def follow() -> None:
    """Let every session of the application keep the index. Said twice is once."""
    event.listen(Session, "after_flush", _note_objects)
    event.listen(Session, "do_orm_execute", _note_many)
    event.listen(Session, "before_commit", _catch_up)
    event.listen(Session, "after_soft_rollback", _forget_all)


def index(session: Session, kind: str, ids: Collection[int]) -> None:
    """Write anew what the index holds of these things, whose rooms are asked what they say now."""
    for some in _in_parts(sorted(ids)):
        offers = {offer.id: offer for offer in KINDS[kind].read(session, some)}
        _remove(session, kind, [ident for ident in some if ident not in offers])
        if offers:
            _write(session, list(offers.values()))


def rebuild(session: Session) -> int:
    """The whole index anew, with as many entries as are returned. The caller commits."""
    session.execute(text("DELETE FROM search_words"))
    session.execute(delete(Searchable))
    for kind, searched in KINDS.items():
        index(session, kind, session.scalars(searched.every).all())
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))
    return len(session.scalars(select(Searchable.id)).all())


def is_empty(session: Session) -> bool:
    return session.scalar(select(Searchable.id).limit(1)) is None


def _remove(session: Session, kind: str, ids: Sequence[int]) -> None:
    if ids:
        gone = delete(Searchable).where(Searchable.kind == kind, Searchable.thing_id.in_(ids)).returning(Searchable.id)
        entries = session.scalars(gone).all()
        if entries:
            session.execute(_FORGET[session.get_bind().dialect.name], {"ids": entries})


def _write(session: Session, offers: Sequence[Offer]) -> None:
    database = session.get_bind().dialect.name
    entry = _INSERT[database](Searchable)
    fresh = {name: entry.excluded[name] for name in ("about_kind", "about_id", "at")}
    entry = entry.on_conflict_do_update(index_elements=["kind", "thing_id"], set_=fresh)
    values = [{"kind": one.kind, "thing_id": one.id, "about_kind": one.about[0], "about_id": one.about[1], "at": one.at}
              for one in offers]  # fmt: skip
    session.execute(entry, values)
    mine = select(Searchable.thing_id, Searchable.id).where(
        Searchable.kind == offers[0].kind, Searchable.thing_id.in_([one.id for one in offers])
    )
    ids = dict(session.execute(mine).all())
    session.execute(_FORGET[database], {"ids": list(ids.values())})
    session.execute(_KEEP[database], [{"id": ids[one.id]} | _INDEXED[database](one) for one in offers])


def _for_sqlite(offer: Offer) -> dict[str, str]:
    return {name: " ".join(word for word, _, _ in words_of(getattr(offer, name))) for name in ("title", "words")}


def _for_postgresql(offer: Offer) -> dict[str, str]:
    """A tsvector as it is written: each word with its places, those in the title with the greatest weight."""
    places: dict[str, list[str]] = {}
    at = 0
    for words, weight in ((offer.title, "A"), (offer.words, "D")):
        for word, _, _ in words_of(words, most=MOST_WORDS):
            at += 1
            places.setdefault(word, []).append(f"{at}{weight}")
    return {"words": " ".join(f"{word}:{','.join(found[:_MOST_PLACES])}" for word, found in places.items())}


_INDEXED = {"sqlite": _for_sqlite, "postgresql": _for_postgresql}


def _note_objects(session: Session, _context: object) -> None:
    changed: Iterable[object] = [*session.new, *session.dirty, *session.deleted]
    for one in changed:
        for searched in KINDS.values():
            column = searched.watched.get(type(one))  # type: ignore[arg-type]
            if column is not None:
                _touch(session, searched.kind, [getattr(one, column.key)])


def _note_many(state: ORMExecuteState) -> None:
    if not (state.is_update or state.is_delete or state.is_insert) or state.bind_mapper is None:
        return
    for searched in KINDS.values():
        column = searched.watched.get(state.bind_mapper.class_)
        if column is None:
            continue
        if state.is_insert:
            state.session.info.setdefault(_ADDED, set()).add(searched.kind)
        else:
            where: Any = state.statement
            chosen = select(column) if where.whereclause is None else select(column).where(where.whereclause)
            _touch(state.session, searched.kind, state.session.scalars(chosen, state.parameters or {}).all())


def _touch(session: Session, kind: str, ids: Iterable[int]) -> None:
    session.info.setdefault(_TOUCHED, {}).setdefault(kind, set()).update(ids)


def _catch_up(session: Session) -> None:
    """Before the outermost transaction commits; what was noted in a savepoint waits for that."""
    if session.in_nested_transaction():
        return
    session.flush()
    touched: dict[str, set[int]] = session.info.pop(_TOUCHED, {})
    for kind in session.info.pop(_ADDED, set()):
        entries = select(Searchable.thing_id).where(Searchable.kind == kind)
        missing = KINDS[kind].every.where(KINDS[kind].every.selected_columns[0].not_in(entries))
        touched.setdefault(kind, set()).update(session.scalars(missing))
    if any(touched.values()):
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        for kind, ids in touched.items():
            index(session, kind, ids)


def _forget_all(session: Session, _transaction: object) -> None:
    if not session.in_transaction():
        session.info.pop(_TOUCHED, None)
        session.info.pop(_ADDED, None)


def _in_parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
