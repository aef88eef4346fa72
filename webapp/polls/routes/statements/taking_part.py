"""Taking part: one statement at a time, three buttons; undone by one press, changed from a list. Works without script.

With script the same reply is put in place without a new page (see assets/scripts/statements.js).
"""

import secrets

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import Stage
from webapp.database import db
from webapp.i18n import _, _l
from webapp.places.queries import read_gazetteer
from webapp.polls.models import Poll
from webapp.polls.routes import voters
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import receipts
from webapp.polls.routes.statements.common import Me, asks_first, find_me, remember, statements_poll, stopped
from webapp.polls.routes.voters import Key, NotEntitled
from webapp.polls.rules import Eligibility
from webapp.polls.services import networks
from webapp.polls.services.voting import Closed
from webapp.polls.statements import queries, totals
from webapp.polls.statements.rules import Asked, Run, next_statement
from webapp.polls.statements.services import answering, asking
from webapp.polls.statements.services.adding import most_added
from webapp.polls.statements.services.answering import AnsweredAlready, NoStatement
from webapp.tally.opinions.facts import AGREE, DISAGREE, PASS
from webapp.web.guard import public
from webapp.web.origin import refuse_foreign
from webapp.web.pages import page

SAID = {AGREE: _l("You agree"), DISAGREE: _l("You disagree"), PASS: _l("You passed")}
_GIVEN = {str(value): value for value in SAID}
_TAKEN_BACK = "none"


@blueprint.get("/polls/<slug>/statements/vote")
@public
def ask_statement(slug: str) -> Response:
    """The next statement; `at` asks for one by its number, `after` is the one that was just answered."""
    poll, stage = statements_poll(slug)
    elsewhere = stopped(poll, stage)
    if elsewhere is not None:
        return elsewhere
    me = find_me(poll)
    run = _run(poll, me)
    asked = run.find(request.args.get("at", type=int)) or _next(poll, run, me)
    return voters.remember_device(_page(poll, run, asked, last=run.find(request.args.get("after", type=int))), poll)


def _run(poll: Poll, me: Me | None) -> Run:
    return queries.read_run(db.session, poll.id, me.voter if me else "")


def _next(poll: Poll, run: Run, me: Me | None) -> Asked | None:
    """Whoever is new has no lot of their own yet."""
    counted = totals.read(db.session, poll)
    seed = me.voter if me else secrets.token_hex(8)
    return next_statement(run, tallies=counted.tallies, extremity=counted.extremity, seed=seed)


def _page(poll: Poll, run: Run, asked: Asked | None, *, last: Asked | None = None, error: str = "",
          status: int = 200, key: str = "") -> Response:  # fmt: skip
    """`last`: the statement that was just answered, to be undone. `key`: of somebody who is signed out, to whom this
    page will be good again."""
    return page(
        "polls/statements/vote.html" if asked else "polls/statements/done.html",
        status=status,
        poll=poll,
        run=run,
        asked=asked,
        last=last if last is not None and last.value is not None else None,
        said=SAID,
        key=key or voters.new_key(poll),
        error=error,
        signed_out=bool(key),
        may_add=most_added(poll) > 0,
    )


@blueprint.post("/polls/<slug>/statements/vote")
@public
def answer_statement(slug: str) -> Response:
    """Keep one answer and go on to the next statement. The same answer sent twice is one."""
    refuse_foreign()
    arrived = clock.now()
    poll, _stage = statements_poll(slug)
    key, number = voters.key_in_form(poll), request.form.get("number", type=int) or 0
    me = find_me(poll)
    if me is None or not key.right:
        return _nobody(poll, number)
    if asks_first(poll, me):
        return redirect(url_for(".start_statements", slug=slug))
    given = request.form.get("value", "")
    if given not in {*_GIVEN, _TAKEN_BACK}:
        return _again(poll, me, number, _("Press one of the three buttons."), status=422)
    try:
        is_new = answering.answer(db.session, poll=poll, voter=me.voter, number=number, value=_GIVEN.get(given),
                                  now=arrived)  # fmt: skip
    except Closed:
        return page("polls/not_now.html", status=409, poll=poll, stage=Stage.CLOSED, lines=[])
    except (NoStatement, AnsweredAlready) as refusal:
        return _again(poll, me, 0, str(refusal), status=409)
    _follow_up(poll, is_new=is_new)
    return redirect(_onward(poll, number, given))


def _again(poll: Poll, me: Me, number: int, words: str, *, status: int) -> Response:
    """The same statement once more, or the next where it is not there."""
    run = _run(poll, me)
    return _page(poll, run, run.find(number) or _next(poll, run, me), error=words, status=status)


def _follow_up(poll: Poll, *, is_new: bool) -> None:
    """Groups are found again when enough is new, and at closing. In a poll for anyone the network of each newcomer is
    counted, as with ballots."""
    if totals.read(db.session, poll).call_for_groups:
        asking.ask(db.session, poll.id)
    if not is_new:
        return
    asking.ask_at_closing(db.session, poll)
    if poll.eligibility is Eligibility.ANYONE:
        networks.note(db.session, receipts(), poll=poll, address=request.remote_addr or "")


def _nobody(poll: Poll, number: int) -> Response:
    """Whoever sent an answer is not known (any more). The statement is still there, to be answered once more."""
    key = request.form["key"] if voters.must_sign_in(poll) else ""
    words = (
        _("Your browser kept nothing of this poll, so we cannot join your answers. Allow cookies for this page.")
        if poll.eligibility in {Eligibility.ANYONE, Eligibility.CODE}
        else _("You are signed out, so this was not counted. Sign in again and press once more.")
    )
    run = _run(poll, None)
    asked = run.find(number)
    if asked is None:
        return redirect(url_for(".ask_statement", slug=poll.slug))
    return voters.remember_device(_page(poll, run, asked, error=words, status=401, key=key), poll)


def _onward(poll: Poll, number: int, given: str) -> str:
    if request.form.get("back") == "mine":
        return url_for(".my_statements", slug=poll.slug, _anchor=f"s{number}")
    if given == _TAKEN_BACK:
        return url_for(".ask_statement", slug=poll.slug, at=number)
    return url_for(".ask_statement", slug=poll.slug, after=number)


@blueprint.route("/polls/<slug>/statements/start", methods=["GET", "POST"])
@public
def start_statements(slug: str) -> Response:
    """What must be known before the first statement: a code, or where somebody lives."""
    poll, stage = statements_poll(slug)
    if stage is not Stage.OPEN:
        return page("polls/not_now.html", poll=poll, stage=stage, lines=[])
    if voters.must_sign_in(poll):
        return redirect(url_for("security.login", next=request.path))
    if request.method == "GET":
        return voters.remember_device(_start(poll), poll)
    refuse_foreign()
    if not voters.key_in_form(poll).right or (poll.eligibility is Eligibility.ANYONE and voters.device() is None):
        return voters.remember_device(_start(poll, "", _("Please press once more."), status=401), poll)
    try:
        who = voters.find(poll, Key("", fresh=True, right=True))
    except NotEntitled as error:
        return _start(poll, error.control, str(error), status=422)
    answering.join(db.session, poll=poll, area_id=who.area_id, voter=receipts().voter(poll.id, who.name))
    return remember(redirect(url_for(".ask_statement", slug=slug)), poll, who.name)


def _start(poll: Poll, control: str = "", words: str = "", *, status: int = 200) -> Response:
    asks_area = poll.asks_area or poll.eligibility is Eligibility.AREA
    return page(
        "polls/statements/start.html",
        status=status,
        poll=poll,
        key=voters.new_key(poll),
        control=control,
        words=words,
        asks_code=poll.eligibility is Eligibility.CODE,
        voting_code=request.values.get("voting-code", "")[:60],
        areas=read_gazetteer(db.session, sectors=False).by_district if asks_area else (),
        area=request.form.get("area", ""),
    )
