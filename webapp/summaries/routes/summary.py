"""The summary of a consultation."""

from collections.abc import Callable

from flask import Response, url_for
from markupsafe import Markup

from webapp import clock
from webapp.access import Permission, Role, Stage
from webapp.consultations import queries
from webapp.database import db
from webapp.documents.charts import chart_svg
from webapp.documents.report import Chart
from webapp.i18n import _
from webapp.jobs.services import find_latest
from webapp.summaries import report
from webapp.summaries.figures.open import small_sentence
from webapp.summaries.queries.snapshots import list_snapshots
from webapp.summaries.queries.themed import SOURCE
from webapp.summaries.routes.blueprint import blueprint
from webapp.summaries.routes.common import address_maker, consultation_or_refuse, summary_now
from webapp.summaries.rules import needs
from webapp.summaries.services import JOB, subject_of
from webapp.web.guard import allowed, current_person, my_roles, requires
from webapp.web.pages import page

# The faces that the renderer measures its words by; the reader's own face may be wider and would be cut.
_LETTERS = "Arial, Liberation Sans, Helvetica, sans-serif"


@blueprint.get("/office/consultations/<int:consultation_id>/summary")
@requires(Permission.SEE_SUMMARY)
def show(consultation_id: int) -> Response:
    consultation = consultation_or_refuse(consultation_id, Permission.SEE_SUMMARY)
    stage = queries.stage(consultation, now=clock.now())
    summary = summary_now(consultation)
    return page(
        "summaries/show.html",
        consultation=consultation,
        stage=stage,
        summary=summary,
        next_step=next_step(stage),
        address=address_maker(consultation_id, stage),
        themes_address=themes_address_maker(stage),
        picture=picture,
        words=report,
        small_sentence=small_sentence,
        downloads=_downloads(consultation_id) if allowed(Permission.DOWNLOAD_SUMMARY, stage) else None,
    )


def _downloads(consultation_id: int) -> dict[str, object]:
    """What this person can fetch, and how far the files are that are being made."""
    administrator = Role.ADMINISTRATOR in my_roles()
    snapshots = list_snapshots(db.session, consultation_id, person_id=current_person().id, administrator=administrator)
    return {
        "job": find_latest(db.session, kind=JOB, subject=subject_of(consultation_id)),
        "snapshots": snapshots,
        "may_open": lambda file: allowed(needs(file.kind)),
        "now": clock.now(),
    }


def themes_address_maker(stage: Stage) -> Callable[[int], str | None]:
    """What turns a question into the address where its themes are found; None for people who may not look there."""
    if not allowed(Permission.RUN_THEMING, stage):
        return lambda question_id: None
    return lambda question_id: url_for("themes.bench", kind=SOURCE, source_id=question_id)


def picture(chart: Chart, name: str) -> Markup:
    """The chart as SVG to stand in the page; the renderer escapes every word in it."""
    return Markup(chart_svg(chart, name=name, font=_LETTERS))  # noqa: S704


def next_step(stage: Stage) -> str:
    """What to do while nobody has answered."""
    return {
        Stage.DRAFT: _("It is still a draft. Publish it, so that people can answer."),
        Stage.SCHEDULED: _("It opens soon. Answers appear here as they come."),
        Stage.OPEN: _("It is open. Share its address, put up posters, and take paper forms to where people are."),
        Stage.CLOSED: _("It is closed. If answers came on paper or in another tool, bring them in. Or open it again."),
        Stage.WITHDRAWN: _("It was withdrawn, so nobody can answer."),
    }[stage]
