"""“We asked, you said, we did”, for everybody: of one thing, and of everything."""

from datetime import date

from flask import abort, request
from werkzeug.wrappers import Response

from webapp.agenda.queries import feedback as queries
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.clocks import by_clock
from webapp.agenda.rules.lateness import Promise, Standing, standing
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.agenda.words import CHANNEL_WORDS, LIGHT_WORDS, language_name
from webapp.database import db
from webapp.web.guard import public
from webapp.web.pages import found_or_404, public_page

PAGE = 20


@blueprint.get("/what-we-did")
@public
def what_we_did() -> Response:
    before = request.args.get("before", type=int)
    older = before if before is not None and 0 < before < 2**31 else None
    found = queries.list_current(db.session, most=PAGE + 1, before=older)
    shown = found[:PAGE]
    return public_page(
        "agenda/feedback/list.html",
        rows=[(one, news_standing(one.next_news_on)) for one in shown],
        titles=queries.titles_of(db.session, shown),
        older=shown[-1].id if len(found) > PAGE else None,
        lights=LIGHT_WORDS,
    )


@blueprint.get("/consultations/<slug>/what-we-did")
@public
def consultation_feedback(slug: str) -> Response:
    return _of_thing("consultation", slug)


@blueprint.get("/polls/<slug>/what-we-did")
@public
def poll_feedback(slug: str) -> Response:
    return _of_thing("poll", slug)


def _of_thing(kind: str, slug: str) -> Response:
    """What is said back now, beside what is computed; and what was said back before."""
    thing = queries.find_by_slug(db.session, kind, slug)
    if thing is None:
        abort(404)
    said = found_or_404(queries.find_current(db.session, kind, thing.id))
    by = by_clock()
    return public_page(
        "agenda/feedback/show.html",
        said=said,
        story=queries.read_story(db.session, thing, by),
        earlier=queries.list_earlier(db.session, kind, thing.id),
        news=news_standing(said.next_news_on),
        lights=LIGHT_WORDS,
        outcomes=OUTCOME_WORDS,
        channels=CHANNEL_WORDS,
        language_name=language_name,
        today=by.today,
    )


def news_standing(day: date | None) -> Standing | None:
    """Whether the next news is late; None where none was promised."""
    by = by_clock()
    return None if day is None else standing(Promise(due_on=day), today=by.today, limits=by.limits)
