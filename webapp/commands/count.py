"""`folkmoot count`: ballots in a file counted by a named rule, without a server. The file stays where it is."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from webapp.commands.noting import notes
from webapp.commands.refusal import Refusal
from webapp.tally.ballots import adapting, recognising
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.papers import UnreadableBallots
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
    """Count the ballots in FILE and show every round.

    FILE may be ranked (BLT, PrefLib, a table of ranks), a table of values, a budget (Pabulib), or our own JSON.
    """
    held = _read(file, form)
    if seats is not None and not isinstance(held, Budget) and seats > len(held.standing):
        raise Refusal(f"{file}: {seats} seats cannot be filled from {len(held.standing)} options")
    try:
        ballots = adapting.adapt(held, methods.METHODS[method].counts, method)
        result = methods.count(method, ballots, seats=seats, seed=seed, options=_declared(options))
    except (UnreadableBallots, methods.WrongOption) as error:
        raise Refusal(f"{file}: {error}") from error
    if in_json:
        click.echo(json.dumps(as_json(result), ensure_ascii=False))
    else:
        click.echo("\n".join(_describe(result, held)))


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


def _describe(result: Count, held: Ballots) -> Iterator[str]:
    names = _names(held)
    yield f"{held.title or 'Contest'}: {result.method}, {result.ballots} ballots, {result.valid} valid"
    for one in result.rounds:
        yield from _describe_round(one, names)
    yield from notes(result, names)
    for tie in result.ties:
        yield f"Equal: {', '.join(map(str, tie.options))}. Chosen by {tie.rule}: {', '.join(map(str, tie.chosen))}"
    if result.cost is not None:
        yield f"Cost: {exact(result.cost)}"
    elected = "; ".join(f"{option} {names[option]}" for option in result.elected)
    yield f"Elected: {elected or 'nobody'}"


def _names(held: Ballots) -> dict[Option, str]:
    if isinstance(held, Budget):
        return {project.id: project.name for project in held.projects}
    return dict(enumerate(held.options, start=1))


def _describe_round(one: Round, names: Mapping[Option, str]) -> Iterator[str]:
    quota = "" if one.quota is None else f" (quota {exact(one.quota)})"
    yield f"\nRound {one.number}: {one.action}{quota}"
    for option, votes in one.totals.items():
        yield _row(option, votes, names[option], one)
    if one.exhausted:
        yield f"  {exact(one.exhausted):>14}  exhausted"


def _row(option: Option, votes: Number, name: str, one: Round) -> str:
    mark = "  elected" if option in one.elected else "  excluded" if option in one.excluded else ""
    return f"  {exact(votes):>14}  {option} {name}{mark}"
