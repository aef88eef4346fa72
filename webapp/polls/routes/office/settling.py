"""A paper that two people read differently: both readings side by side, and the third look that decides."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.i18n import _
from webapp.polls import marks as marking
from webapp.polls import queries
from webapp.polls.forms.papers import SettleForm
from webapp.polls.kinds.base import Form as Marked
from webapp.polls.kinds.base import Problem
from webapp.polls.models import Poll
from webapp.polls.paper_models import SPOILT_WORDS, Keying, Paper, PaperBatch, PaperState
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of, receipts
from webapp.polls.routes.office.common import ONE, find_part, say_no
from webapp.polls.routes.office.reading import read_paper
from webapp.polls.services import papers
from webapp.polls.services.papers import Read
from webapp.polls.sheet import Sheet
from webapp.receipts import spaced
from webapp.web.fields import choices_of, words_in
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

ANEW = "anew"


@blueprint.route(f"{ONE}/papers/settle/<int:paper_id>", methods=["GET", "POST"])
@requires(Permission.KEY_PAPERS)
def office_settle(poll_id: int, paper_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    paper = find_part(Paper, poll, paper_id)
    batch = db.session.get_one(PaperBatch, paper.batch_id)
    if paper.state is not PaperState.WAITING or papers.turn_of(batch) is not None:
        say_no(poll, _("This paper does not wait to be settled (any more)."))
    sheet, form = queries.read_sheet(db.session, poll), SettleForm()
    turns = {1: _("As it was keyed first"), 2: _("As it was keyed the second time")}
    keyed = [(str(one.turn), turns[one.turn]) for one in paper.keyings]
    form.take.choices = choices_of([*keyed, (ANEW, _("Neither: as I key it below"))])
    marked, problems = Marked(), list[Problem]()
    if request.method == "POST":
        read = _as_keyed(paper, form.take.data)
        if read is None:
            read, marked, problems = read_paper(poll, sheet, form.why_spoilt)
        if form.validate() and read is not None:
            with errors_on(form):
                papers.settle(db.session, receipts(), poll=poll, paper=paper, read=read, reason=words_in(form.why),
                              by=current_person().id)  # fmt: skip
                flash(_("Paper %(number)s is settled.", number=paper.number))
                return redirect(url_for(".office_batch", poll_id=poll.id, batch_id=paper.batch_id))
    return page("polls/office/settle.html", poll=poll, batch=batch, paper=paper, code=spaced(paper.code), sheet=sheet,
                form=form, method=method_of(poll), marked=marked, problems=problems, keyings=_said(poll, sheet, paper),
                by_control={problem.control: problem.message for problem in problems})  # fmt: skip


def _as_keyed(paper: Paper, take: str | None) -> Read | None:
    """One of the two readings; None when the paper is to be read anew."""
    keying = next((one for one in paper.keyings if str(one.turn) == take), None)
    return None if keying is None else Read(marks=keying.marks, reason=keying.reason, spoilt=keying.spoilt)


def _said(poll: Poll, sheet: Sheet, paper: Paper) -> list[tuple[int, list[str]]]:
    """Each reading in words, by its turn."""
    return [(keying.turn, _lines(poll, sheet, keying)) for keying in paper.keyings]


def _lines(poll: Poll, sheet: Sheet, keying: Keying) -> list[str]:
    if keying.spoilt is not None:
        return [_("Cannot be counted: %(why)s", why=SPOILT_WORDS[keying.spoilt])]
    lines = method_of(poll).kind.say(sheet, marking.read(keying.marks))
    return [*lines, *([keying.reason] if keying.reason else [])]
