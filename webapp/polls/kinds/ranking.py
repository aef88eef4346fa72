"""Putting options in order: a place at each option, as on the ballot papers of councils."""

from collections import defaultdict
from collections.abc import Mapping

from webapp.i18n import _
from webapp.polls.kinds.base import Form, Problem, not_ours, refuse_other_controls, whole_number
from webapp.polls.marks import Marks
from webapp.polls.sheet import Sheet
from webapp.tally.ballots.papers import Contest


class Ranks:
    """Each option may have a place; `equal` papers allow several in one."""

    def __init__(self, *, equal: bool) -> None:
        self.equal = equal
        self.macro = "ranks"

    def read(self, sheet: Sheet, form: Form) -> tuple[Marks, list[Problem]]:
        refuse_other_controls(sheet, form)
        at: defaultdict[int, list[int]] = defaultdict(list)
        for option in sheet.options:
            given = form.get(f"o{option.number}", "")
            place = whole_number(given)
            if given and (place is None or not 1 <= place <= len(sheet.options)):
                raise not_ours()
            if place is not None:
                at[place].append(option.number)
        order = tuple(tuple(sorted(at[place])) for place in sorted(at))
        return order, self._gaps(at)

    def _gaps(self, at: Mapping[int, list[int]]) -> list[Problem]:
        gap = next((place for place in range(1, max(at, default=0)) if place not in at), None)
        if gap is None or self.equal:
            return []
        after = at[min(place for place in at if place > gap)][0]
        return [Problem(f"o{after}", _("Nothing has place %(gap)s. Use each number in turn, from 1.", gap=gap))]

    def problems(self, sheet: Sheet, marks: Marks) -> list[Problem]:
        if not marks:
            return [Problem(f"o{sheet.options[0].number}", _("Give 1 to the option you like most."))]
        shared = [place for place in marks if len(place) > 1]
        if shared and not self.equal:
            names = _(" and ").join(f"“{sheet.by_number[number].text}”" for number in shared[0])
            return [Problem(f"o{shared[0][1]}", _("%(names)s have the same place. Give each its own.", names=names))]
        return []

    def fill(self, sheet: Sheet, marks: Marks) -> Form:
        return Form([(f"o{number}", str(place)) for place, equal in enumerate(marks, 1) for number in equal])

    def take(self, sheet: Sheet, rows: Marks) -> Marks:
        numbers = [number for place in rows for number in place]
        ascending = all(place and list(place) == sorted(place) for place in rows)
        if not ascending or len(set(numbers)) != len(numbers) or not sheet.by_number.keys() >= set(numbers):
            raise not_ours()
        return rows

    def say(self, sheet: Sheet, marks: Marks) -> list[str]:
        return [f"{place}. {sheet.by_number[number].text}" for place, equal in enumerate(marks, 1) for number in equal]

    def papers(self, sheet: Sheet, ballots: Mapping[Marks, int]) -> Contest:
        options = tuple(option.text for option in sheet.options)
        return Contest(options=options, ballots=ballots, seats=sheet.rule("seats", 1), title=sheet.title)
