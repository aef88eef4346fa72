"""The page on which one answer is read: everything that stands on it, gathered with a fixed number of questions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Response, request
from markupsafe import Markup, escape

from webapp.database import db
from webapp.themes import marking, queries, readings, rules
from webapp.themes.forms import ReadForm
from webapp.themes.marking import Span, Stance, Standing
from webapp.themes.models import Special, ThemedItem
from webapp.themes.queries import reading
from webapp.themes.routes.common import FramedDesk, me
from webapp.themes.rules import ThemeFacts
from webapp.themes.sources import Excerptable
from webapp.web.pages import page

MOST_SENTENCES = 60


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """A theme beside the answer. `marks`: the spans it rests on; `sure`: how sure the machine is, or None."""

    theme: ThemeFacts
    key: str
    under: bool
    ticked: bool
    marks: Sequence[Span]
    sure: float | None
    accepted: bool
    stance: str
    machine_stance: str


@dataclass(frozen=True, slots=True)
class Now:
    """How an answer stands: its codes, and which themes count."""

    themes: dict[int, ThemeFacts]
    ordered: Sequence[int]
    codes: Sequence[Standing]
    ticked: frozenset[int]

    def marks(self) -> dict[int, list[Span]]:
        found: dict[int, list[Span]] = {}
        for one in self.codes:
            found.setdefault(one.theme, []).append((one.start, one.end))
        return found


def look_at(desk: FramedDesk, item_id: int) -> Now:
    """The answer's codes, read together with the themes."""
    listed = queries.list_themes(db.session, desk.frame)
    themes = queries.facts_of(listed)
    codes = readings.standing(db.session, desk.frame, themes, item_id)
    counting = {one.theme for one in codes if not themes[one.theme].special}
    counting = counting or {one.theme for one in codes}
    counting = counting or {one.id for one in themes.values() if one.special == Special.NONE}
    return Now(themes, [one.id for one in listed], codes, frozenset(counting))


def sentences_of(text: str) -> list[tuple[str, str]]:
    """The sentences to choose from, by their place."""
    spans = rules.find_sentences(text)[:MOST_SENTENCES]
    return [(f"{start}-{end}", text[start:end][:160]) for start, end in spans] if len(spans) > 1 else []


def read_page(
    desk: FramedDesk, said: Excerptable, item: ThemedItem, form: ReadForm, *, compare: bool = False
) -> Response:
    """`compare`: a colleague decided meanwhile; what they decided is shown beside what was ticked here."""
    session, frame, person_id = db.session, desk.frame, me()
    now = look_at(desk, said.id)
    rows = _rows(now, reading.machine_codes(session, frame, said.id), form)
    copies = reading.campaign_of(session, frame, item)
    flags = reading.flags_of(session, frame, said.id)
    holder = readings.holder(item)
    last = reading.last_reading(session, frame, person_id)
    names = reading.names_of_people(session, {item.read_by, item.translated_by, holder})
    letter = marking.shared_with(said.text, copies.letter) if copies.letter else []
    form.seen.data = readings.seen(item, now.codes)
    return page(
        "themes/read.html",
        status=409 if compare else 200,
        desk=desk,
        said=said,
        item=item,
        form=form,
        rows=rows,
        compare=[now.themes[one].name for one in now.ordered if one in now.ticked] if compare else None,
        parts=marking.segments(said.text, _shown_marks(rows), letter),
        letter=letter,
        copies=copies,
        flags=_flags(said.text, flags),
        notes=reading.notes_beside(session, frame, item_id=said.id),
        context=desk.source.context(session, desk.source_id, [said.id]).get(said.id),
        progress=reading.progress(session, frame, person_id),
        earlier=reading.read_before(session, frame, item, person_id=person_id),
        last=last,
        last_item=_item_of(last),
        other=names.get(holder or 0, "") if holder not in (None, person_id) else "",
        names=names,
        stances=marking.STANCE_WORDS,
        how_sure=rules.how_sure,
        letters=letters,
        foreign=_needs_translation(item),
        me=person_id,
    )


def _rows(now: Now, machine: Mapping[int, tuple[float, str | None]], form: ReadForm) -> list[ThemeRow]:
    """The themes in reading order, ticked as the form says when it was sent, else as the answer stands."""
    parents = rules.parents_of(now.themes)
    listed = marking.in_order(now.themes, parents, now.ordered)
    keys = marking.keys_of(listed)
    sure: dict[int, tuple[float, str | None]] = {}
    for theme, found in machine.items():
        if theme in now.themes:
            sure[rules.destination(theme, now.themes)] = found
    sent = request.method == "POST"
    ticked: Collection[int] = form.themes.data or () if sent else now.ticked
    marks = marks_in(form) if sent else now.marks()
    return [
        ThemeRow(
            theme=theme, key=keys.get(theme.id, ""), under=theme.id in parents, ticked=theme.id in ticked,
            marks=marks.get(theme.id, []) if not theme.special else [], sure=sure.get(theme.id, (None, None))[0],
            accepted=any(one.theme == theme.id and one.accepted for one in now.codes),
            stance=_stance(theme.id, now, sent=sent), machine_stance=sure.get(theme.id, (0, None))[1] or "",
        )
        for theme in listed
    ]  # fmt: skip


def _stance(theme_id: int, now: Now, *, sent: bool) -> str:
    if sent:
        return stances_in(request.form).get(theme_id) or ""
    return next((one.stance for one in now.codes if one.theme == theme_id and one.stance), "")


def marks_in(form: ReadForm) -> dict[int, list[Span]]:
    """The marked words of the form, by theme."""
    found: dict[int, list[Span]] = {}
    for theme, start, end in dict.fromkeys(form.marks.data or ()):
        found.setdefault(theme, []).append((start, end))
    return found


def stances_in(values: Mapping[str, str]) -> dict[int, str | None]:
    """What was chosen in the fields called "stance-" and a theme's id."""
    chosen = {name.removeprefix("stance-"): value for name, value in values.items() if name.startswith("stance-")}
    return {
        int(theme): value if value in list(Stance) else None
        for theme, value in chosen.items()
        if theme.isdecimal() and len(theme) < 11
    }


def _shown_marks(rows: Sequence[ThemeRow]) -> list[tuple[int, int, int]]:
    return [(row.theme.id, start, end) for row in rows if row.ticked for start, end in row.marks]


def letters(text: str) -> Markup:
    """Text letter for letter: a browser would drop carriage returns, and every place behind them would be wrong."""
    return escape(text).replace("\r", Markup("&#13;"))


def _flags(text: str, flags: Sequence[Any]) -> list[tuple[str, list[str]]]:
    """Kinds of flags in words, each with what it was seen in."""
    found: dict[str, list[str]] = {}
    for flag in flags:
        found.setdefault(marking.flag_words(flag.kind), []).append(text[flag.start : flag.end][:80])
    return list(found.items())


def _needs_translation(item: ThemedItem) -> bool:
    return item.language not in ("", "en", "und") or bool(item.translation)


def _item_of(last: Any) -> int | None:
    return last.facts.get("answer") if last else None
