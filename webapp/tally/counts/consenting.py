"""Consent: an option is agreed unless somebody objects; whoever can live with it but not join in stands aside.

Source: C. T. Butler and A. Rothstein, "On Conflict and Consensus: a handbook on Formal Consensus decisionmaking"
(1987), which leaves to each group how many may object or stand aside before there is no agreement: here that is
declared beforehand.
"""

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts.given import Given, given
from webapp.tally.counts.result import Count
from webapp.tally.counts.totalling import by_totals

CONSENT = "consent"
CONSENTS, STANDS_ASIDE, OBJECTS = 1, 0, -1
AGREED, AGREED_WITH_STAND_ASIDES = "agreed", "agreed with stand-asides"
AGREEMENTS = (AGREED, AGREED_WITH_STAND_ASIDES)
BLOCKED, TOO_MANY_ASIDE, NOBODY = "blocked by objections", "too many stand aside", "nobody consents"


def count(
    cardinal: Cardinal,
    *,
    seats: int | None = None,
    seed: str = "",
    most_objections: int = 0,
    most_stand_asides: int | None = None,
) -> Count:
    """Values are 1 consent, 0 stand aside, -1 object. Elected is what is agreed; at most `seats`, most consents first.

    More than `most_objections` block an option; more than `most_stand_asides` (any number, if not declared) leave it
    without agreement. Without `seats` all that is agreed is elected.
    """
    counted = given(cardinal, lowest=OBJECTS, highest=CONSENTS)
    outcomes = {option: _outcome(counted, option, most_objections, most_stand_asides) for option in cardinal.numbers}
    consents = {option: counted.many(option, CONSENTS) for option in cardinal.numbers}
    agreed = {option: many for option, many in consents.items() if outcomes[option] in AGREEMENTS}
    return by_totals(
        CONSENT,
        cardinal,
        counted,
        agreed,
        totals=consents,
        seats=len(agreed) if seats is None else seats,
        seed=seed,
        action="ballots that consent to each",
        details={
            "most_objections": most_objections,
            "most_stand_asides": most_stand_asides,
            "consents": consents,
            "stand_asides": {option: counted.many(option, STANDS_ASIDE) for option in cardinal.numbers},
            "objections": {option: counted.many(option, OBJECTS) for option in cardinal.numbers},
            "outcomes": outcomes,
        },
    )


def _outcome(counted: Given, option: int, most_objections: int, most_stand_asides: int | None) -> str:
    aside = counted.many(option, STANDS_ASIDE)
    if counted.many(option, OBJECTS) > most_objections:
        return BLOCKED
    if most_stand_asides is not None and aside > most_stand_asides:
        return TOO_MANY_ASIDE
    if not counted.many(option, CONSENTS):
        return NOBODY
    return AGREED_WITH_STAND_ASIDES if aside else AGREED
