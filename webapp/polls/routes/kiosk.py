"""A shared device at which people vote one after the other, in a library, at a market: no account, no other pages.

The device carries a cookie that we signed: for which poll, and until when. Each vote has a key of its own, and a key
that has voted opens nothing any more, so that the way back leads nobody to the ballot of whoever stood there before.
"""

from datetime import datetime, timedelta

from flask import current_app, redirect, request, url_for
from itsdangerous import BadSignature, Signer
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import Stage
from webapp.database import db
from webapp.polls import marks as marking
from webapp.polls import queries
from webapp.polls.kinds.base import Form
from webapp.polls.models import Poll
from webapp.polls.routes import voters
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of, on_paper, receipts
from webapp.polls.routes.voters import Who
from webapp.polls.routes.voting import Filled, ballot_page, marks_in_form, not_entitled, open_form, read_back, read_form
from webapp.polls.rules import Channel, Eligibility
from webapp.polls.services import voting
from webapp.polls.services.voting import AlreadyVoted, Closed, Vote
from webapp.polls.sheet import Sheet
from webapp.receipts import spaced
from webapp.web.guard import public
from webapp.web.pages import page

COOKIE = "kiosk"
LONGEST = timedelta(hours=12)
THANKED = 30
"""Seconds until the page that thanks makes room for the next person."""


def mark_device(reply: Response, poll: Poll) -> Response:
    """Make the device that gets this reply a kiosk for this poll, until it closes, at most for half a day."""
    until = min(clock.now() + LONGEST, poll.closes_at or clock.now())
    reply.set_cookie(COOKIE, _signer().sign(f"{poll.id} {int(until.timestamp())}").decode(), path="/polls",
                     max_age=int(LONGEST.total_seconds()), httponly=True, samesite="Strict",
                     secure=current_app.config["SESSION_COOKIE_SECURE"])  # fmt: skip
    return reply


def _is_kiosk(poll: Poll, now: datetime) -> bool:
    try:
        ident, until = _signer().unsign(request.cookies.get(COOKIE, "")).decode().split()
    except (BadSignature, ValueError):
        return False
    return ident == str(poll.id) and now.timestamp() < int(until)


def _signer() -> Signer:
    return Signer(current_app.config["SECRET_KEY"], salt="kiosk")


@blueprint.get("/polls/<slug>/kiosk")
@public
def kiosk(slug: str) -> Response:
    """Where everybody begins, and where the device comes back to."""
    poll, stage = on_paper(slug)
    if not _is_kiosk(poll, clock.now()):
        return redirect(url_for(".show", slug=slug))
    return page("polls/kiosk/start.html", poll=poll, stage=stage)


@blueprint.get("/polls/<slug>/kiosk/vote")
@public
def kiosk_vote(slug: str) -> Response:
    """The ballot paper, with a fresh key."""
    poll, stage = on_paper(slug)
    if stage is not Stage.OPEN or not _is_kiosk(poll, clock.now()):
        return _to_start(poll)
    sheet = queries.read_sheet(db.session, poll)
    return ballot_page("polls/kiosk/vote.html", poll, sheet, Form(), key=voters.new_key(poll))


@blueprint.post("/polls/<slug>/kiosk/vote")
@public
def kiosk_check(slug: str) -> Response:
    """Read the ballot back to its voter; or, on the way back from there, show it again."""
    poll, sheet = open_form(slug)
    if not _is_kiosk(poll, clock.now()) or _has_voted(poll):
        return _to_start(poll)
    if request.form.get("go") == "back":
        form = method_of(poll).kind.fill(sheet, marks_in_form(poll, sheet))
        return ballot_page("polls/kiosk/vote.html", poll, sheet, form, key=request.form["key"])
    filled = read_form(poll, sheet)
    wrong = _wrong(poll, sheet, filled)
    if wrong is not None:
        return wrong
    return page("polls/kiosk/check.html", poll=poll, lines=method_of(poll).kind.say(sheet, filled.marks),
                marks=marking.write(filled.marks), key=request.form["key"], reason=filled.reason,
                voting_code=request.form.get("voting-code", ""), area=request.form.get("area", ""))  # fmt: skip


@blueprint.post("/polls/<slug>/kiosk/vote/send")
@public
def kiosk_send(slug: str) -> Response:
    """Count it, once, and thank; after some seconds the device is ready for the next person."""
    arrived = clock.now()
    poll, sheet = open_form(slug)
    filled = read_back(poll, sheet)
    if not _is_kiosk(poll, arrived) or not filled.key.fresh:
        return _to_start(poll)
    wrong = _wrong(poll, sheet, filled)
    if wrong is not None:
        return wrong
    before = voting.find_ballot(db.session, receipts(), poll, filled.key.code)
    if before is not None and before.marks != marking.write(filled.marks):
        return _to_start(poll)
    try:
        voting.cast(db.session, receipts(), poll=poll, vote=_vote(poll, filled), now=arrived)
    except Closed:
        return _to_start(poll)
    except AlreadyVoted as refusal:
        return _then_start(page("polls/kiosk/voted.html", status=409, poll=poll, words=str(refusal)), poll)
    number = spaced(receipts().number_for(filled.key.code))
    return _then_start(page("polls/kiosk/thanks.html", poll=poll, number=number, seconds=THANKED), poll)


def _vote(poll: Poll, filled: Filled) -> Vote:
    who = _who(poll, filled)
    return Vote(voter=who.name, code=filled.key.code, marks=marking.write(filled.marks), channel=Channel.KIOSK,
                area_id=who.area_id, reason=filled.reason)  # fmt: skip


def _who(poll: Poll, filled: Filled) -> Who:
    """Whoever has the code; where anybody may vote each key is a voter, since many share the device."""
    who = voters.find(poll, filled.key)
    return Who(f"kiosk:{filled.key.code}", who.area_id) if poll.eligibility is Eligibility.ANYONE else who


def _wrong(poll: Poll, sheet: Sheet, filled: Filled) -> Response | None:
    problems = [*filled.problems, *not_entitled(poll, filled.key)]
    if not problems:
        return None
    return ballot_page("polls/kiosk/vote.html", poll, sheet, filled.form, key=request.form["key"],
                       reason=filled.reason, problems=problems)  # fmt: skip


def _has_voted(poll: Poll) -> bool:
    key = voters.key_in_form(poll)
    return voting.find_ballot(db.session, receipts(), poll, key.code) is not None


def _to_start(poll: Poll) -> Response:
    return redirect(url_for(".kiosk", slug=poll.slug))


def _then_start(reply: Response, poll: Poll) -> Response:
    """Works without script; nothing is lost by it, as there is nothing to fill in."""
    reply.headers["Refresh"] = f"{THANKED}; url={url_for('.kiosk', slug=poll.slug)}"
    return reply
