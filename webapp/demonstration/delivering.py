"""What Merestone promised and how it goes, and what is said back: through the services, each at its day.

Evening buses go from a decision to what came of it; renters wait for a covenant that is a little late and for letters
that are very late; the steps of the library are built with what people voted for them.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda import words
from webapp.agenda.models import Commitment, Decision, DecisionIssue, Issue
from webapp.agenda.queries import feedback as said_back
from webapp.agenda.queries.commitments import Clock, list_waiting_projects
from webapp.agenda.rules.lateness import Limits
from webapp.agenda.services import commitments, feedback
from webapp.agenda.services.commitments import Here, Promised
from webapp.agenda.services.feedback import Parts
from webapp.demonstration.earlier import BUSES_BEFORE, HOMES_BEFORE
from webapp.demonstration.issues import EVENING_BUSES, RENTERS
from webapp.demonstration.polls import HIGH_STREET

TRANSPORT, HOUSING = ("M. Dhaliwal", "dhaliwal@merestone.example"), ("J. Pryce", "pryce@merestone.example")
STREETS = ("R. Okafor", "okafor@merestone.example")
LIBRARY_STEPS = "Steps and a rail for the library"


def load(session: Session, *, officer_id: int, issues: Mapping[str, Issue]) -> None:
    """After the issues, the decisions on them and the polls."""
    world = _World(session, officer_id)
    for decision in world.decisions_on(issues[EVENING_BUSES]):
        world.run_evening_buses(decision)
    for decision in world.decisions_on(issues[RENTERS]):
        world.keep_rents_down(decision)
    world.build_the_library_steps()
    world.say_back("consultation", BUSES_BEFORE, weeks=-1)
    world.say_back("consultation", HOMES_BEFORE, weeks=-3, more_in=8)
    world.say_back("poll", HIGH_STREET.slug, weeks=-2)


class _World:
    def __init__(self, session: Session, officer_id: int) -> None:
        self.session, self.officer, self.settings = session, officer_id, current_app.config
        self.zone: str = self.settings["TIME_ZONE"]
        self.today = clock.local_day(clock.now(), self.zone)

    def day(self, weeks: int, days: int = 0) -> date:
        return self.today + timedelta(weeks=weeks, days=days)

    def moment(self, weeks: int, days: int = 0) -> datetime:
        """At eleven on the morning of that day; today, now."""
        at = clock.from_local(datetime.combine(self.day(weeks, days), time(11)), self.zone)
        return min(at, clock.now())

    def here(self) -> Here:
        """The officer, on the day of the clock."""
        return Here(by=self.officer, today=clock.local_day(clock.now(), self.zone), zone=self.zone,
                    remind_days=self.settings["REMIND_DAYS"], silent_days=self.settings["SILENT_DAYS"])  # fmt: skip

    def decisions_on(self, issue: Issue) -> list[Decision]:
        stands = (Decision.published_at.is_not(None), Decision.withdrawn_at.is_(None))
        of_issue = select(Decision).join(DecisionIssue, DecisionIssue.decision_id == Decision.id)
        return list(self.session.scalars(of_issue.where(DecisionIssue.issue_id == issue.id, *stands)))

    def promise(self, promised: Promised, *, at: datetime, decision: Decision | None = None, poll_id: int | None = None,
                option_id: int | None = None) -> Commitment:  # fmt: skip
        with clock.set_to(at):
            made = commitments.make(self.session, promised=promised, here=self.here(), poll_id=poll_id,
                                    decision_id=decision.id if decision else None, option_id=option_id)  # fmt: skip
            commitments.publish(self.session, commitment=made, here=self.here())
        return made

    def tell(self, commitment: Commitment, weeks: int, said: str, *, due_on: date | None = None, days: int = 0) -> None:
        with clock.set_to(self.moment(weeks, days)):
            commitments.update(self.session, commitment=commitment, words=said, due_on=due_on, here=self.here())

    def deliver(self, commitment: Commitment, weeks: int, said: str) -> None:
        with clock.set_to(self.moment(weeks)):
            commitments.deliver(self.session, commitment=commitment, done_on=self.day(weeks), words=said,
                                here=self.here())  # fmt: skip

    def run_evening_buses(self, decision: Decision) -> None:
        owner, address = TRANSPORT
        made = self.promise(
            Promised(title="Run routes 14 and 22 until 23:40", owner=owner, owner_email=address,
                     what="Monday to Saturday, for a year. The money comes from the transport fund.",
                     starts_on=self.day(-9), due_on=self.day(-1), budget_pence=180_000_00),
            at=self.moment(-13), decision=decision,
        )  # fmt: skip
        self.tell(made, -9, "The later buses run since today. The hospital tells its staff.")
        self.tell(made, -5, "They ran every night. More people ride after ten in the evening than before.")
        self.deliver(made, -2, "Boardings after ten in the evening are up. Whether fewer people miss an appointment is "
                               "unclear: the hospital began to count only when the buses did.")  # fmt: skip

    def keep_rents_down(self, decision: Decision) -> None:
        """A covenant that is a little late, and letters that are very late although their day was moved once."""
        owner, address = HOUSING
        covenant = self.promise(
            Promised(title="Put the rent covenant into every grant", owner=owner, owner_email=address,
                     what="No landlord gets a grant without a covenant that holds the rent for 24 months.",
                     starts_on=self.day(-8), due_on=self.day(0, -4), budget_pence=12_000_00),
            at=self.moment(-9), decision=decision,
        )  # fmt: skip
        with clock.set_to(self.moment(-9)):
            commitments.add_step(self.session, commitment=covenant, title="The board signs it", due_on=self.day(0, -6),
                                 here=self.here())  # fmt: skip
        self.tell(covenant, -3, "The lawyers of two places that have one sent us theirs. Ours is being written.")
        letters = self.promise(
            Promised(title="Write to every renter whose home gets a grant", owner=owner, owner_email=address,
                     what="What the covenant means, and whom to call when the rent goes up all the same.",
                     due_on=self.day(-7)),
            at=self.moment(-9), decision=decision,
        )  # fmt: skip
        self.tell(letters, -6, "We wait for the list of homes, which took longer than we thought.", due_on=self.day(-4))

    def build_the_library_steps(self) -> None:
        """Cost and votes are those of the count."""
        owner, address = STREETS
        project = next(one for one in list_waiting_projects(self.session) if one.option.text == LIBRARY_STEPS)
        made = self.promise(
            Promised(title=project.option.text, owner=owner, owner_email=address, what=project.option.detail,
                     starts_on=self.day(-14), due_on=self.day(-3), budget_pence=(project.option.cost or 0) * 100),
            at=self.moment(-16), poll_id=project.poll.id, option_id=project.option.id,
        )  # fmt: skip
        for weeks, title in ((-12, "Choose the builder"), (-8, "Lower steps and a seat"), (-4, "A rail on both sides")):
            with clock.set_to(self.moment(-16)):
                step = commitments.add_step(self.session, commitment=made, title=title, due_on=self.day(weeks),
                                            here=self.here())  # fmt: skip
            with clock.set_to(self.moment(weeks, -2)):
                commitments.finish_step(self.session, commitment=made, step=step, done_on=self.day(weeks, -2),
                                        here=self.here())  # fmt: skip
        self.deliver(made, -3, "The steps are open. Children of the school over the way cut the ribbon.")

    def say_back(self, kind: str, slug: str, *, weeks: int, more_in: int | None = None) -> None:
        """What is computed on that day, word for word. `more_in`: weeks from today after which there is more."""
        limits = Limits(red_after=self.settings["LATE_RED_DAYS"], silent_after=self.settings["SILENT_DAYS"])
        with clock.set_to(self.moment(weeks)):
            thing = said_back.find_by_slug(self.session, kind, slug)
            if thing is None:
                raise LookupError(slug)
            by = Clock(today=self.day(weeks), zone=self.zone, limits=limits)
            story = said_back.read_story(self.session, thing, by)
            parts = Parts(asked=words.asked(story.asked, self.zone), said=words.said(story),
                          did=words.did(story, self.zone),
                          next_news_on=None if more_in is None else self.day(more_in))  # fmt: skip
            draft = feedback.save(self.session, story=story, parts=parts, here=self.here())
            feedback.publish(self.session, story=story, draft=draft, what=words.news(draft), here=self.here())
