"""What is promised at how many people: officers say it, and see it as everybody will read it before it counts."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit.services import record
from webapp.database import db
from webapp.i18n import _, _l
from webapp.proposals import steps
from webapp.proposals.models import Form
from webapp.proposals.people_forms import StepsForm
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.services import promising
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import page

CALLED = {Form.PROPOSAL: _l("Proposals"), Form.PETITION: _l("Petitions")}


@blueprint.route("/office/proposals/steps/<any(proposal, petition):kind>", methods=["GET", "POST"])
@requires(Permission.HANDLE_PROPOSALS)
def promise(kind: str) -> AnyResponse:
    what = Form(kind)
    now = steps.read_steps(db.session, what)
    form, preview = StepsForm(since=steps.mark_of(now)), None
    if request.method == "GET":
        form.show(now)
    elif form.validate_on_submit():
        preview = form.promised
        if "save" in request.form:
            with errors_on(form):
                _promise(what, form)
                return redirect(url_for(".promise", kind=kind))
    if form.form_errors:
        form.since.data = steps.mark_of(now)
    return page("proposals/steps.html", form=form, kind=what, called=CALLED, now=now, preview=preview)


def _promise(what: Form, form: StepsForm) -> None:
    promising.promise(db.session, form=what, promised=form.promised, since=form.since.data or "")
    said = "\n".join(f"{people}: {happens}" for people, happens in form.promised.items())
    record(db.session, actor_id=current_person().id, act="promise what happens at how many people",
           subject=f"form:{what}", words=said)  # fmt: skip
    flash(_("Saved. It is promised to what is let in from now on."))
