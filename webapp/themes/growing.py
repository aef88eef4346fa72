"""What happens by itself: new answers are coded, the machine learns when people have read enough, drift is noticed.

Light: the web process asks for the work here; the worker does it in `jobs.py`.
"""

from collections.abc import Collection
from datetime import timedelta
from itertools import count
from typing import Any

from sqlalchemy import and_, distinct, exists, func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _, ngettext
from webapp.jobs import services as jobs
from webapp.jobs.models import Job
from webapp.themes import picture, queries
from webapp.themes.models import CodeFrame, FrameCoder, Run, ThemedItem
from webapp.themes.registry import SOURCES
from webapp.themes.sources import Words

CODE_NEW, SUGGEST_AGAIN, FORGET_WORDS = "code-new", "suggest-again", "forget-words"
"""Kinds of jobs."""
LEARN_AFTER = 25
"""Answers newly read by people, after which the machine learns from them."""
WAIT = timedelta(seconds=2)
"""How long new answers wait for others, so that a rush of them is one piece of work."""


def code_new_answers(session: Session, *, source_kind: str, source_ids: Collection[int]) -> None:
    """Words arrived at these sources: have them coded where themes were looked for."""
    of_these = (CodeFrame.source_kind == source_kind, CodeFrame.source_id.in_(source_ids))
    ready = select(CodeFrame).where(*of_these, exists().where(Run.frame_id == CodeFrame.id))
    for frame in session.scalars(ready):
        ask_to_code_new(session, frame)


def ask_to_code_new(session: Session, frame: CodeFrame) -> None:
    """Have what is not coded yet coded after this transaction, once however many ask."""
    _ask_once_more(session, CODE_NEW, frame)


def ask_to_forget_words(session: Session, *, source_kind: str, item_ids: Collection[int]) -> None:
    """Words are taken back: have what codes new answers forget those that nobody else said, after this transaction."""
    coded = exists().where(ThemedItem.frame_id == CodeFrame.id, ThemedItem.item_id.in_(item_ids))
    kept = exists().where(FrameCoder.frame_id == CodeFrame.id)
    for frame in session.scalars(select(CodeFrame).where(CodeFrame.source_kind == source_kind, coded, kept)):
        _ask_once_more(session, FORGET_WORDS, frame)


def ask_to_forget_what_went(session: Session, frame: CodeFrame, read: Collection[int]) -> None:
    """The same after a run, for words that were taken back while it read them."""
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    if set(read) - set(session.scalars(select(words.c.item_id))):
        _ask_once_more(session, FORGET_WORDS, frame)


def _ask_once_more(session: Session, kind: str, frame: CodeFrame) -> None:
    """A job that waits will see what we did, and while we hold its row nobody can take it before we have committed. One
    that runs may have looked already, so another one follows it.
    """
    for turn in count(1):
        subject = f"{frame.source_kind}:{frame.source_id}" + (f" ({turn})" if turn > 1 else "")
        heard = _heard_at(session, kind, subject)
        if heard is None:
            try:
                jobs.enqueue(session, kind=kind, subject=subject, due_at=clock.now() + WAIT, frame_id=frame.id)
            except jobs.AlreadyRunning:  # somebody else asked in the same moment
                heard = _heard_at(session, kind, subject)
            else:
                return
        if heard is not None and heard[0] is None:
            return


def _heard_at(session: Session, kind: str, subject: str) -> tuple[Any] | None:
    """The last sign of life of the open job, in a tuple; None when there is no such job. Its row is held, shared."""
    opened = select(Job.heard_at).where(Job.kind == kind, Job.subject == subject, Job.finished_at.is_(None))
    row = session.execute(opened.with_for_update(read=True)).one_or_none()
    return None if row is None else (row.heard_at,)


def uncoded(frame: CodeFrame) -> Words:
    """Answers that count and have no codes yet, as the source offers them."""
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    coded = and_(ThemedItem.frame_id == frame.id, ThemedItem.item_id == words.c.item_id)
    found: Words = select(words).outerjoin(ThemedItem, coded).where(ThemedItem.id.is_(None)).order_by(words.c.item_id)
    return found


def count_uncoded(session: Session, frame: CodeFrame) -> int:
    return session.scalar(select(func.count()).select_from(uncoded(frame).subquery("uncoded"))) or 0


def after_reading(session: Session, frame: CodeFrame) -> None:
    """Somebody finished an answer: let the machine learn when `LEARN_AFTER` were read since it last did."""
    run = queries.last_run(session, frame)
    if run is None or count_read(session, frame) - reading_of(run)["read"] < LEARN_AFTER:
        return
    try:
        jobs.enqueue(
            session, kind=SUGGEST_AGAIN, subject=f"{frame.source_kind}:{frame.source_id}",
            source_kind=frame.source_kind, source_id=frame.source_id,
        )  # fmt: skip
    except jobs.AlreadyRunning:
        return


def count_read(session: Session, frame: CodeFrame) -> int:
    """Answers that people read in full, copies of the same words once."""
    read = select(func.count(distinct(ThemedItem.digest))).where(
        ThemedItem.frame_id == frame.id, ThemedItem.read_at.is_not(None)
    )
    return session.scalar(read) or 0


def reading_of(run: Run) -> dict[str, Any]:
    """What a run learned from: {"read": answers, "moves": by how many points of a hundred each learning moved the
    theme that moved most, oldest first}.
    """
    told = run.method.get("reading")
    return {"read": 0, "moves": []} | (told if isinstance(told, dict) else {})


def tell_reading(run: Run) -> str:
    """Whether more reading is worth it, in a sentence; empty before the machine learned anything."""
    told = reading_of(run)
    if not told["moves"]:
        return ""
    if picture.is_settled(told["moves"], told["read"]):
        return _("More reading hardly changes the picture any more: what you read last moved no theme by more than "
                 "%(points)s in a hundred answers.", points=f"{max(told['moves'][-2:]):g}")  # fmt: skip
    return _("Reading still changes the picture: what you read last moved a theme by %(points)s in a hundred answers.",
             points=f"{told['moves'][-1]:g}")  # fmt: skip


def tell_drift(session: Session, frame: CodeFrame) -> list[str]:
    """What the newest answers say more or less often than the earlier ones, in sentences; mostly there are none."""
    run = queries.last_run(session, frame)
    found = run.method.get("drift") if run is not None else None
    if not isinstance(found, list) or not found:
        return []
    themes = {one.id: one for one in queries.list_themes(session, frame)}
    drifts = [picture.Drift(*one) for one in found]
    return [_tell(one, themes[one.theme].special, themes[one.theme].name) for one in drifts if one.theme in themes]


def _tell(one: picture.Drift, special: str | None, name: str) -> str:
    if special == "none" and one.newest * one.of_earlier > one.earlier * one.of_newest:
        return ngettext(
            "%(num)s of the last %(all)s answers fits no theme: look for new themes.",
            "%(num)s of the last %(all)s answers fit no theme: look for new themes.", one.newest, all=one.of_newest,
        )  # fmt: skip
    return _(
        "“%(name)s” is in %(newest)s of the last %(all)s answers; before, it was in %(before)s of a hundred.",
        name=queries.name_of(special, name), newest=one.newest, all=one.of_newest,  # type: ignore[arg-type]
        before=round(100 * one.earlier / one.of_earlier),
    )  # fmt: skip
