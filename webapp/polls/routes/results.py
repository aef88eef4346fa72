"""The result of a poll: who won, the count step by step, and everything that is needed to count it again."""

import json

from flask import Response, abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import STAGE_WORDS, Stage
from webapp.database import db
from webapp.polls import files, queries
from webapp.polls.models import Poll
from webapp.polls.open_data import result_as_data
from webapp.polls.routes import shown as showing
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of, published
from webapp.polls.routes.shown import Shown
from webapp.polls.seeds import commitment_of
from webapp.polls.services import freezing
from webapp.polls.sheet import Sheet
from webapp.polls.showing.steps import steps_of
from webapp.receipts import spaced
from webapp.web.guard import public
from webapp.web.origin import refuse_foreign
from webapp.web.pages import public_page

_A_WHILE = 300  # seconds that caches may keep what will not change any more
_SOON = 5


def _open_page(slug: str) -> tuple[Poll, Stage, Sheet]:
    """404 for a draft, and for a poll that was withdrawn: its votes are not counted."""
    poll, stage = published(slug)
    if stage is Stage.WITHDRAWN:
        abort(404)
    return poll, stage, queries.read_sheet(db.session, poll)


def _final(slug: str) -> tuple[Poll, Sheet, Shown]:
    """A poll with its frozen result; 404 before there is one."""
    poll, stage, sheet = _open_page(slug)
    found = showing.find(poll, stage, sheet)
    if found is None or found.live:
        abort(404)
    return poll, sheet, found


@blueprint.get("/polls/<slug>/result")
@public
def result(slug: str) -> Response:
    poll, stage, sheet = _open_page(slug)
    found = showing.find(poll, stage, sheet)
    if found is None:
        return public_page("polls/no_result.html", poll=poll, stage=stage, seconds=_SOON)
    papers = None if found.live else showing.papers_of(poll, sheet, found)
    return public_page(
        "polls/result.html",
        poll=poll,
        stage=stage,
        stage_words=STAGE_WORDS,
        sheet=sheet,
        method=method_of(poll),
        shown=found,
        areas=showing.area_rows(found.facts),
        picture=showing.picture,
        reasons=() if found.live else queries.list_reasons(db.session, poll.id),
        formats={} if papers is None else files.offered(papers),
        command="" if papers is None else showing.recount(poll, found, papers),
        commitment=commitment_of(poll.seed),
        seconds=_SOON if found.live else _A_WHILE,
    )


@blueprint.get("/polls/<slug>/result/count")
@public
def count(slug: str) -> Response:
    """What happened in each round."""
    poll, _sheet, found = _final(slug)
    return public_page(
        "polls/count.html",
        poll=poll,
        method=method_of(poll),
        shown=found,
        steps=steps_of(found.counted),
        picture=showing.picture,
        seconds=_A_WHILE,
    )


@blueprint.get("/polls/<slug>/result/record")
@public
def as_data(slug: str) -> Response:
    """The record of the count and what was declared, for other programs."""
    poll, sheet, found = _final(slug)
    papers = showing.papers_of(poll, sheet, found)
    data = result_as_data(
        poll,
        sheet,
        record=found.counted.record,
        facts=found.facts,
        counted_at=found.at,
        seed=found.seed,
        command=showing.recount(poll, found, papers),
        ballots={kind: url_for(".ballots", slug=slug, kind=kind, _external=False) for kind in files.offered(papers)},
    )
    return _file(json.dumps(data, ensure_ascii=False, indent=1) + "\n", "application/json")


@blueprint.get("/polls/<slug>/result/ballots/<any(blt, preflib, pabulib, csv, json):kind>")
@public
def ballots(slug: str, kind: str) -> Response:
    """All ballots as they were counted, without anything that says whose they are. See `files`."""
    poll, sheet, found = _final(slug)
    papers = showing.papers_of(poll, sheet, found)
    form = files.offered(papers).get(kind)
    if form is None:
        abort(404)
    return _file(form.write(papers), form.media_type, name=files.file_name(slug, kind, papers))


@blueprint.get("/polls/<slug>/result/receipts")
@public
def receipts(slug: str) -> Response:
    """The number of every receipt, one a line, sorted: as many as ballots were counted."""
    poll, _sheet, _found = _final(slug)
    numbers = queries.read_receipts(db.session, poll.id)
    text = "".join(f"{spaced(number)}\n" for number in numbers)
    return _file(text, "text/plain; charset=utf-8", name=f"{slug}-receipts.txt")


@blueprint.post("/polls/<slug>/result/ask")
@public
def ask(slug: str) -> AnyResponse:
    """Anybody may ask for a count that should be there and is not. Asking twice is asking once."""
    refuse_foreign()
    poll, _stage, _sheet = _open_page(slug)
    freezing.ask_again(db.session, poll=poll)
    return redirect(url_for(".result", slug=slug))


def _file(text: str, media_type: str, name: str = "") -> Response:
    reply = Response(text.encode(), content_type=media_type)
    reply.headers["Cache-Control"] = f"public, max-age={_A_WHILE}"
    if name:
        reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply
