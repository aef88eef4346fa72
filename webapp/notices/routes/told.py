"""A subscriber's own page, opened by the link in each mail and text: what they asked for, how often, being forgotten.

Whoever has the link may change what it is about, so these forms need no token against other sites besides.
"""

from collections.abc import Callable

from flask import Response, abort, current_app, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.database import db
from webapp.notices import bouncing, queries, stopping, subscribing, titles
from webapp.notices.forms import OwnRhythmForm
from webapp.notices.models import Subscriber
from webapp.notices.routes.blueprint import blueprint
from webapp.notices.rules import Rhythm
from webapp.notices.stopping import Stop
from webapp.notices.titles import Titled
from webapp.notices.topics import Topic
from webapp.web.guard import public
from webapp.web.origin import refuse_foreign
from webapp.web.pages import page


@blueprint.get("/told/<token>")
@public
def told(token: str) -> Response:
    whose = _whose(token)
    if whose is None:
        return page("notices/not_confirmed.html", status=404)
    asked = [(_titled(one), _stop_token(whose, one)) for one in queries.list_topics(db.session, whose)]
    return page("notices/told.html", whose=whose, token=token, asked=asked, stop_all=_stop_token(whose, None),
                form=OwnRhythmForm(rhythm=whose.rhythm.value), came_back=bouncing.list_of(db.session, whose.address),
                lately=queries.list_lately_told(db.session, whose))  # fmt: skip


@blueprint.post("/told/<token>/<any(rhythm, forget, works):act>")
@public
def change_told(token: str, act: str) -> AnyResponse:
    refuse_foreign()
    whose = _whose(token)
    if whose is None:
        return page("notices/not_confirmed.html", status=404)
    if act == "forget":
        subscribing.forget(db.session, whose=whose)
        return page("notices/forgotten.html")
    _CHANGES[act](whose)
    return redirect(url_for(".told", token=token))


def _choose_rhythm(whose: Subscriber) -> None:
    form = OwnRhythmForm()
    if not form.validate_on_submit():
        abort(400)
    subscribing.choose_rhythm(db.session, whose=whose, rhythm=Rhythm(form.rhythm.data))


def _works(whose: Subscriber) -> None:
    subscribing.works_again(db.session, whose=whose)


_CHANGES: dict[str, Callable[[Subscriber], None]] = {"rhythm": _choose_rhythm, "works": _works}


def _whose(token: str) -> Subscriber | None:
    one = stopping.read_token(token, current_app.config["SECRET_KEY"])
    return subscribing.find(db.session, one.handle) if one else None


def _titled(topic: Topic) -> Titled:
    return titles.find(db.session, topic) or Titled(queries.last_title(db.session, topic) or topic.path)


def _stop_token(whose: Subscriber, topic: Topic | None) -> str:
    one = topic or Topic("")
    stop = Stop(0, one.kind, one.thing_id, slug=one.slug, handle=whose.handle)
    return stopping.token_of(stop, current_app.config["SECRET_KEY"])
