"""What the pages of this room share: finding a proposal, and asking the table whether somebody may do this to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, current_app, url_for

from webapp import clock
from webapp.database import db
from webapp.places.queries import read_gazetteer
from webapp.proposals import queries
from webapp.proposals.models import Move, Proposal
from webapp.proposals.rules import Act, Side, may
from webapp.proposals.sides import sides_of
from webapp.web.guard import current_person, my_roles, somebody_signed_in


@dataclass(frozen=True)
class Seen:
    """A proposal as one person sees it."""

    proposal: Proposal
    move: Move
    sides: frozenset[Side]

    def may(self, act: Act) -> bool:
        hidden = self.proposal.hidden_at is not None
        if hidden and act not in {Act.SEE, Act.WITHDRAW, Act.LEAVE}:
            return False
        sides = self.sides - {Side.ANYONE, Side.RESIDENT} if hidden and act is Act.SEE else self.sides
        return may(act, sides, self.move.stage)


def see(proposal: Proposal | None, act: Act = Act.SEE) -> Seen:
    """The proposal for whoever asks. Ends with 404 when they may not see it, with 403 when they may not do this."""
    if proposal is None:
        abort(404)
    person, roles = (current_person(), my_roles()) if somebody_signed_in() else (None, frozenset())
    seen = Seen(proposal, queries.move_now(db.session, proposal), sides_of(db.session, proposal, person, roles))
    if not seen.may(Act.SEE):
        abort(404)
    if not seen.may(act):
        abort(403)
    return seen


def by_number(number: int, act: Act = Act.SEE) -> Seen:
    return see(queries.find_by_number(db.session, number), act)


def page_of(proposal: Proposal) -> str:
    """Its public page, or before it has a number the page of its draft."""
    if proposal.number is None:
        return url_for("proposals.check", proposal_id=proposal.id)
    return url_for("proposals.show", number=proposal.number)


def areas() -> list[tuple[str, list[tuple[int, str]]]]:
    return read_gazetteer(db.session, sectors=False).by_district


def area_names() -> Mapping[int, str]:
    return read_gazetteer(db.session, sectors=False).names


def today() -> date:
    """The day it is in the place."""
    return clock.local_day(clock.now(), current_app.config["TIME_ZONE"])
