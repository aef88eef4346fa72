"""What people decided about whole answers, as the machine learns from it. Only jobs load this."""

from collections.abc import Collection, Iterable

from sqlalchemy import Row, and_, select
from sqlalchemy.orm import Session

from webapp.text.shapes import MIXED, CodedAnswer
from webapp.themes import kinship
from webapp.themes.coding import effective
from webapp.themes.models import CodeFrame, Decision, Excerpt, Special, Theme, ThemedItem, Verdict
from webapp.themes.registry import SOURCES


def read(session: Session, frame: CodeFrame) -> list[CodedAnswer]:
    """The answers that somebody read in full, by id, each with every theme that counts for it now.

    Codes of merged themes stand under the theme they went into, dropped themes are left out, as in every count.
    Excerpts are those that people accepted or chose. Two statements, however many were read.
    """
    rows = effective(frame).rows
    item = and_(ThemedItem.frame_id == frame.id, ThemedItem.item_id == rows.c.item_id)
    found = session.execute(
        select(rows.c.item_id, rows.c.theme_id, Theme.special, rows.c.accepted, Excerpt.start, Excerpt.end)
        .join(Theme, Theme.id == rows.c.theme_id)
        .join(Excerpt, Excerpt.id == rows.c.excerpt_id)
        .join(ThemedItem, item)
        .where(ThemedItem.read_at.is_not(None))
        .order_by(rows.c.item_id, Excerpt.start, Excerpt.end, rows.c.theme_id)
    ).all()
    stances = _stances(session, frame)
    themes: dict[int, dict[str, None]] = {}
    excerpts: dict[int, list[tuple[str, int, int]]] = {}
    for item_id, theme_id, special, accepted, start, end in found:
        key = key_of(theme_id, special)
        themes.setdefault(item_id, {})[key] = None
        if accepted:
            excerpts.setdefault(item_id, []).append((key, start, end))
    return [
        CodedAnswer(str(item_id), tuple(keys), tuple(excerpts.get(item_id, ())), one_stance(stances.get(item_id, ())))
        for item_id, keys in themes.items()
    ]


def read_elsewhere(session: Session, frame: CodeFrame) -> list[tuple[str, tuple[str, ...]]]:
    """Answers that people read in full in frames of the same themes: their words, and what they were given here.

    Answers that were given nothing this frame knows are left out.
    """
    twins = {str(theme): str(own) for theme, own in kinship.twins(session, frame).items()}
    specials = {special.value: special.value for special in Special}
    found: list[tuple[str, tuple[str, ...]]] = []
    for other in kinship.related_frames(session, {int(theme): 0 for theme in twins}):
        words = _words_read(session, other)
        for one in read(session, other):
            themes = tuple((twins | specials)[theme] for theme in one.themes if theme in twins or theme in specials)
            if themes and one.id in words:
                found.append((words[one.id], tuple(dict.fromkeys(themes))))
    return found


def read_texts(session: Session, frame: CodeFrame) -> list[tuple[str, tuple[str, ...]]]:
    """The words of every answer that people read in full, and the themes that count for it."""
    words = _words_read(session, frame)
    return [(words[one.id], one.themes) for one in read(session, frame) if one.id in words]


def _words_read(session: Session, frame: CodeFrame) -> dict[str, str]:
    """By id as text: the words (or their translation) of what people read in full."""
    words = SOURCES[frame.source_kind].words(frame.source_id).subquery("words")
    rows = session.execute(
        select(words.c.item_id, words.c.text, ThemedItem.translation)
        .join(ThemedItem, and_(ThemedItem.frame_id == frame.id, ThemedItem.item_id == words.c.item_id))
        .where(ThemedItem.read_at.is_not(None))
    )
    return {str(item_id): translation or text or "" for item_id, text, translation in rows}


def key_of(theme_id: int, special: Special | None) -> str:
    """What a theme is called where the machine reads: its id, or the name of a special one."""
    return special.value if special else str(theme_id)


def one_stance(stances: Collection[str]) -> str | None:
    """Where an answer stands that stands so on its themes: mixed when they differ, None when nobody said."""
    different = set(stances)
    return next(iter(different)) if len(different) == 1 else MIXED if different else None


def _stances(session: Session, frame: CodeFrame) -> dict[int, list[str]]:
    """By item: where people said its excerpts stand on their themes."""
    said = (
        select(Excerpt.item_id, Decision.stance)
        .join(Decision, Decision.excerpt_id == Excerpt.id)
        .where(Excerpt.frame_id == frame.id, Decision.verdict == Verdict.ACCEPTED, Decision.stance.is_not(None))
    )
    return _grouped(session.execute(said))


def _grouped(rows: Iterable[Row[int, str | None]]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for item_id, stance in rows:
        if stance is not None:
            found.setdefault(item_id, []).append(stance)
    return found
