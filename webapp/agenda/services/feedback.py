"""Saying back what was asked, said and done. Services flush; the request commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Feedback
from webapp.agenda.queries import feedback as queries
from webapp.agenda.queries.feedback import Story
from webapp.agenda.rules import feedback as rules
from webapp.agenda.services.commitments import Here
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.notices import following
from webapp.refusals import Refused


class SaidMeanwhile(Refused):
    message = _l("Somebody else has published this a moment ago. Look at theirs first.")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What is said back; empty texts are what is not written yet."""

    asked: str
    said: str
    did: str
    next_news_on: date | None = None
    in_languages: Mapping[str, Mapping[str, str]] | None = None


def save(session: Session, *, story: Story, parts: Parts, here: Here) -> Feedback:
    """Keep what is written so far; nobody else sees it. Raises `Refused` at the part that is empty."""
    asked = story.asked
    empty = next((name for name in rules.PARTS if not getattr(parts, name).strip()), None)
    if empty is not None:
        raise Refused(str(rules.EMPTY), field=empty)
    draft = queries.find_draft(session, asked.kind, asked.id)
    if draft is None:
        draft = Feedback(kind=asked.kind, thing_id=asked.id, written_by=here.by, written_at=clock.now())
        session.add(draft)
    draft.asked, draft.said, draft.did, draft.next_news_on = parts.asked, parts.said, parts.did, parts.next_news_on
    draft.in_languages = {
        code: dict(said) for code, said in (parts.in_languages or {}).items() if any(said.values())
    }  # fmt: skip
    draft.written_by, draft.written_at = here.by, clock.now()
    session.flush()
    return draft


def publish(session: Session, *, story: Story, draft: Feedback, what: str, here: Here) -> Feedback:
    """Everybody can read it, in the place of what was said back before; whoever asked to be told is told, once,
    that there is `what`.

    Raises `Refused` with the reason at its field, `SaidMeanwhile` when somebody else was quicker.
    """
    asked = story.asked
    reason = rules.why_not_publish(
        closed=asked.closed, answered=asked.answered, parts=(draft.asked, draft.said, draft.did),
        settled=story.settled, next_news_on=draft.next_news_on, today=here.today,
    )  # fmt: skip
    if reason is not None:
        raise Refused(reason[1], field=reason[0])
    earlier = queries.find_current(session, asked.kind, asked.id)
    if earlier is not None:
        earlier.replaced_at = clock.now()
        session.flush()
    with refused_as(session, {"one_current_feedback": SaidMeanwhile}):
        draft.published_at = clock.now()
        session.flush()
    record(session, actor_id=here.by, act="say back", subject=f"{asked.kind}:{asked.id}", words=draft.did,
           feedback=draft.id)  # fmt: skip
    _tell(session, asked, draft, what, here)
    return draft


def _tell(session: Session, asked: queries.Asked, said: Feedback, what: str, here: Here) -> None:
    """Everybody who asked to be told about this thing, whatever was decided."""
    following.happened(
        session, kind=asked.kind, thing_id=asked.id, title=asked.title, what=what, words=said.did,
        address=asked.said_back, zone=here.zone, actor_id=here.by, source=f"feedback:{said.id}", once=True,
        words_in={code: parts["did"] for code, parts in said.in_languages.items() if parts.get("did")},
    )  # fmt: skip
