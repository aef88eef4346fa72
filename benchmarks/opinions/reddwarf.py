"""red-dwarf, a library that follows Polis: groups, statistics, representative statements, consensus.

Folkmoot does not need it; install it beside us to have it in the figures.
"""

from reddwarf.implementations.polis import run_pipeline

from benchmarks.opinions.made_up import tell
from webapp.tally.opinions.facts import Votes


def group(votes: Votes) -> object:
    """Everything that its pipeline finds; the shape in which it takes votes is part of it."""
    cast = [
        {"participant_id": person, "statement_id": about, "vote": value, "modified": 0}
        for person, about, value in zip(votes.people, votes.about, votes.values, strict=True)
    ]
    return run_pipeline(votes=cast, random_state=0)


if __name__ == "__main__":
    tell(group)
