"""Issues in the office: raising them from what is published, editing, publishing, withdrawing, linking."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.agenda.forms.issues import ChooseForm, IssueForm, OptionForm, WithdrawForm
from webapp.agenda.likeness import find_alike
from webapp.agenda.models import Issue
from webapp.agenda.pieces import list_choices, read_piece, read_pieces
from webapp.agenda.queries import issues as queries
from webapp.agenda.queries import replies
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.routes.public.issues import LONGEST_SEARCH, number_from, older, outcome_choices, wanted_from
from webapp.agenda.rules.issues import Piece, State, Suggested, counted_words, strong_words
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.agenda.services import issues as services
from webapp.agenda.suggesting import suggest
from webapp.database import db
from webapp.i18n import _, _l
from webapp.places.queries import read_gazetteer
from webapp.refusals import Refused
from webapp.web.forms import errors_on, refusals_told
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

STATE_WORDS = {State.DRAFT: _l("Not public yet"), State.PUBLIC: _l("Public"), State.WITHDRAWN: _l("Withdrawn")}


@blueprint.get("/office/issues")
@requires(Permission.USE_OFFICE)
def office_issues() -> AnyResponse:
    wanted, before = wanted_from(request.args), number_from("before")
    found = queries.list_for_office(db.session, wanted=wanted, before=before)
    return page(
        "agenda/office/issues.html", found=found, wanted=wanted, outcomes=outcome_choices(),
        outcome_words=OUTCOME_WORDS, state_of=services.state, state_words=STATE_WORDS,
        next_page=older(".office_issues", found),
    )  # fmt: skip


@blueprint.get("/office/issues/strong-support-did-not-fit")
@requires(Permission.USE_OFFICE)
def office_did_not_fit() -> AnyResponse:
    return page("agenda/office/did_not_fit.html", rows=queries.list_did_not_fit(db.session), rule=strong_words(),
                outcome_words=OUTCOME_WORDS)  # fmt: skip


@blueprint.get("/office/issues/<int:issue_id>")
@requires(Permission.USE_OFFICE)
def office_issue(issue_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    group = queries.together(db.session, issue.id)
    others = queries.sentences(db.session, without=group)
    sources = queries.people_by_source(db.session, issue.evidence)
    return page(
        "agenda/office/issue.html",
        issue=issue,
        state=services.state(issue),
        state_words=STATE_WORDS,
        counted=counted_words(issue.people, len(sources)),
        replies=replies.list_replies(db.session, issue.id),
        linked=queries.list_linked(db.session, issue, public_only=False),
        alike=[(one, others[one.issue_id]) for one in find_alike(issue.sentence, others)],
        outcome_words=OUTCOME_WORDS,
        option=OptionForm(formdata=None),
        place=read_gazetteer(db.session, sectors=False),
    )


@blueprint.route("/office/issues/<int:issue_id>/evidence", methods=["GET", "POST"])
@requires(Permission.RAISE_ISSUES)
def add_evidence(issue_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    words = _words_wanted()
    form = ChooseForm()
    form.evidence.choices = list_choices(db.session, words)
    if form.validate_on_submit():
        with errors_on(form):
            for mark in form.evidence.data or []:
                piece = read_piece(db.session, mark)
                services.add_evidence(db.session, issue=issue, piece=piece, person_id=current_person().id)
            return redirect(url_for(".office_issue", issue_id=issue.id))
    return page("agenda/office/add_evidence.html", form=form, words=words, issue=issue)


def _words_wanted() -> str:
    return request.args.get("words", "").replace("\x00", "").strip()[:LONGEST_SEARCH]


@blueprint.route("/office/issues/new", methods=["GET", "POST"])
@requires(Permission.RAISE_ISSUES)
def raise_issue() -> AnyResponse:
    """What it rests on, then its words, begun from those figures. `from` in the address: marks of evidence."""
    try:
        pieces = read_pieces(db.session, request.args.getlist("from"))
    except Refused as refusal:
        flash(str(refusal), "error")
        return redirect(url_for(".raise_issue"))
    if not pieces:
        words = _words_wanted()
        error = _("Choose at least one. An issue rests on something that people said.") if "go" in request.args else ""
        return page("agenda/office/choose.html", choices=list_choices(db.session, words), words=words, error=error)
    form = _issue_form(suggest(db.session, pieces), sentence=_sentence_of(pieces), area_id=None)
    if form.validate_on_submit():
        with errors_on(form):
            issue = services.raise_issue(
                db.session, sentence=form.sentence.data or "", pieces=pieces, words=_words_of(form),
                person_id=current_person().id, area_id=int(form.area.data) if form.area.data else None,
            )  # fmt: skip
            flash(_("Kept. Only the office sees it until you publish it."))
            return redirect(url_for(".office_issue", issue_id=issue.id))
    return page("agenda/office/write.html", form=form, pieces=pieces, issue=None)


def _sentence_of(pieces: list[Piece]) -> str:
    return pieces[0].title[:200] if len(pieces) == 1 else ""


@blueprint.route("/office/issues/<int:issue_id>/edit", methods=["GET", "POST"])
@requires(Permission.RAISE_ISSUES)
def edit_issue(issue_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    now = Suggested(who=issue.who, how_strongly=issue.how_strongly, who_disagrees=issue.who_disagrees,
                    small_voices=issue.small_voices)  # fmt: skip
    form = _issue_form(now, sentence=issue.sentence, area_id=issue.area_id)
    if form.validate_on_submit():
        with errors_on(form):
            services.edit(
                db.session, issue=issue, sentence=form.sentence.data or "", words=_words_of(form),
                person_id=current_person().id, area_id=int(form.area.data) if form.area.data else None,
            )  # fmt: skip
            return redirect(url_for(".office_issue", issue_id=issue.id))
    return page("agenda/office/write.html", form=form, pieces=issue.evidence, issue=issue)


def _issue_form(words: Suggested, *, sentence: str, area_id: int | None) -> IssueForm:
    form = IssueForm(
        sentence=sentence, area=str(area_id or ""), who=words.who, how_strongly=words.how_strongly,
        who_disagrees=words.who_disagrees, small_voices=words.small_voices,
    )  # fmt: skip
    place = read_gazetteer(db.session, sectors=False)
    names = [(str(ident), f"{name}, {place.districts[ident]}") for ident, name in place.names.items()]
    form.area.choices = [("", _("Everywhere, or no one place")), *names]
    return form


def _words_of(form: IssueForm) -> Suggested:
    return Suggested(
        who=form.who.data or "", how_strongly=form.how_strongly.data or "",
        who_disagrees=form.who_disagrees.data or "", small_voices=form.small_voices.data or "",
    )  # fmt: skip


@blueprint.post("/office/issues/<int:issue_id>/publish")
@requires(Permission.RAISE_ISSUES)
def publish_issue(issue_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    with refusals_told():
        services.publish(db.session, issue=issue, person_id=current_person().id)
        flash(_("Everybody can read it now."))
    return _back(issue)


@blueprint.route("/office/issues/<int:issue_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.RAISE_ISSUES)
def withdraw_issue(issue_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    form = WithdrawForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.withdraw(db.session, issue=issue, reason=form.reason.data or "", person_id=current_person().id)
            return _back(issue)
    return page("agenda/office/withdraw.html", form=form, issue=issue)


@blueprint.post("/office/issues/<int:issue_id>/evidence/<int:evidence_id>/remove")
@requires(Permission.RAISE_ISSUES)
def remove_evidence(issue_id: int, evidence_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    with refusals_told():
        services.remove_evidence(db.session, issue=issue, evidence_id=min(evidence_id, 2**31 - 1),
                                 person_id=current_person().id)  # fmt: skip
    return _back(issue)


@blueprint.post("/office/issues/<int:issue_id>/link/<int:other_id>")
@requires(Permission.RAISE_ISSUES)
def link_issue(issue_id: int, other_id: int) -> AnyResponse:
    issue, other = get_or_404(Issue, issue_id), get_or_404(Issue, other_id)
    with refusals_told():
        services.link(db.session, issue=issue, other=other, person_id=current_person().id)
        flash(_("Linked. Each shows the other."))
    return _back(issue)


@blueprint.post("/office/issues/<int:issue_id>/unlink/<int:other_id>")
@requires(Permission.RAISE_ISSUES)
def unlink_issue(issue_id: int, other_id: int) -> AnyResponse:
    issue, other = get_or_404(Issue, issue_id), get_or_404(Issue, other_id)
    with refusals_told():
        services.unlink(db.session, issue=issue, other=other, person_id=current_person().id)
    return _back(issue)


@blueprint.route("/office/issues/<int:issue_id>/options", methods=["GET", "POST"])
@requires(Permission.RAISE_ISSUES)
def issue_options(issue_id: int) -> AnyResponse:
    """Ways in which an issue could still be met."""
    issue = get_or_404(Issue, issue_id)
    form = OptionForm()
    if form.validate_on_submit():
        with errors_on(form):
            services.add_option(
                db.session, issue=issue, words=form.words.data or "", cost=form.cost.data or "",
                takes=form.takes.data or "", who=form.who.data or "", person_id=current_person().id,
            )  # fmt: skip
            return redirect(url_for(".issue_options", issue_id=issue.id))
    return page("agenda/office/options.html", form=form, issue=issue)


@blueprint.post("/office/issues/<int:issue_id>/options/<int:option_id>/remove")
@requires(Permission.RAISE_ISSUES)
def remove_option(issue_id: int, option_id: int) -> AnyResponse:
    issue = get_or_404(Issue, issue_id)
    services.remove_option(db.session, issue=issue, option_id=min(option_id, 2**31 - 1),
                           person_id=current_person().id)  # fmt: skip
    return redirect(url_for(".issue_options", issue_id=issue.id))


def _back(issue: Issue) -> AnyResponse:
    return redirect(url_for(".office_issue", issue_id=issue.id))
