"""A ballot paper as a resident will see it on a phone, before it is published."""

from datetime import timedelta
from typing import Any

from flask import Response

from webapp import clock
from webapp.access import Permission
from webapp.database import db
from webapp.places.queries import read_gazetteer
from webapp.polls import queries
from webapp.polls.kinds.base import Form
from webapp.polls.kinds.comparing import pairs_for
from webapp.polls.models import Poll
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of
from webapp.polls.routes.office.common import ONE
from webapp.polls.rules import Eligibility
from webapp.web.guard import requires
from webapp.web.headers import allow_our_frame
from webapp.web.pages import get_or_404, page

USUAL_LENGTH = timedelta(weeks=2)


@blueprint.get(f"{ONE}/preview")
@requires(Permission.SEE_DRAFTS)
def office_preview(poll_id: int) -> Response:
    """A phone with the ballot in it."""
    return page("polls/office/preview.html", poll=get_or_404(Poll, poll_id))


@blueprint.get(f"{ONE}/preview/ballot")
@requires(Permission.SEE_DRAFTS)
def office_preview_ballot(poll_id: int) -> Response:
    """What stands in the phone: the very ballot that residents get, with a banner."""
    poll = get_or_404(Poll, poll_id)
    sheet = queries.read_sheet(db.session, poll)
    if not sheet.options:
        return allow_our_frame(page("polls/office/preview_empty.html", poll=poll))
    asks_area = poll.asks_area or poll.eligibility is Eligibility.AREA
    html = page(
        "polls/office/preview_ballot.html", poll=_Dated(poll), sheet=sheet, method=method_of(poll), form=Form(),
        key="", reason="", problems=(), by_control={}, signed_out=False, voting_code="",
        asks_code=poll.eligibility is Eligibility.CODE, area="", url_for=_nowhere,
        areas=read_gazetteer(db.session, sectors=False).by_district if asks_area else (),
        pairs=pairs_for(sheet, "preview") if poll.method == "pairwise" else (),
    )  # fmt: skip
    return allow_our_frame(html)


def _nowhere(*_ends: str, **_values: Any) -> str:
    """Every link and button stays where it is."""
    return "#main"


class _Dated:
    """A poll with a closing time even when none is chosen yet."""

    def __init__(self, poll: Poll) -> None:
        self._poll = poll
        self.closes_at = poll.closes_at or clock.now() + USUAL_LENGTH

    def __getattr__(self, name: str) -> Any:
        return getattr(self._poll, name)
