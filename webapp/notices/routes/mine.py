"""What somebody follows, and how often they hear of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, current_app, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.database import db
from webapp.i18n import _
from webapp.notices import bouncing, following, queries, titles
from webapp.notices.forms import NEVER, RHYTHMS, ButtonForm, RhythmForm
from webapp.notices.models import Following
from webapp.notices.routes.blueprint import blueprint
from webapp.notices.rules import Rhythm, next_due
from webapp.notices.topics import AREA, SUBJECT, Topic
from webapp.web import things
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import page
from webapp.web.things import Thing


@dataclass(frozen=True)
class Followed:
    """A thing in the list. `address` is empty when nobody can open it any more."""

    following: Following
    title: str
    address: str


@blueprint.route("/account/notices", methods=["GET", "POST"])
@signed_in
def mine() -> AnyResponse:
    me = current_person().id
    form = RhythmForm(rhythm=_rhythm_now(me))
    if form.validate_on_submit():
        following.choose_rhythm(db.session, person_id=me, rhythm=form.chosen)
        flash(_("Saved."))
        return redirect(url_for(".mine"))
    return page("notices/mine.html", form=form, followed=_list(me), waiting=queries.count_waiting(db.session, me),
                due=_next_mail(me), mails=queries.list_mails(db.session, me),
                came_back=bouncing.list_of(db.session, current_person().email))  # fmt: skip


def _rhythm_now(person_id: int) -> str:
    choice = queries.find_choice(db.session, person_id)
    if choice is None:
        return Rhythm.DAILY.value
    return NEVER if choice.stopped_at else choice.rhythm.value


def _next_mail(person_id: int) -> object:
    """When the next mail would leave; None for who wants none."""
    now = _rhythm_now(person_id)
    if now not in RHYTHMS or now == NEVER:
        return None
    return next_due(Rhythm(now), after=clock.now(), zone=current_app.config["TIME_ZONE"])


def _list(person_id: int) -> list[Followed]:
    """By what each topic is called now, else by what it was called when something last happened to it."""
    rows = queries.list_followed(db.session, person_id)
    before = queries.last_titles(db.session, person_id)
    now = {
        kind: things.find_many(db.session, kind, {one.thing_id for one in rows if one.kind == kind})
        for kind in {one.kind for one in rows} - {AREA, SUBJECT}
    }
    return [_followed(one, now, before) for one in rows]


def _followed(
    one: Following, now: Mapping[str, Mapping[int, Thing]], before: Mapping[tuple[str, int], str]
) -> Followed:
    if one.kind in {AREA, SUBJECT}:
        place = titles.find(db.session, Topic(one.kind, one.thing_id, one.slug))
        return Followed(one, place.title if place else _("Something that is gone"), "")
    thing = now[one.kind].get(one.thing_id)
    title = thing.title if thing else before.get((one.kind, one.thing_id), _("Something that is gone"))
    return Followed(one, title, thing.address if thing else "")


@blueprint.route("/account/notices/follow/<kind>/<int:thing_id>", methods=["GET", "POST"])
@signed_in
def follow_topic(kind: str, thing_id: int) -> AnyResponse:
    """Follow a thing, an area or the whole district with an account."""
    return _follow(Topic(kind, thing_id))


@blueprint.route("/account/notices/follow/subject/<slug>", methods=["GET", "POST"])
@signed_in
def follow_subject(slug: str) -> AnyResponse:
    return _follow(Topic(SUBJECT, 0, slug))


def _follow(topic: Topic) -> AnyResponse:
    about = titles.find(db.session, topic)
    if about is None:
        abort(404)
    form = ButtonForm()
    if form.validate_on_submit():
        following.follow(db.session, person_id=current_person().id, kind=topic.kind, thing_id=topic.thing_id,
                         slug=topic.slug)  # fmt: skip
        flash(_("You follow “%(title)s”.", title=about.title))
        return redirect(url_for(".mine"))
    return page("notices/follow.html", form=form, about=about)


@blueprint.post("/account/notices/works")
@signed_in
def works() -> AnyResponse:
    """My address takes mail (again)."""
    if ButtonForm().validate_on_submit():
        bouncing.try_again(db.session, current_person().email)
        flash(_("We will write to you again."))
    return redirect(url_for(".mine"))


@blueprint.post("/account/notices/<int:following_id>/<any(stop, mute, follow):act>")
@signed_in
def change(following_id: int, act: str) -> AnyResponse:
    """For one thing of mine: stop following, mute, or follow again what was muted."""
    one = db.session.get(Following, following_id) if following_id < 2**31 else None
    if one is None or one.person_id != current_person().id:
        abort(404)
    do = {"stop": following.unfollow, "mute": following.mute, "follow": following.follow}[act]
    do(db.session, person_id=one.person_id, kind=one.kind, thing_id=one.thing_id, slug=one.slug)
    flash({"stop": _("You do not follow it any more."), "mute": _("You will hear nothing of it."),
           "follow": _("You follow it again.")}[act])  # fmt: skip
    return redirect(url_for(".mine"))
