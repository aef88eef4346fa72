"""A file as a survey tool exports it: columns in no order, a grid, contact details, and a few slips."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date
from typing import Any

import openpyxl
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from tests.support.visitor import Page, Visitor
from webapp.consultations.importing import services
from webapp.consultations.importing.models import Import
from webapp.consultations.importing.planning import Plan
from webapp.consultations.importing.profiling import suggest
from webapp.database import db, writing
from webapp.features import JOBS
from webapp.jobs.worker import run_all
from webapp.tables.reading import read_table

ZONE = "Europe/London"
SUPPORT = ("Strongly support", "Support", "Neither support nor oppose", "Oppose", "Strongly oppose")
BETTER = ("Better", "The same", "Worse")
WHO = ("A person", "On behalf of a charity")
PUBLISH = ("Yes, with my name", "Yes, but without my name", "No")
HELPS = ("Cheaper tickets; Later buses", "Later buses", "Cheaper tickets; Safer stops; Later buses")
WHY = (
    "The bus stop outside the clinic has no bench, and my mother cannot stand for half an hour.",
    "I finish work at ten and the last bus has gone, so I walk home along an unlit road by the canal.",
    "A lane for buses would take the loading bay, and the bakery cannot do without it on weekday mornings.",
    "Give us a ticket that also works on the tram; paying twice for one journey makes no sense to anybody.",
    "Nobody asked the market traders, whose customers come by car from the villages further up the valley.",
)
AREAS = ("Northgate", "Priory", "Foundry")
COLUMNS = (
    "May we publish your words?",
    "Q3. How would these change? [Fares]",
    "E-mail",
    "What would help you most?",
    "Tell us why you think so",
    "Respondent ID",
    "Q3. How would these change? [Evening buses]",
    "Which area do you live in?",
    "How many trips do you make a week?",
    "Do you support a bus lane on Mill Road?",
    "Submitted",
    "Are you responding as a person or for others?",
)


def survey_row(number: int) -> list[str]:
    return [
        PUBLISH[number % 3],
        BETTER[number % 3],
        f"someone{number}@example.org",
        HELPS[number % 3],
        f"{WHY[number % 5]} ({number})",
        f"R-{number:04}",
        BETTER[(number + 1) % 3],
        AREAS[number % 3],
        str(number % 17 + number // 9),
        SUPPORT[number % 5],
        f"{number % 28 + 1:02}/04/2026 {number % 24:02}:30",
        WHO[number % 7 == 0],
    ]


def survey(rows: int = 30) -> list[list[str]]:
    """The names of the columns, and below them `rows` rows."""
    return [list(COLUMNS), *(survey_row(number) for number in range(rows))]


def as_csv(rows: Sequence[Sequence[str]], encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Sequence[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_jsonl(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(json.dumps(dict(zip(rows[0], row, strict=True))) for row in rows[1:]).encode()


def upload(visitor: Visitor, data: bytes, name: str = "export.csv", **words: Any) -> Page:
    """Fill the first page and send it."""
    filled = {"title": "A bus lane on Mill Road", "collected_by": "Transport team", "opened_on": "2026-04-01",
              "closed_on": "2026-04-30"} | words  # fmt: skip
    return visitor.open("/office/import").fill(**filled, file=(io.BytesIO(data), name)).send("Read the file")


def walk_in(visitor: Visitor, data: bytes | None = None) -> Page:
    """Upload, take the columns as they seem to be, and press the last button."""
    checked = upload(visitor, data or as_csv(survey())).send("Check the whole file")
    return checked.send("Bring them in")


def work(app: Flask) -> int:
    """Let the worker do what is waiting."""
    with app.app_context():
        done = run_all(sessionmaker(db.engine, expire_on_commit=False), JOBS)
    writing.set(False)  # the worker writes always; what the test reads next must hold nobody up
    return done


def make_import(session: Session, rows: Sequence[Sequence[str]] | None = None, *, person_id: int = 1) -> Import:
    """An import whose columns are settled as they seem to be, ready to be brought in. Committed."""
    writing.set(True)
    file = services.read_upload(as_csv(rows or survey()), name="export.csv", most_bytes=10**7)
    made = services.keep(session, upload=file, title="A bus lane", collected_by="Transport team", person_id=person_id,
                         opened_on=date(2026, 4, 1), closed_on=date(2026, 4, 30))  # fmt: skip
    settings = suggest(file.columns)
    findings = Plan(file.table, settings, services.terms_of(session, made, zone=ZONE)).look_through()
    services.settle(session, made=made, settings=settings, findings=findings, person_id=person_id)
    session.commit()
    writing.set(False)
    return made


def table_of(rows: Sequence[Sequence[str]]) -> Any:
    return read_table(as_csv(rows), name="export.csv")
