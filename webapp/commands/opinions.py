"""`folkmoot opinions`: opinion groups from votes in a file, without a server. The file stays where it is."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from webapp.commands.refusal import Refusal
from webapp.tally.ballots.papers import UnreadableBallots
from webapp.tally.opinions.facts import AGREE, Group, Opinions, Tally, Votes
from webapp.tally.opinions.finding import find_opinions
from webapp.tally.opinions.grouping import MOST_GROUPS
from webapp.tally.opinions.polis import Comments, read_comments
from webapp.tally.opinions.reading import NO_COMMENTS, read_votes
from webapp.tally.opinions.record import as_json

_MOST_BYTES = 200_000_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--groups", type=click.IntRange(2, MOST_GROUPS), help="How many groups. Without it the number is chosen.")
@click.option("--comments", type=click.Path(path_type=Path), help="Polis' comments.csv: what moderators took out.")
@click.option("--json", "in_json", is_flag=True, help="Print the whole result as JSON.")
def opinions(file: Path, groups: int | None, comments: Path | None, in_json: bool) -> None:
    """Find opinion groups in the votes in FILE: participant,statement,vote with 1, 0 and -1, or an export of Polis."""
    result = find_opinions(_read(file, _read_comments(comments)), groups=groups)
    if in_json:
        click.echo(json.dumps(as_json(result), ensure_ascii=False))
    else:
        click.echo("\n".join(_describe(result)))


def _read(file: Path, comments: Comments) -> Votes:
    try:
        return read_votes(_content(file), comments)
    except UnreadableBallots as error:
        raise Refusal(f"{file}: {error}") from error


def _read_comments(file: Path | None) -> Comments:
    if file is None:
        return NO_COMMENTS
    try:
        return read_comments(_content(file))
    except UnreadableBallots as error:
        raise Refusal(f"{file}: {error}") from error


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise Refusal(f"{file}: larger than {_MOST_BYTES // 1_000_000} MB")
        return file.read_bytes()
    except OSError as error:
        raise Refusal(f"{file}: {error.strerror}") from error


def _describe(result: Opinions) -> Iterator[str]:
    method = result.method
    yield f"{method.participants:,} people voted {method.votes:,} times on {method.statements:,} statements."
    yield f"{method.grouped:,} voted on at least {method.fewest_votes} of them and are in {method.groups} groups."
    for group in result.groups:
        yield from _describe_group(group)
    if result.consensus:
        yield "\nMost people"
        for one in result.consensus:
            yield _row(one.side, one.statement, one.tally)
    if result.divisive:
        yield "\nGroups against each other"
        for split in result.divisive:
            yield f"  {split.statement}: group {split.agreeing} agrees, group {split.disagreeing} disagrees"


def _describe_group(group: Group) -> Iterator[str]:
    yield f"\nGroup {group.id}: {group.size:,} people, who more than others"
    for one in group.representative:
        yield f"{_row(one.side, one.statement, one.tally)}, {one.repness:.1f} times the others' share"


def _row(side: int, statement: str, tally: Tally) -> str:
    word = "agree" if side == AGREE else "disagree"
    return f"  {word:<8} {statement}: {tally.of(side)} of {tally.seen}"
