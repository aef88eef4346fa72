"""Polis' exports: `participants-votes.csv` with a person a line, and `comments.csv` with what moderators decided.

Which number means agreement differs between Polis' database (-1) and most of its exports (1). Both kinds of files count
agreement themselves, and that settles it: `n-agree` and `n-disagree` of each person, `agrees` and `disagrees` of each
comment. Where nothing is counted, 1 is agreement.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat

from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.opinions.facts import AGREE, DISAGREE
from webapp.tally.opinions.lines import Lines
from webapp.tally.opinions.votes import (
    MOST_PARTICIPANTS,
    MOST_STATEMENTS,
    NOT_A_VOTE,
    WRITTEN,
    Gathered,
    number,
)

ABOUT_PEOPLE = {"participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"}
TAKEN_OUT = "-1"
_MOST_DIGITS = 9

Counts = tuple[int, int]
"""How often a file says that was agreed, and disagreed."""


@dataclass(frozen=True, kw_only=True)
class Comments:
    """What `comments.csv` says: the statements that moderators took out, and how often each was (dis)agreed with."""

    moderated: frozenset[str] = frozenset()
    counted: Mapping[str, Counts] = field(default_factory=dict)


def is_wide(header: Sequence[str]) -> bool:
    """Whether a header is that of a file with a person a line."""
    return header[:1] == ["participant"] and len(ABOUT_PEOPLE & {*header}) > 1


def read_people(lines: Lines) -> tuple[Gathered, bool]:
    """A person a line: what was read, and whether its numbers are the wrong way round."""
    first = next((at for at, name in enumerate(lines.header) if name not in ABOUT_PEOPLE), len(lines.header))
    gathered = Gathered()
    _name_statements(lines.names[first:], gathered)
    counts = [lines.header.index(name) for name in ("n-agree", "n-disagree") if name in lines.header[:first]]
    likely = _Direction()
    for record in lines:
        if not record:
            continue
        try:
            values = _take(record, len(lines.header), first, gathered)
        except UnreadableBallots as error:
            raise UnreadableBallots(error.reason, lines.line) from error
        likely.compare((values.count(AGREE), values.count(DISAGREE)), _counted(record, counts))
    return gathered, likely.turned


def _name_statements(names: Sequence[str], gathered: Gathered) -> None:
    if len({*names}) < len(names):
        raise UnreadableBallots("two columns have the same name", 1)
    try:
        for name in names:
            number(gathered.statements, [name], MOST_STATEMENTS, "statements")
    except UnreadableBallots as error:
        raise UnreadableBallots(error.reason, 1) from error


def _take(record: Sequence[str], wide: int, first: int, gathered: Gathered) -> list[int]:
    """The votes of one person, which are put with the others. Raises UnreadableBallots without a line."""
    if len(record) != wide:
        raise UnreadableBallots(f"there should be {wide} cells as in the first line, not {len(record)}")
    cells = record[first:]
    try:
        values = list(map(WRITTEN.__getitem__, filter(None, cells)))
    except KeyError as error:
        raise UnreadableBallots(f"{NOT_A_VOTE}“{str(error.args[0])[:20]}”") from error
    number(gathered.participants, record[:1], MOST_PARTICIPANTS, "people")
    gathered.people.extend(repeat(gathered.participants[record[0]], len(values)))
    gathered.about.extend(compress(range(len(cells)), cells))
    gathered.values.extend(values)
    return values


def read_comments(content: bytes) -> Comments:
    """What a file of comments says. Raises UnreadableBallots."""
    lines = Lines(content)
    if not {"comment-id", "moderated"} <= {*lines.header}:
        raise UnreadableBallots("the first line should name the columns comment-id and moderated", 1)
    name, moderated = lines.header.index("comment-id"), lines.header.index("moderated")
    columns = [lines.header.index(one) for one in ("agrees", "disagrees") if one in lines.header]
    out, counted = set(), {}
    for record in lines:
        if not record:
            continue
        if len(record) <= max(name, moderated):
            raise UnreadableBallots(f"there should be {len(lines.header)} cells, not {len(record)}", lines.line)
        if record[moderated].strip() == TAKEN_OUT:
            out.add(record[name])
        counts = _counted(record, columns)
        if counts:
            counted[record[name]] = counts
    return Comments(moderated=frozenset(out), counted=counted)


def is_turned(gathered: Gathered, comments: Comments) -> bool:
    """Whether a file of votes means agreement by -1, by what the comments say they were counted as."""
    if not comments.counted:
        return False
    cast = Counter(zip(gathered.about, gathered.values, strict=True))
    likely = _Direction()
    for at, name in enumerate(gathered.statements):
        likely.compare((cast[at, AGREE], cast[at, DISAGREE]), comments.counted.get(name))
    return likely.turned


class _Direction:
    """How far counts are off as the numbers stand, and how far if they were the other way round."""

    def __init__(self) -> None:
        self._straight = self._reversed = 0

    def compare(self, found: Counts, counted: Counts | None) -> None:
        if counted:
            self._straight += abs(found[0] - counted[0]) + abs(found[1] - counted[1])
            self._reversed += abs(found[1] - counted[0]) + abs(found[0] - counted[1])

    @property
    def turned(self) -> bool:
        return self._reversed < self._straight


def _counted(record: Sequence[str], columns: Iterable[int]) -> Counts | None:
    written = [record[at].strip() for at in columns if at < len(record)]
    if len(written) < 2 or not all(one.isascii() and one.isdigit() and len(one) <= _MOST_DIGITS for one in written):
        return None
    return int(written[0]), int(written[1])
