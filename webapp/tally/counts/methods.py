"""The methods of counting by name."""

from collections.abc import Callable, Mapping

from webapp.tally.counts import condorcet, scottish
from webapp.tally.counts.result import Count

RANKED: Mapping[str, Callable[..., Count]] = {
    scottish.METHOD: scottish.count,
    condorcet.SCHULZE: condorcet.schulze,
    condorcet.RANKED_PAIRS: condorcet.ranked_pairs,
}
"""Methods that count a `Contest`: called with it, `seats` and `seed`."""
