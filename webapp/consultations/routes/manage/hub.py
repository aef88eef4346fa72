"""The overview of one consultation: what is done, what is still missing, and what can be done with it now."""

from dataclasses import dataclass

from flask import Response, url_for

from webapp.access import STAGE_WORDS, Permission, Stage
from webapp.consultations import queries
from webapp.consultations.drafting import advice_on
from webapp.consultations.models import ChangeKind, Consultation
from webapp.consultations.routes.blueprint import blueprint
from webapp.consultations.routes.manage.common import stage_now
from webapp.consultations.services import lifecycle
from webapp.consultations.sheet import Sheet
from webapp.consultations.things import KIND
from webapp.database import db
from webapp.i18n import _, _l, ngettext
from webapp.places.abouts import describe
from webapp.web.guard import allowed, requires
from webapp.web.pages import get_or_404, page

LONGEST_ABOUT = 120
CHANGE_WORDS = {
    ChangeKind.PUBLISHED: _l("Published"),
    ChangeKind.EXTENDED: _l("Given more time"),
    ChangeKind.CLOSED_EARLY: _l("Closed early"),
    ChangeKind.REOPENED: _l("Opened again"),
    ChangeKind.WITHDRAWN: _l("Withdrawn"),
    ChangeKind.WORDS: _l("Words changed"),
}


@dataclass(frozen=True)
class Task:
    """One line of the overview. `state`: done, or while still empty needed or optional. `open`: it can be changed."""

    name: str
    address: str
    state: str
    about: str
    open: bool


@blueprint.get("/office/consultations/<int:consultation_id>")
@requires(Permission.SEE_DRAFTS)
def manage_show(consultation_id: int) -> Response:
    consultation = get_or_404(Consultation, consultation_id)
    sheet, stage = queries.read_sheet(db.session, consultation), stage_now(consultation)
    return page(
        "consultations/manage/show.html",
        consultation=consultation,
        stage=stage,
        stage_words=STAGE_WORDS,
        responses=queries.count_responses(db.session, consultation.id),
        tasks=tasks_of(consultation, sheet, stage),
        missing=lifecycle.what_is_missing(db.session, consultation),
        advice=advice_on(sheet, minutes=consultation.minutes),
        change_words=CHANGE_WORDS,
    )


def tasks_of(consultation: Consultation, sheet: Sheet, stage: Stage) -> list[Task]:
    """The parts in the order in which they are best written."""
    c, count = consultation, len(sheet.questions)
    reach = c.contact_email or c.contact_phone
    asked = ngettext("%(num)s question", "%(num)s questions", count) if count else ""
    papers = ", ".join(one.title for one in c.documents)
    parts = (
        ("manage_about", _("About"), c.summary, "needed"),
        ("manage_scope", _("What is open, decided and fixed"), ", ".join(c.open_points), "needed"),
        ("manage_decision", _("Who decides, and when"), c.decision_maker, "needed"),
        ("manage_contact", _("Contact"), reach, "needed"),
        ("manage_questions", _("Questions"), asked, "needed"),
        ("manage_documents", _("Documents"), papers, "optional"),
    )
    may_edit = allowed(Permission.EDIT_CONSULTATION, stage)
    tasks = [
        Task(name, url_for(f"consultations.{endpoint}", consultation_id=c.id), "done" if words else empty,
             _cut(words), may_edit or endpoint == "manage_questions")
        for endpoint, name, words, empty in parts
    ]  # fmt: skip
    return [*tasks, places_task(c.id)]


def places_task(consultation_id: int) -> Task:
    """What it is about, so that people find it by place and subject."""
    about = describe(db.session, kind=KIND, thing_id=consultation_id)
    return Task(_("Places and subjects"), url_for("places.about", kind=KIND, thing_id=consultation_id),
                "done" if about else "optional", _cut(about), allowed(Permission.SORT_THINGS))  # fmt: skip


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_ABOUT else f"{words[:LONGEST_ABOUT].rstrip()}…"
