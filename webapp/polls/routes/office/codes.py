"""Voting codes and ballot papers: made, printed by the worker, fetched once."""

from flask import Response, abort, flash, jsonify, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.database import db
from webapp.documents.csv_file import MEDIA_TYPE, csv_lines
from webapp.files import services as files
from webapp.files.models import StoredFile
from webapp.i18n import _
from webapp.jobs.models import Job
from webapp.notices.addresses import whole
from webapp.places.queries import read_gazetteer
from webapp.polls import office_queries, printing
from webapp.polls.forms.papers import TABLE, CodesForm, PapersForm
from webapp.polls.forms.words import ButtonForm
from webapp.polls.models import Poll
from webapp.polls.paper_models import CodeIssue
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import receipts, stage_now
from webapp.polls.routes.office.common import ONE, find_part, go, say_no
from webapp.polls.routes.office.wording import words_of
from webapp.polls.rules import Eligibility, why_not_make_codes, why_not_papers
from webapp.polls.services import codes
from webapp.receipts import spaced
from webapp.refusals import Refused
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page


@blueprint.route(f"{ONE}/codes", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_codes(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    if poll.eligibility is not Eligibility.CODE:
        say_no(poll, _("In this poll people vote without a code."))
    form = CodesForm(areas=_areas())
    if form.validate_on_submit():
        with errors_on(form):
            if form.form.data == TABLE:
                return _table(poll, _make(poll, form, paper=False))
            _print(poll, form, paper=False)
            return go("office_codes", poll)
    return _page("codes", poll, form, paper=False)


@blueprint.route(f"{ONE}/papers/print", methods=["GET", "POST"])
@requires(Permission.RUN_POLLS)
def office_print_papers(poll_id: int) -> AnyResponse:
    poll = get_or_404(Poll, poll_id)
    reason = why_not_papers(poll.eligibility, on_paper=printing.can_print(poll))
    if reason:
        say_no(poll, reason)
    form = PapersForm(areas=_areas())
    if form.validate_on_submit():
        with errors_on(form):
            _print(poll, form, paper=True)
            return go("office_print_papers", poll)
    return _page("print_papers", poll, form, paper=True)


@blueprint.get(f"{ONE}/codes/<int:issue_id>/progress")
@requires(Permission.RUN_POLLS)
def office_issue_progress(poll_id: int, issue_id: int) -> Response:
    """How far the printing is: {"percent", "words", "over"}."""
    job = codes.find_job(db.session, find_part(CodeIssue, get_or_404(Poll, poll_id), issue_id))
    if job is None:
        abort(404)
    return jsonify(percent=job.percent, words=job.step or _("Waiting for its turn"), over=job.finished_at is not None)


@blueprint.post(f"{ONE}/codes/<int:issue_id>/print")
@requires(Permission.RUN_POLLS)
def office_print_again(poll_id: int, issue_id: int) -> AnyResponse:
    """Once more, where the file was not fetched in time."""
    poll, issue = _issue(poll_id, issue_id)
    with refusals_told():
        codes.ask_to_print(db.session, issue=issue, words=words_of(poll, paper=issue.paper), by=current_person().id)
    return go("office_print_papers" if issue.paper else "office_codes", poll)


@blueprint.post(f"{ONE}/codes/<int:issue_id>/file")
@requires(Permission.RUN_POLLS)
def office_issue_file(poll_id: int, issue_id: int) -> AnyResponse:
    """The file, this once: with it go the means to make these codes again."""
    poll, issue = _issue(poll_id, issue_id)
    file = _file_of(codes.find_job(db.session, issue))
    if file is None:
        flash(_("The file is not there any more. Print it again."), "error")
        return go("office_print_papers" if issue.paper else "office_codes", poll)
    codes.hand_out(db.session, receipts(), poll=poll, issue=issue, by=current_person().id)
    data, name = b"".join(files.read(db.session, file)), file.name
    files.remove(db.session, file.id)
    return _download(data, name=name, media_type=file.media_type)


def _make(poll: Poll, form: CodesForm | PapersForm, *, paper: bool) -> CodeIssue:
    return codes.make(db.session, receipts(), poll=poll, count=form.count.data or 0, paper=paper,
                      area_id=form.area.data or None, by=current_person().id)  # fmt: skip


def _print(poll: Poll, form: CodesForm | PapersForm, *, paper: bool) -> None:
    if (form.count.data or 0) > codes.MOST_PRINTED:
        raise Refused(_("At most %(most)s at a time.", most=codes.MOST_PRINTED), field="count")
    issue = _make(poll, form, paper=paper)
    codes.ask_to_print(db.session, issue=issue, words=words_of(poll, paper=paper), by=current_person().id)
    flash(_("The file is being made. It takes a few seconds."))


def _table(poll: Poll, issue: CodeIssue) -> Response:
    """A line for each code, with the address that it is used at."""
    made = codes.hand_out(db.session, receipts(), poll=poll, issue=issue, by=current_person().id)
    address = whole(url_for("polls.vote", slug=poll.slug))
    rows = [("code", "address"), *((spaced(code), f"{address}?voting-code={spaced(code)}") for code in made)]
    return _download(b"".join(csv_lines(rows)), name=f"{poll.slug}-codes.csv", media_type=MEDIA_TYPE)


def _download(data: bytes, *, name: str, media_type: str) -> Response:
    reply = Response(data, content_type=media_type)
    reply.headers["Cache-Control"] = "no-store"
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply


def _issue(poll_id: int, issue_id: int) -> tuple[Poll, CodeIssue]:
    poll = get_or_404(Poll, poll_id)
    issue = find_part(CodeIssue, poll, issue_id)
    if not ButtonForm().validate_on_submit():
        abort(400)
    return poll, issue


def _file_of(job: Job | None) -> StoredFile | None:
    return files.find_by_key(db.session, job.result["key"]) if job is not None and job.result else None


def _page(name: str, poll: Poll, form: CodesForm | PapersForm, *, paper: bool) -> Response:
    issues = office_queries.list_issues(db.session, poll.id, paper=paper)
    jobs = {issue.id: codes.find_job(db.session, issue) for issue in issues if issue.root}
    return page(
        f"polls/office/{name}.html",
        poll=poll,
        form=form,
        cannot=why_not_make_codes(stage_now(poll)),
        issues=issues,
        jobs=jobs,
        ready={ident for ident, job in jobs.items() if _file_of(job) is not None},
        areas=dict(_areas()),
        ways=office_queries.count_ways(db.session, poll.id),
    )


def _areas() -> list[tuple[int, str]]:
    return list(read_gazetteer(db.session, sectors=False).names.items())
