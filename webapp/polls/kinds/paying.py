"""The projects of a poll, its money and its ballots, as the budget that is counted."""

from collections.abc import Mapping

from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet, SheetOption
from webapp.tally.ballots.budget import Budget, Kind, Project


def budget_of(sheet: Sheet, ballots: Mapping[Marks, int], *, kind: Kind) -> Budget:
    """Projects by the text of their number; amounts in whole pounds. One pot is the pot; several are kept apart."""
    names = _names_of_pots(sheet)
    apart = len(names) > 1
    return Budget(
        projects=tuple(_project(option, names[option.pot] if apart and option.pot else "") for option in sheet.options),
        ballots={tuple((str(number), value) for number, value in marks): many for marks, many in ballots.items()},
        pot=sheet.pot,
        kind=kind,
        pots={names[pot]: amount for pot, (_name, amount) in sheet.pots.items()} if apart else {},
        title=sheet.title,
        currency="GBP",
    )


def _names_of_pots(sheet: Sheet) -> dict[int, str]:
    """Each pot's name, with its number where two are called the same."""
    names = [name for name, _amount in sheet.pots.values()]
    return {
        pot: name if names.count(name) == 1 else f"{name} ({place})"
        for place, (pot, (name, _amount)) in enumerate(sheet.pots.items(), start=1)
    }


def _project(option: SheetOption, pot: str) -> Project:
    return Project(
        id=str(option.number),
        cost=option.cost or 0,
        name=option.text,
        categories=(option.category,) if option.category else (),
        pot=pot,
    )
