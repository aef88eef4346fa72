"""One door to every file of votes."""

from dataclasses import replace

from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.opinions.facts import Votes
from webapp.tally.opinions.lines import Lines
from webapp.tally.opinions.polis import Comments, is_turned, is_wide, read_people
from webapp.tally.opinions.votes import find_columns, read_lines

NO_COMMENTS = Comments()


def read_votes(content: bytes, comments: Comments = NO_COMMENTS) -> Votes:
    """The votes in a file, which may be in any of the layouts of `votes` and `polis`. Raises UnreadableBallots."""
    lines = Lines(content)
    columns = find_columns(lines.header)
    if columns:
        gathered, order = read_lines(lines, columns)
        votes = gathered.votes(order, turned=is_turned(gathered, comments))
    elif is_wide(lines.header):
        gathered, turned = read_people(lines)
        votes = gathered.votes(turned=turned)
    else:
        raise UnreadableBallots("the first line should name the columns participant, statement and vote", 1)
    return replace(votes, moderated=comments.moderated)
