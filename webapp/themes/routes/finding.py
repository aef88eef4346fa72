"""Finding answers by anything that is known of them, and acting on many at once."""

from collections.abc import Mapping, Sequence

from flask import Response, flash, request
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _, _l, ngettext
from webapp.refusals import Refused
from webapp.themes import many, marking, queries, rules
from webapp.themes.forms import Deed, ManyForm, Reach, as_id, names_of
from webapp.themes.queries import answers, families
from webapp.themes.queries.answers import Band, Letters, State, Wanted
from webapp.themes.routes.blueprint import blueprint
from webapp.themes.routes.common import FramedDesk, find_framed, me
from webapp.themes.sources import Fact
from webapp.web.forms import errors_on
from webapp.web.guard import requires
from webapp.web.pages import page

BANDS = (
    (Band.DECIDED, _l("Decided by a person")),
    (Band.SURE, _l("Suggested: sure")),
    (Band.LIKELY, _l("Suggested: likely")),
    (Band.LESS_SURE, _l("Suggested: less sure")),
)
STATES = (
    (State.UNREAD, _l("Nobody has read them")),
    (State.READ, _l("Read by a person")),
    (State.LOOK, _l("Need a look")),
    (State.UNDER_NONE, _l("Under no theme")),
    (State.PUT_OFF, _l("Put off")),
    (State.NEW, _l("Not coded yet")),
)


@blueprint.get("/find")
@requires(Permission.READ_RESPONSES)
def find(kind: str, source_id: int) -> Response:
    return _list(find_framed(kind, source_id, Permission.READ_RESPONSES), ManyForm(formdata=None))


@blueprint.post("/find")
@requires(Permission.DECIDE_THEMES)
def decide_found(kind: str, source_id: int) -> AnyResponse:
    """Do one thing with all that was ticked, or with everything that matches."""
    desk = find_framed(kind, source_id, Permission.DECIDE_THEMES)
    form = ManyForm()
    form.offer([], total=0)
    if form.validate():
        with errors_on(form):
            flash(_do(desk, form, _items(desk, form)))
            return desk.go("find", **_address(request.args))
    return _list(desk, form)


def wanted_in(values: Mapping[str, str], facts: Sequence[Fact]) -> Wanted:
    """The filter in an address; what makes no sense there does not narrow."""
    chosen = {fact.key: values[fact.key] for fact in facts if values.get(fact.key) in fact.values}
    return Wanted(
        word=rules.tidy_name(values.get("word", ""))[:80].replace("\x00", ""),
        theme=as_id(values.get("theme")) or None,
        band=Band(values["band"]) if values.get("band") in list(Band) else None,
        state=State(values["state"]) if values.get("state") in list(State) else None,
        letters=Letters(values["letters"]) if values.get("letters") in list(Letters) else None,
        flag=values.get("flag", "")[:20].replace("\x00", ""),
        language=values.get("language", "")[:8].replace("\x00", ""),
        facts=chosen,
    )


def _list(desk: FramedDesk, form: ManyForm) -> Response:
    session, frame = db.session, desk.frame
    facts = desk.source.facts(session, desk.source_id)
    wanted = wanted_in(request.args, facts)
    before = as_id(request.args.get("before")) or None
    found = answers.find_answers(session, frame, wanted, after=as_id(request.args.get("after")), before=before)
    themes = queries.list_themes(session, frame)
    form.offer(themes, total=found.total)
    ids = [row.item_id for row in found.rows]
    return page(
        "themes/find.html",
        desk=desk,
        form=form,
        found=found,
        wanted=wanted,
        facts=facts,
        themes=names_of(themes),
        codes=queries.codes_of_answers(session, frame, ids),
        flags=[(one, marking.flag_words(one)) for one in answers.flag_kinds(session, frame)],
        languages=answers.languages(session, frame),
        ticked=set(form.items.data or ()),
        kept=_address(request.args),
        bands=BANDS,
        states=STATES,
        how_sure=rules.how_sure,
        narrowed=wanted != Wanted(),
    )


def _address(values: Mapping[str, str]) -> dict[str, str]:
    """The filter as an address keeps it."""
    left_out = ("after", "before")
    return {name: value for name, value in values.items() if value and name not in left_out and "\x00" not in value}


def _items(desk: FramedDesk, form: ManyForm) -> list[int]:
    """What was ticked, with everything that holds the very same words; or everything that matches."""
    if form.reach.data != Reach.ALL:
        ticked = list(dict.fromkeys(form.items.data or ()))
        if not ticked:
            raise Refused(_("Tick at least one answer."), field="items")
        return answers.same_words(db.session, desk.frame, ticked[: rules.MOST_AT_ONCE])
    wanted = wanted_in(request.args, desk.source.facts(db.session, desk.source_id))
    return answers.matching_items(db.session, desk.frame, wanted, most=rules.MOST_AT_ONCE + 1)


def _do(desk: FramedDesk, form: ManyForm, items: Sequence[int]) -> str:
    """One act on these answers, and a sentence about it."""
    frame, person_id, count = desk.frame, me(), len(items)
    if form.way.data == Deed.ACCEPT:
        theme = as_id(request.args.get("theme"))
        themes = families.family(queries.list_themes(db.session, frame), theme) if theme else None
        many.accept_suggestions(db.session, frame=frame, items=items, theme_ids=themes, person_id=person_id)
        return ngettext("What was suggested is accepted for %(num)s answer.",
                        "What was suggested is accepted for %(num)s answers.", count)  # fmt: skip
    if form.way.data not in list(Deed):
        raise Refused(_("Choose what to do with them."), field="way")
    if not form.target.data:
        raise Refused(_("Choose the theme."), field="target")
    if form.way.data == Deed.ADD:
        many.put_under(db.session, frame=frame, items=items, theme_id=form.target.data, person_id=person_id)
        return ngettext("%(num)s answer is under the theme.", "%(num)s answers are under the theme.", count)
    many.take_out(db.session, frame=frame, items=items, theme_ids=[form.target.data], person_id=person_id)
    return ngettext("%(num)s answer is not under the theme any more.",
                    "%(num)s answers are not under the theme any more.", count)  # fmt: skip
