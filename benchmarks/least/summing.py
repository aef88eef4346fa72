"""The summary: the same counts, grouped by the database, as the same tables."""

from itertools import groupby
from typing import Any

from flask import Blueprint, abort, g, render_template
from flask import session as cookie
from sqlalchemy import case, exists, func, literal, null, select, union_all
from sqlalchemy.orm import Session, aliased

from benchmarks.least.answering import read_areas
from benchmarks.least.models import Answer, Area, Choice, Consultation, Person, Question, Response, read_sheet
from webapp.tally.disclosure import protect

blueprint = Blueprint("summing", __name__)
COUNTED = Response.sent_at.is_not(None) & Response.withdrawn_at.is_(None) & Response.excluded_at.is_(None)


@blueprint.get("/office/consultations/<int:ident>/summary")
def summary(ident: int) -> str:
    with Session(g.engine) as session:
        who = select(Person.id).where(Person.fs_uniquifier == cookie.get("_user_id", ""))
        consultation = session.get(Consultation, ident)
        if session.scalar(who) is None or consultation is None:
            abort(404)
        sheet, (bases, marks) = read_sheet(session, consultation), count_marks(session, ident)
        figures, counted = arrival_figures(session, ident)
        own, crossed, areas = own_words(session, ident), count_districts(session, ident), read_areas(session)
        for q in sheet:
            figures.append(figure_of(q, bases.get(q.id, 0), marks.get(q.id, []), areas, own.get(q.id, [])))
            if q.kind == "scale":
                figures.append(crossed_figure(q, crossed[q.id], areas))
        return render_template("summary.html", consultation=consultation, figures=figures, counted=counted)


def arrival_figures(session: Session, ident: int) -> tuple[list[Any], int]:
    of_this, state = Response.consultation_id == ident, case((COUNTED, "counted"), else_="not counted")
    columns = (state, Response.channel, Response.late, Response.excluded_reason)
    rows = session.execute(select(*columns, func.count()).where(of_this).group_by(*columns)).all()
    day = func.date(Response.sent_at)
    days = session.execute(select(day, func.count()).where(of_this, COUNTED).group_by(day).order_by(day)).all()
    counted = sum(people for state, *_, people in rows if state == "counted")
    came = [(f"{state}, {channel}", f"channel={channel}", [people]) for state, channel, _late, _why, people in rows]
    by_day = [(name, f"day={name}", [people, share(people, counted)]) for name, people in days]
    return [figure("What we received", counted, ["Answers"], came),
            figure("When people answered", counted, ["People", "Share"], by_day)], counted  # fmt: skip


def count_marks(session: Session, ident: int) -> tuple[dict[int, int], dict[int, list[Any]]]:
    """(people by question, rows of choice, item, position, area, people by question)."""
    people = func.count(Answer.response_id.distinct())
    what = (Answer.question_id, Answer.choice_id, Answer.item_id, Answer.position, Answer.area_id)
    mine = (Answer.response_id == Response.id, Response.consultation_id == ident, COUNTED)
    nothing = [null().label(name) for name in ("choice", "item", "position", "area")]
    rows = session.execute(
        union_all(select(*what, people, literal(0)).where(*mine).group_by(*what),
                  select(Answer.question_id, *nothing, people, literal(1)).where(*mine).group_by(Answer.question_id))
    ).all()  # fmt: skip
    bases = {question: people for question, *_, people, is_base in rows if is_base}
    marks: dict[int, list[Any]] = {question: [] for question in bases}
    for question, *mark, is_base in rows:
        if not is_base:
            marks[question].append(mark)
    return bases, marks


def own_words(session: Session, ident: int) -> dict[int, list[str]]:
    """The first twelve of each question, of people who allowed it."""
    said, allows = aliased(Answer), aliased(Choice)
    place = func.row_number().over(partition_by=Answer.question_id, order_by=Answer.id).label("place")
    allowed = exists().where(said.response_id == Response.id, said.choice_id == allows.id,
                             allows.part.in_(("publish named", "publish unnamed")))  # fmt: skip
    words = (
        select(Answer.question_id, Answer.text, place)
        .join(Choice, Choice.id == Answer.choice_id)
        .join(Response, Response.id == Answer.response_id)
        .where(Response.consultation_id == ident, COUNTED, Choice.part == "other", Answer.text.is_not(None), allowed)
    ).subquery()
    found: dict[int, list[str]] = {}
    for question, text in session.execute(select(words.c.question_id, words.c.text).where(words.c.place <= 12)):
        found.setdefault(question, []).append(text)
    return found


def count_districts(session: Session, ident: int) -> dict[int, dict[tuple[int, str], int]]:
    lives = aliased(Answer)
    rows = session.execute(
        select(Answer.question_id, Answer.choice_id, Area.district, func.count(Answer.response_id.distinct()))
        .join(Question, Question.id == Answer.question_id)
        .join(Response, Response.id == Answer.response_id)
        .join(lives, lives.response_id == Response.id)
        .join(Area, Area.id == lives.area_id)
        .where(Response.consultation_id == ident, COUNTED, Question.kind == "scale", Answer.choice_id.is_not(None))
        .group_by(Answer.question_id, Answer.choice_id, Area.district)
    )
    found: dict[int, dict[tuple[int, str], int]] = {}
    for question, choice, district, people in rows:
        found.setdefault(question, {})[choice, district] = people
    return found


def figure(title: str, base: int, columns: list[str], rows: list[Any], own: Any = ()) -> dict[str, Any]:
    return {"title": title, "base": base, "columns": columns, "rows": rows, "own": own}


def share(people: int, base: int) -> str:
    return f"{100 * people / base:.0f}%" if base else ""


def figure_of(q: Any, base: int, marks: list[Any], areas: Any, own: list[str]) -> dict[str, Any]:
    if q.kind in ("short_text", "long_text"):
        return figure(q.text, base, ["People"], [("Wrote an answer", f"question={q.id}", [base])])
    if q.kind == "ranking":
        return ranking_figure(q, base, marks)
    if q.kind == "matrix":
        return matrix_figure(q, base, marks)
    people = {choice or f"a{area}": count for choice, _item, _position, area, count in marks}
    rows = area_rows(q, people, base, areas) if q.kind == "area" else []
    return figure(q.text, base, ["People", "Share"], rows + choice_rows(q, people, base), own)


def choice_rows(q: Any, people: dict[Any, int], base: int) -> list[Any]:
    counts = [(one, people.get(one.id, 0)) for one in q.choices]
    if q.kind == "multi":
        counts.sort(key=lambda pair: (pair[0].part != "plain", -pair[1]))
    return [(one.text, f"question={q.id}&choice={one.id}", [count, share(count, base)]) for one, count in counts]


def area_rows(q: Any, people: dict[Any, int], base: int, areas: Any) -> list[Any]:
    rows = []
    for district, group in groupby(areas.values(), key=lambda area: area.district):
        counts = [(area, people.get(f"a{area.id}", 0)) for area in group]
        total = sum(count for _area, count in counts)
        rows.append((f"{district}, all areas", f"question={q.id}&district={district}", [total, share(total, base)]))
        rows += [(area.name, f"question={q.id}&area={area.id}", [count, share(count, base)]) for area, count in counts]
    return rows


def ranking_figure(q: Any, base: int, marks: list[Any]) -> dict[str, Any]:
    at = {(choice, position): count for choice, _item, position, _area, count in marks}
    rows = []
    for one in q.choices:
        counts = [at.get((one.id, place), 0) for place in q.places]
        score = sum((len(counts) - place) * count for place, count in enumerate(counts))
        rows.append((one.text, f"question={q.id}&choice={one.id}", [*counts, sum(counts), score]))
    rows.sort(key=lambda row: -row[2][-1])
    return figure(q.text, base, [*(f"Place {place}" for place in q.places), "Anywhere", "Score"], rows)


def matrix_figure(q: Any, base: int, marks: list[Any]) -> dict[str, Any]:
    at = {(item, choice): count for choice, item, _position, _area, count in marks}
    rows = [(item.text, f"question={q.id}&item={item.id}", [at.get((item.id, one.id), 0) for one in q.choices])
            for item in q.items]  # fmt: skip
    return figure(q.text, base, [one.text for one in q.choices], rows)


def crossed_figure(q: Any, people: dict[tuple[int, str], int], areas: Any) -> dict[str, Any]:
    """By district. Small cells are hidden by the same function as ours, whose sums are no part of what is compared."""
    districts = list(dict.fromkeys(area.district for area in areas.values()))
    shown = protect([[people.get((one.id, district), 0) for one in q.choices] for district in districts])
    rows = [(district, "", ["…" if cell is None else cell for cell in (*cells, total)])
            for district, cells, total in zip(districts, shown.cells, shown.row_totals, strict=True)]  # fmt: skip
    return figure(f"{q.text} By district", sum(people.values()), [*(one.text for one in q.choices), "All"], rows)
