"""Saying back, in the office: what waits for it, writing it, in other languages too, and publishing it."""

from datetime import date, timedelta

from flask import abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import Permission
from webapp.agenda import words
from webapp.agenda.forms.feedback import FeedbackForm, LanguageForm
from webapp.agenda.models import Feedback
from webapp.agenda.queries import feedback as queries
from webapp.agenda.queries.feedback import Story, Thing
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.clocks import by_clock, here
from webapp.agenda.routes.public.feedback import news_standing
from webapp.agenda.rules.feedback import due_on
from webapp.agenda.services import feedback as services
from webapp.agenda.services.feedback import Parts
from webapp.database import db
from webapp.i18n import _
from webapp.web.forms import errors_on
from webapp.web.guard import requires
from webapp.web.pages import page

LOOK_BACK = timedelta(days=3 * 366)
"""What closed before that is not asked for any more."""


@blueprint.get("/office/feedback")
@requires(Permission.SAY_BACK)
def office_feedback() -> Response:
    """What has closed and waits, the longest first; then what is said back already."""
    since = clock.now() - LOOK_BACK
    waiting = [(kind, one, due_of(one)) for kind in queries.MODELS
               for one in queries.list_closed_without(db.session, kind=kind, since=since)]  # fmt: skip
    said = queries.list_current(db.session, most=50)
    return page(
        "agenda/feedback/office_list.html",
        waiting=waiting,
        said=[(one, news_standing(one.next_news_on)) for one in said],
        titles=queries.titles_of(db.session, said),
        lights=words.LIGHT_WORDS,
        weeks=current_app.config["FEEDBACK_WEEKS"],
        today=by_clock().today,
    )


@blueprint.route("/office/feedback/<kind>/<int:thing_id>", methods=["GET", "POST"])
@requires(Permission.SAY_BACK)
def write_feedback(kind: str, thing_id: int) -> Response:
    thing = _thing(kind, thing_id)
    story = queries.read_story(db.session, thing, by_clock())
    begun = _begun(kind, thing_id)
    form = FeedbackForm(**_beginning(story, begun))
    if form.validate_on_submit():
        with errors_on(form):
            draft = services.save(db.session, story=story, parts=form.parts(_other_languages(begun)), here=here())
            return _go_on(story, draft)
    return page(
        "agenda/feedback/write.html", form=form, story=story, begun=begun, others=_asked_for(story),
        language_name=words.language_name, channels=words.CHANNEL_WORDS, due=due_of(thing),
    )  # fmt: skip


def _go_on(story: Story, draft: Feedback) -> Response:
    """Published where that button was pressed, else kept."""
    asked = story.asked
    if request.form.get("go") == "publish":
        services.publish(db.session, story=story, draft=draft, what=words.news(draft), here=here())
        flash(_("It is public. Everybody who asked to be told is told."))
        return redirect(asked.said_back)
    flash(_("Kept. Nobody else sees it yet."))
    return redirect(url_for(".write_feedback", kind=asked.kind, thing_id=asked.id))


@blueprint.route("/office/feedback/<kind>/<int:thing_id>/language", methods=["GET", "POST"])
@requires(Permission.SAY_BACK)
def write_feedback_in(kind: str, thing_id: int) -> Response:
    """The same in the language `code`, for those who answered in it. Written once the first language is kept."""
    thing = _thing(kind, thing_id)
    story = queries.read_story(db.session, thing, by_clock())
    code, draft = request.args.get("code", ""), queries.find_draft(db.session, kind, thing_id)
    if code not in _asked_for(story):
        abort(404)
    if draft is None:
        flash(_("Write and keep it in your own language first."), "error")
        return redirect(url_for(".write_feedback", kind=kind, thing_id=thing_id))
    form = LanguageForm.of(draft, code)
    if form.validate_on_submit():
        with errors_on(form):
            parts = Parts(asked=draft.asked, said=draft.said, did=draft.did, next_news_on=draft.next_news_on,
                          in_languages={**draft.in_languages, code: form.said_in()})  # fmt: skip
            services.save(db.session, story=story, parts=parts, here=here())
            flash(_("Kept."))
            return redirect(url_for(".write_feedback", kind=kind, thing_id=thing_id))
    return page("agenda/feedback/language.html", form=form, story=story, draft=draft,
                name=words.language_name(code))  # fmt: skip


def due_of(thing: Thing) -> date | None:
    """The last day on which it is said back in time; None while it has no closing day."""
    if thing.closes_at is None:
        return None
    closed_on = clock.local_day(thing.closes_at, current_app.config["TIME_ZONE"])
    return due_on(closed_on=closed_on, weeks=current_app.config["FEEDBACK_WEEKS"])


def _thing(kind: str, ident: int) -> Thing:
    found = queries.find_thing(db.session, kind, ident)
    if found is None:
        abort(404)
    return found


def _begun(kind: str, thing_id: int) -> Feedback | None:
    """What is being written, else what is public and would be replaced."""
    return queries.find_draft(db.session, kind, thing_id) or queries.find_current(db.session, kind, thing_id)


def _beginning(story: Story, begun: Feedback | None) -> dict[str, object]:
    """What the form begins with: what was written, else what is computed."""
    zone = current_app.config["TIME_ZONE"]
    if begun is None:
        return {"asked": words.asked(story.asked, zone), "said": words.said(story), "did": words.did(story, zone)}
    return {name: getattr(begun, name) for name in ("asked", "said", "did", "next_news_on")}


def _other_languages(begun: Feedback | None) -> dict[str, object]:
    return dict(begun.in_languages) if begun is not None else {}


def _asked_for(story: Story) -> dict[str, int]:
    """The languages, other than the site's own, in which people answered; how many did."""
    own = current_app.config["LANGUAGES"][0]
    return {code: many for code, many in story.asked.languages.items() if code != own}
