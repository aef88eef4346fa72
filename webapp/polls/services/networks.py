"""From how many networks the votes of a poll for anyone came: the only trace of somebody who votes many times over.

Whoever clears their cookies can vote again in such a poll. That is said on its page; how much may have come that way is
shown with the result. Nobody is kept from voting by it: an address stands for a library as often as for a cheat.
"""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.polls.models import Network, Poll, random_key
from webapp.receipts import Receipts


@dataclass(frozen=True, slots=True)
class Spread:
    """`networks` that votes came from, and the `most` that came from one of them."""

    networks: int
    most: int


def note(session: Session, receipts: Receipts, *, poll: Poll, address: str) -> None:
    """One more vote from this address. One statement, also when many come at once."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(Network).values(
        id=random_key(), poll_id=poll.id, network=receipts.voter(poll.id, f"network:{address}"), votes=1
    )
    same = [Network.poll_id, Network.network]
    session.execute(row.on_conflict_do_update(index_elements=same, set_={"votes": Network.votes + 1}))


def read_spread(session: Session, poll_id: int) -> Spread:
    found = select(func.count(), func.coalesce(func.max(Network.votes), 0)).where(Network.poll_id == poll_id)
    return Spread(*session.execute(found).one())


def forget(session: Session, poll_id: int) -> None:
    """The addresses' hashes go when the poll is counted; the two numbers stay with the result."""
    session.execute(delete(Network).where(Network.poll_id == poll_id))
