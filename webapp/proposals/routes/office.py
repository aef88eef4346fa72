"""Proposals in the office: what is late, moving one on, writing down what was found."""

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit.services import record
from webapp.database import db
from webapp.i18n import _
from webapp.proposals import queries
from webapp.proposals.forms import ASPECTS, AssessForm, MoveForm
from webapp.proposals.queries import GROUPS, Wanted
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import by_number, page_of, today
from webapp.proposals.routes.public import FILTERS
from webapp.proposals.rules import MOVED_BY_OFFICERS, NEXT, STAGE_WORDS, WORKED_ON, Act, Aspect, Stage, lateness
from webapp.proposals.services import answering, moving
from webapp.proposals.services.moving import MovedMeanwhile
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import page


@blueprint.get("/office/proposals")
@requires(Permission.HANDLE_PROPOSALS)
def office_list() -> AnyResponse:
    """The late ones are a filter of their own."""
    chosen, late = request.args.get("stage", ""), "late" in request.args
    wanted = Wanted(stages=GROUPS.get(chosen), late_on=today() if late else None)
    after = request.args.get("after", 0, type=int)
    found = queries.list_proposals(db.session, wanted, after=(0, after) if 0 < after < 2**31 else None)
    return page(
        "proposals/office_list.html",
        found=found,
        filters=FILTERS,
        chosen=chosen,
        late=late,
        count_late=queries.count_late(db.session, today=today()),
        stage_words=STAGE_WORDS,
        worked_on=WORKED_ON,
        today=today(),
        lateness=lateness,
        next_page=url_for(".office_list", after=found.after[1], stage=chosen or None, late="" if late else None)
        if found.after
        else None,
    )


@blueprint.route("/office/proposals/<int:number>/move", methods=["GET", "POST"])
@requires(Permission.HANDLE_PROPOSALS)
def move(number: int) -> AnyResponse:
    seen = by_number(number, Act.MOVE)
    stage = seen.move.stage
    form = MoveForm(since=stage.value, officer=str(seen.move.officer_id or ""), due=seen.move.due_on)
    ways = [one for one in NEXT[stage] if one in MOVED_BY_OFFICERS]
    form.offer([(one.value, STAGE_WORDS[one]) for one in ways], list(queries.list_officers(db.session)))
    if form.validate_on_submit():
        me = current_person().id
        with errors_on(form):
            if form.since.data not in list(Stage):
                raise MovedMeanwhile
            moving.move_by_officer(
                db.session, proposal=seen.proposal, since=Stage(form.since.data), to=Stage(form.to.data), actor_id=me,
                reason=form.reason.data or "", officer_id=form.officer_id, due_on=form.due_on, today=today(),
            )  # fmt: skip
            record(db.session, actor_id=me, act="move a proposal", subject=f"proposal:{seen.proposal.id}",
                   words=form.reason.data or "", to=form.to.data)  # fmt: skip
            flash(_("Moved. The author and everybody who follows it are told."))
            return redirect(page_of(seen.proposal))
    return page("proposals/move.html", proposal=seen.proposal, move=seen.move, form=form, stage_words=STAGE_WORDS)


@blueprint.route("/office/proposals/<int:number>/assess", methods=["GET", "POST"])
@requires(Permission.HANDLE_PROPOSALS)
def assess(number: int) -> AnyResponse:
    seen = by_number(number, Act.ASSESS)
    form = AssessForm()
    if form.validate_on_submit():
        me, aspect = current_person().id, Aspect(form.aspect.data)
        with errors_on(form):
            answering.assess(db.session, proposal=seen.proposal, aspect=aspect, finding=form.finding.data or "", by=me)
            record(db.session, actor_id=me, act="assess a proposal", subject=f"proposal:{seen.proposal.id}",
                   words=form.finding.data or "", aspect=aspect.value)  # fmt: skip
            flash(_("Written down. Everybody can read it."))
            return redirect(page_of(seen.proposal))
    return page("proposals/assess.html", proposal=seen.proposal, form=form, aspects=ASPECTS)
