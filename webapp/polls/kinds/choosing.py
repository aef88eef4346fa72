"""Choosing one option, or several; of a budget's projects also as many as the money pays for."""

from collections.abc import Iterable, Mapping

from webapp.i18n import _
from webapp.polls.kinds.base import Form, Problem, ValuesPaper, option_in, wrong_number
from webapp.polls.kinds.paying import budget_of
from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.budget import Kind as BudgetKind

CONTROL = "choice"
_CHOSEN = 1


class Several(ValuesPaper):
    """Tick boxes: from `fewest` to `most` options, which the poll declares."""

    macro = "several"
    usual_fewest = 1

    def allowed(self, sheet: Sheet, number: int) -> Iterable[int]:
        return (_CHOSEN,)

    def read(self, sheet: Sheet, form: Form) -> tuple[Marks, list[Problem]]:
        numbers = {option_in(sheet, value) for value in form.getlist(CONTROL) if value}
        return tuple((number, _CHOSEN) for number in sorted(numbers)), []

    def fewest(self, sheet: Sheet) -> int:
        return min(sheet.rule("fewest", self.usual_fewest), len(sheet.options))

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        most = sheet.rule("most", 0) or len(sheet.options)  # 0: no limit
        return wrong_number(len(marks), fewest=self.fewest(sheet), most=most, control=f"{CONTROL}-1")

    def fill(self, sheet: Sheet, marks: Marks) -> Form:
        return Form([(CONTROL, str(number)) for number, _value in marks])

    def say(self, sheet: Sheet, marks: Marks) -> list[str]:
        return [sheet.by_number[number].text for number, _value in marks]


class One(Several):
    """Radio buttons."""

    macro = "one"

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        if not marks:
            return [Problem(f"{CONTROL}-1", _("Choose one."))]
        return wrong_number(len(marks), fewest=1, most=1, control=f"{CONTROL}-1")


class Projects(Several):
    """Projects that somebody would pay for, whatever they cost together."""

    macro = "projects"
    usual_fewest = 3

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Budget:
        return budget_of(sheet, ballots, kind=BudgetKind.APPROVAL)


class Basket(Projects):
    """Projects that the money pays for together: a knapsack."""

    macro = "basket"
    usual_fewest = 1

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Budget:
        return budget_of(sheet, ballots, kind=BudgetKind.KNAPSACK)

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        found = super().problems(sheet, marks)
        for pot, (name, amount) in sheet.pots.items():
            chosen = (sheet.by_number[number] for number, _value in marks)
            over = sum(option.cost or 0 for option in chosen if option.pot == pot) - amount
            if over > 0:
                words = _(
                    "That is £%(over)s more than there is (%(name)s). Take something out.", over=f"{over:,}", name=name
                )
                found.append(Problem(f"{CONTROL}-1", words))
        return found
