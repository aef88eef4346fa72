"""The closed answers about buses, which hang together with the person and with what they wrote."""

from random import Random

from webapp.demonstration.crowd import OTHER, Draft, area_answer, permission_answer, pick, ranked, some
from webapp.demonstration.questions.buses import BUSES

_QUESTIONS = {question.id: question for question in BUSES.questions}
_HOW_OFTEN = {
    "old": (2, 5, 4, 3, 2, 2),
    "work": (6, 3, 1, 3, 2, 0.3),
    "parent": (3, 4, 3, 3, 2, 0.5),
    "student": (7, 3, 1, 1, 0.5, 0.2),
    "car": (0.2, 0.4, 1, 5, 8, 0.5),
    "driver": (2, 1, 1, 2, 3, 0.2),
}
_SOMETIMES = (3, 3, 2, 3, 2, 0.5)
_BARRIERS = {
    "reliability and frequency": ("Not reliable", "Not often enough"),
    "fares and ticketing": ("Costs too much",),
    "evening and Sunday services": ("Stops too early in the evening",),
    "links to hospital and jobs": ("Does not go where I need",),
    "safety": ("I do not feel safe",),
    "wheelchair space and ramps": ("Hard to use because of a disability or health condition",),
    "women's safety after dark": ("I do not feel safe",),
}
_FIRST = {
    "reliability and frequency": ("Buses that turn up on time",),
    "fares and ticketing": ("One simple fare",),
    "evening and Sunday services": ("More evening and Sunday buses",),
    "links to hospital and jobs": ("Better links to hospital and work sites",),
    "safety": ("Safer, lit, accessible stops",),
    "women's safety after dark": ("Safer, lit, accessible stops",),
    "wheelchair space and ramps": ("Safer, lit, accessible stops",),
    "air quality and climate": ("Cleaner, quieter buses",),
}
_COMMON_BARRIERS = (
    "Not reliable",
    "Not often enough",
    "Stops too early in the evening",
    "Does not go where I need",
    "Costs too much",
    "Too slow",
    "I have no information I can use",
)
_OWN_BARRIERS = (
    "My dog is not welcome",
    "I get travel sick",
    "too many hills to the stop",
    "No room for my bass guitar",
    "I work from home",
    "The seats are too close together",
    "can't take my bike on",
    "I have the allotment to carry",
    "No shelter and it always rains",
    "I like walking",
    "The drivers change every week",
    "i have a car and it's easier",
    "Luggage",
    "Road works since last year",
    "Crowded with school children at the times I need",
)
_ROUTES = {
    "Option 1: quiet streets": 26,
    "Option 2: protected lane": 30,
    "Either": 12,
    "Neither": 14,
    "No opinion": 18,
}
_FAR_FROM_ROUTE = {"Oxmere North", "Oxmere South", "Lidgate"}


def tick(rng: Random, draft: Draft) -> None:
    """Everything but the words."""
    answers = draft.answers
    carried = {theme for themes in draft.truth.values() for theme in themes}
    chosen = {
        "A1": draft.kind or _for_whom(rng, draft),
        "A2": area_answer(rng, draft),
        "A3": None if draft.organisation else _how_often(rng, draft),
        "A4": None if draft.organisation and rng.random() < 0.6 else _barriers(rng, draft, carried),
        "A5": _first(rng, draft, carried),
        "A6": draft.mind,
        "A8": None if draft.organisation else _difference(rng, draft),
        "A9": _route(rng, draft, carried),
        "A12": permission_answer(rng, draft),
    }
    written = dict(answers)
    answers.clear()
    both = {**chosen, **written}
    answers.update({name: both[name] for name in _QUESTIONS if both.get(name) is not None})


def _for_whom(rng: Random, draft: Draft) -> str:
    assisted = 0.3 if draft.channel == "assisted" else 0.008
    return "Someone else, with their agreement" if rng.random() < assisted else "Myself"


def _how_often(rng: Random, draft: Draft) -> str | None:
    if rng.random() < 0.03:
        return None
    return rng.choices(_QUESTIONS["A3"].options, _HOW_OFTEN.get(draft.who, _SOMETIMES))[0]


def _barriers(rng: Random, draft: Draft, carried: set[str]) -> tuple[object, ...] | None:
    likely = [option for theme in sorted(carried) for option in _BARRIERS.get(theme, ())]
    if not likely and rng.random() < 0.1:
        return ("Nothing stops me",)
    if rng.random() < (0.04 if likely else 0.12):
        return None
    chosen = some(rng, likely, _COMMON_BARRIERS, most=3 if likely or rng.random() < 0.8 else 1)
    if len(chosen) < 3 and rng.random() < 0.07 and not draft.organisation:
        return (*chosen, (OTHER, rng.choice(_OWN_BARRIERS)))
    return chosen or None


def _first(rng: Random, draft: Draft, carried: set[str]) -> tuple[str, ...] | None:
    if rng.random() < 0.06:
        return None
    likely = [option for theme in sorted(carried) for option in _FIRST.get(theme, ())]
    return ranked(rng, likely, _QUESTIONS["A5"].options, top=3)


def _difference(rng: Random, draft: Draft) -> dict[str, str] | None:
    """A row may be left out; the more someone is for it, the more it would do for them."""
    if rng.random() < 0.09:
        return None
    hopeful = draft.mind in ("Strongly support", "Tend to support")
    better = (6, 4, 2, 0.1, 0.1, 0.6) if hopeful else (1, 3, 5, 1, 0.6, 1)
    rows: dict[str, str] = {}
    for row in _QUESTIONS["A8"].rows:
        if row.startswith("Work") and draft.who == "old" and rng.random() < 0.8:
            rows[row] = "Not relevant to me"
        elif rng.random() > 0.03:
            rows[row] = rng.choices(_QUESTIONS["A8"].options, better)[0]
    return rows or None


def _route(rng: Random, draft: Draft, carried: set[str]) -> str | None:
    weights = dict(_ROUTES)
    if draft.setting.area in _FAR_FROM_ROUTE:
        weights["No opinion"] = 60
    if "air quality and climate" in carried:
        weights["Option 2: protected lane"] = 90
    if draft.who in ("car", "driver"):
        weights |= {"Neither": 50, "Option 2: protected lane": 8}
    return pick(rng, weights) if rng.random() > 0.05 else None
