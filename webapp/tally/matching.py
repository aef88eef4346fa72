"""How well one coder's codes match another's that are taken as right: precision, recall, and both in one (F1)."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from webapp.tally import estimates
from webapp.tally.agreement import Pair, f1_between, table_of
from webapp.tally.estimates import Estimate


@dataclass(frozen=True, slots=True)
class Match:
    """`precision`: of the codes suggested, the share that was right; `recall`: of the right codes, the share that was
    suggested; `f1`: twice the right suggestions over both. `answers`: how many were compared. `of_answers`: the F1 of
    each answer, averaged over answers (samples-F1); unknown for a single code.
    """

    answers: int
    precision: Estimate
    recall: Estimate
    f1: Estimate
    of_answers: Estimate


def on_code(pairs: Sequence[Pair], code: Hashable) -> Match:
    """Each pair: what was suggested, what is right."""
    table = table_of(pairs, code)
    return _match(len(pairs), table.both, table.first_only, table.second_only, estimates.unknown(len(pairs)))


def on_sets(pairs: Sequence[Pair]) -> Match:
    """All codes together, each counting once for each answer."""
    right = sum(len(first & second) for first, second in pairs)
    wrong = sum(len(first - second) for first, second in pairs)
    missed = sum(len(second - first) for first, second in pairs)
    of_answers = estimates.mean([f1_between(first, second) for first, second in pairs])
    return _match(len(pairs), right, wrong, missed, of_answers)


def _match(answers: int, right: int, wrong: int, missed: int, of_answers: Estimate) -> Match:
    """F1 rises with the share of right codes among all that either gave, so that share's interval carries over."""
    shared = estimates.share(right, right + wrong + missed)
    return Match(
        answers,
        precision=estimates.share(right, right + wrong),
        recall=estimates.share(right, right + missed),
        f1=shared.mapped(lambda value: 2 * value / (1 + value)),
        of_answers=of_answers,
    )
