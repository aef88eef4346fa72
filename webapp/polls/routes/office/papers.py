"""Ballots that came on paper: piles, keying them, and closing their counting."""

from flask import Response, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.polls import office_queries, printing, queries
from webapp.polls.forms.papers import BatchForm, KeyForm
from webapp.polls.forms.words import ButtonForm
from webapp.polls.kinds.base import Form as Marked
from webapp.polls.kinds.base import Problem
from webapp.polls.models import Poll
from webapp.polls.paper_models import SPOILT_WORDS, PaperBatch, PaperState
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of, receipts, stage_now
from webapp.polls.routes.office.common import ONE, find_part, go, say_no
from webapp.polls.routes.office.reading import read_paper
from webapp.polls.rules import PAPER_TIME, why_not_close_papers, why_not_key_papers, why_not_papers
from webapp.polls.services import papers
from webapp.web.fields import words_in
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

BATCH = f"{ONE}/papers/<int:batch_id>"


@blueprint.route(f"{ONE}/papers", methods=["GET", "POST"])
@requires(Permission.KEY_PAPERS)
def office_papers(poll_id: int) -> AnyResponse:
    """Every pile, and how far it is; a new one."""
    poll, form = get_or_404(Poll, poll_id), BatchForm()
    reason = why_not_papers(poll.eligibility, on_paper=printing.can_print(poll))
    if reason:
        say_no(poll, reason)
    if form.validate_on_submit():
        with errors_on(form):
            batch = papers.begin(db.session, poll=poll, label=words_in(form.label), by=current_person().id)
            return _to(poll, batch)
    stage, closed = stage_now(poll), poll.papers_closed_at is not None
    open_one = office_queries.has_open_batch(db.session, poll.id)
    return page(
        "polls/office/papers.html", poll=poll, form=form, batches=office_queries.list_batches(db.session, poll.id),
        waiting=PaperState.WAITING, printed=office_queries.count_printed(db.session, poll.id),
        ways=office_queries.count_ways(db.session, poll.id), spoilt_words=SPOILT_WORDS,
        cannot_key=why_not_key_papers(stage, closes_at=poll.closes_at, papers_closed_at=poll.papers_closed_at,
                                      now=clock.now()),
        cannot_close=why_not_close_papers(stage, closed=closed, batch_open=open_one), days=PAPER_TIME.days,
        until=poll.closes_at + PAPER_TIME if poll.closes_at else None,
    )  # fmt: skip


@blueprint.post(f"{ONE}/papers/close")
@requires(Permission.RUN_POLLS)
def office_close_papers(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    _pressed()
    with refusals_told():
        papers.close(db.session, poll=poll, by=current_person().id)
        flash(_("The counting of papers is closed."))
    return go("office_papers", poll)


@blueprint.get(BATCH)
@requires(Permission.KEY_PAPERS)
def office_batch(poll_id: int, batch_id: int) -> Response:
    poll, batch = _batch(poll_id, batch_id)
    turn = papers.turn_of(batch)
    keyed = [paper for paper in batch.papers if any(keying.turn == turn for keying in paper.keyings)]
    return page("polls/office/batch.html", poll=poll, batch=batch, turn=turn, keyed=len(keyed), states=PaperState,
                spoilt_words=SPOILT_WORDS, mine=_keyed_first(batch, current_person().id))  # fmt: skip


@blueprint.route(f"{BATCH}/key", methods=["GET", "POST"])
@requires(Permission.KEY_PAPERS)
def office_key_paper(poll_id: int, batch_id: int) -> AnyResponse:
    """One paper after the other: its code, and what is marked on it."""
    poll, batch = _batch(poll_id, batch_id)
    turn = papers.turn_of(batch)
    if turn is None:
        return _to(poll, batch)
    sheet, form = queries.read_sheet(db.session, poll), KeyForm()
    marked, problems = Marked(), list[Problem]()
    if request.method == "POST":
        read, marked, problems = read_paper(poll, sheet, form.why_spoilt)
        if form.validate() and read is not None:
            with errors_on(form):
                paper = papers.key(db.session, receipts(), poll=poll, batch=batch, typed=words_in(form.code), read=read,
                                   by=current_person().id)  # fmt: skip
                flash(_("Paper %(number)s is keyed. Take the next one.", number=paper.number))
                return redirect(url_for(".office_key_paper", poll_id=poll.id, batch_id=batch.id))
    return page("polls/office/key.html", poll=poll, batch=batch, turn=turn, sheet=sheet, method=method_of(poll),
                form=form, marked=marked, problems=problems,
                by_control={problem.control: problem.message for problem in problems})  # fmt: skip


@blueprint.post(f"{BATCH}/finish")
@requires(Permission.KEY_PAPERS)
def office_finish_batch(poll_id: int, batch_id: int) -> AnyResponse:
    poll, batch = _batch(poll_id, batch_id)
    _pressed()
    with refusals_told():
        differ = papers.finish(db.session, receipts(), poll=poll, batch=batch, by=current_person().id)
        flash(_finished(batch, differ))
    return _to(poll, batch)


@blueprint.post(f"{BATCH}/remove")
@requires(Permission.KEY_PAPERS)
def office_remove_batch(poll_id: int, batch_id: int) -> AnyResponse:
    poll, batch = _batch(poll_id, batch_id)
    _pressed()
    with refusals_told():
        papers.remove_empty(db.session, poll=poll, batch=batch, by=current_person().id)
        flash(_("The pile is gone."))
    return go("office_papers", poll)


def _batch(poll_id: int, batch_id: int) -> tuple[Poll, PaperBatch]:
    poll = get_or_404(Poll, poll_id)
    return poll, find_part(PaperBatch, poll, batch_id)


def _pressed() -> None:
    if not ButtonForm().validate_on_submit():
        abort(400)


def _keyed_first(batch: PaperBatch, person_id: int) -> bool:
    """Whether this person keyed a paper of the pile the first time."""
    keyings = (keying for paper in batch.papers for keying in paper.keyings)
    return any(keying.turn == papers.FIRST and keying.person_id == person_id for keying in keyings)


def _finished(batch: PaperBatch, differ: int) -> str:
    if batch.checked_at is None:
        return _("The pile is keyed once. Give it to somebody else to key again.")
    if differ:
        return ngettext("%(num)s paper waits to be settled.", "%(num)s papers wait to be settled.", differ)
    return _("All papers of this pile are decided.")


def _to(poll: Poll, batch: PaperBatch) -> AnyResponse:
    return redirect(url_for("polls.office_batch", poll_id=poll.id, batch_id=batch.id))
