"""An open poll for anyone with 10,000 votes and a live result."""

import random
from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp import clock
from webapp.polls import marks as marking
from webapp.polls.models import Ballot, Poll, PollOption, Voted, random_key
from webapp.polls.rules import Channel, Eligibility, Showing
from webapp.polls.seeds import new_seed

SLUG = "park"
VOTES = 10_000
OPTIONS = ("Swings", "A pond", "Benches", "Trees", "A path", "Lights", "A café", "Toilets")


def add_poll(session: Session) -> str:
    """The poll's name in addresses."""
    lots, now = random.Random(5), clock.now()
    poll = Poll(
        slug=SLUG, title="What should the park get?", question="There is money for one thing this year.",
        method="plurality", eligibility=Eligibility.ANYONE, secret=False, showing=Showing.LIVE, seed=new_seed(),
        created_at=now, published_at=now, opens_at=now - timedelta(days=1), closes_at=now + timedelta(days=30),
    )  # fmt: skip
    session.add(poll)
    session.flush()
    session.add_all(PollOption(poll_id=poll.id, number=number, text=text) for number, text in enumerate(OPTIONS, 1))
    keys = [random_key() for _ in range(VOTES)]
    session.execute(insert(Voted), [
        {"id": key, "poll_id": poll.id, "voter": f"{place:064x}", "area_id": None, "channel": Channel.ONLINE}
        for place, key in enumerate(keys)
    ])  # fmt: skip
    session.execute(insert(Ballot), [
        {"id": random_key(), "poll_id": poll.id, "token": f"{place:064x}", "channel": Channel.ONLINE, "voted_id": key,
         "marks": marking.write(((lots.randint(1, len(OPTIONS)), 1),)), "at": now}
        for place, key in enumerate(keys)
    ])  # fmt: skip
    session.commit()
    return SLUG
