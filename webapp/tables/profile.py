"""The facts about one column that guesses are made from, counted once."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

SAMPLE = 5_000


@dataclass(frozen=True)
class Profile:
    """A column's heading and its filled cells without blanks around them. `rows` counts empty cells too.

    Facts about the shape of cells come from the first `SAMPLE` filled ones; `distinct` counts all.
    """

    name: str
    values: tuple[str, ...]
    rows: int

    @classmethod
    def of(cls, name: str, cells: Sequence[str]) -> "Profile":
        """The profile of a column."""
        stripped = (cell.strip() for cell in cells)
        return cls(name=name, values=tuple(cell for cell in stripped if cell), rows=len(cells))

    @property
    def filled(self) -> int:
        """How many cells hold something."""
        return len(self.values)

    @cached_property
    def counts(self) -> Counter[str]:
        """Each different answer and how often it was given."""
        return Counter(self.values)

    @property
    def distinct(self) -> int:
        """How many different answers there are."""
        return len(self.counts)

    @cached_property
    def median_length(self) -> float:
        """Letters in the answer in the middle."""
        return median(len(value) for value in self.values[:SAMPLE]) if self.values else 0.0

    @property
    def repeats(self) -> float:
        """How often an answer comes back on average."""
        return self.filled / max(1, self.distinct)

    def share(self, test: Callable[[str], object]) -> float:
        """The share of answers that pass a test, 0 to 1."""
        sample = self.values[:SAMPLE]
        return sum(bool(test(value)) for value in sample) / max(1, len(sample))

    def headed(self, pattern: re.Pattern[str]) -> bool:
        """Whether the heading holds such a word."""
        return pattern.search(self.name) is not None

    @cached_property
    def examples(self) -> tuple[str, ...]:
        """Three answers, the commonest first where any comes back, cut to 80 letters."""
        return tuple(value[:80] for value, _ in self.counts.most_common(3))
