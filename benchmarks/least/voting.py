"""One choice of several, looked over and sent; and how it stands."""

import hashlib
import hmac
import json
import secrets
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, g, make_response, render_template, request
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from benchmarks.least.answering import KEY
from benchmarks.least.models import Ballot, Poll, PollOption, Receipt, Voted

blueprint = Blueprint("voting", __name__)


def signed(text: str) -> str:
    return hmac.new(KEY, text.encode(), hashlib.sha256).hexdigest()


def find(session: Session, slug: str) -> tuple[Poll, list[Any]]:
    poll = session.scalar(select(Poll).where(Poll.slug == slug)) or abort(404)
    wanted = select(PollOption).where(PollOption.poll_id == poll.id).order_by(PollOption.number)
    return poll, list(session.scalars(wanted))


@blueprint.get("/polls/<slug>/vote")
def vote(slug: str) -> Response:
    with Session(g.engine) as session:
        poll, options = find(session, slug)
        token = secrets.token_urlsafe(18)
        reply = make_response(render_template("vote.html", poll=poll, options=options, key=f"{token}.{signed(token)}"))
        if "voter" not in request.cookies:
            reply.set_cookie("voter", secrets.token_urlsafe(12), httponly=True, samesite="Lax")
        return reply


@blueprint.post("/polls/<slug>/vote")
def check(slug: str) -> str:
    with Session(g.engine) as session:
        poll, options = find(session, slug)
        chosen = chosen_of(options, request.form.get("choice", ""))
        return render_template("vote_check.html", poll=poll, chosen=chosen, key=request.form["key"])


@blueprint.post("/polls/<slug>/vote/send")
def send(slug: str) -> str:
    token, _, signature = request.form["key"].partition(".")
    if not hmac.compare_digest(signed(token), signature):
        abort(400)
    with Session(g.engine) as session:
        poll, options = find(session, slug)
        now = datetime.now(UTC).replace(tzinfo=None)
        if not poll.opens_at <= now < poll.closes_at:
            abort(409)
        ((number, value),) = json.loads(request.form["marks"])
        chosen = chosen_of(options, str(number))
        code, receipt = signed(f"code {token}")[:12].upper(), signed(f"receipt {token}")[:12].upper()
        key = secrets.randbits(62)
        session.execute(insert(Voted).values(id=key, poll_id=poll.id, channel="online",
                                             voter=signed(f"voter {request.cookies['voter']}")))  # fmt: skip
        session.execute(insert(Ballot).values(id=secrets.randbits(62), poll_id=poll.id, token=signed(code),
                                              marks=json.dumps([[chosen.number, value]], separators=(",", ":")),
                                              reason="", channel="online", voted_id=key, at=now))  # fmt: skip
        session.execute(insert(Receipt).values(id=secrets.randbits(62), poll_id=poll.id, number=receipt))
        session.commit()
        return render_template("vote_thanks.html", poll=poll, code=code, receipt=receipt)


@blueprint.get("/polls/<slug>/result")
def result(slug: str) -> str:
    with Session(g.engine) as session:
        poll, options = find(session, slug)
        grouped = select(Ballot.marks, func.count()).where(Ballot.poll_id == poll.id).group_by(Ballot.marks)
        votes = {json.loads(marks)[0][0]: count for marks, count in session.execute(grouped)}
        rows = sorted(((votes.get(one.number, 0), one.text) for one in options), reverse=True)
        return render_template("vote_result.html", poll=poll, rows=rows, total=sum(votes.values()))


def chosen_of(options: list[Any], number: str) -> Any:
    return next((one for one in options if str(one.number) == number), None) or abort(400)
