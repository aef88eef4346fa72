"""What both sides work on: one consultation to answer, one with 2,000 responses to sum up, and a signed-in officer."""

import os
import random
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy import insert
from sqlalchemy.orm import Session

from benchmarks.deciding import add_plan
from benchmarks.discussions import add_discussions
from benchmarks.front import add_front
from benchmarks.journeys import add_journeys
from benchmarks.polls import add_poll
from benchmarks.proposals import add_proposals
from tests.support.consultations import bus_consultation
from tests.support.people import make_person
from webapp import clock
from webapp.access import Role
from webapp.app import create_app
from webapp.consultations import queries
from webapp.consultations.models import Answer, Consultation, Kind, Part, Response
from webapp.consultations.sheet import SheetQuestion
from webapp.database import Base, db, writing
from webapp.demonstration.place import AREAS
from webapp.places.models import Area, PostcodeSector
from webapp.receipts import Receipts

RESPONSES = 2_000
SLUG = "buses"
KEY = "a key for the benchmark alone, long enough for production"
WORDS = (
    "The last bus goes before my shift ends.",
    "I would leave the car at home if the 14 came when it says it comes.",
    "Two buses and two fares to see my mother in hospital.\nThat is a day's food.",
    "Keep the small stops. The big ones are fine.",
)


@dataclass(frozen=True)
class Side:
    """An application to be measured: what gunicorn is told, and its settings."""

    name: str
    wsgi: str  # module:application
    environment: Mapping[str, str]
    session: str  # the session cookie of the officer


@dataclass(frozen=True)
class World:
    sides: tuple[Side, Side]  # ours, the least
    form: Mapping[str, Any]  # a whole response, by control
    officer: str  # the session cookie of an officer
    slug: str
    summed: int  # id of the consultation with the responses
    discussions: tuple[int, int]  # ids of the small and the large one
    proposals: tuple[int, int]  # id of the area with 500 of them, number of one with a long story
    poll: str  # name of the open poll in addresses
    code: str  # of somebody whose words went all the way


def make_world(folder: Path) -> World:
    """Two databases that hold the same, in `folder`."""
    ours = _environment_of_ours(folder / "ours")
    app = _app_of(ours, folder / "ours")
    with app.app_context():
        writing.set(True)
        Base.metadata.create_all(db.engine)
        _add_places(db.session)
        consultation = bus_consultation(db.session, sections=1, slug=SLUG)
        summed = bus_consultation(db.session, sections=1, slug="summed")
        officer = make_person(db.session, Role.OFFICER)
        _add_responses(db.session, summed)
        discussions, proposals = add_discussions(db.session), add_proposals(db.session)
        poll = add_poll(db.session)
        add_front(db.session, proposals[0])
        add_plan(db.session)
        code = add_journeys(db.session, Receipts(secret_key=KEY, receipt_key=KEY[::-1]))
        form = dict(_filled(queries.read_sheet(db.session, consultation).questions))
        who = {"_user_id": officer.fs_uniquifier, "_fresh": True, "fs_cc": "set", "_permanent": True}
        summed_id = summed.id
        db.session.commit()
        db.session.close()
        db.engine.dispose()
    shutil.copy(folder / "ours" / "folkmoot.db", folder / "least.db")
    least = {"LEAST_DATABASE": f"sqlite:///{folder / 'least.db'}", "LEAST_KEY": KEY}
    cookie = _signed(KEY, who)
    sides = (Side("ours", "wsgi:app", ours, cookie), Side("least", "benchmarks.least.app:create_app()", least, cookie))
    return World(sides, form, cookie, SLUG, summed_id, discussions, proposals, poll, code)


def _environment_of_ours(folder: Path) -> dict[str, str]:
    return {
        "FOLKMOOT_INSTANCE": str(folder),
        "FOLKMOOT_ENVIRONMENT": "production",
        "FOLKMOOT_SECRET_KEY": KEY,
        "FOLKMOOT_RECEIPT_KEY": KEY[::-1],
        "FOLKMOOT_AUTHORITY": "Merestone Combined Authority",
    }


def _app_of(environment: Mapping[str, str], folder: Path) -> Flask:
    folder.mkdir(parents=True)
    os.environ.update(environment)
    try:
        return create_app()
    finally:
        for name in environment:
            del os.environ[name]


def _signed(secret: str, values: Mapping[str, Any]) -> str:
    """Flask's session cookie with these values, as signing in would set it."""
    app = Flask("signs")
    app.secret_key = secret
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return str(serializer.dumps(dict(values)))


def _add_places(session: Session) -> None:
    for words in AREAS:
        area = Area(code=words.code, name=words.name, district=words.district)
        session.add(area)
        session.flush()
        session.add_all(PostcodeSector(sector=sector, area_id=area.id) for sector in words.sectors)
    session.commit()


def _filled(questions: tuple[SheetQuestion, ...]) -> Iterator[tuple[str, Any]]:
    """A value for every control that somebody would fill in."""
    for question in questions:
        name, choices = question.name, [str(choice.id) for choice in question.choices]
        match question.kind:
            case Kind.MULTI:
                yield name, choices[:2]
            case Kind.RANKING:
                yield from ((f"{name}-r{rank}", choices[rank - 1]) for rank in range(1, (question.rank_top or 0) + 1))
            case Kind.MATRIX:
                yield from ((f"{name}-i{item.id}", choices[item.id % len(choices)]) for item in question.items)
            case Kind.SHORT_TEXT | Kind.LONG_TEXT:
                yield name, WORDS[question.id % len(WORDS)]
            case Kind.AREA:
                yield f"{name}-postcode", "zz1 2"
            case _:
                yield name, choices[1]


def _add_responses(session: Session, consultation: Consultation) -> None:
    """RESPONSES sent responses over the last week, two in a hundred of them set aside."""
    lots, now = random.Random(2), clock.now()
    session.execute(insert(Response), [
        {"consultation_id": consultation.id, "created_at": now - timedelta(minutes=5 * number),
         "sent_at": now - timedelta(minutes=5 * number),
         "excluded_at": now if number % 50 == 0 else None, "excluded_reason": "Sent twice" if number % 50 == 0 else ""}
        for number in range(RESPONSES)
    ])  # fmt: skip
    ids = session.scalars(queries.select(Response.id).where(Response.consultation_id == consultation.id)).all()
    areas = session.scalars(queries.select(Area.id)).all()
    questions = queries.read_sheet(session, consultation).questions
    empty = dict.fromkeys(("choice_id", "item_id", "position", "area_id", "text"))
    marks = [
        {**empty, "response_id": response, "question_id": question.id, **mark}
        for response in ids
        for question in questions
        for mark in _drawn(question, areas, lots)
    ]
    session.execute(insert(Answer), marks)
    session.commit()


def _drawn(question: SheetQuestion, areas: Any, lots: random.Random) -> Iterator[dict[str, Any]]:
    """The marks of somebody on a question; one in ten skips it."""
    if lots.random() >= 0.1 or question.required:
        yield from _marks_of(question, areas, lots, question.choices)


def _marks_of(question: SheetQuestion, areas: Any, lots: random.Random, choices: Any) -> Iterator[dict[str, Any]]:
    match question.kind:
        case Kind.MULTI:
            plain = [choice for choice in choices if choice.part is not Part.EXCLUSIVE]
            for choice in lots.sample(plain, 2):
                yield {"choice_id": choice.id, "text": lots.choice(WORDS) if choice.part is Part.OTHER else None}
        case Kind.RANKING:
            for rank, choice in enumerate(lots.sample(choices, question.rank_top or 1), 1):
                yield {"choice_id": choice.id, "position": rank}
        case Kind.MATRIX:
            yield from ({"choice_id": lots.choice(choices).id, "item_id": item.id} for item in question.items)
        case Kind.SHORT_TEXT | Kind.LONG_TEXT:
            yield {"text": f"{lots.choice(WORDS)} {lots.choice(WORDS)}"}
        case Kind.AREA:
            yield {"area_id": lots.choice(areas)}
        case _:
            yield {"choice_id": lots.choice(choices).id}
