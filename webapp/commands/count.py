"""`folkmoot count`: ballots in a file counted by a named rule, without a server. The file stays where it is."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from webapp.commands.refusal import Refusal
from webapp.tally.ballots import recognising
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import Contest, UnreadableBallots
from webapp.tally.ballots.recognising import Ballots
from webapp.tally.counts import methods
from webapp.tally.counts.result import Count, Number, Option, Round, as_json, exact

_MOST_BYTES = 200_000_000


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--method", required=True, type=click.Choice(list(methods.METHODS)), help="The rule that counts.")
@click.option("--seats", type=click.IntRange(min=1), help="How many to elect. Without it: what the file says, or 1.")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="What the method lets you declare.")
@click.option("--seed", default="", help="The text that lots are drawn from, if equals have to be told apart.")
@click.option("--format", "form", type=click.Choice(list(recognising.READERS)), help="If it should not be guessed.")
@click.option("--json", "in_json", is_flag=True, help="Print the whole record as JSON.")
def count(
    file: Path, method: str, seats: int | None, options: tuple[str, ...], seed: str, form: str | None, in_json: bool
) -> None:
    """Count the ballots in FILE (ranked: BLT or PrefLib; a budget: Pabulib) and show every round."""
    contest = _read(file, form)
    if not isinstance(contest, methods.METHODS[method].counts):
        raise Refusal(f"{file}: {method} does not count ballots of this kind")
    if seats is not None and isinstance(contest, Contest) and seats > len(contest.standing):
        raise Refusal(f"{file}: {seats} seats cannot be filled from {len(contest.standing)} options")
    try:
        result = methods.count(method, contest, seats=seats, seed=seed, options=_declared(options))
    except (methods.WrongOption, UnreadableBallots) as error:
        raise Refusal(f"{file}: {error}") from error
    if in_json:
        click.echo(json.dumps(as_json(result), ensure_ascii=False))
    else:
        click.echo("\n".join(_describe(result, contest)))


def _declared(options: tuple[str, ...]) -> dict[str, str]:
    declared = {}
    for option in options:
        key, equals, value = option.partition("=")
        if not equals:
            raise Refusal(f"--option {option}: write it as KEY=VALUE")
        declared[key] = value
    return declared


def _read(file: Path, form: str | None) -> Ballots:
    try:
        if file.stat().st_size > _MOST_BYTES:
            raise Refusal(f"{file}: larger than {_MOST_BYTES // 1_000_000} MB")
        return recognising.read(file.read_bytes(), form)
    except UnreadableBallots as error:
        raise Refusal(f"{file}: {error}") from error
    except OSError as error:
        raise Refusal(f"{file}: {error.strerror}") from error


def _describe(result: Count, contest: Ballots) -> Iterator[str]:
    yield f"{contest.title or 'Contest'}: {result.method}, {result.ballots} ballots, {result.valid} valid"
    for one in result.rounds:
        yield from _describe_round(one, contest)
    for tie in result.ties:
        yield f"Equal: {', '.join(map(str, tie.options))}. Chosen by {tie.rule}: {', '.join(map(str, tie.chosen))}"
    if result.cost is not None:
        yield f"Cost: {exact(result.cost)}"
    names = _names(contest)
    yield "Elected: " + "; ".join(f"{option} {names[option]}" for option in result.elected)


def _names(contest: Ballots) -> dict[Option, str]:
    if isinstance(contest, Budget):
        return {project.id: project.name for project in contest.projects}
    return dict(enumerate(contest.options, start=1))


def _describe_round(one: Round, contest: Ballots) -> Iterator[str]:
    quota = "" if one.quota is None else f" (quota {exact(one.quota)})"
    names = _names(contest)
    yield f"\nRound {one.number}: {one.action}{quota}"
    for option, votes in one.totals.items():
        yield _row(option, votes, names[option], one)
    if one.exhausted:
        yield f"  {exact(one.exhausted):>14}  exhausted"


def _row(option: Option, votes: Number, name: str, one: Round) -> str:
    mark = "  elected" if option in one.elected else "  excluded" if option in one.excluded else ""
    return f"  {exact(votes):>14}  {option} {name}{mark}"
