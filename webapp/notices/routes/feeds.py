"""Public news as Atom feeds, and public dates as a calendar, each at an address that programs ask again and again."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from flask import Response, abort, current_app, request

from webapp import clock
from webapp.database import db
from webapp.documents import atom_file, calendar_file
from webapp.documents.atom_file import News
from webapp.documents.calendar_file import Entry
from webapp.i18n import _
from webapp.notices import news, titles
from webapp.notices.addresses import whole
from webapp.notices.models import Happening
from webapp.notices.routes.blueprint import blueprint
from webapp.notices.topics import AREA, SUBJECT, WHOLE_DISTRICT, Topic
from webapp.places import abouts
from webapp.web import dates
from webapp.web.dates import Dated
from webapp.web.guard import public

SECONDS = 300
_BACK = timedelta(days=90)
"""How long the calendar remembers what is over."""
_FIRST = clock.from_seconds(0)


@blueprint.get("/feeds/everything")
@public
def feed_of_everything() -> Response:
    title = _("News from %(authority)s", authority=current_app.config["AUTHORITY"])
    return _feed(news.list_news(db.session, None), title=title, site="/")


@blueprint.get("/feeds/<kind>/<int:thing_id>")
@public
def feed(kind: str, thing_id: int) -> Response:
    """About a thing, an area, or the whole district (area 0)."""
    return _feed_of(Topic(kind, thing_id))


@blueprint.get("/feeds/subject/<slug>")
@public
def feed_of_subject(slug: str) -> Response:
    return _feed_of(Topic(SUBJECT, WHOLE_DISTRICT, slug))


@blueprint.get("/calendar")
@public
def calendar() -> Response:
    """Everything with a date that anybody may know."""
    return _calendar(dates.list_since(db.session, clock.now() - _BACK), name=current_app.config["AUTHORITY"])


@blueprint.get("/calendar/<kind>/<int:thing_id>")
@public
def calendar_of(kind: str, thing_id: int) -> Response:
    """The dates of one thing."""
    own = [one for one in dates.list_since(db.session, _FIRST) if (one.kind, one.thing_id) == (kind, thing_id)]
    if not own:
        abort(404)
    return _calendar(own, name=current_app.config["AUTHORITY"])


@blueprint.get("/calendar/area/<int:area_id>")
@public
def calendar_of_area(area_id: int) -> Response:
    """What is about one area, or about the whole place and so about it too."""
    area = titles.find(db.session, Topic(AREA, area_id))
    if area is None:
        abort(404)
    near = _near(dates.list_since(db.session, clock.now() - _BACK), area_id)
    return _calendar(near, name=area.title)


def _near(dated: Sequence[Dated], area_id: int) -> list[Dated]:
    """As many statements as there are kinds."""
    ids = defaultdict(set)
    for one in dated:
        ids[one.kind].add(one.thing_id)
    areas = {
        (kind, thing_id): about.areas
        for kind, things in ids.items()
        for thing_id, about in abouts.read_about(db.session, kind=kind, ids=things).items()
    }
    return [one for one in dated if (where := areas[one.kind, one.thing_id]) == () or area_id in where]


def _feed_of(topic: Topic) -> Response:
    about = titles.find(db.session, topic)
    if about is None:
        abort(404)
    return _feed(news.list_news(db.session, topic), title=about.title, site=about.address or "/")


def _feed(happenings: Sequence[Happening], *, title: str, site: str) -> Response:
    entries = [
        News(ident=whole(f"/happenings/{one.id}"), title=f"{one.thing_title}: {one.what}", words=one.words or one.what,
             at=one.at, address=whole(one.address))
        for one in happenings
    ]  # fmt: skip
    body = atom_file.atom_bytes(entries, title=title, author=current_app.config["AUTHORITY"], made_at=_FIRST,
                                own_address=whole(request.path), site=whole(site))  # fmt: skip
    return _fresh(body, atom_file.MEDIA_TYPE, max((one.at for one in happenings), default=_FIRST))


def _calendar(dated: Sequence[Dated], *, name: str) -> Response:
    entries = [
        Entry(uid=f"{_uid(one)}@{_host()}", title=one.words, starts_at=one.at, where=one.where,
              changed_at=one.changed_at, about=one.about, address=whole(one.address), cancelled=one.cancelled)
        for one in dated
    ]  # fmt: skip
    body = calendar_file.calendar_bytes(entries, name=name)
    return _fresh(body, calendar_file.MEDIA_TYPE, max((one.changed_at for one in dated), default=_FIRST))


def _uid(one: Dated) -> str:
    """The same for ever, and the same that a room's own calendar gives what has only one date."""
    return "-".join(part for part in (one.kind, str(one.thing_id), one.what) if part)


def _host() -> str:
    return whole("").partition("://")[2]


def _fresh(body: bytes, media_type: str, changed_at: datetime) -> Response:
    """Sent only to whoever has not got it: compared by its words, and by time for programs that know no other way."""
    response = Response(body, content_type=f"{media_type}; charset=utf-8")
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    response.last_modified = changed_at
    response.add_etag()
    response.make_conditional(request)
    return response
