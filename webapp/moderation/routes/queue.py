"""The queue: what waits, taking some of it, one decision for many; and what I decided, to take it back."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.moderation import queries, rulings
from webapp.moderation.forms import DecideForm
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Ruling, Why
from webapp.moderation.routes.blueprint import blueprint
from webapp.moderation.words import DONE, FLAG_REASONS, WHY
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.get("/office/moderation")
@requires(Permission.MODERATE)
def queue() -> AnyResponse:
    return _list(DecideForm(formdata=None))


def _list(form: DecideForm) -> AnyResponse:
    kind, why, mine = request.args.get("kind", ""), request.args.get("why", ""), "mine" in request.args
    waiting, after = queries.list_queue(
        db.session, person_id=current_person().id, kind=kind if kind in KINDS else "",
        why=Why(why) if why in list(Why) else None, mine=mine, after=_after(),
    )  # fmt: skip
    return page(
        "moderation/queue.html",
        waiting=waiting,
        form=form,
        ticked=set(form.cases.data or ()),
        total=queries.count_open(db.session),
        chosen={"kind": kind, "why": why, "mine": mine},
        kinds={name: one.called for name, one in KINDS.items()},
        whys=WHY,
        reasons=FLAG_REASONS,
        next_page=url_for(".queue", after=f"{after[0]}.{after[1]}", kind=kind or None, why=why or None,
                          mine="" if mine else None) if after else None,
    )  # fmt: skip


def _after() -> tuple[int, int] | None:
    urgent, _dot, ident = request.args.get("after", "").partition(".")
    if urgent not in {"0", "1"} or not (ident.isascii() and ident.isdigit() and len(ident) < 10):
        return None
    return int(urgent), int(ident)


@blueprint.post("/office/moderation")
@requires(Permission.MODERATE)
def decide() -> AnyResponse:
    """Taking what is ticked, or deciding it, by which button was pressed."""
    form = DecideForm()
    me = current_person().id
    if "take" in request.form:
        ids = [one for one in form.cases.data or [] if 0 < one < 2**31][:100]
        count = rulings.claim(db.session, cases=ids, person_id=me)
        flash(ngettext("%(num)s is yours for ten minutes.", "%(num)s are yours for ten minutes.", count))
        return redirect(request.full_path.rstrip("?"))
    if form.validate_on_submit():
        with errors_on(form):
            made = rulings.decide(db.session, cases=form.cases.data or [], verdict=form.chosen, reason=form.why,
                                  words=form.words.data or "", by=me)  # fmt: skip
            flash(ngettext("%(num)s is decided.", "%(num)s are decided.", len(made)))
            return redirect(request.full_path.rstrip("?"))
    return _list(form)


@blueprint.post("/office/moderation/free")
@requires(Permission.MODERATE)
def free() -> AnyResponse:
    rulings.free(db.session, person_id=current_person().id)
    flash(_("Everything you took is free again."))
    return redirect(url_for(".queue"))


@blueprint.get("/office/moderation/decided")
@requires(Permission.MODERATE)
def decided() -> AnyResponse:
    return page("moderation/decided.html", decided=queries.list_decided(db.session, current_person().id), done=DONE,
                reasons=FLAG_REASONS)  # fmt: skip


@blueprint.post("/office/moderation/decided/<int:ruling_id>/undo")
@requires(Permission.MODERATE)
def undo(ruling_id: int) -> AnyResponse:
    with refusals_told():
        rulings.undo(db.session, ruling=get_or_404(Ruling, ruling_id), by=current_person().id)
        flash(_("Taken back."))
    return redirect(url_for(".decided"))
