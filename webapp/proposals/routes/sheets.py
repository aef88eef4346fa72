"""Paper sheets of names: entered by who collected them, checked by somebody else."""

from collections.abc import Mapping

from flask import abort, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.access import Permission
from webapp.audit.services import record
from webapp.database import db
from webapp.i18n import _
from webapp.proposals import queries
from webapp.proposals.forms import CheckForm, SheetForm
from webapp.proposals.models import Proposal, Sheet
from webapp.proposals.routes.blueprint import blueprint
from webapp.proposals.routes.common import Seen, area_names, by_number
from webapp.proposals.rules import Act
from webapp.proposals.services import backing
from webapp.refusals import Refused
from webapp.web.forms import errors_on, lines_of, refusals_told
from webapp.web.guard import current_person, requires, signed_in
from webapp.web.pages import get_or_404, page


@blueprint.route("/proposals/<int:number>/sheets", methods=["GET", "POST"])
@signed_in
def sheets(number: int) -> AnyResponse:
    seen = by_number(number, Act.ENTER_SHEET)
    form = SheetForm()
    if form.validate_on_submit():
        with errors_on(form):
            made = backing.enter_sheet(
                db.session, proposal=seen.proposal, reference=form.reference.data or "", lines=form.lines.data or 0,
                by_area=read_areas(form.by_area.data or "", area_names()), person_id=current_person().id,
            )  # fmt: skip
            flash(_("%(lines)s on paper are entered. They count once somebody has checked a few lines.",
                    lines=made.lines))  # fmt: skip
            return redirect(url_for(".sheets", number=number))
    return page("proposals/sheets.html", proposal=seen.proposal, form=form, names=area_names(),
                sheets=queries.list_sheets(db.session, seen.proposal))  # fmt: skip


def read_areas(text: str, names: Mapping[int, str]) -> dict[int, int]:
    """ "Canal Side 12" on each line. Raises `Refused` for a line that names no area of ours, or no number."""
    ids = {name.casefold(): area for area, name in names.items()}
    found: dict[int, int] = {}
    for line in lines_of(text)[:200]:
        name, _space, people = line.replace(":", " ").strip().rpartition(" ")
        area = ids.get(" ".join(name.split()).casefold())
        if area is None or not (people.isascii() and people.isdigit() and len(people) < 6):
            raise Refused(_("“%(line)s”: write the name of an area and a number.", line=line[:60]), field="by_area")
        found[area] = found.get(area, 0) + int(people)
    return found


@blueprint.post("/proposals/<int:number>/sheets/<int:sheet_id>/remove")
@signed_in
def remove_sheet(number: int, sheet_id: int) -> AnyResponse:
    seen = by_number(number, Act.ENTER_SHEET)
    with refusals_told():
        backing.remove_sheet(db.session, proposal=seen.proposal, sheet=_sheet_of(seen, sheet_id))
        flash(_("The sheet is taken out."))
    return redirect(url_for(".sheets", number=number))


@blueprint.get("/office/sheets")
@requires(Permission.CHECK_SHEETS)
def sheets_to_check() -> AnyResponse:
    return page("proposals/sheets_to_check.html", waiting=queries.list_unchecked(db.session))


@blueprint.route("/office/sheets/<int:sheet_id>", methods=["GET", "POST"])
@requires(Permission.CHECK_SHEETS)
def check_sheet(sheet_id: int) -> AnyResponse:
    sheet = get_or_404(Sheet, sheet_id)
    seen = by_number(get_or_404(Proposal, sheet.counts_for_id or sheet.proposal_id).number or 0, Act.CHECK_SHEET)
    form = CheckForm()
    if form.validate_on_submit():
        with errors_on(form):
            me, good = current_person().id, form.good.data or 0
            backing.check_sheet(db.session, proposal=seen.proposal, sheet=sheet, good=good, person_id=me)
            record(db.session, actor_id=me, act="check a paper sheet", subject=f"proposal:{seen.proposal.id}",
                   sheet=sheet.id, good=good, counted=sheet.counted)  # fmt: skip
            flash(_("%(counted)s of %(lines)s lines count.", counted=sheet.counted, lines=sheet.lines))
            return redirect(url_for(".sheets_to_check"))
    return page("proposals/check_sheet.html", sheet=sheet, proposal=seen.proposal, form=form)


def _sheet_of(seen: Seen, sheet_id: int) -> Sheet:
    sheet = get_or_404(Sheet, sheet_id)
    if sheet.proposal_id != seen.proposal.id:
        abort(404)
    return sheet
