"""The long work: read the answers, find themes, keep them. Only the worker loads this, because it loads science."""

from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.i18n import _l
from webapp.jobs.worker import Teller
from webapp.refusals import Refused
from webapp.text import pipeline
from webapp.text.shapes import Theming
from webapp.themes import finding, storing
from webapp.themes.gathering import Given, gather, reading

SEED = 0


class NothingToRead(Refused):
    message = _l("There is nothing to read yet. Come back when answers have arrived.")


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Theme one source. `facts`: source_kind, source_id, themes (how many, or None), fresh, person_id.

    Everything is worked out before one transaction keeps it, so that stopping at any moment changes nothing.
    """
    kind, source_id, fresh = facts["source_kind"], facts["source_id"], bool(facts.get("fresh"))
    tell("Reading answers", 0, 100)
    with reading(sessions) as session:
        given = gather(session, kind, source_id, fresh=fresh)
    if not given.answers:
        raise NothingToRead
    found = _theme(given, tell, themes=facts.get("themes"))
    outcome = finding.to_outcome(given, found, seed=SEED, coder=None)
    tell("Keeping what was found", 97, 100)
    with sessions.begin() as session:
        now = clock.now()
        frame = storing.get_frame(session, kind, source_id, at=now)
        kept = storing.store(
            session, frame=frame, outcome=outcome, asked_by=facts.get("person_id"), fresh=fresh, at=now
        )
        return {"run": kept.id, "answers": len(given.answers), "themes": len(found.frame)}


def _theme(given: Given, tell: Teller, **how: Any) -> Theming:
    learned: dict[str, Any] = {"coded": given.coded} if given.coded else {}
    return pipeline.theme(
        given.texts(),
        question=given.question,
        known=given.known,
        seed=SEED,
        progress=lambda step, done, total: tell(step, 2 + 94 * done // max(total, 1), 100),
        **learned,
        **how,
    )
