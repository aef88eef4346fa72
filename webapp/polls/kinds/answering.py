"""Saying something to each option: agree or disagree, a score; or consent to the one thing proposed."""

from collections.abc import Iterable, Mapping

from webapp.i18n import _, _l
from webapp.polls.kinds.base import Form, Kind, Problem, ValuesPaper, not_ours, refuse_other_controls, whole_number
from webapp.polls.kinds.paying import budget_of
from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet, SheetOption
from webapp.tally.ballots.budget import Budget
from webapp.tally.ballots.budget import Kind as BudgetKind

AGREE, NEITHER, DISAGREE = 1, 0, -1
CONSENT, STAND_ASIDE, OBJECT = 1, 0, -1

STANCES: Mapping[int, str] = {AGREE: _l("Agree"), NEITHER: _l("Neither"), DISAGREE: _l("Disagree")}
CONSENTS: Mapping[int, str] = {
    CONSENT: _l("I consent: I can live with it"),
    STAND_ASIDE: _l("I stand aside: I have doubts, but will not stop it"),
    OBJECT: _l("I object: it would do harm, and I say why"),
}


class Stances(ValuesPaper):
    """Agree, neither or disagree, for each option; an option may be left out."""

    macro = "stances"

    def words(self, sheet: Sheet) -> Mapping[int, str]:
        return STANCES

    def allowed(self, sheet: Sheet, number: int) -> Iterable[int]:
        return self.words(sheet)

    def read(self, sheet: Sheet, form: Form) -> tuple[Marks, list[Problem]]:
        refuse_other_controls(sheet, form)
        marks = []
        for option in sheet.options:
            given = form.get(f"o{option.number}", "")
            value = whole_number(given)
            if given and (value is None or value not in self.allowed(sheet, option.number)):
                raise not_ours()
            if value is not None:
                marks.append((option.number, value))
        return tuple(marks), []

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        return [] if marks else [Problem(f"o{sheet.options[0].number}-1", _("Answer at least one."))]

    def fill(self, sheet: Sheet, marks: Marks) -> Form:
        return Form([(f"o{number}", str(value)) for number, value in marks])

    def say(self, sheet: Sheet, marks: Marks) -> list[str]:
        return [self.line(sheet, sheet.by_number[number], value) for number, value in marks]

    def line(self, sheet: Sheet, option: SheetOption, value: int) -> str:
        return f"{option.text}: {self.words(sheet)[value]}"


class Scores(Stances):
    """A whole number for each option from `lowest` to `highest`, which the poll declares."""

    macro = "scores"

    def words(self, sheet: Sheet) -> Mapping[int, str]:
        return {value: str(value) for value in range(sheet.rule("lowest", 0), sheet.rule("highest", 5) + 1)}


class ProjectScores(Scores):
    """Scores for projects that are paid for from the poll's money."""

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Budget:
        return budget_of(sheet, ballots, kind=BudgetKind.SCORING)


class Consent(Stances):
    """One thing is proposed; each person consents, stands aside, or objects with a reason."""

    macro = "consent"

    def words(self, sheet: Sheet) -> Mapping[int, str]:
        return CONSENTS

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        first = sheet.options[0].number
        return [] if len(marks) == 1 else [Problem(f"o{first}-1", _("Choose one."))]

    def line(self, sheet: Sheet, option: SheetOption, value: int) -> str:
        return str(CONSENTS[value])


def needs_reason(kind: Kind, sheet: Sheet, marks: Marks, reason: str) -> list[Problem]:
    """An objection without its reason cannot be talked about, so it is asked for."""
    objects = isinstance(kind, Consent) and any(value == OBJECT for _number, value in marks)
    return (
        [Problem("reason", _("Say what harm you see, so that it can be put right."))] if objects and not reason else []
    )
