"""The count step by step: what happened in each round, in sentences, with a small picture and a table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from webapp.documents.report import Figure
from webapp.i18n import _
from webapp.polls.showing.counted import Counted, Family, fractions, pounds, said
from webapp.polls.showing.figures import bars, beaten_by, figure, main_figure
from webapp.polls.showing.money import PotResult, pots_of
from webapp.polls.showing.outcome import ties_in_words

_SOURCE = re.compile(r"(?:surplus|exclusion) of (\d+)\Z", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Step:
    """One round. `figure` None: sentences say it all."""

    heading: str
    sentences: tuple[str, ...]
    figure: Figure | None = None


def steps_of(counted: Counted) -> list[Step]:
    if not counted.valid:
        return []
    if counted.family is Family.ROUNDS:
        return list(_rounds(counted))
    if counted.family is Family.DUELS:
        return list(_duels(counted))
    if counted.family is Family.RUNOFF:
        return list(_runoff(counted))
    if counted.family is Family.BUDGET:
        return [_pot(counted, pot, place) for place, pot in enumerate(pots_of(counted), start=1)]
    sentences = (_added_up(counted), *ties_in_words(counted))
    return [Step(heading=_("All ballots at once"), sentences=sentences, figure=main_figure(counted))]


def _added_up(counted: Counted) -> str:
    if counted.family is Family.CHANCES:
        return _("From %(times)s comparisons we worked out how strong each option is.",
                 times=counted.record["compared"])  # fmt: skip
    return _("What all ballots say of each option was added up.")


def _rounds(counted: Counted) -> Iterator[Step]:
    before: Mapping[str, Any] | None = None
    highest = max((max(counted.totals(place).values(), default=Fraction(0)) for place in range(len(counted.rounds))),
                  default=Fraction(0))  # fmt: skip
    for place, one in enumerate(counted.rounds):
        after = counted.rounds[place + 1] if place + 1 < len(counted.rounds) else None
        yield Step(
            heading=_("Round %(round)s", round=one["round"]),
            sentences=tuple(_told(counted, one, before, after)),
            figure=_round_figure(counted, one, highest),
        )
        before = one


def _told(
    counted: Counted, one: Mapping[str, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> Iterator[str]:
    quota = Fraction(one["quota"]) if one["quota"] is not None else None
    if quota is not None and (before is None or before["quota"] != one["quota"]):
        yield _("To win, an option needs %(quota)s.", quota=counted.many(quota))
    out = [_("%(name)s has the fewest votes and goes out.", name=counted.named([option])) for option in one["excluded"]]
    won = [_won(counted, str(option), one, quota) for option in one["elected"]]
    if counted.method == "irv":  # votes are told to move where they will be in the next round
        yield from (*won, *out, *_moves(counted, one, one, after or one))
    elif counted.method == "stv-scottish":
        yield from (*out, *_moves(counted, one, before, one), *won)
    else:
        yield from (*_moves(counted, one, before, one), *won, *out)
    yield from ties_in_words(counted, [one["tie"]] if one["tie"] else [])


def _won(counted: Counted, option: str, one: Mapping[str, Any], quota: Fraction | None) -> str:
    name = counted.named([option])
    if quota is None or Fraction(one["totals"].get(option, "0")) >= quota:
        return _("%(name)s has enough votes and wins.", name=name)
    return _("%(name)s wins: no more options are left than there are places.", name=name)


def _moves(
    counted: Counted, one: Mapping[str, Any], before: Mapping[str, Any] | None, after: Mapping[str, Any]
) -> Iterator[str]:
    """Where votes went. `before` and `after` tell how many help nobody any more."""
    source = _source(counted, one)
    for option, votes in fractions(one["transfers"]).items():
        words = _("%(votes)s moved from %(source)s to %(to)s.") if source else _("%(to)s gained %(votes)s.")
        if said(votes) != "0":
            yield words % {
                "votes": counted.many(votes),
                "source": counted.named([source] if source else []),
                "to": counted.named([option]),
            }
    lost = Fraction(after["exhausted"]) - Fraction(before["exhausted"] if before else "0")
    if said(lost) != "0":
        yield _("%(votes)s had no other option left on the ballot.", votes=counted.many(lost))


def _source(counted: Counted, one: Mapping[str, Any]) -> str | None:
    """Whose votes moved: who went out, or whose surplus it was; None where they moved between many at once."""
    if counted.method == "irv":
        return str(one["excluded"][0]) if len(one["excluded"]) == 1 else None
    named = _SOURCE.search(one["action"]) if counted.method == "stv-scottish" else None
    return named[1] if named else None


def _round_figure(counted: Counted, one: Mapping[str, Any], highest: Fraction) -> Figure:
    totals = fractions(one["totals"])
    quota = Fraction(one["quota"]) if one["quota"] is not None else None
    title = _("Votes in round %(round)s", round=one["round"])
    text = _("The line shows how many votes are needed to win: %(quota)s.", quota=said(quota)) if quota else ""
    received = fractions(one["transfers"])
    marks = {str(option): _("Won") for option in one["elected"]} | {str(o): _("Went out") for o in one["excluded"]}
    rows = [
        (
            counted.names[option],
            (said(total), said(received[option]) if option in received else "–", marks.get(option, "")),
        )
        for option, total in totals.items()
    ]
    if Fraction(one["exhausted"]):
        rows.append((_("Nobody any more"), (said(Fraction(one["exhausted"])), "–", "")))
    moved = _("Moved to it next") if counted.method == "irv" else _("Moved to it")
    return figure(
        counted,
        key=f"round-{one['round']}",
        title=title,
        columns=(_("Votes"), moved, _("Outcome")),
        rows=rows,
        chart=bars(
            counted, totals, title=title, mark=quota, mark_text=text, maximum=max(highest, quota or Fraction(0))
        ),
    )


def _duels(counted: Counted) -> Iterator[Step]:
    pairs = [(one, other) for one in counted.names for other in counted.names if int(one) < int(other)]
    yield Step(
        heading=_("Each option against each other"),
        sentences=tuple(_duel(counted, one, other) for one, other in pairs),
        figure=matrix(counted),
    )
    if counted.method == "ranked-pairs":
        yield Step(heading=_("Wins are set down, the largest first"), sentences=tuple(_locked(counted)))
    else:
        best = ", ".join(f"“{counted.names[option]}”: {len(beaten_by(counted, option))}" for option in counted.names)
        ways = _("Where wins make a circle, we look for the strongest chain of wins from each option to each other.")
        yield Step(heading=_("Who stands above whom"), sentences=(ways, _("Wins of each: %(wins)s.", wins=best),
                                                                  *ties_in_words(counted)))  # fmt: skip


def _duel(counted: Counted, one: str, other: str) -> str:
    table = counted.record["pairwise"]
    for_one, for_other = Fraction(table[one][other]), Fraction(table[other][one])
    if for_one == for_other:
        return _("%(one)s and %(other)s: as many people put either higher (%(votes)s).",
                 one=counted.named([one]), other=counted.named([other]), votes=said(for_one))  # fmt: skip
    high, low = (one, other) if for_one > for_other else (other, one)
    return _("%(one)s beats %(other)s by %(won)s to %(lost)s.", one=counted.named([high]), other=counted.named([low]),
             won=said(max(for_one, for_other)), lost=said(min(for_one, for_other)))  # fmt: skip


def matrix(counted: Counted) -> Figure:
    """How many ballots put the option of the row above that of the column."""
    table = counted.record["pairwise"]
    rows = [
        (f"{one}. {counted.names[one]}", tuple(table[one].get(other, "–") if other != one else "–" for other in table))
        for one in table
    ]
    title = _("How many people put the option in the row above the option in the column")
    return figure(counted, key="duels", title=title, columns=tuple(table), rows=rows, chart=None)


def _locked(counted: Counted) -> Iterator[str]:
    for one in counted.rounds:
        high, low = (counted.named([option]) for option in one["totals"])
        if "not locked" in one["action"]:
            yield _("%(one)s above %(other)s: left out, because it would make a circle.", one=high, other=low)
        else:
            yield _("%(one)s above %(other)s: set down.", one=high, other=low)
    yield from ties_in_words(counted)


def _runoff(counted: Counted) -> Iterator[Step]:
    scores, last = counted.rounds[0], counted.rounds[-1]
    finalists = counted.named(last["totals"])
    yield Step(
        heading=_("The points"),
        sentences=(_("The two options with the most points go into the run-off: %(names)s.", names=finalists),
                   *ties_in_words(counted, [scores["tie"]] if scores["tie"] else [])),
        figure=main_figure(counted),
    )  # fmt: skip
    if last is scores:
        return
    equal = Fraction(last["exhausted"])
    sentences = [_("Each ballot goes to the one of the two that it gives more points.")]
    if equal:
        sentences.append(_("%(votes)s put both equal.", votes=_ballots(equal)))
    sentences += ties_in_words(counted, [last["tie"]] if last["tie"] else [])
    totals = fractions(last["totals"])
    title = _("The run-off")
    rows = [(counted.names[option], (said(total),)) for option, total in totals.items()]
    yield Step(heading=title, sentences=tuple(sentences), figure=figure(
        counted, key="run-off", title=title, columns=(_("Votes"),), rows=rows,
        chart=bars(counted, totals, title=title)))  # fmt: skip


def _ballots(number: Fraction) -> str:
    return _("%(number)s ballots", number=said(number))


def _pot(counted: Counted, pot: PotResult, place: int) -> Step:
    left, sentences = pot.amount, []
    for project in pot.projects:
        name = f"“{project.name}”"
        if project.funded:
            left -= project.cost
            sentences.append(
                _paid(name, pounds(project.cost), counted.many(project.votes), pounds(left), project.payers)
            )
        elif project.votes:
            words = _("%(name)s (%(votes)s) costs %(cost)s. %(outcome)s.")
            sentences.append(words % {"name": name, "votes": counted.many(project.votes), "cost": pounds(project.cost),
                                      "outcome": project.outcome})  # fmt: skip
    rows = [(one.name, (said(one.votes), pounds(one.cost), one.outcome)) for one in pot.projects]
    title = _("How the money is shared out: %(pot)s", pot=pot.name) if pot.name else _("How the money is shared out")
    money = {one.number: one.cost for one in pot.funded}
    chart = bars(counted, money, title=_("What is paid for, in pounds"), maximum=pot.amount) if money else None
    shown = figure(counted, key=f"pot-{place}", title=title, columns=(_("Votes"), _("Cost"), _("Outcome")), rows=rows,
                   chart=chart)  # fmt: skip
    return Step(
        heading=title, sentences=(_("There is %(amount)s.", amount=pounds(pot.amount)), *sentences), figure=shown
    )


def _paid(name: str, cost: str, votes: str, left: str, payers: int | None) -> str:
    if payers is None:
        return _("%(name)s (%(votes)s) is paid for: it costs %(cost)s, which leaves %(left)s.", name=name, votes=votes,
                 cost=cost, left=left)  # fmt: skip
    return _("%(name)s is paid for by the %(payers)s people who chose it: it costs %(cost)s, which leaves %(left)s.",
             name=name, payers=payers, cost=cost, left=left)  # fmt: skip
