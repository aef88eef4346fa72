"""The 612 who answered about the high street: who they are, what they write and what they tick."""

from random import Random

from webapp.demonstration import planted
from webapp.demonstration.crowd import (
    Draft,
    any_area,
    area_answer,
    dice,
    finish,
    hand_out_channels,
    permission_answer,
    pick,
    ranked,
    send,
)
from webapp.demonstration.essay import IN_A_FEW_WORDS, Essayist
from webapp.demonstration.pen import Pen, Setting, choose_style
from webapp.demonstration.questions.high_street import HIGH_STREET
from webapp.demonstration.quotas import share, take_away
from webapp.demonstration.shapes import DemoResponse
from webapp.demonstration.words import Words, read

WEEKS = 5
_PLANTED = {"C8": planted.HIGH_STREET_C8, "C10": planted.HIGH_STREET_C10}
_QUESTIONS = {question.id: question for question in HIGH_STREET.questions}
_AREAS = {"Priory": 20, "Hob Hill": 11, "Foundry": 11, "Canal Side": 11, "Northgate": 11, "Weavers": 9, "Station": 6,
          "Tarn Green": 4, "Oxmere South": 4, "Oxmere North": 3, "Lidgate": 3}  # fmt: skip
_PEOPLE = {"old": 26, "work": 24, "parent": 20, "student": 18, "any": 12}
_NOBODY = 66  # people who answer C10 with "nobody" or "don't know"
_SPENDING = {
    "toilets": "Seats, toilets and shade",
    "seats and shade": "Seats, toilets and shade",
    "shops and market": "Events and markets",
    "cafés and evening life": "Events and markets",
    "feeling safe": "Safer, brighter streets",
    "green space": "Green space and cleaner air",
    "things to do for the young": "Things for young people",
    "young people": "Things for young people",
}
_POOR_ROWS = {
    "toilets": "Somewhere to sit, and toilets",
    "seats and shade": "Somewhere to sit, and toilets",
    "shops and market": "The mix of shops and places to go",
    "cafés and evening life": "The mix of shops and places to go",
    "feeling safe": "Feeling safe after dark",
    "cleanliness and upkeep": "Cleanliness",
    "disabled people": "Getting about with a wheelchair, pram or stick",
    "families with small children": "Getting about with a wheelchair, pram or stick",
}
_TIMES = {
    "old": (8, 0.5, 2, 1, 6, 0.5),
    "work": (1, 6, 6, 4, 2, 1),
    "parent": (3, 1, 6, 4, 3, 7),
    "student": (1, 6, 6, 3, 1, 6),
}


def write_responses(seed: int) -> tuple[DemoResponse, ...]:
    """All responses to the survey of "Our High Street", in order of sending."""
    rng = dice(seed, "high street")
    pen, words = Pen(rng), read("high_street")
    drafts = _crowd(pen, words)
    hand_out_channels(rng, drafts, planted.HIGH_STREET_CHANNELS)
    send(rng, drafts, weeks=WEEKS)
    _write(pen, words, drafts, "C8", become=True)
    _write(pen, words, drafts, "C10", become=False)
    for draft in drafts:
        _tick(rng, draft)
    return finish(drafts)


def _crowd(pen: Pen, words: Words) -> list[Draft]:
    rng = pen.rng
    drafts = []
    for table in words.organisations:
        draft = Draft(Setting.at(table["area"], rng), kind=table["kind"], table=table)
        draft.organisation = None if "elected" in table["kind"] else table["name"]
        for question in _PLANTED:
            pen.remember(table.get(question, ""))
        drafts.append(draft)
    for _ in range(planted.HIGH_STREET_RECEIVED - len(drafts)):
        draft = Draft(Setting.at(any_area(rng, _AREAS), rng), kind="Myself", style=choose_style(rng))
        draft.setting.who = pick(rng, _PEOPLE)
        drafts.append(draft)
    return drafts


def _write(pen: Pen, words: Words, drafts: list[Draft], question: str, *, become: bool) -> None:
    """The planted themes to as many people, the organisations' own words to them."""
    told = [draft for draft in drafts if question in draft.table]
    for draft in told:
        draft.answers[question] = draft.table[question]
        draft.carry(question, draft.table[f"{question}_themes"])
    left = take_away(_PLANTED[question], [draft.truth[question] for draft in told])
    friends = {theme: tuple(t for t in left if t != theme and (question, t) in words.themes) for theme in left}
    friends |= {planted.NONE_OF_THESE: (), planted.NO_REASON: ()}
    free = [draft for draft in drafts if not draft.table]
    pen.rng.shuffle(free)
    essayist = Essayist(pen, question, words.themes, become=become, plans=IN_A_FEW_WORDS, again=True)
    sets = share(pen.rng, left, friends=friends, several={2: 62 if question == "C8" else 34})
    for draft, themes in zip(free, sets, strict=False):
        draft.answers[question] = pen.style(_answer(pen, words, essayist, draft, themes), draft.style)
        draft.carry(question, themes)
    if question == "C10":
        for draft in free[len(sets) : len(sets) + _NOBODY]:
            draft.answers[question] = pen.take("nobody", words.lines["nobody"], draft.setting, again=True)
            draft.carry(question, ())


def _answer(pen: Pen, words: Words, essayist: Essayist, draft: Draft, themes: tuple[str, ...]) -> str:
    for name in (planted.NONE_OF_THESE, planted.NO_REASON):
        if themes == (name,):
            return pen.take(name, words.lines[name.replace(" ", "_")], draft.setting, again=True)
    return essayist.write(themes, draft.setting)


def _tick(rng: Random, draft: Draft) -> None:
    """The closed answers, which hang together with the person and with what they wrote."""
    carried = sorted({theme for themes in draft.truth.values() for theme in themes})
    chosen = {
        "C1": draft.kind,
        "C2": area_answer(rng, draft),
        "C3": _how_often(rng, draft),
        "C4": _feelings(rng, carried),
        "C5": _order(rng, carried),
        "C7": _times(rng, draft),
        "C9": pick(rng, {"Pick 3 to 5 projects": 50, "Spend the pot": 16, "Score each project": 14, "No view": 20}),
        "C11": permission_answer(rng, draft),
    }
    both = {**chosen, **draft.answers}
    draft.answers = {name: both[name] for name in _QUESTIONS if both.get(name) is not None}


def _how_often(rng: Random, draft: Draft) -> str | None:
    near = draft.setting.area in ("Priory", "Foundry", "Canal Side")
    weights = (5, 6, 4, 2, 1, 0.1) if near or draft.organisation else (1, 3, 5, 5, 3, 0.6)
    return rng.choices(_QUESTIONS["C3"].options, weights)[0] if rng.random() > 0.03 else None


def _feelings(rng: Random, carried: list[str]) -> dict[str, str] | None:
    if rng.random() < 0.04:
        return None
    poor = {_POOR_ROWS[theme] for theme in carried if theme in _POOR_ROWS}
    rows: dict[str, str] = {}
    for row in _QUESTIONS["C4"].rows:
        weights = (0.1, 0.4, 2, 6, 5, 0.3) if row in poor else (1, 4, 6, 4, 2, 1)
        if rng.random() > 0.03:
            rows[row] = rng.choices(_QUESTIONS["C4"].options, weights)[0]
    return rows or None


def _order(rng: Random, carried: list[str]) -> tuple[str, ...] | None:
    if rng.random() < 0.07:
        return None
    likely = [_SPENDING[theme] for theme in carried if theme in _SPENDING]
    return ranked(rng, likely, _QUESTIONS["C5"].options, top=6)


def _times(rng: Random, draft: Draft) -> tuple[str, ...] | None:
    if rng.random() < 0.06:
        return None
    weights = dict(zip(_QUESTIONS["C7"].options, _TIMES.get(draft.who, (3, 3, 4, 3, 3, 2)), strict=True))
    chosen = {pick(rng, weights) for _ in range(rng.choice((1, 1, 2, 2, 3, 4)))}
    return tuple(option for option in weights if option in chosen)
