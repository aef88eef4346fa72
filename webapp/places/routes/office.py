"""In the office: what a thing is about, and the list of subjects."""

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit import services as audit
from webapp.database import db
from webapp.i18n import _
from webapp.places import abouts, sorting, subjects
from webapp.places.forms import AboutForm, SubjectForm
from webapp.places.queries import read_gazetteer
from webapp.places.routes.blueprint import blueprint
from webapp.web.fields import words_in
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import page


@blueprint.route("/office/about/<kind>/<int:thing_id>", methods=["GET", "POST"])
@requires(Permission.SORT_THINGS)
def about(kind: str, thing_id: int) -> AnyResponse:
    """Which areas and subjects the thing is about."""
    thing = sorting.find(db.session, kind, thing_id)
    if thing is None:
        abort(404)
    now = abouts.read_about(db.session, kind=kind, ids=[thing_id])[thing_id]
    form = AboutForm(areas=[str(area) for area in now.areas], subjects=list(now.subjects))
    form.offer(read_gazetteer(db.session, sectors=False), abouts.read_subjects(db.session),
               areas_told=kind in abouts.TOLD)  # fmt: skip
    if form.validate_on_submit():
        areas = [int(area) for area in form.areas.data or []] if "areas" in form else []
        chosen = list(form.subjects.data or [])
        abouts.set_about(db.session, kind=kind, thing_id=thing_id, areas=areas, subjects=chosen)
        audit.record(db.session, actor_id=current_person().id, act="say what it is about",
                     subject=f"{kind}:{thing_id}", areas=areas, subjects=chosen)  # fmt: skip
        flash(_("Saved."))
        return redirect(thing.address)
    return page("places/about.html", form=form, thing=thing)


@blueprint.route("/office/subjects", methods=["GET", "POST"])
@requires(Permission.SORT_THINGS)
def office_subjects() -> AnyResponse:
    """The list, and one more."""
    form = SubjectForm()
    if form.validate_on_submit():
        with errors_on(form):
            subjects.add(db.session, name=words_in(form.name), by=current_person().id)
            flash(_("Added."))
            return redirect(url_for("places.office_subjects"))
    return page("places/subjects.html", form=form, subjects=abouts.read_subjects(db.session))


@blueprint.route("/office/subjects/<slug>", methods=["GET", "POST"])
@requires(Permission.SORT_THINGS)
def office_subject(slug: str) -> AnyResponse:
    """Another name for a subject."""
    name = abouts.read_subjects(db.session).get(slug)
    if name is None:
        abort(404)
    form = SubjectForm(name=name)
    if form.validate_on_submit():
        with errors_on(form):
            subjects.rename(db.session, slug=slug, name=words_in(form.name), by=current_person().id)
            flash(_("Saved."))
            return redirect(url_for("places.office_subjects"))
    return page("places/subject.html", form=form, name=name, slug=slug, used=subjects.count_uses(db.session, slug))


@blueprint.post("/office/subjects/<slug>/remove")
@requires(Permission.SORT_THINGS)
def remove_subject(slug: str) -> AnyResponse:
    with refusals_told():
        subjects.remove(db.session, slug=slug, by=current_person().id)
        flash(_("Taken off the list."))
    return redirect(url_for("places.office_subjects"))
