"""A moderator's pages of people: who is kept from writing, what is known of one person, and acting on it."""

from datetime import date, datetime, time

from flask import current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp import clock
from webapp.access import Permission
from webapp.accounts.models import Person
from webapp.database import db
from webapp.i18n import _
from webapp.moderation import people, queries, sanctions
from webapp.moderation.forms import SanctionAnswerForm, SanctionForm
from webapp.moderation.models import Sanction, SanctionAppeal, SanctionKind
from webapp.moderation.routes.blueprint import blueprint
from webapp.moderation.rules import Act, why_not_sanction
from webapp.moderation.words import DONE, FLAG_REASONS, RULES, SANCTIONS, STANDINGS
from webapp.web.forms import errors_on
from webapp.web.guard import current_person, requires
from webapp.web.pages import get_or_404, page

_KINDS = {
    Act.WARN: SanctionKind.WARNED,
    Act.SUSPEND: SanctionKind.SUSPENDED,
    Act.BLOCK: SanctionKind.BLOCKED,
}


@blueprint.get("/office/moderation/people")
@requires(Permission.MODERATE)
def people_in_force() -> AnyResponse:
    """Who is kept from writing now."""
    before = request.args.get("before", type=int)
    found = queries.list_in_force(db.session, before=before if before and 0 < before < 2**31 else None)
    shown = found[: queries.A_PAGE]
    more = url_for(".people_in_force", before=shown[-1][0].id) if len(found) > len(shown) else None
    return page("moderation/people.html", shown=shown, next_page=more, kinds=SANCTIONS, reasons=FLAG_REASONS)


@blueprint.route("/office/moderation/people/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def person(person_id: int) -> AnyResponse:
    somebody = get_or_404(Person, person_id)
    known = people.find_known(db.session, somebody)
    form = SanctionForm()
    form.offer(in_force=known.in_force is not None, today=_today())
    if form.validate_on_submit():
        with errors_on(form):
            flash(_act(form, somebody, known.in_force))
            return redirect(url_for(".person", person_id=person_id))
    form.seen.data = str(len(known.sanctions))  # whoever came too late sees now what a colleague did
    return page(
        "moderation/person.html", known=known, person=somebody, form=form, kinds=SANCTIONS, reasons=FLAG_REASONS,
        done=DONE, standing=STANDINGS[known.facts.standing],
        why_not=why_not_sanction(own=somebody.id == current_person().id, roles=somebody.role_set,
                                 stopped=not somebody.active),
    )  # fmt: skip


def _act(form: SanctionForm, somebody: Person, in_force: Sanction | None) -> str:
    """Do what was chosen; the sentence to say afterwards."""
    me, words = current_person().id, form.words.data or ""
    if form.chosen is Act.LIFT:
        if in_force is None:
            raise sanctions.LiftedMeanwhile
        sanctions.lift(db.session, sanction=in_force, words=words, by=me, seen=int(form.seen.data or 0))
        return _("Taken back. They are told, and can write again.")
    until = _midnight(form.until.data) if form.chosen is Act.SUSPEND and form.until.data else None
    sanctions.impose(db.session, person=somebody, kind=_KINDS[form.chosen], reason=form.why, words=words, by=me,
                     seen=int(form.seen.data or 0), until=until)  # fmt: skip
    return _("Done. They are told by mail, with your words and how to ask for another look.")


def _today() -> date:
    return clock.local_day(clock.now(), current_app.config["TIME_ZONE"])


def _midnight(day: date) -> datetime:
    """The moment at which this day begins in the place."""
    return clock.from_local(datetime.combine(day, time()), current_app.config["TIME_ZONE"])


@blueprint.route("/office/moderation/sanction-appeals/<int:appeal_id>", methods=["GET", "POST"])
@requires(Permission.MODERATE)
def sanction_appeal(appeal_id: int) -> AnyResponse:
    found = get_or_404(SanctionAppeal, appeal_id)
    form = SanctionAnswerForm()
    if form.validate_on_submit():
        with errors_on(form):
            sanctions.answer(db.session, appeal=found, granted=form.granted.data == "yes", words=form.words.data or "",
                             by=current_person().id)  # fmt: skip
            flash(_("Answered. They are told."))
            return redirect(url_for(".appeals"))
    return page("moderation/sanction_appeal.html", appeal=found, form=form, kinds=SANCTIONS, rules=RULES,
                name=queries.names_of(db.session, [found.sanction.person_id])[found.sanction.person_id])  # fmt: skip
