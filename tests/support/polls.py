"""Polls for tests: made in one line, at the stage they are wanted at, with votes in them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.polls import marks as marking
from webapp.polls.marks import Marks
from webapp.polls.models import Poll, PollOption, Pot, VotingCode
from webapp.polls.rules import Channel, Showing
from webapp.polls.seeds import new_seed
from webapp.polls.services import voting
from webapp.polls.services.voting import Vote
from webapp.receipts import Receipts

Option = str | tuple[str, int]
DAY = timedelta(days=1)
_DATES = {
    Stage.DRAFT: (None, None),
    Stage.SCHEDULED: (DAY, 8 * DAY),
    Stage.OPEN: (-DAY, 7 * DAY),
    Stage.CLOSED: (-8 * DAY, -DAY),
    Stage.WITHDRAWN: (-DAY, 7 * DAY),
}


def make_poll(
    session: Session,
    *,
    method: str = "plurality",
    stage: Stage = Stage.OPEN,
    options: Sequence[Option] = ("Swings", "A pond", "Benches"),
    pot: int = 0,
    slug: str = "park",
    **columns: Any,
) -> Poll:
    """A poll at `stage`. Committed. An option with a cost is (text, whole pounds), paid from one pot of `pot` pounds.

    Of a secret poll nothing is shown before it closes, so `secret=False` is needed to see a result while it is open.
    """
    now = clock.now()
    opens, closes = _DATES[stage]
    secret = columns.pop("secret", True)
    poll = Poll(
        slug=slug,
        title=columns.pop("title", "The park"),
        question=columns.pop("question", "What should the park get?"),
        method=method,
        rules=columns.pop("rules", {}),
        secret=secret,
        showing=columns.pop("showing", Showing.AFTER if secret else Showing.LIVE),
        created_at=now - 9 * DAY,
        published_at=None if stage is Stage.DRAFT else now - 9 * DAY,
        opens_at=opens and now + opens,
        closes_at=closes and now + closes,
        withdrawn_at=now if stage is Stage.WITHDRAWN else None,
        seed="" if stage is Stage.DRAFT else new_seed(),
        **columns,
    )
    if pot:
        poll.pots.append(Pot(name="the park", amount=pot))
    session.add(poll)
    session.flush()
    for number, option in enumerate(options, 1):
        text, cost = option if isinstance(option, tuple) else (option, None)
        pot_id = poll.pots[0].id if pot else None
        poll.options.append(PollOption(number=number, text=text, cost=cost, pot_id=pot_id))
    session.commit()
    return poll


def site_receipts() -> Receipts:
    return Receipts(secret_key=current_app.config["SECRET_KEY"], receipt_key=current_app.config["RECEIPT_KEY"])


def vote_for(poll: Poll, voter: str, marks: Marks, **columns: Any) -> Vote:
    """A vote by somebody of this name, with a ballot code of its own."""
    code = site_receipts().code_for(f"{poll.id} {voter} {columns.pop('sending', '')}")
    return Vote(voter=voter, code=code, marks=marking.write(marks), channel=Channel.ONLINE, **columns)


def cast_many(session: Session, poll: Poll, ballots: Sequence[tuple[int, Marks]]) -> None:
    """[(3, ((1, 1),))]: three people who each choose option 1. Committed; works for closed polls too."""
    opened = poll.opens_at or clock.now()
    with clock.set_to(opened):
        for row, (papers, marks) in enumerate(ballots):
            for paper in range(papers):
                vote = vote_for(poll, f"person {row}.{paper}", marks)
                voting.cast(session, site_receipts(), poll=poll, vote=vote, now=opened)
    session.commit()


def make_voting_code(session: Session, poll: Poll, *, area_id: int | None = None, number: int = 1) -> str:
    """A voting code that was handed out; committed. Returned as people type it."""
    code = site_receipts().code_for(f"letter {poll.id} {number}")
    session.add(VotingCode(poll_id=poll.id, digest=site_receipts().digest(code), area_id=area_id))
    session.commit()
    return code
