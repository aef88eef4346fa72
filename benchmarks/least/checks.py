"""Reading a form: what is stored of it, what is wrong with it, what it says in words."""

from typing import Any

from flask import abort

LONGEST_WORDS = 200  # characters
EMPTY = dict.fromkeys(("choice_id", "item_id", "position", "area_id", "text"))
Form = dict[str, list[str]]
Mark = dict[str, Any]
Checked = tuple[list[Mark], dict[str, str], dict[int, list[str]]]


def pick(q: Any, values: list[str]) -> list[Any]:
    """The choices of these values; 400 for one that is not on the page."""
    try:
        return [q.by_id[value] for value in values if value]
    except KeyError:
        abort(400)


def check_options(q: Any, form: Form, _areas: Any) -> Checked:
    chosen, marks, errors = pick(q, form.get(f"q{q.id}", [])), [], {}
    for one in chosen:
        control = f"q{q.id}-words-{one.id}"
        own = form.get(control, [""])[0].strip() if one.part in ("other", "publish named") else ""
        if one.part == "other" and not own:
            errors[control] = f"Write a few words for “{one.text}”."
        if len(own) > LONGEST_WORDS:
            errors[control] = f"It can be {LONGEST_WORDS} letters long."
        marks.append({"choice_id": one.id, "text": own or None})
    if not chosen and q.required:
        errors[f"q{q.id}-1"] = "Choose one answer."
    elif len(chosen) > 1 and any(one.part == "exclusive" for one in chosen):
        errors[f"q{q.id}-1"] = "Choose either that or the others."
    elif q.max_choices and len(chosen) > q.max_choices:
        errors[f"q{q.id}-1"] = f"Choose {q.max_choices} at most."
    texts = {one.id: one.text for one in chosen}
    said = [texts[mark["choice_id"]] + (f": {mark['text']}" if mark["text"] else "") for mark in marks]
    return marks, errors, {q.id: said}


def check_ranking(q: Any, form: Form, _areas: Any) -> Checked:
    marks, errors, said, gap = [], {}, [], 0
    for place in q.places:
        control = f"q{q.id}-r{place}"
        chosen = pick(q, form.get(control, []))
        if not chosen:
            gap = gap or place
            continue
        if gap:
            errors[f"q{q.id}-r{gap}"] = "Fill the places in order."
        if any(mark["choice_id"] == chosen[0].id for mark in marks):
            errors[control] = f"“{chosen[0].text}” is in your list twice."
        marks.append({"choice_id": chosen[0].id, "position": place})
        said.append(f"{place}. {chosen[0].text}")
    if q.required and not marks:
        errors[f"q{q.id}-r1"] = "Choose what comes first."
    return marks, errors, {q.id: said}


def check_matrix(q: Any, form: Form, _areas: Any) -> Checked:
    marks, errors, said = [], {}, []
    for item in q.items:
        chosen = pick(q, form.get(f"q{q.id}-i{item.id}", []))
        if chosen:
            marks.append({"choice_id": chosen[0].id, "item_id": item.id})
            said.append(f"{item.text}: {chosen[0].text}")
        elif q.required:
            errors[f"q{q.id}-i{item.id}-1"] = f"Choose an answer for “{item.text}”."
    return marks, errors, {q.id: said}


def check_area(q: Any, form: Form, areas: Any) -> Checked:
    value, typed = form.get(f"q{q.id}", [""])[0], form.get(f"q{q.id}-postcode", [""])[0].strip()
    if typed:
        return [], {f"q{q.id}-postcode": f"We do not know “{typed[:40]}”."}, {q.id: [typed[:40]]}
    if value.startswith("a"):
        if value not in areas:
            abort(400)
        return [{"area_id": areas[value].id}], {}, {q.id: [areas[value].name]}
    chosen = pick(q, [value])
    errors = {} if chosen or not q.required else {f"q{q.id}": "Choose your area."}
    return [{"choice_id": one.id} for one in chosen], errors, {q.id: [one.text for one in chosen]}


def check_words(q: Any, form: Form, _areas: Any) -> Checked:
    text = form.get(f"q{q.id}", [""])[0].replace("\r\n", "\n").strip()
    if not text:
        return [], {f"q{q.id}": "Write your answer."} if q.required else {}, {q.id: []}
    errors = {f"q{q.id}": f"It can be {q.limit} letters long."} if len(text) > q.limit else {}
    return [{"text": text}], errors, {q.id: [text]}


CHECKS = {"ranking": check_ranking, "matrix": check_matrix, "area": check_area,
          "short_text": check_words, "long_text": check_words}  # fmt: skip


def check(sheet: list[Any], form: Form, areas: Any) -> Checked:
    """(marks to store, errors by control, answers in words by question)."""
    marks, errors, said = [], {}, {}
    for q in sheet:
        found, wrong, words = CHECKS.get(q.kind, check_options)(q, form, areas)
        marks += [{**EMPTY, "question_id": q.id, **mark} for mark in found]
        errors |= wrong
        said |= words
    return marks, errors, said
