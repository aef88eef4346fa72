"""What anybody may read: the rules, and the log of what was decided, without names and without words."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import Response, current_app, request, url_for

from webapp import clock
from webapp.database import db
from webapp.documents.csv_file import MEDIA_TYPE, csv_lines
from webapp.moderation import queries
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Ruling
from webapp.moderation.routes.blueprint import blueprint
from webapp.moderation.rules import ALLOWANCES
from webapp.moderation.words import DONE, FLAG_REASONS, RULES, STANDINGS
from webapp.web.guard import public
from webapp.web.pages import public_page

_FIRST_YEAR, _LAST_YEAR = 2000, 2999


@blueprint.get("/moderation")
@public
def policy() -> Response:
    return public_page("moderation/policy.html", rules=RULES, allowances=ALLOWANCES, standings=STANDINGS,
                       seconds=3600)  # fmt: skip


@blueprint.get("/moderation/log")
@public
def log() -> Response:
    before = request.args.get("before", type=int)
    month = _month(request.args.get("month", ""))
    found = queries.list_log(db.session, before=before if before and before < 2**31 else None,
                             since=month[0] if month else None, until=month[1] if month else None)  # fmt: skip
    shown = found[: queries.LOG_PAGE]
    return public_page(
        "moderation/log.html",
        rulings=shown,
        kinds={name: one.called for name, one in KINDS.items()},
        done=DONE,
        reasons=FLAG_REASONS,
        month=request.args.get("month", "") if month else "",
        next_page=url_for(".log", before=shown[-1].id, month=request.args.get("month") if month else None)
        if len(found) > len(shown)
        else None,
    )


def _month(words: str) -> tuple[datetime, datetime] | None:
    """ "2026-06": its first moment and the first of the next; None for anything else."""
    try:
        first = datetime.strptime(words, "%Y-%m")  # noqa: DTZ007  (a month of the place's calendar)
    except ValueError:
        return None
    if not _FIRST_YEAR <= first.year <= _LAST_YEAR:
        return None
    zone = current_app.config["TIME_ZONE"]
    following = (first + timedelta(days=32)).replace(day=1)
    return clock.from_local(first, zone), clock.from_local(following, zone)


@blueprint.get("/moderation/log/csv")
@public
def log_file() -> Response:
    """The whole log as a table, a page of the database at a time."""
    response = Response(csv_lines(_rows()), mimetype=MEDIA_TYPE)
    response.headers.set("Content-Disposition", "attachment", filename="moderation-log.csv")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _rows() -> Iterator[list[str]]:
    yield ["when", "kind", "verdict", "reason", "taken back", "appealed", "appeal granted"]
    before: int | None = None
    while True:
        found = list(queries.list_log(db.session, before=before))
        yield from (_row(one) for one in found[: queries.LOG_PAGE])
        if len(found) <= queries.LOG_PAGE:
            return
        before = found[queries.LOG_PAGE - 1].id


def _row(one: Ruling) -> list[str]:
    appeal = one.appeal
    granted = "" if appeal is None or appeal.answered_at is None else "yes" if appeal.granted else "no"
    return [one.at.date().isoformat(), one.kind, one.verdict.value, one.reason.value if one.reason else "",
            "yes" if one.undone_at else "no", "yes" if appeal else "no", granted]  # fmt: skip
