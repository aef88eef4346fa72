"""Coding a second time, unseen: drawing answers, the second coder's queue, and how far two people agree."""

from flask import Response, abort, current_app, flash, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.themes import pairs, quality, quality_rules, queries
from webapp.themes.models import SecondReading
from webapp.themes.pair_forms import CodeAgainForm, DrawForm
from webapp.themes.queries import second
from webapp.themes.routes.apart import is_kept_apart, may_open
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, me
from webapp.themes.routes.pair_pages import code_page, sentences_of, spans_in
from webapp.themes.sources import Excerptable
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import allowed, requires
from webapp.web.pages import found_or_404, page

CODE, SETTLE = Permission.CODE_AGAIN, Permission.SETTLE_CODES
APART = frozenset(
    f"themes.{name}" for name in ("pairs", "draw", "code_next", "code_again", "save_again", "give_back", "progress")
)
"""Pages that tell a second coder nothing of anybody else's codes."""


@blueprint.before_request
def keep_apart() -> AnyResponse | None:
    """Whoever has an answer to code a second time sees nobody else's codes until it is done, on no page of themes."""
    if request.endpoint in APART or not may_open():
        return None
    values = request.view_args or {}
    kind, source_id = values["kind"], values["source_id"]
    frame = queries.find_frame(db.session, kind, source_id) if source_id < 2**31 else None
    if frame is None or not is_kept_apart(frame):
        return None
    flash(_("First code the answers below. Until then you do not see what others gave."), "error")
    return find_framed(kind, source_id, Permission.READ_RESPONSES).go("pairs")


@blueprint.get("/pairs", endpoint="pairs")
@requires(Permission.READ_RESPONSES)
def start_pairs(kind: str, source_id: int) -> Response:
    """How far it is, and what this person can do next."""
    return _start(find_framed(kind, source_id, Permission.READ_RESPONSES), DrawForm(formdata=None))


@blueprint.post("/pairs/draw")
@requires(SETTLE)
def draw(kind: str, source_id: int) -> AnyResponse:
    """Draw answers for a second coder."""
    desk, form = find_framed(kind, source_id, SETTLE), DrawForm()
    form.offer(0)
    if form.validate():
        with errors_on(form):
            share = form.share.data
            act = pairs.draw(db.session, frame=desk.frame, share=share, seed=form.seed.data, person_id=me())
            flash(ngettext("%(num)s answer was drawn.", "%(num)s answers were drawn.", act.facts["answers"]))
            return desk.go("pairs")
    return _start(desk, form)


@blueprint.post("/pairs/next")
@requires(CODE)
def code_next(kind: str, source_id: int) -> AnyResponse:
    """Open the next answer to code: one that nobody else has."""
    return _go_on(find_framed(kind, source_id, CODE))


@blueprint.get("/pairs/code/<int:reading_id>")
@requires(CODE)
def code_again(kind: str, source_id: int, reading_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, CODE)
    reading, said = find_mine(desk, reading_id)
    if reading.done_at is not None:
        return desk.go("pairs")
    return code_page(desk, reading, said, CodeAgainForm(formdata=None))


@blueprint.post("/pairs/code/<int:reading_id>")
@requires(CODE)
def save_again(kind: str, source_id: int, reading_id: int) -> AnyResponse:
    """Keep what was ticked and go on; a second tap on the button saves nothing twice."""
    desk, form = find_framed(kind, source_id, CODE), CodeAgainForm()
    reading, said = find_mine(desk, reading_id)
    if form.validate():
        with errors_on(form):
            spans = spans_in(request.form, form.themes.data or (), sentences_of(said), said)
            pairs.save(db.session, frame=desk.frame, reading_id=reading.id, spans=spans, person_id=me())
            flash(_("Saved."))
            return _go_on(desk)
    return code_page(desk, reading, said, form)


@blueprint.post("/pairs/give-back/<int:reading_id>")
@requires(CODE)
def give_back(kind: str, source_id: int, reading_id: int) -> AnyResponse:
    """Let somebody else have an answer. Of other people's only those who settle may free it."""
    desk = find_framed(kind, source_id, CODE)
    reading = found_or_404(second.find_reading(db.session, desk.frame, reading_id))
    if reading.person_id != me() and not allowed(SETTLE, desk.stage):
        abort(403)
    with refusals_told():
        pairs.give_back(db.session, frame=desk.frame, reading_id=reading.id)
        flash(_("Somebody else can take that answer now."))
    return desk.go("pairs")


@blueprint.get("/pairs/agreement")
@requires(Permission.READ_RESPONSES)
def agreement(kind: str, source_id: int) -> Response:
    """How far two people agree, and machine and people."""
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    found = quality_of(desk)
    return page(
        "themes/pairs/agreement.html",
        desk=desk,
        quality=found,
        rules=quality_rules,
        of_base=quality.of_base,
        counted=quality.in_counts,
        same=quality.count_of(found.people.percent),
    )


def quality_of(desk: FramedDesk) -> quality.Quality:
    """How far the desk's themes can be trusted, by this site's bounds."""
    return quality.read_quality(db.session, desk.frame, bounds=quality_rules.bounds_from(current_app.config))


def find_mine(desk: FramedDesk, reading_id: int) -> tuple[SecondReading, Excerptable]:
    """The answer this person took; 404 for any other, which is told to nobody."""
    reading = found_or_404(second.find_reading(db.session, desk.frame, reading_id))
    said = queries.find_answer(db.session, desk.frame, reading.item_id)
    if reading.person_id != me() or said is None:
        abort(404)
    return reading, said


def _go_on(desk: FramedDesk) -> AnyResponse:
    taken = pairs.take(db.session, frame=desk.frame, person_id=me())
    if taken is not None:
        return desk.go("code_again", reading_id=taken.id)
    flash(_("There is no answer left for you to code. Thank you."))
    return desk.go("pairs")


def _start(desk: FramedDesk, form: DrawForm) -> Response:
    standing = second.standing(db.session, desk.frame, me())
    may_settle = allowed(SETTLE, desk.stage)
    form.offer(len(second.groups_of_equal(db.session, desk.frame)) if may_settle else 0)
    return page(
        "themes/pairs/start.html",
        desk=desk,
        form=form,
        standing=standing,
        quality=quality_of(desk) if may_settle else None,
        may_settle=may_settle,
        may_code=allowed(CODE, desk.stage),
        unread_shown=standing.unread[: queries.PAGE],
    )
