"""Changing themes: naming, merging, dropping, adding, and taking back."""

from flask import flash
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.themes import acts, queries, telling
from webapp.themes.forms import MergeForm, NestForm, ThemeForm
from webapp.themes.queries import families, nearness
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, find_theme, me
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import requires
from webapp.web.pages import page

DECIDE = Permission.DECIDE_THEMES


@blueprint.route("/add", methods=["GET", "POST"])
@requires(DECIDE)
def add(kind: str, source_id: int) -> AnyResponse:
    desk, form = find_framed(kind, source_id, DECIDE), ThemeForm()
    if form.validate_on_submit():
        with errors_on(form):
            theme = acts.add(
                db.session, frame=desk.frame, name=form.name.data or "", description=form.description.data or "",
                person_id=me(),
            )  # fmt: skip
            flash(_("“%(name)s” is a theme now. Put excerpts under it, or look for themes again.", name=theme.name))
            return desk.go("bench")
    return page("themes/add.html", desk=desk, form=form)


@blueprint.route("/theme/<int:theme_id>/rename", methods=["GET", "POST"])
@requires(DECIDE)
def rename(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, DECIDE)
    theme = find_theme(desk, theme_id)
    form = ThemeForm(name=queries.name_of(theme.special, theme.name), description=theme.description or "")
    if form.validate_on_submit():
        with errors_on(form):
            if _rename(desk, theme_id, form):
                flash(_("Saved."))
            return desk.go("theme", theme_id=theme_id)
    return page("themes/rename.html", desk=desk, form=form, theme=theme)


def _rename(desk: FramedDesk, theme_id: int, form: ThemeForm) -> bool:
    """Keep what is different. False when nothing was."""
    theme = find_theme(desk, theme_id)
    name, description = form.name.data or "", form.description.data or ""
    renamed, described = name != theme.name, description != (theme.description or "")
    if renamed:
        acts.rename(db.session, frame=desk.frame, theme_id=theme_id, name=name, person_id=me())
    if described:
        acts.describe(db.session, frame=desk.frame, theme_id=theme_id, description=description, person_id=me())
    return renamed or described


@blueprint.route("/theme/<int:theme_id>/merge", methods=["GET", "POST"])
@requires(DECIDE)
def merge(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, DECIDE)
    theme, form = find_theme(desk, theme_id), MergeForm()
    themes = queries.list_themes(db.session, desk.frame)
    form.offer(one for one in themes if one.id != theme.id and one.special is None)
    if form.validate_on_submit():
        with errors_on(form):
            target_id = form.target.data
            acts.merge(db.session, frame=desk.frame, source_id=theme_id, target_id=target_id, person_id=me())
            into = find_theme(desk, target_id).name
            flash(_("“%(name)s” is part of “%(into)s” now.", name=theme.name, into=into))
            return desk.go("theme", theme_id=target_id)
    near = nearness.overlapping(db.session, desk.frame, theme_id)
    return page("themes/merge.html", desk=desk, form=form, theme=theme, near=near)


@blueprint.route("/theme/<int:theme_id>/nest", methods=["GET", "POST"])
@requires(DECIDE)
def nest(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    """Put a theme under another one, or back on the first level."""
    desk = find_framed(kind, source_id, DECIDE)
    theme, themes = find_theme(desk, theme_id), queries.list_themes(db.session, desk.frame)
    form, parents = NestForm(target=theme.parent_id), families.parents(themes)
    form.offer(one for one in themes if one.id != theme.id and one.special is None and one.id not in parents)
    if form.validate_on_submit():
        with errors_on(form):
            target = form.target.data or None
            acts.nest(db.session, frame=desk.frame, theme_id=theme_id, parent_id=target, person_id=me())
            flash(_("Saved."))
            return desk.go("bench")
    return page("themes/nest.html", desk=desk, form=form, theme=theme)


@blueprint.post("/theme/<int:theme_id>/pin")
@requires(DECIDE)
def pin(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    """Keep a theme when somebody starts again, or no longer."""
    desk = find_framed(kind, source_id, DECIDE)
    theme = find_theme(desk, theme_id)
    with refusals_told():
        pinned = theme.pinned_at is None
        acts.pin(db.session, frame=desk.frame, theme_id=theme_id, pinned=pinned, person_id=me())
        if pinned:
            flash(_("“%(name)s” stays when somebody starts again.", name=theme.name))
        else:
            flash(_("“%(name)s” is not pinned any more.", name=theme.name))
    return desk.go("theme", theme_id=theme_id)


@blueprint.post("/theme/<int:theme_id>/drop")
@requires(DECIDE)
def drop(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, DECIDE)
    name = find_theme(desk, theme_id).name
    with refusals_told():
        acts.drop(db.session, frame=desk.frame, theme_id=theme_id, person_id=me())
        flash(_("“%(name)s” was dropped. Its answers are kept and you can bring it back.", name=name))
    return desk.go("bench")


@blueprint.post("/theme/<int:theme_id>/restore")
@requires(DECIDE)
def restore(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, DECIDE)
    name = find_theme(desk, theme_id).name
    with refusals_told():
        acts.restore(db.session, frame=desk.frame, theme_id=theme_id, person_id=me())
        flash(_("“%(name)s” is back.", name=name))
    return desk.go("bench")


@blueprint.post("/undo/<int:act_id>")
@requires(DECIDE)
def undo(kind: str, source_id: int, act_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, DECIDE)
    with refusals_told():
        done = acts.undo(db.session, frame=desk.frame, act_id=act_id, person_id=me())
        flash(telling.tell(done))
    return desk.go("history")
