"""The long work: read the answers, find themes, keep them. Only the worker loads this, because it loads science."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.i18n import _l
from webapp.jobs.worker import Teller
from webapp.refusals import Refused
from webapp.text import pipeline
from webapp.text.arriving import code_arrivals
from webapp.text.shapes import ThemedAnswer, Theming
from webapp.themes import adding, finding, growing, picture, queries, states, storing
from webapp.themes.gathering import Arrived, Given, gather, gather_arrived, gather_new, reading
from webapp.themes.models import CodeFrame, Run
from webapp.themes.outcomes import Outcome

SEED = 0
MOST_TRIES = 3
MOST_TURNS = 100
"""How often suggesting again begins anew because somebody looked for themes meanwhile."""
_OF_DISCOVERY = ("how_many_themes", "last_item", "drift")
"""What is told of a method that stays true while nobody looks for new themes."""


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
    last_item = max(one.id for one in given.answers)
    outcome = finding.to_outcome(given, found, seed=SEED, coder=found.coder, last_item=last_item)
    tell("Keeping what was found", 97, 100)
    with sessions.begin() as session:
        frame = storing.get_frame(session, kind, source_id, at=clock.now())
        kept = _keep(session, frame, given, outcome, asked_by=facts.get("person_id"), fresh=fresh)
        return {"run": kept.id, "answers": len(given.answers), "themes": len(found.frame)}


def suggest_again(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Learn from what people read and replace the suggestions nobody decided on. No new themes are looked for.

    `facts`: source_kind, source_id. When somebody looked for themes meanwhile, it begins again with those.
    """
    kind, source_id = facts["source_kind"], facts["source_id"]
    for _turn in range(MOST_TRIES):
        tell("Reading answers", 0, 100)
        with reading(sessions) as session:
            given = gather(session, kind, source_id, fresh=False)
        if not given.answers or given.run_id is None:
            raise NothingToRead
        found = _theme(given, tell, closed=True)
        with sessions.begin() as session:
            frame = storing.get_frame(session, kind, source_id, at=clock.now())
            storing.lock(session, frame)
            last = queries.last_run(session, frame)
            if last is None or last.id != given.run_id:
                continue
            known = {key: last.method[key] for key in _OF_DISCOVERY if key in last.method}
            outcome = finding.to_outcome(given, found, seed=SEED, coder=found.coder, **known)
            kept = _keep(session, frame, given, outcome, asked_by=None, fresh=False)
            return {"run": kept.id, "answers": len(given.answers), "learned from": len(given.coded)}
    return {"run": None}


def code_new(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Give answers that came since the last reading their themes. No themes are looked for. `facts`: frame_id.

    The state that the last run left codes them. Where it does not know every theme there is by now (somebody made one),
    what people decided is learned from anew. When somebody looked for themes meanwhile, it begins again.
    """
    coded = 0
    tell("Reading new answers", 0, 100)
    for _turn in range(MOST_TURNS):
        with reading(sessions) as session:
            frame = session.get(CodeFrame, facts["frame_id"])
            arrived = gather_arrived(session, frame) if frame is not None else None
        if arrived is None or not arrived.answers or arrived.run_id is None:
            break
        found = _code(sessions, facts["frame_id"], arrived, tell)
        texts = {str(one.id): one.text for one in arrived.answers}
        codes = [finding.to_codes(one, texts[one.id], None) for one in found if one.id in texts]
        with sessions.begin() as session:
            frame = session.get(CodeFrame, facts["frame_id"])
            if frame is None:
                break
            storing.lock(session, frame)
            last = queries.last_run(session, frame)
            if last is not None and last.id == arrived.run_id:
                coded += adding.add(session, frame, last, arrived.answers, codes)
    return {"coded": coded}


def _code(sessions: sessionmaker[Session], frame_id: int, arrived: Arrived, tell: Teller) -> tuple[ThemedAnswer, ...]:
    """Their `campaign` is the id of a letter that is known here, or None."""
    if arrived.coder is not None:
        return code_arrivals(
            arrived.texts(), arrived.coder, question=arrived.question, around=arrived.around, asked=arrived.asked,
            letters=arrived.letters,
        )  # fmt: skip
    with reading(sessions) as session:
        given = gather_new(session, session.get_one(CodeFrame, frame_id))
    return tuple(replace(one, campaign=None) for one in _theme(given, tell, closed=True).answers)


def forget_words(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Somebody took words back: what codes new answers keeps only words that others said too. `facts`: frame_id."""
    tell("Forgetting words", 0, 100)
    with sessions.begin() as session:
        frame = session.get(CodeFrame, facts["frame_id"])
        if frame is None:
            return {"forgot": 0}
        storing.lock(session, frame)
        return {"forgot": states.keep_words_of_others(session, frame)}


def _theme(given: Given, tell: Teller, **how: Any) -> Theming:
    return pipeline.theme(
        given.texts(),
        question=given.question,
        known=given.known,
        seed=SEED,
        progress=lambda step, done, total: tell(step, 2 + 94 * done // max(total, 1), 100),
        coded=given.coded,
        elsewhere=given.elsewhere,
        before=given.before,
        settled=given.settled,
        around=given.around,
        asked=given.asked,
        **how,
    )


def _keep(
    session: Session, frame: CodeFrame, given: Given, outcome: Outcome, *, asked_by: int | None, fresh: bool
) -> Run:
    """Store it, and say how far learning moved the picture. New answers that came meanwhile are coded after it."""
    last, before = queries.last_run(session, frame), _people(session, frame)
    kept = storing.store(session, frame=frame, outcome=outcome, asked_by=asked_by, fresh=fresh, at=clock.now())
    read = given.count_read()
    told = {"read": read, "moves": growing.reading_of(last)["moves"] if last else []}
    if last is not None and read > growing.reading_of(last)["read"]:
        moved = picture.furthest_move(before, last.answers, _people(session, frame), kept.answers)
        told["moves"] = [*told["moves"], moved]
    kept.method = {**kept.method, "reading": told}
    if growing.count_uncoded(session, frame):
        growing.ask_to_code_new(session, frame)
    growing.ask_to_forget_what_went(session, frame, {one.id for one in given.answers})
    return kept


def _people(session: Session, frame: CodeFrame) -> Mapping[int, int]:
    return {one.theme_id: one.people for one in queries.theme_counts(session, frame.source_kind, frame.source_id)}
