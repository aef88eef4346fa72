"""Puts what people propose into the demonstration, the way people do: through the services, each at its day."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import services as accounts
from webapp.accounts.models import Group, Person
from webapp.demonstration.drawing import draw_post_office
from webapp.demonstration.proposals import PROPOSALS, DemoMove, DemoProposal, DemoSheet
from webapp.notices import following
from webapp.places.models import Area
from webapp.proposals import queries
from webapp.proposals.models import Cost, Form, Proposal
from webapp.proposals.rules import Aspect, Stage
from webapp.proposals.services import answering, backing, moving, picturing, writing

SEED = 20260601
CROWD = 66
"""People of Merestone who back what others propose."""
_LETTERS = "ABCDEFGHIJKLMNOPRSTW"
_SURNAMES = (
    "Abara", "Ashdown", "Bielak", "Brennand", "Castellan", "Dearing", "Eastwick", "Fairlie", "Garrod", "Haldane",
    "Ibrahim", "Jessop", "Kaur", "Lowther", "Mbeki", "Naylor", "Osei", "Penhale", "Quill", "Rahman", "Sadler",
    "Tunnard",
)  # fmt: skip


def load(session: Session, *, officer_id: int, zone: str) -> None:
    """After the place, its people and groups. Mail about all this was sent in its time."""
    world = _World(session, Random(SEED), officer_id, zone)  # noqa: S311  (a demonstration, no secret)
    for words in PROPOSALS:
        world.propose(words)


class _World:
    """Who is there to propose and to back, and when today is."""

    def __init__(self, session: Session, rng: Random, officer_id: int, zone: str) -> None:
        self.session, self.rng, self.officer_id, self.zone = session, rng, officer_id, zone
        self.today = clock.now()
        self.areas = dict(session.execute(select(Area.name, Area.id)).all())
        self.groups = dict(session.execute(select(Group.name, Group.id)).all())
        with clock.set_to(self.day(260)):
            self.crowd = [self._register(number) for number in range(CROWD)]
            self.authors = {name: self._organiser(name) for name in dict.fromkeys(one.by for one in PROPOSALS)}

    def day(self, ago: int, *, hour: int = 12) -> datetime:
        return (self.today - timedelta(days=ago)).replace(hour=hour, minute=self.rng.randrange(60), second=0)

    def propose(self, words: DemoProposal) -> None:
        with clock.set_to(self.day(words.days_ago)):
            proposal = self._write(words)
            if words.until != Stage.DRAFT:
                writing.send_in(self.session, proposal=proposal, person_id=proposal.author_id or 0)
        if words.until == Stage.GATHERING:
            with clock.set_to(self.day(words.days_ago) + timedelta(hours=20)):
                moving.let_in(self.session, proposal=proposal, actor_id=self.officer_id)
            self._gather(proposal, words)
            for move in words.moves:
                self._move(proposal, move, words.findings)
            self._reply(proposal, words)

    def _write(self, words: DemoProposal) -> Proposal:
        author = self.authors[words.by]
        made = writing.begin(self.session, author_id=author, token=f"demonstration {words.title}"[:43],
                             title=words.title, form=Form(words.form))  # fmt: skip
        writing.save(self.session, proposal=made, what=words.what, where=words.where, cost=Cost(words.cost),
                     cost_words=words.cost_words, who_benefits=words.who_benefits,
                     area_id=self.areas.get(words.area), group_id=self.groups.get(words.by))  # fmt: skip
        if words.picture_alt:
            picturing.keep(self.session, proposal=made, person_id=author, data=draw_post_office(),
                           alt=words.picture_alt)  # fmt: skip
        return made

    def _gather(self, proposal: Proposal, words: DemoProposal) -> None:
        """People come one after the other until the first move, or until yesterday."""
        last = words.moves[0].days_ago + 1 if words.moves else 1
        for place, person in enumerate(self.rng.sample(self.crowd, words.backers)):
            day = words.days_ago - 1 - (words.days_ago - 1 - last) * place // max(1, words.backers)
            with clock.set_to(self.day(day, hour=9 + place % 9)):
                if place == words.backers // 2:
                    self._collect(proposal, words.sheets)
                self._back(proposal, words, person)

    def _back(self, proposal: Proposal, words: DemoProposal, person_id: int) -> None:
        backing.back(self.session, proposal=proposal, person_id=person_id)
        near = words.area and self.rng.random() < 0.5
        area = words.area if near else self.rng.choice(list(self.areas))
        if self.rng.random() < 0.8:
            backing.say_area(self.session, proposal=proposal, person_id=person_id, area_id=self.areas[area])

    def _collect(self, proposal: Proposal, sheets: tuple[DemoSheet, ...]) -> None:
        for number, words in enumerate(sheets, 1):
            sheet = backing.enter_sheet(
                self.session, proposal=proposal, reference=f"P{proposal.number}-{number}", lines=words.lines,
                by_area={self.areas[name]: people for name, people in words.by_area.items()},
                person_id=proposal.author_id or 0,
            )  # fmt: skip
            if words.good is not None:
                backing.check_sheet(self.session, proposal=proposal, sheet=sheet, good=words.good,
                                    person_id=self.officer_id)  # fmt: skip

    def _move(self, proposal: Proposal, move: DemoMove, findings: Mapping[str, str]) -> None:
        with clock.set_to(self.day(move.days_ago, hour=15)):
            due = clock.local_day(self.today + timedelta(days=move.due), self.zone) if move.due is not None else None
            moving.move_by_officer(
                self.session, proposal=proposal, since=queries.move_now(self.session, proposal).stage,
                to=Stage(move.to), actor_id=self.officer_id, reason=move.reason,
                officer_id=self.officer_id if due else None, due_on=due, today=clock.local_day(clock.now(), self.zone),
            )  # fmt: skip
            if move.to == Stage.ASSESSMENT:
                for aspect, finding in findings.items():
                    answering.assess(self.session, proposal=proposal, aspect=Aspect(aspect), finding=finding,
                                     by=self.officer_id)  # fmt: skip

    def _reply(self, proposal: Proposal, words: DemoProposal) -> None:
        if words.reply:
            with clock.set_to(self.day(words.moves[-1].days_ago - 3)):
                answering.reply(self.session, proposal=proposal, person_id=proposal.author_id or 0, words=words.reply)

    def _register(self, number: int) -> int:
        """Somebody who signs in by a link in a mail, and wants none about what they back."""
        name = f"{_LETTERS[number % len(_LETTERS)]}. {_SURNAMES[number % len(_SURNAMES)]}"
        person = accounts.register_person(
            self.session, email=f"neighbour{number + 1}@merestone.example", name=name, password=None
        )
        following.choose_rhythm(self.session, person_id=person.id, rhythm=None)
        return person.id

    def _organiser(self, group: str) -> int:
        """Who writes for this group; for no group, somebody of the crowd."""
        if not group:
            return self.crowd[0]
        there = next(_organisers(self.session, self.groups[group]), None)
        if there is not None:
            return there
        number = list(self.groups).index(group)
        email, name = f"organiser{number + 1}@merestone.example", f"V. {_SURNAMES[-number - 1]}"
        person = accounts.register_person(self.session, email=email, name=name, password=None)
        accounts.add_member(
            self.session, group=self.session.get_one(Group, self.groups[group]), person=person, organiser=True
        )
        return person.id


def _organisers(session: Session, group_id: int) -> Iterator[int]:
    mine = select(Person).where(Person.memberships.any(group_id=group_id, organiser=True)).order_by(Person.id)
    return (person.id for person in session.scalars(mine).unique())
