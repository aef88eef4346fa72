"""Voting: mark the ballot, look it over, send it once. Works without script and without cookies.

Nothing is stored before the ballot is sent, and the page that thanks is the reply itself: nothing on the device
remembers how somebody voted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import Stage
from webapp.database import db
from webapp.i18n import _
from webapp.places.queries import read_gazetteer
from webapp.polls import marks as marking
from webapp.polls import queries
from webapp.polls.kinds.answering import needs_reason
from webapp.polls.kinds.base import Form, Malformed, Problem
from webapp.polls.kinds.comparing import pairs_for
from webapp.polls.marks import Marks
from webapp.polls.models import Ballot, Poll
from webapp.polls.routes import voters
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of, on_paper, receipts, stage_now
from webapp.polls.routes.voters import Key, NotEntitled, Who
from webapp.polls.rules import Channel, Eligibility
from webapp.polls.services import networks, voting
from webapp.polls.services.voting import AlreadyVoted, Closed, NoBallot, Vote
from webapp.polls.sheet import Sheet
from webapp.receipts import spaced, tidy_code
from webapp.web.forms import trimmed
from webapp.web.guard import current_person, public, somebody_signed_in
from webapp.web.origin import refuse_foreign
from webapp.web.pages import page

LONGEST_REASON = 1000


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A ballot form as it came: its marks, what is wrong with it, and the words beside it."""

    key: Key
    marks: Marks
    form: Form
    reason: str
    problems: Sequence[Problem]


@blueprint.get("/polls/<slug>/vote")
@public
def vote(slug: str) -> Response:
    """The ballot paper, with a fresh key."""
    poll, stage = on_paper(slug)
    if stage is not Stage.OPEN:
        return _not_now(poll, status=200)
    if voters.must_sign_in(poll):
        return redirect(url_for("security.login", next=url_for(".vote", slug=slug)))
    mine = _mine(poll)
    if mine is None and _voted_unseen(poll):
        return page("polls/voted.html", poll=poll)
    sheet = queries.read_sheet(db.session, poll)
    form = method_of(poll).kind.fill(sheet, marking.read(mine.marks)) if mine else Form()
    return _ballot(poll, sheet, form, key=voters.new_key(poll), reason=mine.reason if mine else "")


@blueprint.post("/polls/<slug>/vote")
@public
def check(slug: str) -> Response:
    """Read the ballot back to its voter; or, on the way back from there, show it again."""
    poll, sheet = open_form(slug)
    if request.form.get("go") == "back":
        marks = marks_in_form(poll, sheet)
        return _ballot(poll, sheet, method_of(poll).kind.fill(sheet, marks), key=request.form["key"], reason=_reason())
    filled = read_form(poll, sheet)
    if _stopped(poll):
        return _not_now(poll, sheet, filled.marks)
    refused = _why_not_on(poll, sheet, filled)
    if refused is not None:
        return refused
    return page("polls/check.html", poll=poll, lines=method_of(poll).kind.say(sheet, filled.marks),
                marks=marking.write(filled.marks), key=request.form["key"], reason=filled.reason,
                voting_code=request.form.get("voting-code", ""), area=request.form.get("area", ""))  # fmt: skip


@blueprint.post("/polls/<slug>/vote/send")
@public
def send(slug: str) -> Response:
    """Count it, once. The same ballot sent again, seconds or days later, gets the same receipt.

    What counts is when it arrived, not when the database had time for it.
    """
    arrived = clock.now()
    poll, sheet = open_form(slug)
    filled = read_back(poll, sheet)
    refused = _why_not_on(poll, sheet, filled)
    if refused is not None:
        return refused
    try:
        cast = voting.cast(db.session, receipts(), poll=poll, vote=_vote(poll, filled), now=arrived)
    except Closed:
        return _not_now(poll, sheet, filled.marks)
    except (AlreadyVoted, NoBallot) as refusal:
        return page("polls/voted.html", status=409, poll=poll, words=str(refusal))
    if cast.counted and poll.eligibility is Eligibility.ANYONE:
        networks.note(db.session, receipts(), poll=poll, address=request.remote_addr or "")
    return _thanks(poll, filled.key.code)


@blueprint.route("/polls/<slug>/change", methods=["GET", "POST"])
@public
def change(slug: str) -> Response:
    """With the ballot code: the ballot again, to be changed before the poll closes."""
    poll, stage = on_paper(slug)
    if stage is not Stage.OPEN or not poll.changeable:
        return _not_now(poll, status=200)
    if request.method == "GET":
        return page("polls/change.html", poll=poll, typed="", error="")
    refuse_foreign()
    typed = request.form.get("code", "")[:60]
    code = tidy_code(typed)
    ballot = voting.find_ballot(db.session, receipts(), poll, code) if code else None
    if code is None or ballot is None:
        voters.count_guess()
        error = _("We cannot find a ballot with this code. Check each letter and number.")
        return page("polls/change.html", status=422, poll=poll, typed=typed, error=error)
    sheet = queries.read_sheet(db.session, poll)
    form = method_of(poll).kind.fill(sheet, marking.read(ballot.marks))
    return _ballot(poll, sheet, form, key=receipts().pass_for(code), reason=ballot.reason)


def open_form(slug: str) -> tuple[Poll, Sheet]:
    refuse_foreign()
    poll, _stage = on_paper(slug)
    return poll, queries.read_sheet(db.session, poll)


def _stopped(poll: Poll) -> bool:
    return stage_now(poll) is not Stage.OPEN


def read_form(poll: Poll, sheet: Sheet) -> Filled:
    """The ballot as it was filled in."""
    kind = method_of(poll).kind
    try:
        marks, unread = kind.read(sheet, request.form)
    except Malformed:
        abort(400)
    problems = unread or kind.problems(sheet, marks)
    return Filled(key=voters.key_in_form(poll), marks=marks, form=request.form, reason=_reason(),
                  problems=[*problems, *needs_reason(kind, sheet, marks, _reason())])  # fmt: skip


def read_back(poll: Poll, sheet: Sheet) -> Filled:
    """The ballot as it comes from the page where it was looked over."""
    kind, marks = method_of(poll).kind, marks_in_form(poll, sheet)
    problems = [*kind.problems(sheet, marks), *needs_reason(kind, sheet, marks, _reason())]
    return Filled(key=voters.key_in_form(poll), marks=marks, form=kind.fill(sheet, marks), reason=_reason(),
                  problems=problems)  # fmt: skip


def marks_in_form(poll: Poll, sheet: Sheet) -> Marks:
    try:
        return method_of(poll).kind.take(sheet, marking.read(request.form.get("marks", "")))
    except (marking.NotMarks, Malformed):
        abort(400)


def _reason() -> str:
    return (trimmed(request.form.get("reason")) or "")[:LONGEST_REASON]


def _why_not_on(poll: Poll, sheet: Sheet, filled: Filled) -> Response | None:
    """The page that stops a ballot on its way: signed out, not entitled, or something is not right yet."""
    if filled.key.fresh and (voters.must_sign_in(poll) or not filled.key.right):
        return _ballot(poll, sheet, filled.form, key=request.form["key"], reason=filled.reason, signed_out=True)
    problems = [*filled.problems, *not_entitled(poll, filled.key)]
    if problems:
        return _ballot(poll, sheet, filled.form, key=request.form["key"], reason=filled.reason, problems=problems)
    return None


def not_entitled(poll: Poll, key: Key) -> list[Problem]:
    """Why whoever sends a new ballot has no vote here, at the control that asks for it."""
    if not key.fresh:
        return []
    try:
        voters.find(poll, key)
    except NotEntitled as error:
        return [Problem(error.control, str(error))]
    return []


def _vote(poll: Poll, filled: Filled) -> Vote:
    """A ballot that is changed is found by its code, so nobody asks again who sends it."""
    who = voters.find(poll, filled.key) if filled.key.fresh else Who("")
    return Vote(voter=who.name, code=filled.key.code, marks=marking.write(filled.marks), channel=Channel.ONLINE,
                area_id=who.area_id, reason=filled.reason, fresh=filled.key.fresh)  # fmt: skip


def _mine(poll: Poll) -> Ballot | None:
    """The ballot of whoever has signed in, where the poll is not secret and may be changed."""
    if not somebody_signed_in():
        return None
    return voting.find_open_ballot(db.session, receipts(), poll, f"person:{current_person().id}")


def _voted_unseen(poll: Poll) -> bool:
    if voters.must_sign_in(poll) or poll.eligibility in {Eligibility.CODE, Eligibility.ANYONE}:
        return False
    return voting.has_voted(db.session, receipts(), poll, f"person:{current_person().id}")


def ballot_page(
    template: str,
    poll: Poll,
    sheet: Sheet,
    form: Form,
    *,
    key: str,
    reason: str = "",
    problems: Sequence[Problem] = (),
    signed_out: bool = False,
) -> Response:
    changing = receipts().code_in_pass(key) is not None
    asks_area = (poll.asks_area or poll.eligibility is Eligibility.AREA) and not changing
    return page(
        template,
        status=401 if signed_out else 422 if problems else 200,
        poll=poll,
        sheet=sheet,
        method=method_of(poll),
        form=form,
        key=key,
        reason=reason,
        problems=problems,
        by_control={problem.control: problem.message for problem in problems},
        signed_out=signed_out,
        asks_code=poll.eligibility is Eligibility.CODE and not changing,
        voting_code=request.values.get("voting-code", "")[:60],
        areas=read_gazetteer(db.session, sectors=False).by_district if asks_area else (),
        area=request.form.get("area", ""),
        pairs=pairs_for(sheet, key) if poll.method == "pairwise" else (),
    )


def _ballot(poll: Poll, sheet: Sheet, form: Form, **words: Any) -> Response:
    return voters.remember_device(ballot_page("polls/vote.html", poll, sheet, form, **words), poll)


def _not_now(poll: Poll, sheet: Sheet | None = None, marks: Marks = (), *, status: int = 409) -> Response:
    """Votes are not taken; what somebody had marked stands there to be read."""
    lines = method_of(poll).kind.say(sheet, marks) if sheet and marks else []
    return page("polls/not_now.html", status=status, poll=poll, stage=stage_now(poll), lines=lines)


def _thanks(poll: Poll, code: str) -> Response:
    number = receipts().number_for(code)
    return page("polls/thanks.html", poll=poll, code=spaced(code), number=spaced(number))
