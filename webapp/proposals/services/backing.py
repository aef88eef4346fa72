"""Backing a proposal, online and on paper; and the moment at which there are enough."""

import secrets
from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp import clock
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.moderation import gate
from webapp.notices import following
from webapp.proposals import joins, queries
from webapp.proposals.models import Backing, Proposal, Sheet
from webapp.proposals.rules import KIND, TAKES_BACKING, Stage, count_of_sheet, draw_sample
from webapp.proposals.services import moving
from webapp.refusals import Refused

MOST_LINES = 500
"""Lines of one sheet; a pile of paper is entered sheet by sheet, so that each can be checked."""


class NoLongerGathering(Refused):
    message = _l("It takes no more backing: it has moved on.")


class BackedAlready(Refused):
    """The same press twice."""


class SheetEntered(Refused):
    message = _l("A sheet with this number is entered already.")


def back(session: Session, *, proposal: Proposal, person_id: int) -> None:
    """Count this person once, however often they press, and let them follow it. Raises `NoLongerGathering`."""
    gate.refuse_sanctioned(session, person_id=person_id)
    moving.lock(session, proposal)
    _refuse_when_over(session, proposal)
    try:
        with refused_as(session, {"one_backing": BackedAlready}):
            session.add(Backing(proposal_id=proposal.id, person_id=person_id, at=clock.now()))
            session.flush()
    except BackedAlready:
        return
    if following.find(session, person_id=person_id, kind=KIND, thing_id=proposal.id) is None:
        following.follow(session, person_id=person_id, kind=KIND, thing_id=proposal.id)
    cross(session, proposal)


def take_back(session: Session, *, proposal: Proposal, person_id: int) -> None:
    """No longer back it, nor what was merged into it, so that taking the merge back does not bring it back.

    Raises `NoLongerGathering` once it has moved on: a number that was acted on stays true.
    """
    moving.lock(session, proposal)
    _refuse_when_over(session, proposal)
    parts = [proposal.id, *joins.merged_into(session, proposal.id)]
    session.execute(delete(Backing).where(Backing.proposal_id.in_(parts), Backing.person_id == person_id))


def say_area(session: Session, *, proposal: Proposal, person_id: int, area_id: int | None) -> None:
    """Where the backing of this person comes from; they need not say."""
    mine = update(Backing).where(Backing.proposal_id == proposal.id, Backing.person_id == person_id)
    session.execute(mine.values(area_id=area_id))


def cross(session: Session, proposal: Proposal) -> None:
    """Move it on when enough people back it. The proposal must be locked, so that nobody is counted beside us."""
    if queries.move_now(session, proposal).stage is not Stage.GATHERING or proposal.threshold is None:
        return
    if queries.count_backing(session, proposal) >= proposal.threshold:
        moving.move(session, proposal=proposal, since=Stage.GATHERING, to=Stage.THRESHOLD, actor_id=None)


def _refuse_when_over(session: Session, proposal: Proposal) -> None:
    if queries.move_now(session, proposal).stage not in TAKES_BACKING or proposal.hidden_at is not None:
        raise NoLongerGathering


def enter_sheet(session: Session, *, proposal: Proposal, reference: str, lines: int, by_area: Mapping[int, int],
                person_id: int, note: str = "") -> Sheet:  # fmt: skip
    """A paper sheet of names. It counts once a sample of its lines was checked, which is drawn now.

    Raises `NoLongerGathering`, `SheetEntered`, and `Refused` for numbers that cannot be.
    """
    _refuse_when_over(session, proposal)
    if not 1 <= lines <= MOST_LINES:
        raise Refused(_("A sheet has 1 to %(most)s lines. Enter each sheet by itself.", most=MOST_LINES), field="lines")
    if any(people < 0 for people in by_area.values()) or sum(by_area.values()) > lines:
        raise Refused(_("The areas add up to more than the lines of the sheet."), field="by_area")
    seed = secrets.token_hex(16)
    sheet = Sheet(
        proposal_id=proposal.id, reference=reference.strip(), lines=lines, note=note.strip(), entered_by=person_id,
        by_area={str(area): people for area, people in by_area.items() if people}, entered_at=clock.now(), seed=seed,
        sample=draw_sample(seed, lines),
    )  # fmt: skip
    with refused_as(session, {"one_sheet_a_reference": SheetEntered}):
        session.add(sheet)
        session.flush()
    return sheet


def check_sheet(session: Session, *, proposal: Proposal, sheet: Sheet, good: int, person_id: int) -> None:
    """Of the lines that were drawn, `good` stood up. Whoever entered a sheet does not check it."""
    moving.lock(session, proposal)
    session.refresh(sheet)
    _refuse_when_over(session, proposal)
    if sheet.entered_by == person_id:
        raise Refused(_("You entered this sheet. Somebody else must check it."), field="good")
    if sheet.checked_at is not None or sheet.removed_at is not None:
        raise Refused(_("This sheet was checked or removed a moment ago."), field="good")
    if not 0 <= good <= len(sheet.sample):
        raise Refused(_("Between 0 and %(most)s lines can have stood up.", most=len(sheet.sample)), field="good")
    sheet.sample_good, sheet.checked_by, sheet.checked_at = good, person_id, clock.now()
    sheet.counted = count_of_sheet(lines=sheet.lines, sample=len(sheet.sample), good=good)
    session.flush()
    cross(session, proposal)


def remove_sheet(session: Session, *, proposal: Proposal, sheet: Sheet) -> None:
    """A sheet that was entered by mistake. Raises `Refused` once it was checked."""
    moving.lock(session, proposal)
    session.refresh(sheet)
    if sheet.checked_at is not None:
        raise Refused(_("It was checked already, and counts as it is."))
    session.delete(session.scalars(select(Sheet).where(Sheet.id == sheet.id)).one())
    session.flush()
