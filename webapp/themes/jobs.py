"""The long work: read the answers, find themes, keep them. Only the worker loads this, because it loads science."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from webapp import clock
from webapp.database import learn_sizes, writing
from webapp.i18n import _l
from webapp.jobs.worker import Teller
from webapp.refusals import Refused
from webapp.text import pipeline
from webapp.themes import examples, queries, storing
from webapp.themes.models import Special
from webapp.themes.registry import SOURCES
from webapp.themes.sources import Excerptable

SEED = 0


class NothingToRead(Refused):
    message = _l("There is nothing to read yet. Come back when answers have arrived.")


def run(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """Theme one source. `facts`: source_kind, source_id, themes (how many, or None), fresh, person_id.

    Everything is worked out before one transaction keeps it, so that stopping at any moment changes nothing.
    """
    kind, source_id, fresh = facts["source_kind"], facts["source_id"], bool(facts.get("fresh"))
    tell("Reading answers", 0, 100)
    answers, known, question = _gather(sessions, kind, source_id, fresh=fresh)
    if not answers:
        raise NothingToRead
    found = pipeline.theme(
        [pipeline.Answer(str(one.id), one.text) for one in answers],
        question=question,
        themes=facts.get("themes"),
        known=known,
        seed=SEED,
        progress=lambda step, done, total: tell(step, 2 + 94 * done // max(total, 1), 100),
    )
    outcome = _outcome(answers, known, found)
    tell("Keeping what was found", 97, 100)
    with sessions.begin() as session:
        now = clock.now()
        frame = storing.get_frame(session, kind, source_id, at=now)
        kept = storing.store(
            session, frame=frame, outcome=outcome, asked_by=facts.get("person_id"), fresh=fresh, at=now
        )
        learn_sizes(session)
        return {"run": kept.id, "answers": len(answers), "themes": len(found.frame)}


def _gather(
    sessions: sessionmaker[Session], kind: str, source_id: int, *, fresh: bool
) -> tuple[list[Excerptable], list[pipeline.KnownTheme], str]:
    """The answers, the themes there are, and what was asked. Reads only, so that nobody has to wait for it."""
    before = writing.set(False)
    try:
        with sessions() as session:
            answers = list(SOURCES[kind].read(session, source_id))
            return answers, _known(session, kind, source_id, fresh=fresh), SOURCES[kind].title(session, source_id)
    finally:
        writing.reset(before)


def _known(session: Session, kind: str, source_id: int, *, fresh: bool) -> list[pipeline.KnownTheme]:
    """Every theme there is, with people's name for it. Merged and dropped ones too: theirs is not found anew."""
    frame = queries.find_frame(session, kind, source_id)
    if frame is None:
        return []
    themes = [one for one in queries.list_themes(session, frame) if not one.special and one.retired_at is None]
    if fresh:
        by_people = storing.touched(session, frame)
        themes = [one for one in themes if one.id in by_people]
    under = examples.read(session, frame)
    return [
        pipeline.KnownTheme(str(one.id), one.name, one.description or "", tuple(under.get(one.id, ())))
        for one in themes
    ]


def _outcome(
    answers: Sequence[Excerptable], known: Sequence[pipeline.KnownTheme], found: pipeline.Theming
) -> storing.Outcome:
    given = {one.id for one in known}
    themes = [
        storing.NewTheme(
            key=one.id,
            theme_id=int(one.id) if one.id in given else None,
            special=Special(one.id) if one.origin == "special" else None,
            label=one.label,
            words=one.words,
            typical=tuple((int(item), start, end) for item, start, end in one.typical),
        )
        for one in found.frame
    ]
    codes = [
        storing.NewCodes(
            item_id=int(one.id),
            campaign=one.campaign,
            language=one.language[:8],
            codes=tuple((code.theme, code.confidence, code.start, code.end) for code in one.codes),
        )
        for one in found.answers
    ]
    return storing.Outcome(
        answers=answers, themes=themes, codes=codes, known=frozenset(int(one) for one in given), method=found.method,
        software=f"theming {pipeline.VERSION}", seed=SEED, digest=_digest(answers),
    )  # fmt: skip


def _digest(answers: Sequence[Excerptable]) -> str:
    """Of all that was read, by id. 64 hexadecimal digits."""
    digest = blake2b(digest_size=32)
    for one in answers:
        digest.update(f"{one.id}:{len(one.text)}:{one.text}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
