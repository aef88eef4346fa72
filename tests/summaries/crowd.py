"""Many invented responses to any consultation, the same for the same seed, put into the database in bulk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.consultations.models import Answer, Channel, Consultation, Kind, Part, Response
from webapp.consultations.queries import read_sheet
from webapp.consultations.sheet import SheetQuestion
from webapp.places.models import Area
from webapp.text.shapes import AGAINST, FOR, MIXED
from webapp.themes.models import (
    Campaign,
    CodeFrame,
    Decision,
    Excerpt,
    Origin,
    Run,
    Special,
    Suggestion,
    Theme,
    ThemedItem,
    Verdict,
)

WORDS = (
    "The last bus goes before my shift ends.",
    "It costs too much for a family of four.",
    '=HYPERLINK("https://evil.example","free")',
    "<script>alert(1)</script> and the bus is late.",
    "Nobody waits where there is no light.",
    "+44 is how my number starts, call me about the 14.",
)
_CHANNELS = (Channel.ONLINE, Channel.ONLINE, Channel.ONLINE, Channel.PAPER, Channel.KIOSK)
_PIECE = 5_000


@dataclass
class Crowd:
    """Who answers. Of every 20 one is set aside, one was taken back, one was never sent."""

    session: Session
    consultation: Consultation
    seed: int = 7

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.questions = read_sheet(self.session, self.consultation).questions
        self.areas = list(self.session.scalars(select(Area.id).order_by(Area.id)))

    def answer(self, people: int) -> None:
        """Put `people` more responses in. Committed."""
        first = (self.session.scalar(select(func.max(Response.id))) or 0) + 1
        for start in range(first, first + people, _PIECE):
            ids = range(start, min(start + _PIECE, first + people))
            self.session.execute(insert(Response), [self._response(ident) for ident in ids])
            marks = [mark for ident in ids for mark in self._marks(ident)]
            if marks:
                self.session.execute(insert(Answer), marks)
        self.session.commit()

    def _response(self, ident: int) -> dict[str, Any]:
        at = clock.now() - timedelta(days=6) + timedelta(minutes=self.rng.randrange(6 * 24 * 60))
        rest = {
            "excluded_at": None,
            "excluded_reason": "",
            "withdrawn_at": None,
            "sent_at": at,
            "late": ident % 50 == 0,
        }
        rest |= {
            0: {"excluded_at": at, "excluded_reason": "Sent twice"},
            1: {"withdrawn_at": at},
            2: {"sent_at": None},
        }.get(ident % 20, {})
        return {
            "id": ident, "consultation_id": self.consultation.id, "channel": self.rng.choice(_CHANNELS),
            "language": "en", "created_at": at, **rest,
        }  # fmt: skip

    def _marks(self, ident: int) -> Iterator[dict[str, Any]]:
        if ident % 20 == 2:
            return
        for question in self.questions:
            if question.required or self.rng.random() < 0.85:
                for mark in self._mark(question):
                    yield _NOTHING | {"response_id": ident, "question_id": question.id} | mark

    def _mark(self, question: SheetQuestion) -> Sequence[dict[str, Any]]:
        rng, choices = self.rng, question.choices
        match question.kind:
            case Kind.MULTI:
                return [self._choice(choice) for choice in rng.sample(choices, rng.randint(1, min(3, len(choices))))]
            case Kind.RANKING:
                places = rng.sample(choices, min(question.rank_top or 3, len(choices)))
                return [{"choice_id": choice.id, "position": place} for place, choice in enumerate(places, 1)]
            case Kind.MATRIX:
                rows = [item for item in question.items if rng.random() < 0.8]
                return [{"item_id": item.id, "choice_id": rng.choice(choices).id} for item in rows]
            case Kind.SHORT_TEXT | Kind.LONG_TEXT:
                return [{"text": rng.choice(WORDS)}]
            case Kind.AREA if self.areas and rng.random() < 0.8:
                return [{"area_id": rng.choice(self.areas)}]
            case _:
                return [self._choice(rng.choices(choices, weights=range(len(choices), 0, -1))[0])]

    def _choice(self, choice: Any) -> dict[str, Any]:
        with_words = choice.part in (Part.OTHER, Part.PUBLISH_NAMED)
        return {"choice_id": choice.id, "text": self.rng.choice(WORDS) if with_words else None}


_NOTHING = {"choice_id": None, "item_id": None, "position": None, "area_id": None, "text": None}
LABELS = ("Late buses; and none on Sunday", "Cost of a ticket", "Light at stops", "A view that one person has")


def find_themes(session: Session, question_id: int) -> CodeFrame:
    """Themes as a run would leave them: each answer under one theme by its words, the fourth raised once, a campaign of
    all who wrote the first words. Committed."""
    frame = CodeFrame(source_kind="question", source_id=question_id, created_at=clock.now(), version=3)
    session.add(frame)
    session.flush()
    run = Run(
        frame_id=frame.id, at=clock.now(), asked_by=None, software="Folkmoot", method={}, seed=1, answers=0, digest=""
    )
    session.add(run)
    session.flush()
    themes = [Theme(frame_id=frame.id, origin=Origin.MACHINE, suggested_label=label, run_id=run.id, position=place)
              for place, label in enumerate(LABELS)]  # fmt: skip
    themes += [Theme(frame_id=frame.id, origin=Origin.SPECIAL, special=special, position=9) for special in Special]
    session.add_all(themes)
    session.flush()
    answers = session.execute(
        select(Answer.id, Answer.text).where(Answer.question_id == question_id).order_by(Answer.id)
    ).all()
    _read(session, frame, run, themes, answers)
    session.commit()
    return frame


def _read(session: Session, frame: CodeFrame, run: Run, themes: Sequence[Theme], answers: Sequence[Any]) -> None:
    campaign = Campaign(frame_id=frame.id, number=1, typical_item_id=answers[0].id if answers else 0)
    session.add(campaign)
    session.flush()
    if not answers:
        return
    session.execute(insert(ThemedItem), [
        {"frame_id": frame.id, "item_id": one.id, "run_id": run.id, "digest": "", "language": "en",
         "campaign_id": campaign.id if one.text == WORDS[0] else None} for one in answers
    ])  # fmt: skip
    session.execute(insert(Excerpt), [
        {"frame_id": frame.id, "item_kind": "answer", "item_id": one.id, "start": 0, "end": len(one.text)}
        for one in answers
    ])  # fmt: skip
    excerpts = dict(session.execute(select(Excerpt.item_id, Excerpt.id).where(Excerpt.frame_id == frame.id)).all())
    codes = [(one, themes[WORDS.index(one.text) % 3]) for one in answers if one.text != WORDS[4]]
    codes += [(one, themes[3]) for one in answers[3:4]]
    session.execute(insert(Suggestion), [
        {"run_id": run.id, "excerpt_id": excerpts[one.id], "theme_id": theme.id, "confidence": 0.9, "rank": None,
         "stance": (FOR, AGAINST, None)[one.id % 3]}
        for one, theme in codes
    ])  # fmt: skip
    session.execute(insert(Decision), [
        {"excerpt_id": excerpts[one.id], "theme_id": theme.id, "verdict": Verdict.ACCEPTED, "person_id": 1,
         "at": clock.now(), "stance": MIXED if one.id % 2 else None}
        for one, theme in codes[:20]
    ])  # fmt: skip
