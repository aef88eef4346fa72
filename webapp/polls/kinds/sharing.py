"""Sharing out dots, or credits of which a second vote for the same thing costs more (quadratic)."""

from collections.abc import Iterable

from webapp.i18n import _, ngettext
from webapp.polls.kinds.base import Form, Problem, ValuesPaper, refuse_other_controls, whole_number
from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet


class Shares(ValuesPaper):
    """A number of votes for each option; together they may cost no more than the poll gives.

    Dots cost one each; `squared` votes cost their square, so that n votes for one thing cost n x n.
    """

    macro = "shares"

    def __init__(self, *, squared: bool) -> None:
        self.squared = squared

    def given(self, sheet: Sheet) -> int:
        """What each person may spend."""
        return sheet.rule("credits", 25) if self.squared else sheet.rule("dots", 10)

    def spent(self, marks: Marks) -> int:
        return sum(value * value if self.squared else abs(value) for _number, value in marks)

    def allowed(self, sheet: Sheet, number: int) -> Iterable[int]:
        most = self.given(sheet)
        return range(-most if self.squared and sheet.rules.get("negative") else 1, most + 1)

    def read(self, sheet: Sheet, form: Form) -> tuple[Marks, list[Problem]]:
        refuse_other_controls(sheet, form)
        marks, problems = [], []
        for option in sheet.options:
            control = f"o{option.number}"
            given = form.get(control, "").strip()
            value = whole_number(given)
            if given and value is None:
                problems.append(Problem(control, _("Write a whole number, for example 2.")))
            elif value and value not in self.allowed(sheet, option.number):
                problems.append(Problem(control, self._beyond(sheet, value)))
            elif value:
                marks.append((option.number, value))
        return tuple(marks), problems

    def _beyond(self, sheet: Sheet, value: int) -> str:
        if value < 0:
            return _("You cannot vote against an option here. Write 0 or more.")
        return _("That is more than you have.")

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        first = f"o{sheet.options[0].number}"
        if not marks:
            return [Problem(first, _("Give at least one vote to something."))]
        over = self.spent(marks) - self.given(sheet)
        if over > 0:
            words = ngettext(
                "You have used %(num)s more than you have. Take some back.",
                "You have used %(num)s more than you have. Take some back.",
                over,
            )
            return [Problem(first, words)]
        return []

    def fill(self, sheet: Sheet, marks: Marks) -> Form:
        return Form([(f"o{number}", str(value)) for number, value in marks])

    def say(self, sheet: Sheet, marks: Marks) -> list[str]:
        return [f"{sheet.by_number[number].text}: {value}" for number, value in marks]
