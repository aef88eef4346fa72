"""Reading answers one after the other: open, decide, save and go on."""

from flask import Response, abort, flash, jsonify, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.themes import acts, growing, marking, notes, queries, readings, rules, telling
from webapp.themes.forms import ReadForm, as_id
from webapp.themes.marking import Span
from webapp.themes.models import Act, ActKind, ThemedItem
from webapp.themes.queries import reading
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, me
from webapp.themes.routes.reading_page import look_at, marks_in, read_page, sentences_of, stances_in
from webapp.themes.sources import Excerptable
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import requires
from webapp.web.pages import found_or_404, page

DECIDE = Permission.DECIDE_THEMES


@blueprint.get("/read")
@requires(Permission.READ_RESPONSES)
def read_start(kind: str, source_id: int) -> Response:
    """How far the reading is, and the way in."""
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    return page("themes/read_start.html", desk=desk, progress=reading.progress(db.session, desk.frame, me()))


@blueprint.post("/read/next")
@requires(DECIDE)
def read_next(kind: str, source_id: int) -> AnyResponse:
    """Open the next answer: one that no colleague has open."""
    desk = find_framed(kind, source_id, DECIDE)
    return _go_on(desk, as_id(request.form.get("after")) or None)


@blueprint.get("/read/<int:item_id>")
@requires(Permission.READ_RESPONSES)
def read(kind: str, source_id: int, item_id: int) -> Response:
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    said, item = find_read(desk, item_id)
    form = ReadForm(formdata=None, translation=item.translation or "")
    form.offer(sentences_of(said.text))
    return read_page(desk, said, item, form)


@blueprint.post("/read/<int:item_id>")
@requires(DECIDE)
def save_reading(kind: str, source_id: int, item_id: int) -> AnyResponse:
    """Keep what was decided and go on; show it again with the reason when it may not be kept."""
    desk = find_framed(kind, source_id, DECIDE)
    said, item = find_read(desk, item_id)
    form, compare = ReadForm(), False
    form.offer(sentences_of(said.text))
    if form.validate():
        with errors_on(form):
            try:
                _save(desk, said, item, form)
            except readings.DecidedMeanwhile:
                compare = True
                raise
            flash(_("Saved."))
            if request.form.get("then") == "stay":
                return desk.go("read", item_id=item_id)
            return _go_on(desk, item_id)
    db.session.refresh(item)
    return read_page(desk, said, item, form, compare=compare)


@blueprint.post("/read/<int:item_id>/later")
@requires(DECIDE)
def read_later(kind: str, source_id: int, item_id: int) -> AnyResponse:
    """Put it off until the others have been read."""
    desk = find_framed(kind, source_id, DECIDE)
    find_read(desk, item_id)
    readings.put_off(db.session, frame=desk.frame, item_id=item_id)
    flash(_("You will see it again at the end."))
    return _go_on(desk, item_id)


@blueprint.post("/read/<int:item_id>/hold")
@requires(DECIDE)
def hold(kind: str, source_id: int, item_id: int) -> Response:
    """For script: keep the answer open. {"other": the colleague who has it, or ""}."""
    desk = find_framed(kind, source_id, DECIDE)
    find_read(desk, item_id)
    other = readings.hold(db.session, frame=desk.frame, item_id=item_id, person_id=me())
    name = reading.names_of_people(db.session, {other}).get(other or 0, "") if other else ""
    words = _("%(name)s has this answer open.", name=name) if other else ""
    return jsonify(other=words)


@blueprint.post("/read/undo/<int:act_id>")
@requires(DECIDE)
def undo_reading(kind: str, source_id: int, act_id: int) -> AnyResponse:
    """Take back what was saved and show that answer again."""
    desk = find_framed(kind, source_id, DECIDE)
    act = db.session.get(Act, act_id) if act_id < 2**31 else None
    if act is None or act.frame_id != desk.frame.id or act.kind is not ActKind.READ:
        abort(404)
    with refusals_told():
        flash(telling.tell(acts.undo(db.session, frame=desk.frame, act_id=act_id, person_id=me())))
    return desk.go("read", item_id=act.facts["answer"])


def find_read(desk: FramedDesk, item_id: int) -> tuple[Excerptable, ThemedItem]:
    """The answer and its reading; 404 for another source's, one that does not count, and one that came later."""
    said = found_or_404_said(desk, item_id)
    return said, found_or_404(reading.find_item(db.session, desk.frame, item_id))


def found_or_404_said(desk: FramedDesk, item_id: int) -> Excerptable:
    said = queries.find_answer(db.session, desk.frame, item_id)
    if said is None:
        abort(404)
    return said


def _go_on(desk: FramedDesk, after: int | None) -> AnyResponse:
    item_id = readings.take(db.session, frame=desk.frame, person_id=me(), after=after)
    return desk.go("read", item_id=item_id) if item_id is not None else desk.go("read_start")


def _save(desk: FramedDesk, said: Excerptable, item: ThemedItem, form: ReadForm) -> None:
    now = look_at(desk, said.id)
    ticked = marking.without_old_special(form.themes.data or (), before=now.ticked, themes=now.themes)
    marks = _marks(said, form, ticked)
    if form.name.data:
        made = acts.add(db.session, frame=desk.frame, name=form.name.data, person_id=me())
        marks = {theme: spans for theme, spans in marks.items() if not now.themes[theme].special}
        marks[made.id] = [_span(said, form)]
    made_of = readings.Reading(
        marks=marks, seen=form.seen.data or "", stances=stances_in(request.form),
        translation=form.translation.data if "translation" in request.form else None,
    )  # fmt: skip
    readings.save(db.session, frame=desk.frame, answer=said, made=made_of, person_id=me())
    growing.after_reading(db.session, desk.frame)
    if form.note.data:
        notes.write(db.session, frame=desk.frame, words=form.note.data, item_id=said.id, person_id=me())


def _marks(said: Excerptable, form: ReadForm, ticked: list[int]) -> dict[int, list[Span]]:
    """By ticked theme its marked words; the chosen sentence (or everything) where none are marked."""
    marked = marks_in(form)
    return {theme: marked.get(theme) or [_span(said, form)] for theme in dict.fromkeys(ticked)}


def _span(said: Excerptable, form: ReadForm) -> Span:
    start, _dash, end = (form.span.data or "").partition("-")
    if start.isdecimal() and end.isdecimal() and len(start + end) < 15:
        return int(start), int(end)
    return rules.whole(said.text)
