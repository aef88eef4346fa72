"""What anybody may take home after closing: every vote under a random number, and every statement."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from webapp.polls.statements import queries
from webapp.tally.opinions.facts import Tally

VOTES = ("participant", "statement", "vote")
STATEMENTS = ("statement", "text", "written_by", "agree", "disagree", "pass")
_NOBODY = Tally(0, 0, 0)


def vote_rows(session: Session, poll_id: int) -> Iterator[Sequence[str | int]]:
    """A header, then a line a vote: 1 agrees, -1 disagrees, 0 passes.

    People are numbered in the order of the random numbers they are kept under, so a number tells nothing.
    """
    yield VOTES
    votes = queries.read_votes(session, poll_id)
    for person, about, value in zip(votes.people, votes.about, votes.values, strict=True):
        yield person + 1, int(votes.statements[about]), value


def statement_rows(session: Session, poll_id: int) -> Iterator[Sequence[str | int]]:
    """A header, then a line a statement that is shown. Who of the participants wrote one is not said."""
    yield STATEMENTS
    tallies = queries.read_tallies(session, poll_id)
    for one in queries.list_shown(session, poll_id):
        tally = tallies.get(one.id, _NOBODY)
        yield (one.number, one.text, "office" if one.seeded else "participant", tally.agree, tally.disagree,
               tally.passed)  # fmt: skip
