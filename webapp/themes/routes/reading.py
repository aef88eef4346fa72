"""Reading excerpts and deciding about many at once: under one theme, or all that wait for a look."""

from collections.abc import Sequence

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.refusals import Refused
from webapp.themes import acts, queries, rules
from webapp.themes.forms import DecideForm, NoteForm, Reach, Way, as_code
from webapp.themes.models import CodeFrame, Special, Theme, Verdict
from webapp.themes.queries import families, lists, reading
from webapp.themes.queries.lists import Filter, Look
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, find_theme, me
from webapp.web.forms import errors_on
from webapp.web.guard import requires
from webapp.web.pages import page


@blueprint.get("/theme/<int:theme_id>")
@requires(Permission.READ_RESPONSES)
def theme(kind: str, source_id: int, theme_id: int) -> Response:
    desk = find_framed(kind, source_id, Permission.READ_RESPONSES)
    return _list(desk, find_theme(desk, theme_id), DecideForm(formdata=None))


@blueprint.post("/theme/<int:theme_id>")
@requires(Permission.DECIDE_THEMES)
def decide_under(kind: str, source_id: int, theme_id: int) -> AnyResponse:
    desk = find_framed(kind, source_id, Permission.DECIDE_THEMES)
    return _decide(desk, find_theme(desk, theme_id))


@blueprint.get("/look")
@requires(Permission.READ_RESPONSES)
def look(kind: str, source_id: int) -> Response:
    """Less sure suggestions of every theme that nobody has decided."""
    return _list(find_framed(kind, source_id, Permission.READ_RESPONSES), None, DecideForm(formdata=None))


@blueprint.post("/look")
@requires(Permission.DECIDE_THEMES)
def decide_looked(kind: str, source_id: int) -> AnyResponse:
    return _decide(find_framed(kind, source_id, Permission.DECIDE_THEMES), None)


def wanted_of(frame: CodeFrame, theme: Theme | None) -> Filter:
    """The filter in the address; without a theme always what is less sure."""
    word = rules.tidy_name(request.args.get("word", ""))[:80].replace("\x00", "")
    if theme is None:
        return Filter(word=word, look=Look.LESS_SURE)
    asked = request.args.get("look", "")
    family = families.family(queries.list_themes(db.session, frame), theme.id)
    return Filter(family, word, Look(asked) if asked in list(Look) else Look.ALL)


def _list(desk: FramedDesk, theme: Theme | None, form: DecideForm) -> Response:
    wanted = wanted_of(desk.frame, theme)
    after, before = (as_code(request.args[name]) if name in request.args else None for name in ("after", "before"))
    found = lists.list_codes(db.session, desk.frame, wanted, after=after, before=before)
    themes = queries.list_themes(db.session, desk.frame)
    special = theme.special if theme else None
    form.offer(
        [one for one in themes if theme is None or one.id != theme.id], total=found.total,
        can_reject=special is not Special.NONE,
    )  # fmt: skip
    here = {"theme_id": theme.id} if theme else {}
    names = {one.id: queries.name_of(one.special, one.name) for one in themes}
    under = families.parents(themes)
    return page(
        "themes/theme.html" if theme else "themes/look.html",
        desk=desk,
        theme=theme,
        form=form,
        found=found,
        wanted=wanted,
        names=names,
        count=next((one for one in _counts(desk) if theme and one.theme_id == theme.id), None),
        parent=next((names[above] for one, above in under.items() if theme and one == theme.id), None),
        notes=reading.notes_beside(db.session, desk.frame, theme_id=theme.id) if theme else [],
        note_form=NoteForm(formdata=None),
        me=me(),
        merged=[one for one in themes if theme and one.merged_into_id == theme.id],
        accepted_by=lists.who_accepted(db.session, [row.excerpt_id for row in found.rows]),
        around=rules.around,
        how_sure=rules.how_sure,
        ticked={f"{excerpt}.{of}" for excerpt, of in form.codes.data or ()},
        here=here,
    )


def _counts(desk: FramedDesk) -> list[queries.ThemeCount]:
    return queries.theme_counts(db.session, desk.source.kind, desk.source_id)


def _decide(desk: FramedDesk, theme: Theme | None) -> AnyResponse:
    """Do what the form says; show the list again with the reason when it may not be done."""
    form = DecideForm()
    form.offer([], total=0, can_reject=True)
    if form.validate():
        with errors_on(form):
            codes = _codes(desk, theme, form)
            flash(do(desk, form, codes))
            return desk.go("theme" if theme else "look", **_back(theme))
    return _list(desk, theme, form)


def _codes(desk: FramedDesk, theme: Theme | None, form: DecideForm) -> Sequence[tuple[int, int]]:
    """What was ticked with all its copies, or everything that matches."""
    if form.reach.data != Reach.ALL:
        return lists.with_copies(db.session, desk.frame, list(dict.fromkeys(form.codes.data or ())))
    return lists.matching_codes(db.session, desk.frame, wanted_of(desk.frame, theme), most=rules.MOST_AT_ONCE + 1)


def _back(theme: Theme | None) -> dict[str, object]:
    kept = {name: request.args[name] for name in ("word", "look", "after", "before") if request.args.get(name)}
    return {**kept, **({"theme_id": theme.id} if theme else {})}


def do(desk: FramedDesk, form: DecideForm, codes: Sequence[tuple[int, int]]) -> str:
    """One act on these codes, and a sentence about it."""
    frame, person_id, count = desk.frame, me(), len({excerpt for excerpt, _theme in codes})
    match form.way.data:
        case Way.ACCEPT:
            acts.decide(db.session, frame=frame, codes=codes, verdict=Verdict.ACCEPTED, person_id=person_id)
            return ngettext("%(num)s excerpt accepted.", "%(num)s excerpts accepted.", count)
        case Way.REJECT:
            acts.decide(db.session, frame=frame, codes=codes, verdict=Verdict.REJECTED, person_id=person_id)
            return ngettext("%(num)s excerpt taken out.", "%(num)s excerpts taken out.", count)
        case Way.MOVE:
            if not form.target.data:
                raise Refused(_("Choose the theme to move them to."), field="target")
            acts.move(db.session, frame=frame, codes=codes, target_id=form.target.data, person_id=person_id)
            return ngettext("%(num)s excerpt moved.", "%(num)s excerpts moved.", count)
        case Way.SPLIT:
            made = acts.split(db.session, frame=frame, codes=codes, name=form.name.data or "", person_id=person_id)
            return _("They are under the new theme “%(name)s” now.", name=made.name)
    raise Refused(_("Choose what to do with them."), field="way")
