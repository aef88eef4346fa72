"""What waits for whoever works in the office, today."""

from flask import current_app
from werkzeug.wrappers import Response

from webapp.access import Permission
from webapp.agenda.routes.clocks import by_clock
from webapp.agenda.words import LIGHT_WORDS
from webapp.database import db
from webapp.home.impact import read
from webapp.home.routes.blueprint import blueprint
from webapp.home.waiting import Day, read_queues
from webapp.web.guard import allowed, requires
from webapp.web.pages import page


@blueprint.get("/office/today")
@requires(Permission.USE_OFFICE)
def today() -> Response:
    settings = current_app.config
    by = by_clock()
    day = Day(by=by, ahead=settings["REMIND_DAYS"], weeks=settings["FEEDBACK_WEEKS"])
    figures = read(
        db.session, year=by.today.year, area_id=None, by=by, threshold=settings["DISCLOSURE_THRESHOLD"]
    )  # fmt: skip
    return page("home/today.html", queues=read_queues(db.session, day, allowed), figures=figures, lights=LIGHT_WORDS,
                today=by.today, threshold=settings["DISCLOSURE_THRESHOLD"])  # fmt: skip
