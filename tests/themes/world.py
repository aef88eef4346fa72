"""A small world for themes: a question with answers, and a run whose outcome is written by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from tests.support.consultations import make_consultation
from webapp import clock, features
from webapp.access import Stage
from webapp.consultations.models import Answer, Choice, Consultation, Kind, Part, Question, Response
from webapp.database import db, writing
from webapp.jobs import services as jobs
from webapp.jobs.worker import run_all
from webapp.themes import queries, storing
from webapp.themes.models import CodeFrame, Excerpt, Special, Theme
from webapp.themes.registry import SOURCES
from webapp.themes.storing import NewCodes, NewTheme, Outcome

ANN = 1
BOB = 2

LATE, FARES, SHELTERS = "Last bus too early", "Fares too high", "Bus shelters"
SAID = {
    LATE: ["The last bus leaves before my shift ends.", "No bus home after seven in the evening.",
           "Evening buses stop far too early."],
    FARES: ["Fares are too high for my family.", "A single ticket costs too much now."],
    SHELTERS: ["The shelter at our stop leaks."],
}  # fmt: skip
BUSES = [
    ("Evening buses", ["The last bus in the evening leaves before my late shift ends at {}.",
                       "There is no evening bus home from {} after seven at night.",
                       "Late buses in the evening stop too early near {}."]),
    ("Fares", ["Bus fares from {} are too expensive for my family.",
               "A return ticket to {} costs far too much money.",
               "Cheaper fares and a day ticket would help people in {}."]),
    ("Shelters", ["The bus shelter at {} leaks when it rains.",
                  "There is no seat and no roof at the {} stop.",
                  "Please put a shelter with a bench at {}."]),
]  # fmt: skip
PLACES = [
    "the mill",
    "Canal Side",
    "Foundry Lane",
    "the hospital",
    "Weavers Row",
    "the market",
    "the school",
    "Hill End",
]


@dataclass
class World:
    """`question` is themed, `scale` asked where people stand, `permission` whether words may be published."""

    consultation: Consultation
    question: Question
    scale: Question
    permission: Question
    answers: dict[str, int] = field(default_factory=dict)  # answer id by text (of the first who said so)

    @property
    def subject(self) -> str:
        return f"question:{self.question.id}"

    @property
    def path(self) -> str:
        return f"/office/themes/question/{self.question.id}"


def make_world(
    session: Session, texts: Sequence[str] = (), *, stage: Stage = Stage.CLOSED, slug: str = "buses"
) -> World:
    """A consultation with these answers. Committed."""
    consultation = make_consultation(session, stage=stage, slug=slug, sections=[("Buses", [
        {"kind": Kind.SCALE, "key": "Q1", "text": "Should buses be run by us?"},
        {"kind": Kind.LONG_TEXT, "key": "Q2", "text": "Why do you say so?", "stance_from": "Q1"},
        {"kind": Kind.PERMISSION, "key": "Q3", "text": "May we publish it?"},
    ])])  # fmt: skip
    scale, question, permission = consultation.sections[0].questions
    world = World(consultation, question, scale, permission)
    for text in texts:
        answer(session, world, text)
    session.commit()
    return world


def answer(
    session: Session, world: World, text: str | None, *, stance: int | None = 0, publish: Part = Part.PUBLISH_UNNAMED,
    name: str | None = None, **columns: Any,
) -> Response:  # fmt: skip
    """One sent response. `stance`: the place of the choice on the scale."""
    sent = {"created_at": clock.now(), "sent_at": clock.now() - timedelta(days=2)} | columns
    response = Response(consultation_id=world.consultation.id, **sent)
    session.add(response)
    session.flush()
    permission = next(one for one in world.permission.choices if one.part is publish)
    said = Answer(response_id=response.id, question_id=world.question.id, text=text)
    session.add_all(
        [said, Answer(response_id=response.id, question_id=world.permission.id, choice_id=permission.id, text=name)]
    )
    if stance is not None:
        choice: Choice = world.scale.choices[stance]
        session.add(Answer(response_id=response.id, question_id=world.scale.id, choice_id=choice.id))
    session.flush()
    world.answers.setdefault(text or "", said.id)
    return response


def run_by_hand(
    session: Session,
    world: World,
    said: Mapping[str, Sequence[str]] = SAID,
    *,
    confidence: float = 0.8,
    campaigns: Mapping[str, int] | None = None,
) -> CodeFrame:
    """A first run that put every text of `said` under its theme, and all other answers under none. Committed."""
    found = list(SOURCES["question"].read(session, world.question.id))
    frame = storing.get_frame(session, "question", world.question.id, at=clock.now())
    there = {one.name: one.id for one in queries.list_themes(session, frame)}
    themes = [NewTheme(label, there.get(label), None, label, (("bus", 1.0),), ()) for label in said]
    themes += [NewTheme(one.value, None, one, one.value, (), ()) for one in Special]
    under = {text: label for label, texts in said.items() for text in texts}
    codes = [
        NewCodes(one.id, (campaigns or {}).get(one.text), "en",
                 ((under.get(one.text, "none"), confidence, 0, len(one.text)),))
        for one in found
    ]  # fmt: skip
    outcome = Outcome(found, themes, codes, frozenset(), {"version": "hand"}, "by hand", 0, "0" * 64)
    storing.store(session, frame=frame, outcome=outcome, asked_by=ANN, fresh=False, at=clock.now())
    session.commit()
    return frame


def make_themed(session: Session, *, slug: str = "buses", confidence: float = 0.8) -> tuple[World, CodeFrame]:
    """Six answers under three themes, and one under none."""
    texts = [text for texts in SAID.values() for text in texts]
    world = make_world(session, [*texts, "I like trains."], slug=slug)
    return world, run_by_hand(session, world, confidence=confidence)


def bus_answers(count: int = 72) -> list[str]:
    """Different answers about three things, for the machine to read."""
    made = [sentence.format(place) for place in PLACES for _theme, sentences in BUSES for sentence in sentences]
    return made[:count]


def theme(session: Session, frame: CodeFrame, name: str) -> Theme:
    """The theme with this name."""
    return next(one for one in queries.list_themes(session, frame, fresh=True) if one.name == name)


def excerpt(session: Session, frame: CodeFrame, world: World, text: str) -> int:
    """The first excerpt of the answer with this text."""
    of_answer = select(Excerpt.id).where(Excerpt.frame_id == frame.id, Excerpt.item_id == world.answers[text])
    return session.scalars(of_answer.order_by(Excerpt.id)).first() or 0


def code(session: Session, frame: CodeFrame, world: World, text: str, name: str) -> tuple[int, int]:
    return excerpt(session, frame, world, text), theme(session, frame, name).id


def people(session: Session, world: World) -> dict[str, int]:
    """People by theme."""
    counts = queries.theme_counts(session, "question", world.question.id)
    return {one.label: one.people for one in counts if one.people}


def look_for_themes(session: Session, world: World, *, fresh: bool = False, themes: int | None = None) -> None:
    """Ask for a run and let the worker do it."""
    jobs.enqueue(session, kind="theme", subject=world.subject, source_kind="question", source_id=world.question.id,
                 themes=themes, fresh=fresh, person_id=ANN)  # fmt: skip
    session.commit()
    work()
    session.expire_all()


def work() -> None:
    """Let the worker do what waits; what the test reads afterwards takes no lock."""
    run_all(sessionmaker(db.engine, expire_on_commit=False), features.JOBS)
    writing.set(False)
