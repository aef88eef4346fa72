"""Settling what two people coded differently: both sides beside each other, and an act that can be undone."""

from flask import Response, flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.refusals import Refused
from webapp.themes import pairs, queries
from webapp.themes.models import SecondReading
from webapp.themes.pair_forms import SettleForm
from webapp.themes.pair_rules import Side
from webapp.themes.queries import second
from webapp.themes.queries.pairs import PairOfCodes, pairs_of_people
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, me
from webapp.themes.routes.pair_pages import themes_to_tick
from webapp.web.forms import errors_on
from webapp.web.guard import requires
from webapp.web.pages import found_or_404, page

SETTLE = Permission.SETTLE_CODES


@blueprint.get("/pairs/settle")
@requires(SETTLE)
def differences(kind: str, source_id: int) -> Response:
    """Answers that two people coded differently: those to settle first, then those settled."""
    desk = find_framed(kind, source_id, SETTLE)
    differing = [one for one in _pairs(desk) if one.differs or one.settled]
    waiting = [one for one in differing if not one.settled][: queries.PAGE]
    settled = [one for one in differing if one.settled][-queries.PAGE :]
    texts = second.texts_of(db.session, desk.frame, [one.item_id for one in (*waiting, *settled)])
    return page(
        "themes/pairs/differences.html", desk=desk, waiting=waiting, settled=settled, texts=texts, names=_names(desk)
    )


@blueprint.route("/pairs/settle/<int:reading_id>", methods=["GET", "POST"])
@requires(SETTLE)
def settle(kind: str, source_id: int, reading_id: int) -> AnyResponse:
    desk, form = find_framed(kind, source_id, SETTLE), SettleForm()
    reading = found_or_404(second.find_reading(db.session, desk.frame, reading_id))
    pair = next((one for one in _pairs(desk) if one.reading_id == reading.id), None)
    found_or_404(reading if pair else None)
    themes = themes_to_tick(desk)
    form.offer((one.id, queries.name_of(one.special, one.name)) for one in themes)
    if form.validate_on_submit():
        with errors_on(form):
            _settle(desk, reading, form)
            flash(_("Settled. You can undo it in the history."))
            return _next(desk)
    said = queries.find_answer(db.session, desk.frame, reading.item_id)
    return page(
        "themes/pairs/settle.html",
        desk=desk,
        form=form,
        reading=reading,
        pair=pair,
        said=said,
        spans=second.codes_given(db.session, reading),
        names=_names(desk),
        people=second.names_of_pair(db.session, desk.frame, reading),
    )


def _pairs(desk: FramedDesk) -> list[PairOfCodes]:
    return pairs_of_people(db.session, desk.frame, queries.list_themes(db.session, desk.frame))


def _names(desk: FramedDesk) -> dict[int, str]:
    return {one.id: queries.name_of(one.special, one.name) for one in queries.list_themes(db.session, desk.frame)}


def _settle(desk: FramedDesk, reading: SecondReading, form: SettleForm) -> None:
    if form.side.data not in list(Side):
        raise Refused(_("Choose which themes hold."), field="side")
    pairs.settle(
        db.session, frame=desk.frame, reading_id=reading.id, side=Side(form.side.data), anew=form.themes.data or (),
        reason=form.reason.data or "", person_id=me(),
    )  # fmt: skip


def _next(desk: FramedDesk) -> AnyResponse:
    """The next difference, or the list when none is left."""
    left = [one for one in _pairs(desk) if one.differs and not one.settled]
    return desk.go("settle", reading_id=left[0].reading_id) if left else desk.go("differences")
