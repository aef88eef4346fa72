"""Who won, in one plain sentence, and what must be said with it: the quorum, equals, lots."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from webapp.i18n import _, _l, ngettext
from webapp.polls.showing.counted import Counted, Family, fractions, pounds, said
from webapp.polls.showing.money import in_one_line, pots_of

HOW: Mapping[str, str] = {
    "lot": _l("by lot"),
    "most recent stage that differs": _l("by the last round in which they differed"),
    "first stage that differs": _l("by the first round in which they differed"),
    "option order": _l("by the order on the ballot"),
    "lowest cost": _l("because it costs less"),
    "most votes": _l("because more people chose it"),
    "fewest head-to-heads lost": _l("because more people put it higher than the other"),
    "higher score": _l("by its points"),
    "most ballots with the highest score": _l("because more people gave it the highest score"),
    "most ballots with the highest value": _l("because more people gave it the highest score"),
    "most ballots with votes for it": _l("because more people gave it something"),
}
"""How equals were told apart: the names of the rules in a record, in a resident's words."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """`headline` is the sentence; `notes` follow it. `stands`: enough people voted."""

    headline: str
    notes: tuple[str, ...]
    stands: bool


def outcome_of(counted: Counted, *, voted: int, quorum: int | None, stands: bool) -> Outcome:
    won = _nobody(voted) if not counted.valid else _SENTENCES[counted.family](counted)
    notes = [*_more(counted), *ties_in_words(counted)] if counted.valid else []
    if stands or quorum is None:
        return Outcome(headline=won, notes=tuple(notes), stands=True)
    few = ngettext(
        "The result does not stand: %(num)s person voted, and at least %(quorum)s were needed.",
        "The result does not stand: %(num)s people voted, and at least %(quorum)s were needed.",
        voted,
        quorum=quorum,
    )
    counted_all_the_same = _("What was counted all the same: %(sentence)s", sentence=won)
    return Outcome(headline=few, notes=(counted_all_the_same, *notes), stands=False)


def ties_in_words(counted: Counted, ties: list[Mapping[str, Any]] | None = None) -> Iterator[str]:
    """Each time that equals had to be told apart; `ties` are those of one round."""
    for tie in counted.record["ties"] if ties is None else ties:
        yield _(
            "%(equals)s stood equal. %(chosen)s was picked %(how)s.",
            equals=counted.named(tie["options"]),
            chosen=counted.named(tie["chosen"]),
            how=HOW.get(tie["rule"], tie["rule"]),
        )


def _nobody(voted: int) -> str:
    return _("No vote was valid, so there is no result.") if voted else _("Nobody voted, so there is no result.")


def _first(counted: Counted) -> str:
    if len(counted.elected) != 1:
        return _several(counted)
    total = counted.totals()[counted.elected[0]]
    return _("%(name)s comes first, with %(total)s.", name=counted.named(counted.elected), total=counted.many(total))


def _several(counted: Counted) -> str:
    if not counted.elected:
        return _("No option wins.")
    return _("These come first: %(names)s.", names=counted.named(counted.elected))


def _in_rounds(counted: Counted) -> str:
    if counted.method != "irv":
        return _several(counted)
    place = next(place for place, one in enumerate(counted.rounds) if one["elected"])
    totals = counted.totals(place)
    return ngettext(
        "%(name)s wins in the first round, with %(won)s of %(all)s.",
        "%(name)s wins in round %(num)s, with %(won)s of %(all)s.",
        place + 1,
        name=counted.named(counted.elected),
        won=said(totals[counted.elected[0]]),
        all=counted.many(Fraction(sum(totals.values()))),
    )


def _by_duels(counted: Counted) -> str:
    best = counted.record["beats_all"]
    if len(counted.elected) != 1:
        return _several(counted)
    if best is not None:
        return _("%(name)s wins: more people put it above each of the others.", name=counted.named([best]))
    return _("%(name)s wins, though no option beats each of the others.", name=counted.named(counted.elected))


def _by_runoff(counted: Counted) -> str:
    totals = counted.totals(-1)
    loser = next((option for option in totals if option not in counted.elected), None)
    if loser is None:
        return _first(counted)
    return _(
        "%(name)s wins the run-off against %(other)s, by %(won)s to %(lost)s.",
        name=counted.named(counted.elected),
        other=counted.named([loser]),
        won=said(totals[counted.elected[0]]),
        lost=said(totals[loser]),
    )


def _carried(counted: Counted) -> str:
    for_it, against = fractions(counted.record["for"]), fractions(counted.record["against"])
    if len(counted.names) == 1:
        words = _("%(name)s is carried: %(ayes)s agree and %(noes)s disagree.")
        words = words if counted.elected else _("%(name)s is not carried: %(ayes)s agree and %(noes)s disagree.")
        return words % {
            "name": counted.named(["1"]), "ayes": said(for_it["1"]), "noes": said(against["1"])
        }  # fmt: skip
    if not counted.elected:
        return _("None of them is carried.")
    return _("Carried: %(names)s.", names=counted.named(counted.elected))


def _agreed(counted: Counted) -> str:
    objections = int(sum(fractions(counted.record["objections"]).values()))
    consents = int(sum(fractions(counted.record["consents"]).values()))
    if counted.elected:
        return ngettext("It is agreed: %(num)s person consents, and nobody stops it.",
                        "It is agreed: %(num)s people consent, and nobody stops it.", consents)  # fmt: skip
    if not objections:
        return _("It is not agreed: too few people consent.")
    return ngettext("It is not agreed: %(num)s person objects.", "It is not agreed: %(num)s people object.", objections)


def _paid_for(counted: Counted) -> str:
    pots = pots_of(counted)
    spent, amount = sum(pot.spent for pot in pots), sum(pot.amount for pot in pots)
    funded = sum(len(pot.funded) for pot in pots)
    return ngettext(
        "%(num)s project is paid for. It costs %(spent)s of %(amount)s.",
        "%(num)s projects are paid for. They cost %(spent)s of %(amount)s.",
        funded,
        spent=pounds(spent),
        amount=pounds(amount),
    )


def _matters_most(counted: Counted) -> str:
    if len(counted.elected) != 1:
        return _several(counted)
    return _("%(name)s matters most to the people who took part.", name=counted.named(counted.elected))


_SENTENCES: Mapping[Family, Callable[[Counted], str]] = {
    Family.TOTALS: _first,
    Family.ROUNDS: _in_rounds,
    Family.DUELS: _by_duels,
    Family.RUNOFF: _by_runoff,
    Family.STANCES: _carried,
    Family.CONSENT: _agreed,
    Family.BUDGET: _paid_for,
    Family.CHANCES: _matters_most,
}


def _more(counted: Counted) -> Iterator[str]:
    """What a family of counts says beside who won."""
    if counted.family is Family.BUDGET:
        yield from _about_money(counted)
    elif counted.family is Family.CONSENT:
        aside = int(sum(fractions(counted.record["stand_asides"]).values()))
        if aside:
            yield ngettext("%(num)s person stands aside.", "%(num)s people stand aside.", aside)
    elif counted.family is Family.DUELS and len(counted.record["top_cycle"]) > 1:
        yield _(
            "%(names)s form a circle: each is beaten by one of the others. The rule says how a circle is undone.",
            names=counted.named(counted.record["top_cycle"]),
        )


def _about_money(counted: Counted) -> Iterator[str]:
    pots = pots_of(counted)
    for pot in pots:
        if len(pots) > 1 or pot.left:
            yield in_one_line(pot)
        for project in pot.strong:
            yield _(
                "%(name)s had strong support and did not fit: it costs %(cost)s, and %(votes)s were for it.",
                name=f"“{project.name}”", cost=pounds(project.cost), votes=counted.many(project.votes),
            )  # fmt: skip
