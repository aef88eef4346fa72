"""What the pages of meetings and decisions share: the site's own rules, and what an item is shown with."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import current_app, request

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, Meeting
from webapp.agenda.queries import brought, plan
from webapp.agenda.rules.clear_days import Days
from webapp.agenda.rules.notice import STANDING_WORDS, Notice, Standing, days_in_words, what_is_missing
from webapp.agenda.rules.site import Site, site_from
from webapp.agenda.scoring import Ordered, order
from webapp.agenda.services.agendas import notice_for
from webapp.database import db
from webapp.i18n import _
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
    """A notice as pages show it: a tag, and a sentence. `missing`: the sentence where it is too short, else ""."""

    notice: Notice
    colour: str
    words: str
    sentence: str

    @property
    def missing(self) -> str:
        return self.sentence if self.notice.standing is Standing.TOO_SHORT else ""


class NoticeWords:
    """Shows the notices of one page. A list has many alike, so that no words are looked up twice."""

    def __init__(self, rules: Site) -> None:
        self._rules = rules
        self._tags: dict[Standing, str] = {}
        self._days: dict[tuple[int, Days], str] = {}

    def show(self, item: AgendaItem, meeting: Meeting | None, body: Body) -> ShownNotice:
        notice = notice_for(item, meeting, body, self._rules)
        standing = notice.standing
        if standing not in self._tags:
            self._tags[standing] = str(STANDING_WORDS[standing])
        return ShownNotice(notice, COLOURS[standing], self._tags[standing], self._sentence(item, notice))

    def _sentence(self, item: AgendaItem, notice: Notice) -> str:
        had, needed = self._in_words(notice.had, notice.counting), self._in_words(notice.needed, notice.counting)
        if notice.standing is Standing.ENOUGH:
            return _("%(had)s of notice; it needs %(needed)s.", had=had, needed=notice.needed)
        if notice.standing is Standing.TOO_SHORT:
            return what_is_missing(notice, earliest=plain_date(notice.earliest))
        if notice.standing is Standing.NO_DATE and notice.earliest <= self._rules.today():
            return _("It needs %(needed)s, and has had them: it may be taken on any day.", needed=needed)
        if notice.standing is Standing.NO_DATE:
            return _("It needs %(needed)s. If it stays as it is, the earliest date is %(earliest)s.", needed=needed,
                     earliest=plain_date(notice.earliest))  # fmt: skip
        said = _("%(had)s of notice instead of %(needed)s. Why: %(why)s", had=had, needed=notice.needed,
                 why=item.short_notice_reason)  # fmt: skip
        if notice.standing is Standing.SPECIAL_URGENCY:
            said += " " + _("Agreed by: %(who)s", who=item.short_notice_agreed_by)
        return said

    def _in_words(self, number: int, counting: Days) -> str:
        key = number, counting
        if key not in self._days:
            self._days[key] = days_in_words(number, counting)
        return self._days[key]


def shown_notice(item: AgendaItem, meeting: Meeting | None, body: Body, rules: Site) -> ShownNotice:
    return NoticeWords(rules).show(item, meeting, body)


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
