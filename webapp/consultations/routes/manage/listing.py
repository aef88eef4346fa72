"""The office's list of consultations, and starting a new one."""

from functools import partial

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import STAGE_WORDS, Permission, Stage
from webapp.consultations import queries
from webapp.consultations.forms.drafting import StartForm
from webapp.consultations.models import Consultation
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.services import editing
from webapp.database import db
from webapp.i18n import _
from webapp.web.fields import choices_of, words_in
from webapp.web.forms import errors_on, trimmed
from webapp.web.guard import allowed, check, current_person, requires
from webapp.web.pages import page


@blueprint.get("/office/consultations")
@requires(Permission.USE_OFFICE)
def manage_list() -> Response:
    words, stage = (trimmed(request.args.get("q")) or "")[:100], _stage(request.args.get("stage", ""))
    shown = queries.list_for_office(
        db.session, words=words, stage=stage, now=clock.now(), before=_key("before"), after=_key("after")
    )
    address = partial(url_for, ".manage_list", q=words or None, stage=stage)
    return page("consultations/manage/list.html", shown=shown, words=words, stage=stage, stage_words=STAGE_WORDS,
                may_start=allowed(Permission.EDIT_CONSULTATION, Stage.DRAFT),
                previous=shown.newer and address(after=shown.newer),
                next=shown.older and address(before=shown.older))  # fmt: skip


@blueprint.route("/office/consultations/start", methods=["GET", "POST"])
@requires(Permission.EDIT_CONSULTATION)
def manage_start() -> AnyResponse:
    check(Permission.EDIT_CONSULTATION, Stage.DRAFT)
    form = StartForm(data={"template": request.args.get("template", 0, type=int)})
    form.template.choices = choices_of([(0, _("A blank page")), *queries.list_titles(db.session)])
    if form.validate_on_submit():
        with errors_on(form):
            draft = editing.start(
                db.session,
                title=words_in(form.title),
                by=current_person().id,
                template=db.session.get(Consultation, form.template.data),
            )
            return redirect(url_for(".manage_show", consultation_id=draft.id))
    return page("consultations/manage/start.html", form=form)


def _stage(word: str) -> Stage | None:
    return Stage(word) if word in set(Stage) else None


def _key(name: str) -> int | None:
    """A row's id out of the address; None when it is missing or cannot be one."""
    key = request.args.get(name, type=int)
    return key if key is not None and 0 <= key < 2**31 else None
