"""The 410 who answered about warm homes: who they are and what they write. `planted` says how the counts are read."""

from collections.abc import Mapping
from random import Random

from webapp.demonstration import planted
from webapp.demonstration.crowd import Draft, any_area, dice, finish, hand_out_channels, pick, send
from webapp.demonstration.essay import Essayist, last_word
from webapp.demonstration.homes_ticks import tick
from webapp.demonstration.pen import Pen, Setting, choose_style
from webapp.demonstration.place import DISTRICT_OF
from webapp.demonstration.quotas import share, take_away
from webapp.demonstration.shapes import DemoResponse
from webapp.demonstration.words import Words, read

WEEKS = 8
_RENTERS = "renters and rent rises"
_SEVERAL = {2: 125, 3: 48}
_RENTERS_SAY = (
    "health and mould",
    "it will not happen",
    "local jobs for local people",
    "women and newcomers in trades",
)
_OWNERS_SAY = tuple(theme for theme in planted.HOMES_B8_B12 if theme not in (_RENTERS, *_RENTERS_SAY))
# The first theme brings its friends: who owns and who rents do not talk of the same things.
_FRIENDS = {
    _RENTERS: _RENTERS_SAY,
    **dict.fromkeys(_OWNERS_SAY, (*_OWNERS_SAY, *_RENTERS_SAY)),
    **dict.fromkeys(_RENTERS_SAY, (*_OWNERS_SAY, *_RENTERS_SAY)),
}
_AREAS = {"Northgate": 12, "Canal Side": 12, "Hob Hill": 9, "Priory": 8, "Foundry": 14, "Tarn Green": 6, "Weavers": 14,
          "Station": 7, "Oxmere North": 6, "Oxmere South": 7, "Lidgate": 5}  # fmt: skip
_PEOPLE = {"old": 25, "owner": 22, "parent": 18, "work": 17, "tenant": 16}
_RESIDENT, _LANDLORD, _ELECTED = "Myself as a resident", "A landlord", "I am an elected representative"
_MINDS = {"Strongly support": 40, "Tend to support": 32, "Neither support nor oppose": 9, "Tend to oppose": 7,
          "Strongly oppose": 4, "Don't know yet": 7}  # fmt: skip
_MINDS_DOUBTFUL = {"Tend to support": 16, "Neither support nor oppose": 22, "Tend to oppose": 28, "Strongly oppose": 20,
                   "Don't know yet": 12}  # fmt: skip
_MINDS_LANDLORD = {"Neither support nor oppose": 3, "Tend to oppose": 12, "Strongly oppose": 7}
_DOUBTS = {"it will not happen", "disruption and older people", "heritage streets"}
# Fewer than ten in Tarnford and fewer than ten in Oxmere rent privately.
_PRIVATE_RENTERS_AT_MOST = {"Tarnford": 7, "Oxmere": 6}


def write_responses(seed: int) -> tuple[DemoResponse, ...]:
    """All responses to "Warm homes, good jobs", in order of sending."""
    rng = dice(seed, "homes")
    pen, words = Pen(rng), read("homes")
    drafts = _crowd(pen, words)
    hand_out_channels(rng, drafts, planted.HOMES_CHANNELS)
    send(rng, drafts, weeks=WEEKS)
    essayists = {question: Essayist(pen, question, words.themes, become=True) for question in ("B8", "B12")}
    for draft in drafts:
        _write(pen, words, essayists, draft)
    renters = dict(_PRIVATE_RENTERS_AT_MOST)
    for draft in drafts:
        tick(rng, draft, may_rent_privately=_one_more(renters, draft))
    return finish(drafts)


def _crowd(pen: Pen, words: Words) -> list[Draft]:
    rng = pen.rng
    written = _written_out(pen, words)
    letters = [_landlord(rng) for _ in range(planted.HOMES_TRAPS["landlord letter"])]
    left = take_away(planted.HOMES_B8_B12, [draft.themes for draft in written + letters])
    drafts = written + letters + [_person(rng, set_) for set_ in share(rng, left, friends=_FRIENDS, several=_SEVERAL)]
    silent = sum(planted.HOMES_CHANNELS.values()) - len(drafts)
    return drafts + [_person(rng, ()) for _ in range(silent)]


def _written_out(pen: Pen, words: Words) -> list[Draft]:
    drafts = []
    for table in (*words.organisations, *words.wholes):
        themes = (*table.get("B8_themes", ()), *table.get("B12_themes", ()))
        draft = Draft(Setting.at(table["area"], pen.rng), tuple(dict.fromkeys(themes)), table["mind"], table=table)
        draft.setting.who = table.get("who", "")
        draft.organisation = table.get("name")
        draft.kind = table.get("kind") or (_ELECTED if draft.who == "elected" else _RESIDENT)
        draft.traps += [*table.get("traps", ()), *([table["trap"]] if "trap" in table else ())]
        for question in ("B8", "B12"):
            pen.remember(table.get(question, ""))
        drafts.append(draft)
    return drafts


def _landlord(rng: Random) -> Draft:
    draft = Draft(Setting.at(any_area(rng, _AREAS), rng), ("cost and bills", _RENTERS), pick(rng, _MINDS_LANDLORD))
    draft.setting.who, draft.kind = "landlord", _LANDLORD
    draft.campaign, draft.traps = planted.HOMES_CAMPAIGN, ["landlord letter"]
    return draft


def _person(rng: Random, themes: tuple[str, ...]) -> Draft:
    doubtful = bool(_DOUBTS & set(themes))
    draft = Draft(Setting.at(any_area(rng, _AREAS), rng), themes, pick(rng, _MINDS_DOUBTFUL if doubtful else _MINDS))
    draft.style, draft.kind = choose_style(rng), _RESIDENT
    draft.setting.who = "tenant" if _RENTERS in themes else pick(rng, _PEOPLE)
    draft.setting.settled = _RENTERS in themes
    return draft


def _write(pen: Pen, words: Words, essayists: dict[str, Essayist], draft: Draft) -> None:
    if draft.table:
        for question in ("B8", "B12"):
            if question in draft.table:
                draft.answers[question] = draft.table[question]
                draft.carry(question, draft.table[f"{question}_themes"])
    elif draft.campaign:
        draft.answers["B8"] = _letter(pen, words, draft)
        draft.carry("B8", draft.themes)
    else:
        for question, themes in _divide(pen.rng, essayists, draft.themes).items():
            text = _answer(pen, words, essayists[question], draft, question, themes)
            draft.answers[question] = pen.style(text, draft.style)
            draft.carry(question, themes)


def _divide(rng: Random, essayists: Mapping[str, Essayist], themes: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Each theme comes up under one of the two questions: where there is more to say about it, more often."""
    left = {theme: {name: essayist.left(theme) for name, essayist in essayists.items()} for theme in themes}
    places = {theme: pick(rng, left[theme]) for theme in themes}
    divided = {name: tuple(theme for theme in themes if places[theme] == name) for name in essayists}
    return {name: part for name, part in divided.items() if part}


def _answer(pen: Pen, words: Words, essayist: Essayist, draft: Draft, question: str, themes: tuple[str, ...]) -> str:
    """Under B8 some name the neighbourhood that they would begin with, and some sum up."""
    text = essayist.write(themes, draft.setting)
    if question == "B12" or text[-1] not in ".?!":
        return text
    if pen.rng.random() < 0.3:
        text = f"{text} {pen.take('early', words.lines['early'], draft.setting, again=True)}"
    elif kind := last_word(pen.rng, draft.mind):
        text = f"{text} {pen.take(kind, words.lines[kind], draft.setting, again=True)}"
    return text


def _letter(pen: Pen, words: Words, draft: Draft) -> str:
    """The association's letter with a line changed, left out or added: nearly the same in every hand."""
    rng = pen.rng
    lines = [pen.fill(frame.text, draft.setting) for frame in words.lines["letter"]]
    if rng.random() < 0.4:
        lines.pop(rng.randrange(1, len(lines)))
    own = rng.sample(words.lines["near"], rng.choice((0, 1, 1, 2)))
    return " ".join(lines + [pen.fill(frame.text, draft.setting) for frame in own])


def _one_more(left: dict[str, int], draft: Draft) -> bool:
    """May this person rent privately? Only tenants use the places up."""
    district = DISTRICT_OF[draft.setting.area]
    if draft.who != "tenant" or district not in left:
        return draft.who == "tenant"
    left[district] -= 1
    return left[district] >= 0
