"""Who decides in Merestone, what they decided and what is coming: through the services, each at its day."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import AgendaItem, Body, BodyKind, Decision, Issue, Meeting
from webapp.agenda.rules.decisions import Words
from webapp.agenda.rules.site import Site
from webapp.agenda.services import agendas, decisions, meetings
from webapp.agenda.services.agendas import ItemWords
from webapp.agenda.services.meetings import BodyWords
from webapp.demonstration.issues import COST, EVENING_BUSES, FARES, RENTERS
from webapp.places.models import Area

BOARD, CABINET, FORUM = "Merestone Combined Authority Board", "Calderwick Cabinet", "Hob Hill Neighbourhood Forum"
_LAW = ("Local Government Act 1972, section 100B; Local Authorities (Executive Arrangements) (Meetings and Access to "
        "Information) (England) Regulations 2012, regulation 9.")  # fmt: skip
POPULATION = {
    "Northgate": 9_800, "Canal Side": 11_200, "Hob Hill": 10_400, "Priory": 7_900, "Foundry": 9_100,
    "Tarn Green": 6_300, "Weavers": 8_700, "Station": 5_900, "Oxmere North": 5_200, "Oxmere South": 6_100,
    "Lidgate": 3_400,
}  # fmt: skip
"""People who live in each area, made up like the areas."""


def load(session: Session, *, clerk_id: int, site: Site, issues: Mapping[str, Issue]) -> Meeting:
    """After the place, its people and the issues. Returns the next meeting, whose agenda is out."""
    world = _World(session, clerk_id, site, issues)
    for area in session.scalars(select(Area)):
        area.population = POPULATION.get(area.name)
    world.make_bodies()
    world.decide_evening_buses()
    world.decide_on_renters()
    world.hold_the_forum()
    return world.plan()


class _World:
    def __init__(self, session: Session, clerk_id: int, site: Site, issues: Mapping[str, Issue]) -> None:
        self.session, self.clerk, self.site, self.issues = session, clerk_id, site, issues
        today = site.today()
        self.monday = today - timedelta(days=today.weekday())
        self.bodies: dict[str, Body] = {}

    def moment(self, weeks: int, day: int, hour: int = 10) -> datetime:
        """So many weeks after this one, on its Monday (0) to Friday (4), local time."""
        on = self.monday + timedelta(weeks=weeks, days=day)
        return clock.from_local(datetime.combine(on, time(hour)), self.site.zone)

    def make_bodies(self) -> None:
        forum_area = self.session.scalar(select(Area.id).where(Area.name == "Hob Hill"))
        words = (
            BodyWords(name=BOARD, kind=BodyKind.BOARD, legal_basis=_LAW,
                      about="Decides about transport, skills and money for all of Merestone."),
            BodyWords(name=CABINET, kind=BodyKind.CABINET, legal_basis=_LAW,
                      about="Decides about homes, streets and services in Calderwick."),
            BodyWords(name=FORUM, kind=BodyKind.FORUM, area_id=forum_area, plan_days=10, agenda_days=3, call_in_days=0,
                      about="Neighbours who decide about small money for Hob Hill.",
                      legal_basis="The forum’s own rules."),
        )  # fmt: skip
        with clock.set_to(self.moment(-30, 0)):
            for one in words:
                self.bodies[one.name] = meetings.found_body(self.session, words=one, actor_id=self.clerk)

    def call(self, body: str, weeks: int, day: int, hour: int, where: str, *, called: int = -26) -> Meeting:
        with clock.set_to(self.moment(called, 0)):
            return meetings.call_meeting(self.session, body=self.bodies[body], starts_at=self.moment(weeks, day, hour),
                                         where=where, actor_id=self.clerk)  # fmt: skip

    def item(
        self, body: str, issue: str, meeting: Meeting | None, at: datetime, *, title: str, what: str,
        recommended: str = "", key: bool = False, urgency: int = 0, urgency_reason: str = "",
    ) -> AgendaItem:  # fmt: skip
        """In the forward plan from `at` on."""
        found = self.issues.get(issue)
        words = ItemWords(title=title, what=what, recommended=recommended, key_decision=key, urgency=urgency,
                          urgency_reason=urgency_reason, none_raised=found is None)  # fmt: skip
        with clock.set_to(at):
            made = agendas.begin_item(self.session, body=self.bodies[body], words=words, actor_id=self.clerk,
                                      issue=found)  # fmt: skip
            agendas.put_in_plan(self.session, item=made, actor_id=self.clerk)
            if meeting is not None:
                agendas.put_on_meeting(self.session, item=made, meeting=meeting, site=self.site, actor_id=self.clerk)
        return made

    def publish(self, meeting: Meeting, at: datetime, late: str = "") -> None:
        with clock.set_to(at):
            agendas.publish_agenda(self.session, meeting=meeting, late_reason=late, site=self.site, actor_id=self.clerk)

    def decide(
        self, item: AgendaItem, meeting: Meeting, issue: str, at: datetime, *, maker: str, title: str, what: str,
        reasons: str, how: str = "", options: Sequence[tuple[str, str]] = (),
        interests: Sequence[tuple[str, str, str]] = (), published: bool = True,
    ) -> Decision:  # fmt: skip
        found = self.issues.get(issue)
        words = Words(
            decided_on=self.site.day(meeting.starts_at), maker=maker, title=title, what=what, reasons=reasons,
            options=options, interests=interests, how={found.id: how} if found else {}, none_raised=found is None,
        )  # fmt: skip
        with clock.set_to(at):
            made = decisions.begin(self.session, item=item, words=words, site=self.site, actor_id=self.clerk)
            if published:
                decisions.publish(self.session, decision=made, site=self.site, actor_id=self.clerk)
        return made

    def decide_evening_buses(self) -> None:
        meeting = self.call(BOARD, -15, 3, 10, "Priory Hall, Calderwick")
        item = self.item(
            BOARD, EVENING_BUSES, meeting, self.moment(-21, 1), key=True, title="Later buses on two routes",
            what="Whether routes 14 and 22 run until 23:40 from Monday to Saturday, for one year, for £180,000.",
            recommended="Run both routes later for a year, and look at the figures after nine months.",
            urgency=1, urgency_reason="The bus contract is written once a year.",
        )  # fmt: skip
        self.publish(meeting, self.moment(-17, 4))
        self.decide(
            item, meeting, EVENING_BUSES, self.moment(-15, 4), maker="The Board", title="Two routes run until 23:40",
            what="Routes 14 and 22 run until 23:40 from Monday to Saturday, for one year from the next timetable. "
                 "£180,000 comes from the transport fund. Sundays are not part of it.",
            reasons="The late shift at the hospital ends at 22:30, and the last bus leaves at 22:00. These two routes "
                    "pass the hospital and most of the homes of people who work there.",
            how="It is why the routes were looked at. The Board took it up for Monday to Saturday. Sundays would cost "
                "£75,000 more for about thirty people a night.",
            options=(
                ("Every route until midnight", "It costs £1.4 million a year, more than the whole fund."),
                ("Taxi vouchers for hospital staff", "Patients and visitors would have no way home, and the hospital "
                                                     "could not say who may have one."),
            ),
            interests=(("Cllr R. Shah", "Works for the company that runs route 22", "Left the room and did not vote"),),
        )  # fmt: skip

    def decide_on_renters(self) -> None:
        meeting = self.call(CABINET, -11, 1, 18, "Town Hall, Calderwick")
        item = self.item(
            CABINET, RENTERS, meeting, self.moment(-17, 2), key=True, title="Grants for warm homes that are let",
            what="On which terms a landlord gets a grant to make a home warmer.",
            recommended="Give no grant without a covenant that holds the rent for 24 months.",
        )  # fmt: skip
        self.publish(meeting, self.moment(-13, 0))
        self.decide(
            item, meeting, RENTERS, self.moment(-11, 2), maker="The Cabinet", title="No grant without a rent covenant",
            what="A landlord gets a grant only with a covenant that holds the rent for 24 months after the work.",
            reasons="Public money should not make somebody lose their home. The covenant costs nothing, and two other "
                    "places have had one since 2023.",
            how="It was taken up in full: the covenant is what renters asked for.",
            options=(("Grants without terms", "Rents would rise after the work, as people feared."),),
        )  # fmt: skip

    def hold_the_forum(self) -> None:
        """A decision that can still be called in, one that was, one not yet published, and one not yet recorded."""
        self._decide_called_in()
        held = self.call(FORUM, -1, 1, 19, "Hob Hill School", called=-8)
        bench = self.item(FORUM, "", held, self.moment(-5, 0), title="A bench at the top of Hob Lane",
                          what="Whether £900 of the forum’s money buys a bench.")  # fmt: skip
        self.item(FORUM, "", held, self.moment(-5, 0), title="Snow warden for the steps",
                  what="Who clears the steps when it snows.")  # fmt: skip
        self.publish(held, self.moment(-2, 1), late="The secretary was ill.")
        self.decide(bench, held, "", self.moment(-1, 2), maker="The forum", title="A bench at the top of Hob Lane",
                    what="The forum pays £900 for a bench.", reasons="Forty people asked for a place to rest.",
                    published=False)  # fmt: skip

    def _decide_called_in(self) -> None:
        held = self.call(BOARD, -2, 3, 10, "Priory Hall, Calderwick")
        stop = self.item(BOARD, "", held, self.moment(-9, 1), title="New shelters at the station",
                         what="Which shelters replace those of 1994.")  # fmt: skip
        signs = self.item(BOARD, "", held, self.moment(-9, 1), title="Signs that talk at six stops",
                          what="Whether six stops get signs that read out when the bus comes.")  # fmt: skip
        self.publish(held, self.moment(-4, 1))
        made = self.decide(stop, held, "", self.moment(-2, 4), maker="The Board", title="Glass shelters at the station",
                           what="Twelve shelters of glass.", reasons="They are safer: one sees who waits.")  # fmt: skip
        with clock.set_to(self.moment(-1, 1)):
            decisions.call_in(self.session, decision=made, by="Five members of the scrutiny committee", site=self.site,
                              reason="What cleaning costs was not said.", actor_id=self.clerk)  # fmt: skip
        yesterday = clock.now() - timedelta(days=1)
        made = self.decide(signs, held, "", yesterday, maker="The Board", title="Signs that talk at six stops",
                           what="Six signs, in the year to come.", reasons="Blind people asked for them.")  # fmt: skip
        with clock.set_to(yesterday + timedelta(hours=1)):
            corrected = replace(decisions.words_of(made), what="Six signs, by next summer.",
                                correction_reason="The record did not say by when.")  # fmt: skip
            again = decisions.begin(self.session, item=signs, words=corrected, site=self.site, actor_id=self.clerk,
                                    corrects=made)  # fmt: skip
            decisions.publish(self.session, decision=again, site=self.site, actor_id=self.clerk)

    def plan(self) -> Meeting:
        """What is coming: one key decision with enough notice, one without, and an agenda put in order by a person.

        Returns the meeting of that agenda.
        """
        board = self.call(BOARD, 5, 3, 10, "Priory Hall, Calderwick")
        self.item(BOARD, FARES, board, self.moment(-1, 0), key=True, title="A family ticket at weekends",
                  what="Whether we pay £110,000 a year for a ticket that takes a whole family.",
                  recommended="Ask the companies first what they would take.")  # fmt: skip
        cabinet = self.call(CABINET, 2, 1, 18, "Town Hall, Calderwick")
        self.item(CABINET, COST, cabinet, clock.now() - timedelta(days=1), key=True,
                  title="Loans for the part of the cost that people pay",
                  what="Whether we lend people their part of the cost of a warmer home.")  # fmt: skip
        self.item(CABINET, "", None, self.moment(-2, 0), title="Opening hours of the library",
                  what="When the library is open in winter.")  # fmt: skip
        forum = self.call(FORUM, 1, 1, 19, "Hob Hill School", called=-8)
        self.item(FORUM, "", forum, self.moment(-3, 0), title="Money for the summer party",
                  what="Whether £300 pays for the band.", urgency=2, urgency_reason="The band must know.")  # fmt: skip
        steps = self.item(FORUM, "", forum, self.moment(-3, 0), title="What became of the bench",
                          what="A look at what was decided last time.")  # fmt: skip
        with clock.set_to(clock.now() - timedelta(hours=3)):
            agendas.place(self.session, item=steps, position=1, reason="The forum always looks back first.",
                          actor_id=self.clerk)  # fmt: skip
        self.publish(forum, clock.now() - timedelta(hours=2), late="The school was shut last week.")
        moved = self.call(FORUM, 9, 1, 19, "Hob Hill School", called=-8)
        meetings.cancel_meeting(self.session, meeting=moved, reason="The school hall is being painted.",
                                actor_id=self.clerk)  # fmt: skip
        return forum
