"""Following a poll: whoever follows it is told when there is a result."""

from flask import redirect, url_for
from werkzeug.wrappers import Response

from webapp.database import db
from webapp.notices import following
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import published
from webapp.polls.things import KIND
from webapp.web.guard import current_person, signed_in
from webapp.web.pages import page


@blueprint.get("/polls/<slug>/follow")
@signed_in
def following_page(slug: str) -> Response:
    """Whether I follow it, and the button that changes that."""
    poll, _stage = published(slug)
    found = following.find(db.session, person_id=current_person().id, kind=KIND, thing_id=poll.id)
    return page("polls/follow.html", poll=poll, follows=found is not None and not found.muted)


@blueprint.post("/polls/<slug>/<any(follow, unfollow):act>")
@signed_in
def follow(slug: str, act: str) -> Response:
    poll, _stage = published(slug)
    do = {"follow": following.follow, "unfollow": following.unfollow}[act]
    do(db.session, person_id=current_person().id, kind=KIND, thing_id=poll.id)
    return redirect(url_for(".following_page", slug=slug))
