"""Which poll, and who takes part in it: by device, account or code, as voters are known (see `voters`)."""

from dataclasses import dataclass

from flask import abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.access import Stage
from webapp.database import db
from webapp.polls.methods import STATEMENTS
from webapp.polls.models import Poll
from webapp.polls.routes import voters
from webapp.polls.routes.common import published, receipts
from webapp.polls.rules import Eligibility
from webapp.polls.statements import queries
from webapp.web.guard import current_person, somebody_signed_in
from webapp.web.pages import page

_COOKIE = "taking-part-{}"
_HALF_A_YEAR = 182 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Me:
    """Whoever takes part: the name that is hashed, their hash, and their account where that is who they are."""

    name: str
    voter: str
    person_id: int | None = None


def statements_poll(slug: str) -> tuple[Poll, Stage]:
    """A published poll of statements and where it stands; 404 for any other."""
    poll, stage = published(slug)
    if poll.method != STATEMENTS:
        abort(404)
    return poll, stage


def threshold() -> int:
    return int(current_app.config["DISCLOSURE_THRESHOLD"])


def find_me(poll: Poll) -> Me | None:
    """Who makes this request, as far as this poll knows people; None while it does not."""
    match poll.eligibility:
        case Eligibility.ANYONE:
            mark = voters.device()
            return _me(poll, f"device:{mark}") if mark else None
        case Eligibility.CODE:
            name = _name_in_cookie(poll)
            return _me(poll, name) if name else None
        case Eligibility.SIGNED_IN | Eligibility.AREA:
            if not somebody_signed_in():
                return None
            person_id = current_person().id
            return _me(poll, f"person:{person_id}", person_id)


def _me(poll: Poll, name: str, person_id: int | None = None) -> Me:
    return Me(name, receipts().voter(poll.id, name), person_id)


def _name_in_cookie(poll: Poll) -> str | None:
    """Somebody who came with a code is known by a cookie of this poll, so that they type it once."""
    given = receipts().code_in_pass(request.cookies.get(_COOKIE.format(poll.id), ""))
    mine = f"{poll.id} "
    return given.removeprefix(mine) if given and given.startswith(f"{mine}code:") else None


def remember(reply: Response, poll: Poll, name: str) -> Response:
    """Keep a code's holder known to this browser."""
    if poll.eligibility is Eligibility.CODE:
        reply.set_cookie(
            _COOKIE.format(poll.id), receipts().pass_for(f"{poll.id} {name}"), max_age=_HALF_A_YEAR, path="/polls",
            httponly=True, samesite="Lax", secure=current_app.config["SESSION_COOKIE_SECURE"],
        )  # fmt: skip
    return reply


def asks_first(poll: Poll, me: Me | None) -> bool:
    """Whether something must be asked before the first statement: a code, or where somebody lives."""
    if poll.eligibility not in {Eligibility.CODE, Eligibility.AREA} and not poll.asks_area:
        return False
    return me is None or queries.find_participant(db.session, poll.id, me.voter) is None


def stopped(poll: Poll, stage: Stage) -> Response | None:
    """Why nobody, or not this visitor, can answer now: the page that says so, or the way there."""
    if stage is not Stage.OPEN:
        return page("polls/not_now.html", poll=poll, stage=stage, lines=[])
    if voters.must_sign_in(poll):
        return redirect(url_for("security.login", next=request.path))
    if asks_first(poll, find_me(poll)):
        return redirect(url_for(".start_statements", slug=poll.slug))
    return None
