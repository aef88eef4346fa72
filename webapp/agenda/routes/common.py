"""What the pages of meetings and decisions share: the site's own rules, and what an item is shown with."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, request

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, Meeting
from webapp.agenda.queries import brought, plan
from webapp.agenda.rules.notice import STANDING_WORDS, Notice, Standing, what_is_missing
from webapp.agenda.rules.site import Site, site_from
from webapp.agenda.scoring import Ordered, order
from webapp.agenda.services.agendas import notice_for
from webapp.database import db
from webapp.places.queries import read_gazetteer
from webapp.web.filters import plain_date

COLOURS = {
    Standing.ENOUGH: "done",
    Standing.NO_DATE: "draft",
    Standing.GENERAL_EXCEPTION: "waiting",
    Standing.SPECIAL_URGENCY: "waiting",
    Standing.TOO_SHORT: "waiting",
}
MOST_PAGES = 200


def site() -> Site:
    return site_from(current_app.config)


def threshold() -> int:
    return int(current_app.config["DISCLOSURE_THRESHOLD"])


@dataclass(frozen=True, slots=True)
class ShownNotice:
    """A notice as pages show it. `missing`: what is said where it is too short, else ""."""

    notice: Notice
    colour: str
    words: str
    missing: str


def shown_notice(item: AgendaItem, meeting: Meeting | None, body: Body, rules: Site) -> ShownNotice:
    notice = notice_for(item, meeting, body, rules)
    missing = what_is_missing(notice, earliest=plain_date(notice.earliest))
    return ShownNotice(notice, COLOURS[notice.standing], str(STANDING_WORDS[notice.standing]),
                       missing if notice.standing is Standing.TOO_SHORT else "")  # fmt: skip


def ordered(meeting_id: int, rules: Site, *, all_: bool = False) -> list[Ordered]:
    """What is on the agenda of a meeting, in order. Four statements."""
    items = plan.list_on_meeting(db.session, meeting_id)
    return order(items, brought.read_brought(db.session, [one.id for one in items], all_=all_), rules)


def scored(item: AgendaItem, rules: Site, *, all_: bool = False) -> Ordered:
    return order([item], brought.read_brought(db.session, [item.id], all_=all_), rules)[0]


def page_number() -> int:
    """Which page of a list the address asks for."""
    asked = request.args.get("page", 1, type=int)
    return asked if 1 <= asked <= MOST_PAGES else 1


def words_asked(name: str = "words") -> str:
    return request.args.get(name, "").replace("\x00", "").strip()[:80]


def area_names() -> Mapping[int, str]:
    return read_gazetteer(db.session, sectors=False).names


def has_begun(meeting: Meeting | None) -> bool:
    return meeting is not None and meeting.starts_at <= clock.now()
