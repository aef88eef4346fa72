"""Consultations for tests: made in one line, at the stage they are wanted at."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tests.support.bus_questions import BUS_SECTIONS
from webapp import clock
from webapp.access import Stage
from webapp.consultations.models import Choice, Consultation, Item, Kind, Part, Question, Section, new_sheet_version

QuestionWords = Mapping[str, Any]
SectionWords = tuple[str, Sequence[QuestionWords]]

_WORDS = {
    "summary": "How should people travel in Merestone?",
    "background": "Most buses here are run by **private companies**.",
    "decided": ["The law lets us decide"],
    "open_points": ["Which improvements come first"],
    "fixed": ["Rail services"],
    "decision_maker": "The Board",
    "contact_name": "Robin Okafor",
    "contact_email": "buses@merestone.example",
    "contact_phone": "01632 960 114",
}
_SETTINGS: dict[Kind, dict[str, Any]] = {
    Kind.SINGLE: {"choices": ["Yes", "No"]},
    Kind.MULTI: {"choices": ["Cost", "Time", ("Something else", Part.OTHER), ("None of these", Part.EXCLUSIVE)]},
    Kind.SCALE: {"choices": ["Support", "Neither", "Oppose", "Don't know"]},
    Kind.RANKING: {"choices": ["Fares", "Times", "Stops"], "rank_top": 2},
    Kind.MATRIX: {"choices": ["Better", "The same", "Worse"], "items": ["Work", "Health"]},
    Kind.SHORT_TEXT: {"max_chars": 200},
    Kind.LONG_TEXT: {"max_chars": 1500, "themed": True},
    Kind.AREA: {"choices": ["Outside the area", "Prefer not to say"]},
    Kind.PERMISSION: {
        "choices": [
            ("Yes, with my organisation's name", Part.PUBLISH_NAMED),
            ("Yes, without my name", Part.PUBLISH_UNNAMED),
            ("No, use it only in the analysis", Part.ANALYSIS_ONLY),
        ],
        "required": True,
    },
}


def make_consultation(
    session: Session,
    *,
    stage: Stage = Stage.OPEN,
    slug: str = "buses",
    title: str = "Buses and streets",
    sections: Sequence[SectionWords] | None = None,
    **words: Any,
) -> Consultation:
    """A consultation at `stage`, its dates chosen around the clock's now. Committed.

    `sections`: (title, questions) each; a question is a mapping of the columns of `Question`, `choices` (texts or
    (text, Part)), `items` (texts) and `stance_from` (the key of an earlier question). Without a `key` questions become
    Q1, Q2, … `words`: any other column of `Consultation`.
    """
    row = Consultation(
        **{"slug": slug, "title": title, "created_at": clock.now()} | _WORDS | dates_at(stage, clock.now()) | words
    )
    session.add(row)
    session.flush()
    for position, (name, questions) in enumerate(sections or [], 1):
        section = Section(consultation_id=row.id, position=position, title=name)
        row.sections.append(section)
        for settings in questions:
            _add_question(session, row, section, **settings)
    session.commit()
    return row


def make_question(session: Session, consultation: Consultation, kind: Kind, **settings: Any) -> Question:
    """One more question of `kind` at the end of the last section (one is made when there is none). Committed."""
    if not consultation.sections:
        consultation.sections.append(Section(consultation_id=consultation.id, position=1, title="Questions"))
    question = _add_question(session, consultation, consultation.sections[-1], kind=kind, **settings)
    consultation.sheet_version = new_sheet_version()
    session.commit()
    return question


def bus_consultation(session: Session, *, sections: int = 6, **words: Any) -> Consultation:
    """Twelve questions A1 to A12 of all nine kinds about buses, on 6 pages or on 1. Committed."""
    all_questions = [question for _, questions in BUS_SECTIONS for question in questions]
    pages = BUS_SECTIONS if sections == 6 else [("Your answers", all_questions)]
    return make_consultation(session, **{"sections": pages} | words)


def find_question(consultation: Consultation, key: str) -> Question:
    """The question with this key ("A4")."""
    return next(one for section in consultation.sections for one in section.questions if one.key == key)


def dates_at(stage: Stage, now: datetime) -> dict[str, datetime]:
    """The dates that put a consultation at `stage`."""
    opens, closes = {
        Stage.DRAFT: (None, None),
        Stage.SCHEDULED: (7, 35),
        Stage.OPEN: (-7, 21),
        Stage.CLOSED: (-35, -1),
        Stage.WITHDRAWN: (-7, 21),
    }[stage]
    if opens is None or closes is None:
        return {}
    dates = {
        "published_at": now + timedelta(days=min(opens, 0) - 1),
        "opens_at": now + timedelta(days=opens),
        "closes_at": now + timedelta(days=closes),
    }
    return dates | ({"withdrawn_at": now - timedelta(hours=1)} if stage is Stage.WITHDRAWN else {})


def _add_question(session: Session, consultation: Consultation, section: Section, **settings: Any) -> Question:
    asked = [one for part in consultation.sections for one in part.questions]
    kind = Kind(settings["kind"])
    settings = {"key": f"Q{len(asked) + 1}", "text": f"A {kind.value} question?"} | _SETTINGS[kind] | settings
    choices, items, stance = settings.pop("choices", []), settings.pop("items", []), settings.pop("stance_from", None)
    question = Question(consultation_id=consultation.id, position=len(section.questions) + 1, **settings)
    question.stance_question_id = next((one.id for one in asked if one.key == stance), None)
    question.choices = [_choice(position, words) for position, words in enumerate(choices, 1)]
    question.items = [Item(position=position, text=text) for position, text in enumerate(items, 1)]
    section.questions.append(question)
    session.flush()
    return question


def _choice(position: int, words: str | tuple[str, Part]) -> Choice:
    text, part = (words, Part.PLAIN) if isinstance(words, str) else words
    return Choice(position=position, text=text, part=part)
