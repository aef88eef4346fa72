"""What second coders and those who settle need to see, and nothing that would give away somebody else's codes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from webapp.accounts.models import Person
from webapp.themes.models import (
    Act,
    ActKind,
    CodeFrame,
    Decision,
    Excerpt,
    SecondCode,
    SecondReading,
    ThemedItem,
)
from webapp.themes.queries.excerpts import shown_excerpts
from webapp.themes.queries.pairs import counts, first_readings, words_of

EXAMPLES = 2
"""Examples of each theme beside an answer to code."""
_FIT = (20, 240)
"""Letters of an example: shorter ones say little, longer ones take too much room."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far double coding is. `drawn`: answers that count; `taken`: those somebody has and has not done;
    `for_me`: free ones this person may have; `unread`: ids of answers no first coder has done.
    """

    drawn: int
    done: int
    taken: tuple[tuple[int, str], ...]  # reading id, whose name
    for_me: int
    unread: tuple[int, ...]
    seed: int | None

    @property
    def to_code(self) -> int:
        return self.drawn - self.done


def groups_of_equal(session: Session, frame: CodeFrame) -> list[list[int]]:
    """Answers that were read by the machine and count; the copies of one letter and equal texts are one group."""
    words = words_of(frame)
    items = (
        select(ThemedItem.item_id, ThemedItem.campaign_id, ThemedItem.digest)
        .join(words, words.c.item_id == ThemedItem.item_id)
        .where(ThemedItem.frame_id == frame.id)
        .order_by(ThemedItem.item_id)
    )
    groups: dict[tuple[str, object], list[int]] = {}
    for item_id, campaign_id, digest in session.execute(items):
        key = ("letter", campaign_id) if campaign_id is not None else ("text", digest)
        groups.setdefault(key, []).append(item_id)
    return list(groups.values())


def items_drawn(session: Session, frame: CodeFrame) -> set[int]:
    return set(session.scalars(select(SecondReading.item_id).where(SecondReading.frame_id == frame.id)))


def seed_of(session: Session, frame: CodeFrame) -> int | None:
    """The number that the first draw went by."""
    first = select(Act).where(Act.frame_id == frame.id, Act.kind == ActKind.DRAW).order_by(Act.id).limit(1)
    act = session.scalar(first)
    return int(act.facts["seed"]) if act else None


def _open(frame: CodeFrame) -> Select[SecondReading]:
    return (
        select(SecondReading)
        .where(SecondReading.frame_id == frame.id, SecondReading.done_at.is_(None), counts(frame))
        .order_by(SecondReading.id)
        .execution_options(populate_existing=True)
    )


def find_held(session: Session, frame: CodeFrame, person_id: int) -> SecondReading | None:
    """The answer this person took and has not done."""
    return session.scalars(_open(frame).where(SecondReading.person_id == person_id)).first()


def find_free(session: Session, frame: CodeFrame, person_id: int) -> SecondReading | None:
    """The next answer nobody has, that this person did not read or decide on before."""
    return session.scalars(_free(frame, person_id).limit(1)).first()


def _free(frame: CodeFrame, person_id: int) -> Select[SecondReading]:
    item = and_(ThemedItem.frame_id == SecondReading.frame_id, ThemedItem.item_id == SecondReading.item_id)
    read = exists().where(item, or_(ThemedItem.read_by == person_id, ThemedItem.opened_by == person_id))
    decided = (
        exists()
        .where(Excerpt.frame_id == SecondReading.frame_id, Excerpt.item_id == SecondReading.item_id)
        .where(Decision.excerpt_id == Excerpt.id, Decision.person_id == person_id)
    )
    return _open(frame).where(SecondReading.person_id.is_(None), ~read, ~decided)


def find_reading(session: Session, frame: CodeFrame, reading_id: int) -> SecondReading | None:
    """The second reading, when it is one of this frame's and its answer still counts."""
    if reading_id >= 2**31:
        return None
    wanted = select(SecondReading).where(SecondReading.id == reading_id, SecondReading.frame_id == frame.id)
    return session.scalar(wanted.where(counts(frame)))


def codes_given(session: Session, reading: SecondReading) -> dict[int, tuple[int, int]]:
    """What the second coder gave: theme ids with the words that say so."""
    given = select(SecondCode.theme_id, SecondCode.start, SecondCode.end).where(SecondCode.reading_id == reading.id)
    return {theme: (start, end) for theme, start, end in session.execute(given)}


def is_blind(session: Session, frame: CodeFrame, person_id: int, *, only_second: bool) -> bool:
    """Whether this person must not see codes now: they have an answer to code, or (when coding a second time is all
    they do here) there are answers drawn that nobody has coded again.
    """
    waiting = _open(frame)
    if not only_second:
        waiting = waiting.where(SecondReading.person_id == person_id)
    return session.scalar(select(waiting.order_by(None).exists())) or False


def count_for(session: Session, frame: CodeFrame, person_id: int) -> int:
    """How many answers there are for this person to code, with the one they have."""
    free = select(func.count()).select_from(_free(frame, person_id).order_by(None).subquery())
    return (session.scalar(free) or 0) + (find_held(session, frame, person_id) is not None)


def standing(session: Session, frame: CodeFrame, person_id: int) -> Standing:
    """How far it is, for one person."""
    rows = session.execute(
        select(SecondReading.id, SecondReading.done_at, SecondReading.person_id, func.coalesce(Person.name, ""))
        .outerjoin(Person, Person.id == SecondReading.person_id)
        .where(SecondReading.frame_id == frame.id, counts(frame))
        .order_by(SecondReading.id)
    ).all()
    taken = tuple((one, name) for one, done_at, who, name in rows if done_at is None and who is not None)
    return Standing(
        drawn=len(rows),
        done=sum(done_at is not None for _id, done_at, *_rest in rows),
        taken=taken,
        for_me=count_for(session, frame, person_id),
        unread=tuple(one.item_id for one in first_readings(session, frame, ready=False) if not one.done),
        seed=seed_of(session, frame),
    )


def examples(session: Session, frame: CodeFrame, *, without: Collection[int]) -> dict[int, list[str]]:
    """By theme id a few excerpts of other answers: none of those `without`, nor of any answer that a second coder has
    still to code, nor of copies of such.
    """
    shown, coding = shown_excerpts(frame)
    rows, span = coding.rows, Excerpt.end - Excerpt.start
    sure = func.coalesce(rows.c.confidence, 1.0).desc()
    order = (rows.c.accepted.desc(), func.coalesce(rows.c.rank, 99), sure, rows.c.excerpt_id)
    place = func.row_number().over(partition_by=rows.c.theme_id, order_by=order).label("place")
    fit = (span >= _FIT[0], span <= _FIT[1], rows.c.item_id.not_in(_still_secret(frame, without)))
    ranked = shown.add_columns(place).where(*fit).subquery("ranked")
    chosen = select(ranked.c.theme_id, ranked.c.text, ranked.c.start, ranked.c.end)
    found: dict[int, list[str]] = {}
    for theme_id, text, start, end in session.execute(
        chosen.where(ranked.c.place <= EXAMPLES).order_by(ranked.c.theme_id, ranked.c.place)
    ):
        found.setdefault(theme_id, []).append(text[start:end])
    return found


def _still_secret(frame: CodeFrame, without: Collection[int]) -> Select[int]:
    """Ids of answers that are still to be coded unseen, of those `without`, and of all that say the same."""
    waiting = select(SecondReading.item_id).where(SecondReading.frame_id == frame.id, SecondReading.done_at.is_(None))
    secret = or_(ThemedItem.item_id.in_(without), ThemedItem.item_id.in_(waiting))
    letters = select(ThemedItem.campaign_id).where(
        ThemedItem.frame_id == frame.id, secret, ThemedItem.campaign_id.is_not(None)
    )
    texts = select(ThemedItem.digest).where(ThemedItem.frame_id == frame.id, secret)
    same = or_(ThemedItem.campaign_id.in_(letters), ThemedItem.digest.in_(texts))
    return select(ThemedItem.item_id).where(ThemedItem.frame_id == frame.id, same)


def texts_of(session: Session, frame: CodeFrame, items: Collection[int]) -> dict[int, str]:
    """The words of these answers by id."""
    words = words_of(frame)
    return dict(session.execute(select(words.c.item_id, words.c.text).where(words.c.item_id.in_(items))).all())


def names_of_pair(session: Session, frame: CodeFrame, reading: SecondReading) -> tuple[str, str]:
    """Who read the answer first ("" when several people decided on it) and who coded it again."""
    read_by = select(ThemedItem.read_by).where(
        ThemedItem.frame_id == frame.id, ThemedItem.item_id == reading.item_id
    ).scalar_subquery()  # fmt: skip
    first = session.scalar(select(Person.name).where(Person.id == read_by))
    again = session.scalar(select(Person.name).where(Person.id == reading.person_id))
    return first or "", again or ""


def find_translation(session: Session, frame: CodeFrame, item_id: int) -> str:
    """What a person translated the answer to; "" when nobody did."""
    item = select(ThemedItem.translation).where(ThemedItem.frame_id == frame.id, ThemedItem.item_id == item_id)
    return session.scalar(item) or ""
