"""The page of questions, the check page, sending and the receipt."""

import hmac
import os
import secrets
from base64 import b32encode
from datetime import UTC, datetime
from hashlib import sha256
from itertools import groupby
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Reply

from benchmarks.least.checks import Form, check
from benchmarks.least.models import Answer, Area, Consultation, Draft, Response, Sector, read_sheet

KEY = os.environ.get("LEAST_KEY", "fit for a benchmark only").encode()
blueprint = Blueprint("answering", __name__)


def show_page(consultation: Consultation, sheet: list[Any], key: str, areas: Any, form: Form, errors: Any) -> str:
    return render_template("questions.html", consultation=consultation, sheet=sheet, key=key, form=form,
                           errors=errors, districts=by_district(areas))  # fmt: skip


@blueprint.get("/consultations/<slug>/answer")
def answer(slug: str) -> str:
    with Session(g.engine) as session:
        consultation = find_open(session, slug)
        sheet, areas = read_sheet(session, consultation), read_areas(session)
        return show_page(consultation, sheet, secrets.token_urlsafe(18), areas, {}, {})


@blueprint.post("/consultations/<slug>/answer/1")
def save(slug: str) -> Any:
    key, form = request.form["key"], request.form.to_dict(flat=False)
    code = code_of(key) if len(key) > 20 else key
    with Session(g.engine) as session:
        consultation = find_open(session, slug)
        sheet, areas = read_sheet(session, consultation), read_areas(session)
        find_area(session, form, sheet)
        _marks, errors, _said = check(sheet, form, areas)
        keep_draft(session, consultation, code, form)
        session.commit()
        if errors:
            return show_page(consultation, sheet, code, areas, form, errors), 422
    reply = redirect(f"/consultations/{slug}/answer/check", 303)
    reply.set_cookie("answer", code, httponly=True, samesite="Lax")
    return reply


def keep_draft(session: Session, consultation: Consultation, code: str, form: Form) -> None:
    begun = find_begun(session, code)
    if begun is None:
        response = Response(consultation_id=consultation.id, receipt=receipt_of(code), created_at=now())
        session.add(response)
        session.flush()
        session.add(Draft(response_id=response.id, answers=form, saved_at=now()))
    elif begun.Draft is None:
        session.add(Draft(response_id=begun.Response.id, answers=form, saved_at=now()))
    else:
        begun.Draft.answers, begun.Draft.saved_at = form, now()


@blueprint.get("/consultations/<slug>/answer/check")
def look_over(slug: str) -> str:
    code = request.cookies.get("answer", "")
    with Session(g.engine) as session:
        consultation = find_open(session, slug)
        begun = find_begun(session, code) or abort(404)
        sheet = read_sheet(session, consultation)
        _marks, _errors, said = check(sheet, begun.Draft.answers, read_areas(session))
        return render_template("check.html", consultation=consultation, sheet=sheet, said=said, code=code)


@blueprint.post("/consultations/<slug>/answer/send")
def send(slug: str) -> Reply:
    """Sent once: only who takes the draft away may store the answers."""
    with Session(g.engine) as session:
        consultation = find_open(session, slug)
        begun = find_begun(session, request.form["key"]) or abort(404)
        if begun.Draft is not None:
            sheet = read_sheet(session, consultation)
            marks, errors, _said = check(sheet, begun.Draft.answers, read_areas(session))
            if errors:
                abort(422)
            gone = session.execute(delete(Draft).where(Draft.id == begun.Draft.id))
            if gone.rowcount:
                session.execute(
                    insert(Answer.__table__), [{**mark, "response_id": begun.Response.id} for mark in marks]
                )
                begun.Response.sent_at = now()
            session.commit()
    return redirect(f"/consultations/{slug}/answer/sent", 303)


@blueprint.get("/consultations/<slug>/answer/sent")
def sent(slug: str) -> str:
    code = request.cookies.get("answer", "")
    with Session(g.engine) as session:
        consultation = find_open(session, slug)
        if find_begun(session, code) is None:
            abort(404)
        return render_template("sent.html", consultation=consultation, code=code)


def find_area(session: Session, form: Form, sheet: list[Any]) -> None:
    """A postcode that we know becomes its area and is forgotten."""
    for q in sheet:
        typed = " ".join(form.get(f"q{q.id}-postcode", [""])[0].upper().split()) if q.kind == "area" else ""
        known = session.scalar(select(Sector.area_id).where(Sector.sector == typed)) if typed else None
        if known:
            form[f"q{q.id}"], form[f"q{q.id}-postcode"] = [f"a{known}"], [""]


def read_areas(session: Session) -> dict[str, Any]:
    rows = session.execute(select(Area.id, Area.name, Area.district).order_by(Area.district, Area.name))
    return {f"a{row.id}": row for row in rows}


def find_open(session: Session, slug: str) -> Consultation:
    found = session.scalar(select(Consultation).where(Consultation.slug == slug))
    if found is None or not found.opens_at <= now() < found.closes_at:
        abort(404)
    return found


def now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def code_of(token: str) -> str:
    return b32encode(hmac.digest(KEY, b"code:" + token.encode(), sha256))[:12].decode()


def receipt_of(code: str) -> str:
    return hmac.digest(KEY, b"lookup:" + code.encode(), sha256).hex()


def find_begun(session: Session, code: str) -> Any:
    """(response, draft or None) of this code; None when there is no such response."""
    rows = select(Response, Draft).outerjoin(Draft, Draft.response_id == Response.id)
    return session.execute(rows.where(Response.receipt == receipt_of(code))).first()


def by_district(areas: Any) -> Any:
    return groupby(areas.values(), key=lambda area: area.district)
