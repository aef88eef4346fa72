"""The closed answers about warm homes, which hang together with the person and with what they wrote."""

from random import Random

from webapp.demonstration.crowd import OTHER, Draft, area_answer, permission_answer, pick, ranked, some
from webapp.demonstration.questions.homes import HOMES

_QUESTIONS = {question.id: question for question in HOMES.questions}
_OWN_OUTRIGHT, _MORTGAGE, _SHARED = "Own outright", "Own with a mortgage", "Shared ownership"
_SOCIAL, _PRIVATE = "Rent from a council or housing association", "Rent privately"
_FAMILY, _NO_HOME = "Live with family or friends", "No settled home"
_SITUATIONS: dict[str, dict[str, float]] = {
    "old": {_OWN_OUTRIGHT: 12, _SOCIAL: 6, _FAMILY: 1},
    "owner": {_OWN_OUTRIGHT: 6, _MORTGAGE: 12, _SHARED: 1},
    "parent": {_MORTGAGE: 8, _SOCIAL: 8, _SHARED: 1, _FAMILY: 1},
    "work": {_MORTGAGE: 9, _OWN_OUTRIGHT: 3, _SOCIAL: 4, _FAMILY: 3, _NO_HOME: 0.4},
    "tenant": {_SOCIAL: 1},
    "landlord": {_OWN_OUTRIGHT: 5, _MORTGAGE: 4},
    "elected": {_OWN_OUTRIGHT: 1, _MORTGAGE: 1},
}
_WORRIES = {
    "cost and bills": ("Cost", "Debt or a charge on the home"),
    "trust and bad past work": ("Poor workmanship", "Scams"),
    "renters and rent rises": ("My rent might rise", "My landlord would have to agree"),
    "one trusted adviser": ("I do not know where to start",),
    "disruption and older people": ("Disruption", "Having to move out"),
    "heritage streets": ("The look or heritage of the street",),
}
_COMMON_WORRIES = ("Cost", "Disruption", "Poor workmanship", "Scams", "I do not know where to start")
_OWN_WORRIES = (
    "My cats",
    "Getting asbestos out",
    "bats in the roof",
    "The neighbour won't do theirs",
    "Losing the little bit of room I've got",
    "that it never gets finished",
    "Parking for the vans",
    "I work nights and sleep in the day",
    "My collection of model trains is in the loft",
)
_HELP = {
    "cost and bills": ("A grant towards the cost",),
    "trust and bad past work": ("Checks after the work",),
    "health and mould": ("A free check of the whole home",),
    "one trusted adviser": ("One trusted person who explains everything",),
    "disruption and older people": ("One trusted person who explains everything",),
}
_TRAINING = {
    "old": (0.1, 0.2, 12, 0.3),
    "owner": (1, 2, 9, 1),
    "parent": (2, 4, 6, 0.6),
    "work": (2, 4, 6, 1),
    "tenant": (2, 4, 6, 0.5),
}
_COLD = {"health and mould", "cost and bills", "renters and rent rises"}


def tick(rng: Random, draft: Draft, *, may_rent_privately: bool) -> None:
    """Everything but the words."""
    carried = {theme for themes in draft.truth.values() for theme in themes}
    resident = draft.organisation is None and draft.who not in ("landlord", "elected")
    chosen = {
        "B1": draft.kind,
        "B2": area_answer(rng, draft),
        "B3": None if draft.organisation else _situation(rng, draft, may_rent_privately=may_rent_privately),
        "B4": _winter(rng, draft, carried) if resident else None,
        "B5": _worries(rng, draft, carried) if not draft.organisation else None,
        "B6": _help(rng, carried),
        "B7": draft.mind,
        "B9": _training(rng, draft) if resident else None,
        "B10": _take_up(rng, carried),
        "BP": permission_answer(rng, draft),
    }
    both = {**chosen, **draft.answers}
    draft.answers = {name: both[name] for name in _QUESTIONS if both.get(name) is not None}


def _situation(rng: Random, draft: Draft, *, may_rent_privately: bool) -> str | None:
    if may_rent_privately:
        return pick(rng, {_PRIVATE: 8, _SOCIAL: 3}) if draft.truth else _PRIVATE
    if rng.random() < 0.03:
        return None
    return pick(rng, _SITUATIONS[draft.who])


def _winter(rng: Random, draft: Draft, carried: set[str]) -> dict[str, str] | None:
    if rng.random() < 0.05:
        return None
    often = (1, 3, 5, 5, 0.4) if carried & _COLD else (5, 5, 2, 1, 0.4)
    mouldy = (0.2, 1, 4, 6, 0.2) if "health and mould" in carried else often
    rows: dict[str, str] = {}
    for row in _QUESTIONS["B4"].rows:
        if rng.random() > 0.03:
            rows[row] = rng.choices(_QUESTIONS["B4"].options, mouldy if "mould" in row else often)[0]
    return rows or None


def _worries(rng: Random, draft: Draft, carried: set[str]) -> tuple[object, ...] | None:
    worrying = carried - {"renters and rent rises"} if draft.who == "landlord" else carried
    likely = [option for theme in sorted(worrying) for option in _WORRIES.get(theme, ())]
    if not likely and rng.random() < 0.08:
        return ("Nothing",)
    if rng.random() < 0.05:
        return None
    rng.shuffle(likely)
    chosen = some(rng, likely, _COMMON_WORRIES, most=3)
    if len(chosen) < 3 and rng.random() < 0.08:
        return (*chosen, (OTHER, rng.choice(_OWN_WORRIES)))
    return chosen or None


def _help(rng: Random, carried: set[str]) -> tuple[str, ...] | None:
    if rng.random() < 0.07:
        return None
    likely = [option for theme in sorted(carried) for option in _HELP.get(theme, ())]
    return ranked(rng, likely, _QUESTIONS["B6"].options, top=3)


def _training(rng: Random, draft: Draft) -> str | None:
    return rng.choices(_QUESTIONS["B9"].options, _TRAINING[draft.who])[0] if rng.random() > 0.06 else None


def _take_up(rng: Random, carried: set[str]) -> tuple[str, ...] | None:
    if rng.random() < 0.35:
        return None
    likely = ["Women-only or community-based courses"] if "women and newcomers in trades" in carried else []
    likely += ["A job guaranteed at the end"] if "local jobs for local people" in carried else []
    return some(rng, likely, _QUESTIONS["B10"].options, most=3) or None
