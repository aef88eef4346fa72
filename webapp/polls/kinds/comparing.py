"""Which of two matters more, a few times over."""

from collections import Counter
from collections.abc import Mapping

from webapp.i18n import _
from webapp.polls.kinds.base import Form, Problem, not_ours, whole_number
from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet
from webapp.tally.ballots.papers import Comparisons
from webapp.tally.counts import lots

USUAL_PAIRS = 10


def pairs_for(sheet: Sheet, seed: str) -> tuple[tuple[int, int], ...]:
    """The pairs one person is asked about: at most `pairs`, each option about equally often, by lot from `seed`."""
    order = [int(number) for number in lots.draw(seed, sheet.by_number)]
    wanted = min(sheet.rule("pairs", USUAL_PAIRS), len(order) * (len(order) - 1) // 2)
    found: dict[tuple[int, int], None] = {}
    for step in range(1, len(order)):
        for place, one in enumerate(order):
            other = order[(place + step) % len(order)]
            found[min(one, other), max(one, other)] = None
    return tuple(list(found)[:wanted])


class Compared:
    macro = "pairs"

    def read(self, sheet: Sheet, form: Form) -> tuple[Marks, list[Problem]]:
        marks = []
        for control in form:
            if control[:1] == "p" and "-" in control and form[control]:
                one, _dash, other = control[1:].partition("-")
                marks.append((whole_number(one) or 0, whole_number(other) or 0, self._verdict(form[control])))
        return self.take(sheet, tuple(sorted(marks))), []

    @staticmethod
    def _verdict(given: str) -> int:
        value = whole_number(given)
        if value not in {1, 0, -1}:
            raise not_ours()
        return value

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        return [] if marks else [Problem("", _("Answer at least one pair."))]

    def fill(self, sheet: Sheet, marks: Marks) -> Form:
        return Form([(f"p{one}-{other}", str(verdict)) for one, other, verdict in marks])

    def take(self, sheet: Sheet, rows: Marks) -> Marks:
        pairs = tuple((row[0], row[1], row[2]) for row in rows if len(row) == 3)
        asked = {(one, other) for one, other, _verdict in pairs}
        known = all(one < other and {one, other} <= sheet.by_number.keys() for one, other in asked)
        if not known or len(asked) != len(rows) or any(verdict not in {1, 0, -1} for *_pair, verdict in pairs):
            raise not_ours()
        return tuple(sorted(pairs))

    def say(self, sheet: Sheet, marks: Marks) -> list[str]:
        names = {number: option.text for number, option in sheet.by_number.items()}
        lines = []
        for one, other, verdict in marks:
            first, second = (one, other) if verdict >= 0 else (other, one)
            words = _("“%(one)s” before “%(other)s”") if verdict else _("Cannot say: “%(one)s” or “%(other)s”")
            lines.append(words % {"one": names[first], "other": names[second]})
        return lines

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Comparisons:
        wins: Counter[tuple[int, int]] = Counter()
        skipped = 0
        for pairs, times in ballots.items():
            for one, other, verdict in pairs:
                if verdict:
                    wins[(one, other) if verdict > 0 else (other, one)] += times
                else:
                    skipped += times
        options = tuple(option.text for option in sheet.options)
        return Comparisons(
            options=options, wins=dict(sorted(wins.items())), ballots=sum(ballots.values()), skipped=skipped,
            title=sheet.title,
        )  # fmt: skip
