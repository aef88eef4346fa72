"""The 640 who answered about buses: who they are and what they write. `planted` says how the counts are read."""

from dataclasses import replace
from datetime import timedelta
from random import Random

from webapp.demonstration import planted
from webapp.demonstration.buses_ticks import tick
from webapp.demonstration.crowd import Draft, adapt, any_area, dice, finish, hand_out_channels, pick, plant, send
from webapp.demonstration.essay import Essayist, joined, last_word
from webapp.demonstration.pen import Pen, Setting, choose_style
from webapp.demonstration.quotas import share, spread, take_away
from webapp.demonstration.shapes import DemoResponse
from webapp.demonstration.words import Words, read

WEEKS = 10
_RELIABILITY = "reliability and frequency"
_COST, _RISK, _DRIVERS = "cost to public purse", "disruption and risk of change", "drivers' jobs and conditions"
_TWICE = "sent twice"
_FOR_BUSES = (
    _RELIABILITY,
    "fares and ticketing",
    "evening and Sunday services",
    "links to hospital and jobs",
    "public accountability",
)
_FRIENDS = {
    **dict.fromkeys(_FOR_BUSES, (*_FOR_BUSES, "safety", "air quality and climate")),
    "safety": _FOR_BUSES,
    "air quality and climate": _FOR_BUSES,
    _COST: (_RISK,),
    _RISK: (_COST, _DRIVERS),
    _DRIVERS: (_RISK, "public accountability"),
}
_SEVERAL = {2: 112, 3: 9}
_AREAS = {"Northgate": 9, "Canal Side": 11, "Hob Hill": 10, "Priory": 8, "Foundry": 8, "Tarn Green": 7, "Weavers": 11,
          "Station": 8, "Oxmere North": 9, "Oxmere South": 11, "Lidgate": 8}  # fmt: skip
_PEOPLE = {"old": 24, "work": 30, "parent": 18, "student": 12, "car": 8, "driver": 3, "any": 5}
_KINDS_OF_INDIVIDUAL = {"elected": "I am a councillor, MP or other elected representative"}
_MINDS_FOR = {"Strongly support": 48, "Tend to support": 32, "Neither support nor oppose": 9, "Don't know yet": 8}
_MINDS_AGAINST = {"Strongly oppose": 50, "Tend to oppose": 34, "Neither support nor oppose": 8, "Don't know yet": 5}
_MINDS_SILENT = {"Strongly support": 26, "Tend to support": 26, "Neither support nor oppose": 14, "Tend to oppose": 9,
                 "Strongly oppose": 9, "Don't know yet": 14}  # fmt: skip


def write_responses(seed: int) -> tuple[DemoResponse, ...]:
    """All responses to "Buses and streets that work for us", in order of sending."""
    rng = dice(seed, "buses")
    pen, words = Pen(rng), read("buses")
    copies = planted.BUSES_TRAPS["duplicate"]
    drafts = _crowd(pen, words, copies)
    _plant_traps(rng, drafts)
    hand_out_channels(rng, drafts, {**planted.BUSES_CHANNELS, "online": planted.BUSES_CHANNELS["online"] - copies})
    send(rng, drafts, weeks=WEEKS)
    _write_reasons(pen, words, drafts)
    _write_impacts(pen, words, drafts)
    _write_ideas(pen, words, drafts)
    for draft in drafts:
        tick(rng, draft)
    firsts = [draft for draft in drafts if _TWICE in draft.traps]
    return finish(drafts + [_second_sending(rng, first) for first in firsts])


def _crowd(pen: Pen, words: Words, copies: int) -> list[Draft]:
    """Everybody but the second sendings, with themes and a mind, and nothing written yet."""
    rng = pen.rng
    written = _written_out(pen, words)
    campaign = [_campaigner(rng, trap) for trap in _campaign_traps()]
    twice = [_alone(theme) for theme in _FRIENDS][:copies]
    left = take_away(planted.BUSES_A7, [d.themes for d in written + campaign] + twice * 2)
    sets = share(rng, left, friends=_FRIENDS, several=_SEVERAL)
    drafts = written + campaign + [_person(rng, themes) for themes in sets]
    drafts += [_person(rng, themes, twice=True) for themes in twice]
    silent = sum(planted.BUSES_CHANNELS.values()) - copies - len(drafts)
    return drafts + [_person(rng, ()) for _ in range(silent)]


def _alone(theme: str) -> tuple[str, ...]:
    return (theme,)


def _written_out(pen: Pen, words: Words) -> list[Draft]:
    """Organisations and the voices of which every word is written out."""
    drafts = []
    for table in (*words.organisations, *words.wholes):
        area = table.get("area") or any_area(pen.rng, _AREAS)
        who = table.get("who") or pick(pen.rng, {"work": 3, "parent": 2, "old": 1})
        draft = Draft(Setting.at(area, pen.rng), themes=tuple(table["themes"]), mind=table["mind"], table=table)
        draft.setting.who = who
        draft.organisation, draft.kind = table.get("name"), table.get("kind") or _KINDS_OF_INDIVIDUAL.get(who)
        draft.language, draft.channel = table.get("language", "en"), table.get("channel", "")
        draft.traps += [*table.get("traps", ()), *([table["trap"]] if "trap" in table else ())]
        pen.remember(table["text"])
        pen.remember(table.get("impact", ""))
        drafts.append(draft)
    return drafts


def _campaign_traps() -> list[str]:
    return [name for name in ("campaign identical", "campaign adapted") for _ in range(planted.BUSES_TRAPS[name])]


def _campaigner(rng: Random, trap: str) -> Draft:
    area = pick(rng, {"Hob Hill": 8, "Priory": 1, "Foundry": 1})
    mind = pick(rng, {"Strongly support": 74, "Tend to support": 20, "Don't know yet": 6})
    draft = Draft(Setting.at(area, rng), (_RELIABILITY,), mind, campaign=planted.BUSES_CAMPAIGN, traps=[trap])
    draft.setting.who = pick(rng, _PEOPLE)
    draft.channel = "online" if trap == "campaign identical" else ""
    return draft


def _person(rng: Random, themes: tuple[str, ...], *, twice: bool = False) -> Draft:
    draft = Draft(Setting.at(any_area(rng, _AREAS), rng), themes, _mind(rng, themes), style=choose_style(rng))
    draft.setting.who = pick(rng, _PEOPLE)
    if twice:
        draft.channel = "online"
        draft.traps.append(_TWICE)
    return draft


def _mind(rng: Random, themes: tuple[str, ...]) -> str | None:
    if not themes:
        return pick(rng, _MINDS_SILENT) if rng.random() < 0.88 else None
    if set(themes) & {_COST, _RISK}:
        return pick(rng, _MINDS_AGAINST)
    if themes == (_DRIVERS,):
        return pick(rng, {"Tend to support": 4, "Neither support nor oppose": 2, "Tend to oppose": 3})
    if themes[0] in (planted.NONE_OF_THESE, planted.NO_REASON):
        return pick(rng, _MINDS_SILENT)
    return pick(rng, _MINDS_FOR)


def _plant_traps(rng: Random, drafts: list[Draft]) -> None:
    """Late post, personal data, a shared address."""
    late = plant(rng, (d for d in drafts if d.stands_alone and not d.channel), "late", planted.BUSES_TRAPS["late"])
    for draft in late:
        draft.channel = "paper"
    telling = [d for d in drafts if d.stands_alone and set(d.themes) & set(_FRIENDS)]
    plant(rng, telling, "personal data", planted.BUSES_TRAPS["personal data"])
    neighbours = [d for d in drafts if d.stands_alone and not d.channel]
    for draft in plant(rng, neighbours, "shared address", planted.BUSES_TRAPS["shared address"]):
        draft.channel = "kiosk"


def _write_reasons(pen: Pen, words: Words, drafts: list[Draft]) -> None:
    """A7."""
    letter = [frame.text for frame in words.lines["letter"]]
    lines = {name: [frame.text for frame in frames] for name, frames in words.lines.items()}
    lines["personal"] = pen.rng.sample(lines["personal"], len(lines["personal"]))
    essayist = Essayist(pen, "A7", words.themes, become=True)
    for draft in drafts:
        if not draft.themes:
            continue
        draft.carry("A7", draft.themes)
        if draft.table:
            text = draft.table["text"]
        elif draft.campaign:
            own = pen.take("own", words.lines["own"], draft.setting) if "campaign adapted" in draft.traps else ""
            text = adapt(pen, letter, lines, own) if own else "\n".join(letter)
        else:
            text = _reason(pen, words, essayist, draft)
        if "personal data" in draft.traps:
            text = joined((text, lines["personal"].pop()))
        draft.answers["A7"] = text


def _reason(pen: Pen, words: Words, essayist: Essayist, draft: Draft) -> str:
    for theme in (planted.NONE_OF_THESE, planted.NO_REASON):
        if draft.themes == (theme,):
            return pen.take(theme, words.lines[theme.replace(" ", "_")], draft.setting)
    text = essayist.write(draft.themes, draft.setting)
    kind = last_word(pen.rng, draft.mind)
    if kind and text[-1] in ".?!":
        text = f"{text} {pen.take(kind, words.lines[kind], draft.setting, again=True)}"
    return pen.style(text, draft.style)


_IMPACT_PEOPLE = {
    "wheelchair space and ramps": ("work", "old", "any", "student"),
    "older people and seats": ("old", "any", "parent"),
    "women's safety after dark": ("work", "student", "parent", "any"),
    "carers": ("work", "parent", "any", "old"),
    "prayer times and school runs": ("parent", "work", "any"),
}
_NO_IMPACT = 165  # so that about three people in five leave the question empty


def _write_impacts(pen: Pen, words: Words, drafts: list[Draft]) -> None:
    """A10: planted themes to people whom they fit, and "no" from many who read the question and are not affected."""
    rng = pen.rng
    told = [draft for draft in drafts if "impact" in draft.table]
    for draft in told:
        draft.answers["A10"] = draft.table["impact"]
        draft.carry("A10", draft.table["impact_themes"])
    left = take_away(planted.BUSES_A10, [draft.table["impact_themes"] for draft in told])
    friends = {"carers": ("wheelchair space and ramps",), "older people and seats": ("wheelchair space and ramps",)}
    free = [d for d in drafts if not d.organisation and not d.traps and d.language == "en" and not d.table]
    rng.shuffle(free)
    essayist = Essayist(pen, "A10", words.themes, become=False)
    for themes in share(rng, left, friends=friends, several={2: 5}):
        draft = next(d for d in free if d.who in _IMPACT_PEOPLE[themes[0]])
        free.remove(draft)
        draft.answers["A10"] = pen.style(essayist.write(themes, draft.setting), draft.style)
        draft.carry("A10", themes)
    for draft, line in zip(free, spread(rng, {"other_impact": 24, "no_impact": _NO_IMPACT}), strict=False):
        draft.answers["A10"] = pen.style(pen.take(line, words.lines[line], draft.setting, again=True), draft.style)
        draft.carry("A10", ())


def _write_ideas(pen: Pen, words: Words, drafts: list[Draft]) -> None:
    """A11: ideas that fit no list, and "no" from people who have none. Nothing is planted in them."""
    rng = pen.rng
    free = [d for d in drafts if d.language == "en" and not d.table and "campaign identical" not in d.traps]
    rng.shuffle(free)
    for draft, line in zip(free, spread(rng, {"ideas": 166, "no_ideas": 118}), strict=False):
        draft.answers["A11"] = pen.style(pen.take(line, words.lines[line], draft.setting, again=True), draft.style)


def _second_sending(rng: Random, first: Draft) -> Draft:
    """The same person presses the button again. The first sending has nothing awkward about it."""
    first.traps.remove(_TWICE)
    return replace(
        first,
        sent_after=first.sent_after + timedelta(minutes=rng.randint(2, 9), seconds=rng.randrange(60)),
        traps=["duplicate"],
        answers=dict(first.answers),
        truth=dict(first.truth),
    )
