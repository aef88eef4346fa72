"""What a count says beside its rounds, in lines for a terminal: shares with their base, means, outcomes, intervals."""

from collections.abc import Callable, Iterator, Mapping

from webapp.tally.counts.result import Count, Option, exact
from webapp.tally.figures import share_text

_Names = Mapping[Option, str]


def notes(count: Count, options: _Names) -> Iterator[str]:
    """A line for each option and each thing there is to say; none for a method that says nothing beside its rounds."""
    names = {number: f"{number} {name}" for number, name in options.items()}
    for key, lines in _LINES.items():
        if count.details.get(key):
            yield from lines(count, names)


def _not_counted(count: Count, names: _Names) -> Iterator[str]:
    reasons = "; ".join(f"{many}: {reason}" for reason, many in count.details["invalid"].items())
    yield f"Ballots that do not count: {reasons}"


def _supported(count: Count, names: _Names) -> Iterator[str]:
    """How many ballots are behind each option; where there is a threshold, the outcomes say it better."""
    if count.valid and "outcomes" not in count.details:
        yield f"\nOf {count.valid} valid ballots, those that give an option something:"
        for number, name in names.items():
            share = count.details["shares"][number]
            if share is not None:
                yield f"  {name}: {share_text(int(share * count.valid), count.valid)}"


def _averaged(count: Count, names: _Names) -> Iterator[str]:
    yield "\nMeans, each over the ballots it stands on:"
    for number, mean in count.details["means"].items():
        yield f"  {names[number]}: {float(mean):.2f} over {count.details['bases'][number]}"


def _decided(count: Count, names: _Names) -> Iterator[str]:
    yield "\nOutcomes:"
    sides = [side for side in _SIDES if side in count.details]
    for number, name in names.items():
        said = ", ".join(f"{side.replace('_', ' ')} {count.details[side][number]}" for side in sides)
        yield f"  {name}: {count.details['outcomes'][number]} ({said}{_of_those_on_a_side(count, number)})"


def _of_those_on_a_side(count: Count, number: Option) -> str:
    """The share that a threshold is held against, of those for or against."""
    if "for" not in count.details:
        return ""
    ayes, noes = count.details["for"][number], count.details["against"][number]
    return f"; for or against {ayes + noes}, for {share_text(ayes, ayes + noes)}"


def _estimated(count: Count, names: _Names) -> Iterator[str]:
    yield "\nChances in percent, with 95 % intervals:"
    for number, (low, high) in count.details["chance_intervals"].items():
        yield f"  {names[number]}: {exact(count.rounds[0].totals[number])} ({exact(low)} to {exact(high)})"


def _helped(count: Count, names: _Names) -> Iterator[str]:
    half = exact(count.details["prior"])
    yield f"For every option {half} of a comparison won and {half} lost is added: see “prior” in the record."


_SIDES = ("for", "against", "neither", "consents", "stand_asides", "objections")

_LINES: Mapping[str, Callable[[Count, _Names], Iterator[str]]] = {
    "shares": _supported,
    "means": _averaged,
    "outcomes": _decided,
    "chance_intervals": _estimated,
    "prior": _helped,
    "invalid": _not_counted,
}
"""What a count's details hold → how it is said."""
