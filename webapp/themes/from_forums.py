"""The posts of a discussion, offered to be themed: a source of its own, never counted together with responses."""

from collections.abc import Collection, Iterator, Mapping

from sqlalchemy import Select, String, Text, cast, func, literal, select
from sqlalchemy.orm import Session, aliased

from webapp.access import Stage
from webapp.forums.models import Board, Post, Sort, Thread
from webapp.forums.queries.boards import is_shown
from webapp.forums.words import POSITIONS, SORTS
from webapp.i18n import _, _l
from webapp.places.queries import read_gazetteer
from webapp.themes.sources import Context, Excerptable, Fact, Words

KIND = "thread"
_FACTS = {"sort": _l("What it is"), "position": _l("For or against")}


class ThreadSource:
    """Kind "thread": what everybody sees of a discussion but the marked answers. A person is a group of posts."""

    kind = KIND
    item_kind = "post"

    def exists(self, session: Session, source_id: int) -> bool:
        return source_id < 2**31 and session.get(Thread, source_id) is not None

    def title(self, session: Session, source_id: int) -> str:
        return session.get_one(Thread, source_id).title or _("A discussion whose beginning was taken away")

    def belongs_to(self, session: Session, source_id: int) -> str:
        thread = session.get_one(Thread, source_id)
        board = session.get(Board, thread.board_id) if thread.board_id is not None else None
        return board.title if board is not None else _("Discussion")

    def titles(self, session: Session, source_ids: Collection[int]) -> Mapping[int, tuple[str, str]]:
        board = aliased(Board)
        rows = session.execute(
            select(Thread.id, Thread.title, board.title)
            .outerjoin(board, board.id == Thread.board_id)
            .where(Thread.id.in_(source_ids))
        )
        return {ident: (title, part_of or _("Discussion")) for ident, title, part_of in rows}

    def surroundings(self, session: Session, source_id: int) -> tuple[list[str], list[str]]:
        gazetteer = read_gazetteer(session, sectors=False)
        names = dict.fromkeys([*gazetteer.names.values(), *gazetteer.districts.values()])
        return [name for name in names if name], []

    def home(self, session: Session, source_id: int) -> tuple[str, dict[str, int]]:
        return "forums.thread", {"thread_id": source_id}

    def stage(self, session: Session, source_id: int) -> Stage:
        """A discussion is read while it goes on."""
        return Stage.CLOSED if session.get_one(Thread, source_id).locked_at is not None else Stage.OPEN

    def words(self, source_id: int) -> Words:
        whose = cast(func.coalesce(Post.author_id, -Post.id), Text)
        return select(
            Post.id.label("item_id"), Post.text.label("text"), Post.language.label("language"), whose.label("group")
        ).where(Post.thread_id == source_id, is_shown(), Post.official == "", func.trim(Post.text) != "")

    def read(self, session: Session, source_id: int) -> Iterator[Excerptable]:
        rows = session.execute(self.words(source_id).order_by(Post.id).execution_options(yield_per=2000))
        for item_id, text, language, group in rows:
            yield Excerptable(self.item_kind, item_id, text or "", language, group)

    def stance_select(self, source_id: int) -> Select[int, str] | None:
        return select(Post.id.label("item_id"), cast(Post.position, String).label("stance")).where(
            Post.thread_id == source_id, Post.position.is_not(None)
        )

    def stances(self, session: Session, source_id: int) -> dict[int, str]:
        ticked = self.stance_select(source_id)
        return dict(session.execute(ticked).all()) if ticked is not None else {}

    def stances_in_order(self, session: Session, source_id: int) -> list[str]:
        """Only where the discussion is about a thing, which one can be for or against."""
        about = session.get_one(Thread, source_id).about_kind
        return [one.value for one in POSITIONS] if about else []

    def quotable(self, source_id: int) -> Select[int, str]:
        """All of them stand in public; what is quoted from them carries no name."""
        shown = select(Post.id.label("item_id"), literal("").label("name"))
        return shown.where(Post.thread_id == source_id, is_shown())

    def context(self, session: Session, source_id: int, ids: Collection[int]) -> Mapping[int, Context]:
        rows = session.scalars(select(Post).where(Post.thread_id == source_id, Post.id.in_(ids)))
        return {one.id: Context(str(one.author_id or -one.id), tuple(_facts_of(one))) for one in rows}

    def facts(self, session: Session, source_id: int) -> list[Fact]:
        found = []
        for key, heading in _FACTS.items():
            known = self.fact_select(source_id, key)
            assert known is not None  # noqa: S101  (keys of ours)
            counted = known.where(is_shown()).subquery("known")
            values = session.scalars(select(counted.c.value).distinct().order_by(counted.c.value))
            found.append(Fact(key, str(heading), tuple(values)))
        return [fact for fact in found if len(fact.values) > 1]

    def fact_select(self, source_id: int, key: str) -> Select[int, str] | None:
        column = {"sort": Post.sort, "position": Post.position}.get(key)
        if column is None:
            return None
        value = cast(column, String).label("value")
        return select(Post.id.label("item_id"), value).where(Post.thread_id == source_id, column.is_not(None))


def _facts_of(post: Post) -> Iterator[tuple[str, str]]:
    if post.position is not None:
        yield _("They are"), str(POSITIONS[post.position])
    if post.sort is not Sort.COMMENT:
        yield str(_FACTS["sort"]), str(SORTS[post.sort])
