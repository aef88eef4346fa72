"""Puts the polls of Merestone into the demonstration: published through the services, votes in the shapes that these
leave behind, since a thousand people cannot vote one after the other each time that it is loaded."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.models import Person
from webapp.demonstration.crowd import dice
from webapp.demonstration.dealing import deal
from webapp.demonstration.polls import BENCH, BRIDGE, HIGH_STREET, MARKET, PANEL, POLLS, DemoPoll
from webapp.places.models import Area
from webapp.polls import counting
from webapp.polls import marks as marking
from webapp.polls.marks import Marks
from webapp.polls.models import Ballot, Poll, PollOption, Pot, ReceiptNumber, Voted
from webapp.polls.paper_models import Paper, PaperBatch, PaperState, Spoilt
from webapp.polls.rules import Channel, Eligibility, Showing
from webapp.polls.services import codes, freezing, lifecycle, papers, shuffling
from webapp.polls.services.papers import Read
from webapp.receipts import Receipts

SEED = 2026
_OFFICER, _SECOND = "okafor@merestone.example", "lindqvist@merestone.example"
ONLINE, ON_PAPER, SPOILT = 790, 390, 17
"""Votes on the projects of the high street, and papers that could not be counted."""
_WHY_SPOILT = {Spoilt.BLANK: 5, Spoilt.UNCLEAR: 4, Spoilt.TOO_MANY: 7, Spoilt.IDENTIFYING: 1}
_PILES = ("Calderwick library", "Market Hall", "Priory surgery", "Tarnford library")


@dataclass(frozen=True, slots=True)
class DemoVote:
    """A vote: by whom as the register names them, how, from where, and with which code of the ballot."""

    voter: str
    code: str
    marks: Marks
    channel: Channel = Channel.ONLINE
    area_id: int | None = None


def load(session: Session, *, zone: str) -> None:
    """After the place and its people."""
    world = _World(session, zone)
    made = {words.slug: world.make(words) for words in POLLS}
    world.vote_on_projects(made[HIGH_STREET.slug])
    world.vote(made[PANEL.slug], _orders(dice(SEED, "panel"), PANEL, 420))
    world.vote(made[BENCH.slug], _ones(dice(SEED, "bench"), BENCH, 312))
    world.vote_at_the_market(made[MARKET.slug])
    world.vote_on_the_bridge(made[BRIDGE.slug])
    world.count(made[PANEL.slug], days=PANEL.closes or 0)
    world.count(made[HIGH_STREET.slug], days=(HIGH_STREET.closes or 0) + 4)  # a day after the last papers


class _World:
    """Who is there, where they live, and when today is."""

    def __init__(self, session: Session, zone: str) -> None:
        self.session, self.zone, self.today = session, zone, clock.now()
        self.areas = list(session.scalars(select(Area.id).order_by(Area.id)))
        people = dict(session.execute(select(Person.email, Person.id)).all())
        self.officer, self.second = people[_OFFICER], people[_SECOND]
        self.rng = dice(SEED, "polls")
        self.receipts = Receipts(
            secret_key=current_app.config["SECRET_KEY"], receipt_key=current_app.config["RECEIPT_KEY"]
        )

    def at(self, days: int, hour: int) -> datetime:
        day = clock.local_day(self.today, self.zone) + timedelta(days=days)
        return clock.from_local(datetime.combine(day, time(hour)), self.zone)

    def make(self, words: DemoPoll) -> Poll:
        """The poll at its stage, by way of everything that happened to it."""
        poll = Poll(
            slug=words.slug, title=words.title, question=words.question, background=words.background,
            method=words.method, rules=dict(words.rules), eligibility=Eligibility(words.eligibility),
            secret=words.secret, changeable=words.changeable, showing=Showing.LIVE if words.live else Showing.AFTER,
            asks_area=words.asks_area, quorum=words.quorum, contact_email="polls@merestone.example",
            created_at=self.at((words.opens or 0) - 12, 10), created_by=self.officer,
            pots=[Pot(name=name, amount=amount) for name, amount in words.pots],
        )  # fmt: skip
        self.session.add(poll)
        self.session.flush()
        poll.options.extend(
            PollOption(number=number, text=one.text, detail=one.detail, cost=one.cost, category=one.category,
                       pot_id=poll.pots[one.pot].id if poll.pots else None)
            for number, one in enumerate(words.options, 1)
        )  # fmt: skip
        self.session.flush()
        if words.opens is not None and words.closes is not None:
            self._publish(poll, words, words.opens, words.closes)
        return poll

    def _publish(self, poll: Poll, words: DemoPoll, opens: int, closes: int) -> None:
        first = closes - (4 if words.extended else 0)
        with clock.set_to(self.at(min(opens - 6, 0), 11)):
            lifecycle.publish(self.session, poll=poll, opens_at=self.at(opens, 9), closes_at=self.at(first, 17),
                              by=self.officer)  # fmt: skip
        poll.seed = hashlib.sha256(f"merestone {poll.slug}".encode()).hexdigest()  # the same lots on every machine
        if words.extended:
            with clock.set_to(self.at(opens + 7, 15)):
                lifecycle.extend(self.session, poll=poll, until=self.at(closes, 17), reason=words.extended,
                                 by=self.officer)  # fmt: skip
        if words.withdrawn:
            with clock.set_to(self.at(opens + 2, 12)):
                lifecycle.withdraw(self.session, poll=poll, reason=words.withdrawn, by=self.officer)

    def vote(self, poll: Poll, ballots: Sequence[Marks]) -> None:
        """Online, by people who have signed in; two of three say where they live, if they are asked."""
        self._cast(poll, [
            DemoVote(f"demonstration:{number}", self._ballot_code(poll, number), marks, area_id=self._said_area(poll))
            for number, marks in enumerate(ballots)
        ])  # fmt: skip

    def vote_at_the_market(self, poll: Poll) -> None:
        """From many devices, and from the tablet at the stall."""
        rng = dice(SEED, "market")
        votes = [
            DemoVote(f"device:{number}", self._ballot_code(poll, number), marks,
                     Channel.KIOSK if rng.random() < 0.3 else Channel.ONLINE)
            for number, marks in enumerate(_subsets(rng, MARKET, 187, most=3))
        ]  # fmt: skip
        self._cast(poll, votes)

    def vote_on_projects(self, poll: Poll) -> None:
        """By letter, and on papers, all counted: the votes of each project are exactly those that were planted."""
        rng = dice(SEED, "projects")
        ballots = deal(rng, [one.likes for one in HIGH_STREET.options], ballots=ONLINE + ON_PAPER, fewest=3, most=5)
        letters = self._codes(poll, 1000)
        printed = self._codes(poll, 420, paper=True)
        votes = [self._by_letter(code, marks) for code, marks in zip(letters, ballots[:ONLINE], strict=False)]
        on_paper = zip(printed, ballots[ONLINE:], strict=False)
        self._cast(poll, [*votes, *(self._on_paper(poll, code, marks) for code, marks in on_paper)])
        spoilt = [code for code, _number in zip(printed[ON_PAPER:], range(SPOILT), strict=False)]
        self._register(poll, [DemoVote(self._voter(code), "", (), Channel.PAPER) for code in spoilt])
        self._pile_up(poll)
        with clock.set_to(self.at((HIGH_STREET.closes or 0) + 3, 15)):
            papers.close(self.session, poll=poll, by=self.officer)

    def count(self, poll: Poll, *, days: int) -> None:
        """As the worker did in the evening of that day."""
        with clock.set_to(self.at(days, 18)):
            shuffling.shuffle(self.session, poll=poll)
            box = freezing.read_box(self.session, poll)
            count = counting.count(box.sheet, box.ballots, box.seed)
            threshold = current_app.config["DISCLOSURE_THRESHOLD"]
            freezing.freeze(self.session, poll=poll, box=box, count=count, threshold=threshold, now=clock.now())

    def vote_on_the_bridge(self, poll: Poll) -> None:
        """By letter; and on papers, in piles that are done, that wait to be settled, and that are half keyed."""
        rng = dice(SEED, "bridge")
        letters = self._codes(poll, 120)
        printed = iter(self._codes(poll, 60, paper=True))
        ballots = _orders(rng, BRIDGE, 88)
        self._cast(poll, [self._by_letter(code, marks) for code, marks in zip(letters, ballots, strict=False)])
        piles = iter(_orders(rng, BRIDGE, 26))
        with clock.set_to(self.at(-3, 16)):
            self._key_pile(poll, "Oxmere library", [(next(printed), next(piles)) for _ in range(11)], spoilt=2)
            self._key_pile(poll, "Weavers youth club", [(next(printed), next(piles)) for _ in range(7)], differs=True)
            self._key_pile(poll, "Tarnford market", [(next(printed), next(piles)) for _ in range(8)], half=True)

    def _key_pile(
        self,
        poll: Poll,
        label: str,
        pile: Sequence[tuple[str, Marks]],
        *,
        spoilt: int = 0,
        differs: bool = False,
        half: bool = False,
    ) -> None:
        """Keyed by the second coder first. `spoilt`: the number of a paper that is; `differs`: the last is read as two
        things; `half`: the officer is in the middle of keying it again."""
        batch = papers.begin(self.session, poll=poll, label=label, by=self.second)
        read = [Read(marks=marking.write(marks)) for _code, marks in pile]
        if spoilt:
            read[spoilt - 1] = Read(spoilt=Spoilt.UNCLEAR)
        again = read[: len(read) // 2] if half else [*read]
        if differs:
            again[-1] = Read(spoilt=Spoilt.UNCLEAR)
        for by, turn in ((self.second, read), (self.officer, again)):
            for (code, _marks), one in zip(pile, turn, strict=False):
                papers.key(self.session, self.receipts, poll=poll, batch=batch, typed=code, read=one, by=by)
            if turn is read or not half:
                papers.finish(self.session, self.receipts, poll=poll, batch=batch, by=by)

    def _codes(self, poll: Poll, count: int, *, paper: bool = False) -> list[str]:
        """Codes that were made a week before it opened, and sent."""
        with clock.set_to(poll.published_at or self.today):
            issue = codes.make(self.session, self.receipts, poll=poll, count=count, area_id=None, paper=paper,
                               by=self.officer)  # fmt: skip
            return codes.hand_out(self.session, self.receipts, poll=poll, issue=issue, by=self.officer)

    def _by_letter(self, code: str, marks: Marks) -> DemoVote:
        return DemoVote(self._voter(code), self.receipts.code_for(f"demonstration {code}"), marks,
                        area_id=self.rng.choice(self.areas))  # fmt: skip

    def _on_paper(self, poll: Poll, code: str, marks: Marks) -> DemoVote:
        ballot = codes.ballot_code(self.receipts, poll.id, code)
        return DemoVote(self._voter(code), ballot, marks, Channel.PAPER, self.rng.choice(self.areas))

    def _voter(self, code: str) -> str:
        return f"code:{self.receipts.digest(code)}"

    def _ballot_code(self, poll: Poll, number: int) -> str:
        return self.receipts.code_for(f"demonstration {poll.slug} {number}")

    def _said_area(self, poll: Poll) -> int | None:
        return self.rng.choice(self.areas) if poll.asks_area and self.rng.random() < 0.66 else None

    def _pile_up(self, poll: Poll) -> None:
        """The papers of the high street as they are kept once they are decided."""
        decided: list[tuple[PaperState, Spoilt | None]] = [(PaperState.COUNTED, None)] * ON_PAPER
        decided += [(PaperState.SPOILT, why) for why, many in _WHY_SPOILT.items() for _ in range(many)]
        self.rng.shuffle(decided)
        at = self.at((HIGH_STREET.closes or 0) + 1, 14)
        for place, label in enumerate(_PILES):
            pile = decided[place :: len(_PILES)]
            batch = PaperBatch(
                poll_id=poll.id, label=label, made_at=at, made_by=self.second, keyed_at=at, checked_at=at
            )
            batch.papers = [Paper(poll_id=poll.id, number=number, state=state, spoilt=why)
                            for number, (state, why) in enumerate(pile, 1)]  # fmt: skip
            self.session.add(batch)
        self.session.flush()

    def _cast(self, poll: Poll, votes: Sequence[DemoVote]) -> None:
        """Rows as `services.voting` leaves them."""
        voted = self._register(poll, votes)
        at = list(self._moments(poll, len(votes)))
        self.session.execute(insert(Ballot), [
            {"id": self._key(), "poll_id": poll.id, "token": self.receipts.digest(vote.code), "reason": "",
             "marks": marking.write(vote.marks), "channel": vote.channel, "voted_id": None if poll.secret else ident,
             "at": None if poll.secret else moment}
            for vote, ident, moment in zip(votes, voted, at, strict=True)
        ])  # fmt: skip
        numbers = (self.receipts.number_for(vote.code) for vote in votes)
        receipts = [{"id": self._key(), "poll_id": poll.id, "number": number} for number in numbers]
        self.session.execute(insert(ReceiptNumber), receipts)

    def _register(self, poll: Poll, votes: Sequence[DemoVote]) -> list[int]:
        rows: list[Mapping[str, Any]] = [
            {"id": self._key(), "poll_id": poll.id, "voter": self.receipts.voter(poll.id, vote.voter),
             "area_id": vote.area_id, "channel": vote.channel}
            for vote in votes
        ]  # fmt: skip
        self.session.execute(insert(Voted), rows)
        return [row["id"] for row in rows]

    def _moments(self, poll: Poll, count: int) -> Iterator[datetime]:
        """When so many people voted, up to now or until it closed."""
        opened = poll.opens_at or self.today
        span = (min(poll.closes_at or self.today, self.today) - opened).total_seconds()
        return (opened + timedelta(seconds=int(self.rng.random() * span)) for _ in range(count))

    def _key(self) -> int:
        """As `models.random_key`, but the same on every machine."""
        return self.rng.getrandbits(62) + 1


def _ones(rng: Random, words: DemoPoll, count: int) -> list[Marks]:
    numbers = range(1, len(words.options) + 1)
    return [((number, 1),) for number in rng.choices(numbers, [one.likes for one in words.options], k=count)]


def _orders(rng: Random, words: DemoPoll, count: int) -> list[Marks]:
    """Orders of two options or more."""
    return [tuple((number,) for number in _some(rng, words, least=2)) for _ in range(count)]


def _subsets(rng: Random, words: DemoPoll, count: int, *, most: int) -> list[Marks]:
    chosen = (sorted(_some(rng, words, least=1)[:most]) for _ in range(count))
    return [tuple((number, 1) for number in numbers) for numbers in chosen]


def _some(rng: Random, words: DemoPoll, *, least: int) -> list[int]:
    """Options in an order in which those that people like come early more often."""
    keys = {number: rng.random() ** (1 / one.likes) for number, one in enumerate(words.options, 1)}
    order = sorted(keys, key=keys.__getitem__, reverse=True)
    return order[: rng.randint(least, len(order))]
