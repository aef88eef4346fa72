"""What became of each project of a budget, pot by pot."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from webapp.i18n import _
from webapp.polls.showing.counted import Counted, said


@dataclass(frozen=True, kw_only=True)
class ProjectResult:
    """`outcome` in words; `payers` and `each`: of equal shares, how many paid for it, and what each of them paid at
    most."""

    number: str
    name: str
    cost: Fraction
    votes: Fraction
    funded: bool
    strong: bool
    outcome: str
    payers: int | None = None


@dataclass(frozen=True, kw_only=True)
class PotResult:
    """Money that was shared out: its projects in the order in which they were taken, then those that nobody chose."""

    name: str
    amount: Fraction
    left: Fraction
    projects: tuple[ProjectResult, ...]

    @property
    def spent(self) -> Fraction:
        return self.amount - self.left

    @property
    def funded(self) -> list[ProjectResult]:
        return [one for one in self.projects if one.funded]

    @property
    def strong(self) -> list[ProjectResult]:
        """Those that more people wanted than one that is paid for, and that did not fit."""
        return [one for one in self.projects if one.strong and not one.funded]


def pots_of(counted: Counted) -> list[PotResult]:
    record = counted.record
    if "pots" in record:
        return [_pot(counted, name, summary) for name, summary in record["pots"].items()]
    name = next((name for name, _amount in counted.sheet.pots.values()), "")
    return [_pot(counted, name, record)]


def _pot(counted: Counted, name: str, summary: Mapping[str, Any]) -> PotResult:
    taken = list(_taken(counted, summary))
    known = {one.number for one in taken}
    several = len(counted.sheet.pots) > 1
    pots = {pot: label for pot, (label, _amount) in counted.sheet.pots.items()}
    rest = [
        ProjectResult(number=str(option.number), name=option.text, cost=Fraction(option.cost or 0), votes=Fraction(0),
                      funded=False, strong=False, outcome=_("Not taken"))
        for option in counted.sheet.options
        if str(option.number) not in known and (not several or pots.get(option.pot or 0) == name)
    ]  # fmt: skip
    return PotResult(
        name=name,
        amount=Fraction(str(summary["pot"])),
        left=Fraction(str(summary["left"])),
        projects=(*taken, *rest),
    )


def _taken(counted: Counted, summary: Mapping[str, Any]) -> Iterator[ProjectResult]:
    """Projects in the order of the count. One that was passed over and paid for later is told once, as paid for."""
    steps = {str(step["project"]): step for step in sorted(summary["steps"], key=lambda step: bool(step["funded"]))}
    order = dict.fromkeys([*map(str, summary["funded"]), *steps])
    strong = {str(project) for project in summary["strong_support_not_funded"]}
    for project in order:
        step = steps.get(project, {})
        option = counted.sheet.by_number[int(project)]
        funded = project in map(str, summary["funded"])
        yield ProjectResult(
            number=project,
            name=option.text,
            cost=Fraction(option.cost or 0),
            votes=Fraction(str(step.get("votes", 0))),
            funded=funded,
            strong=project in strong,
            outcome=_("Paid for") if funded else _why_not(step, project in strong),
            payers=step.get("payers"),
        )


def _why_not(step: Mapping[str, Any], strong: bool) -> str:
    if strong:
        return _("Strong support, did not fit")
    if step.get("why_not") == "does not fit":
        return _("Did not fit")
    return _("Too few votes")


def in_one_line(pot: PotResult) -> str:
    """What was spent of it, and what is left."""
    words = {"spent": said(pot.spent), "amount": said(pot.amount), "left": said(pot.left)}
    if pot.name:
        name = pot.name[0].upper() + pot.name[1:]
        return _("%(name)s: £%(spent)s of £%(amount)s is spent, and £%(left)s is left over.", name=name, **words)
    return _("£%(spent)s of £%(amount)s is spent, and £%(left)s is left over.", **words)
