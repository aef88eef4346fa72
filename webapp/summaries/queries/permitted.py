"""Who allowed their words to be published, and under which name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.consultations.models import Answer, Choice, Part, Question, Response

PUBLISHABLE = (Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED)


@dataclass(frozen=True, slots=True)
class Source:
    """What may be said of who wrote a quote. `name` only where they allowed it; `who` is their respondent type."""

    name: str = ""
    who: str = ""
    organisation: bool = False


def may_be_quoted() -> ColumnElement[bool]:
    """Responses whose sender allowed publication. Without a permission on record nothing is quoted."""
    allowed = select(Answer.response_id).join(Choice, Choice.id == Answer.choice_id)
    return Response.id.in_(allowed.where(Choice.part.in_(PUBLISHABLE)))


def read_sources(session: Session, response_ids: Collection[int]) -> Mapping[int, Source]:
    """For those of these responses that may be quoted: how they may be named. One statement."""
    rows = session.execute(
        select(Answer.response_id, Answer.text, Choice.part, Choice.text, Question.asks_who)
        .join(Choice, Choice.id == Answer.choice_id)
        .join(Question, Question.id == Answer.question_id)
        .where(Answer.response_id.in_(response_ids), Choice.part.in_(PUBLISHABLE) | Question.asks_who)
    )
    said: dict[int, dict[str, object]] = {}
    permitted = set()
    for response, own, part, words, asks_who in rows:
        facts = said.setdefault(response, {})
        if part in PUBLISHABLE:
            permitted.add(response)
            facts["name"] = own or "" if part is Part.PUBLISH_NAMED else ""
        if asks_who:
            facts |= {"who": words, "organisation": part is Part.ORGANISATION}
    return {response: Source(**said[response]) for response in permitted}  # type: ignore[arg-type]
