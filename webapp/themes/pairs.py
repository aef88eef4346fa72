"""Coding twice: answers drawn by lot, coded by somebody who sees nobody else's codes, and differences settled.

Everything happens behind the frame's lock, as acts do, so that no answer has two second coders and none is saved twice.
Services flush; the request commits.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.i18n import _l
from webapp.refusals import Refused
from webapp.themes import acting, coding_rows, pair_rows, pair_rules, quality_rules, queries, rules
from webapp.themes.models import Act, ActKind, CodeFrame, SecondCode, SecondReading, Theme, Verdict
from webapp.themes.pair_rules import Side, Span
from webapp.themes.queries import second
from webapp.themes.rules import Change
from webapp.themes.sources import Excerptable


class NotYours(Refused):
    message = _l("Somebody else has this answer now. Take the next one.")


class SettledAlready(Refused):
    message = _l("Somebody settled this a moment ago.")


def draw(session: Session, *, frame: CodeFrame, share: int, seed: int | None, person_id: int) -> Act:
    """Draw answers for a second coder: `share` percent of the different ones, with those drawn before.

    The first draw takes `seed`, or one by chance; later ones go on with that of the first.
    """
    acting.lock(session, frame)
    seed = second.seed_of(session, frame) or seed or 1 + secrets.randbelow(999_999)
    groups = second.groups_of_equal(session, frame)
    wanted = pair_rules.how_many(len(groups), share)
    drawn = pair_rules.draw(groups, seed=seed, wanted=wanted, drawn=second.items_drawn(session, frame))
    acting.refuse(pair_rules.why_not_draw(different=len(groups), new=len(drawn)), field="share")
    rows = [{"frame_id": frame.id, "item_id": item, "drawn_at": clock.now()} for item in drawn]
    session.execute(insert(SecondReading), rows)
    return acting.write_down(session, frame, ActKind.DRAW, person_id, [], seed=seed, share=share, answers=len(drawn))


def take(session: Session, *, frame: CodeFrame, person_id: int) -> SecondReading | None:
    """The answer this person has, or the next that is free; None when there is none for them."""
    acting.lock(session, frame)
    held = second.find_held(session, frame, person_id)
    if held is not None:
        return held
    free = second.find_free(session, frame, person_id)
    if free is not None:
        free.person_id = person_id
        session.flush()
    return free


def give_back(session: Session, *, frame: CodeFrame, reading_id: int) -> None:
    """Let others have an answer that is not done. Done ones stay as they are."""
    acting.lock(session, frame)
    reading = _of_frame(session, frame, reading_id)
    if reading.done_at is None:
        reading.person_id = None
        session.flush()


def save(session: Session, *, frame: CodeFrame, reading_id: int, spans: Mapping[int, Span], person_id: int) -> bool:
    """Keep what the second coder gave: theme ids with the words that say so. False when it was saved before."""
    themes = acting.lock(session, frame)
    reading = _of_frame(session, frame, reading_id)
    if reading.person_id != person_id:
        raise NotYours
    if reading.done_at is not None:
        return False
    acting.refuse(quality_rules.why_not_codes(spans, queries.facts_of(themes.values())), field="themes")
    said = _answer(session, frame, reading)
    for theme_id, (start, end) in sorted(spans.items()):
        if not 0 <= start < end <= len(said.text):
            raise acting.NotOfThisFrame(field="themes")
        session.add(SecondCode(reading_id=reading.id, theme_id=theme_id, start=start, end=end))
    reading.done_at = clock.now()
    session.flush()
    pair_rows.keep_first(session, frame)
    return True


def settle(
    session: Session, *, frame: CodeFrame, reading_id: int, side: Side, anew: Collection[int], reason: str,
    person_id: int,
) -> Act:  # fmt: skip
    """Give an answer on which two people differ the codes of one, of both, or new ones. An act like others."""
    themes = acting.lock(session, frame)
    reading = _of_frame(session, frame, reading_id)
    if reading.done_at is None or reading.first is None:
        raise acting.NotOfThisFrame
    if reading.settled_at is not None:
        raise SettledAlready
    facts = queries.facts_of(themes.values())
    codes = second.codes_given(session, reading)
    special = [one.id for one in themes.values() if one.special]
    wanted = pair_rules.settled_codes(
        side, first=quality_rules.counted(reading.first, facts), second=quality_rules.counted(codes, facts),
        anew=anew, special=special,
    )  # fmt: skip
    acting.refuse(quality_rules.why_not_codes(wanted, facts), field="themes")
    said = _answer(session, frame, reading)
    changes = _changes(session, frame, themes, said, wanted, _destined(codes, facts))
    reading.settled_at, reading.settled_by = clock.now(), person_id
    names = [facts[one].name for one in sorted(wanted)]
    settled = {"reading": reading.id, "item": said.id, "side": side.value, "names": names, "reason": reason}
    return acting.do(session, frame, themes, ActKind.SETTLE, person_id, changes, may_be_empty=True, settled=settled)


def _changes(
    session: Session, frame: CodeFrame, themes: dict[int, Theme], said: Excerptable, wanted: Collection[int],
    spans: Mapping[int, Span],
) -> list[Change]:  # fmt: skip
    """What makes the answer count under exactly these themes, each decided by a person."""
    now = queries.codes_of_answers(session, frame, [said.id]).get(said.id, [])
    keep = [(one.excerpt_id, one.theme_id) for one in now if one.theme_id in wanted]
    out = [(one.excerpt_id, one.theme_id) for one in now if one.theme_id not in wanted]
    kept = acting.judge(session, frame, themes, keep, Verdict.ACCEPTED) if keep else []
    gone = acting.judge(session, frame, themes, out, Verdict.REJECTED) if out else []
    new = sorted(set(wanted) - {theme for _excerpt, theme in keep})
    return [*gone, *kept, *_additions(session, frame, said, new, spans)]


def _additions(
    session: Session, frame: CodeFrame, said: Excerptable, new: Sequence[int], spans: Mapping[int, Span]
) -> list[Change]:
    """Themes that the answer is not under yet, on the second coder's words or on the whole answer."""
    excerpts = {
        theme: acting.get_excerpt(session, frame, said, *spans.get(theme, rules.whole(said.text))) for theme in new
    }
    before = coding_rows.verdicts(session, set(excerpts.values()))
    return [
        Change(theme, "verdict", before.get((excerpt, theme)), Verdict.ACCEPTED, excerpt)
        for theme, excerpt in excerpts.items()
        if before.get((excerpt, theme)) != Verdict.ACCEPTED
    ]


def _destined(codes: Mapping[int, Span], facts: rules.Themes) -> dict[int, Span]:
    """The second coder's words by the theme they count under now."""
    return {rules.destination(theme, facts): span for theme, span in codes.items() if theme in facts}


def _of_frame(session: Session, frame: CodeFrame, reading_id: int) -> SecondReading:
    reading = select(SecondReading).where(SecondReading.id == reading_id, SecondReading.frame_id == frame.id)
    found = session.scalars(reading.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise acting.NotOfThisFrame
    return found


def _answer(session: Session, frame: CodeFrame, reading: SecondReading) -> Excerptable:
    said = queries.find_answer(session, frame, reading.item_id)
    if said is None:
        raise acting.NotOfThisFrame
    return said
