"""What the front page shows of proposals: those that need the fewest more people, and the newest."""

from flask import render_template
from sqlalchemy.orm import Session

from webapp.database import db
from webapp.proposals import queries
from webapp.proposals.queries import Listed
from webapp.proposals.rules import STAGE_WORDS, Stage

_SHOWN = 3


def on_front_page(area_id: int) -> str:
    """`area_id` 0 is the whole place."""
    rows = to_show(db.session, area_id=area_id or None)
    return render_template("proposals/_front.html", rows=rows, stage_words=STAGE_WORDS)


def to_show(session: Session, *, area_id: int | None = None) -> list[Listed]:
    """Those nearest to their threshold first, then the newest, each once. One statement."""
    found = queries.list_for_front(session, newest=_SHOWN, nearest=_SHOWN - 1, area_id=area_id)
    near = sorted((row for row in found if row.move.stage is Stage.GATHERING), key=_missing)[: _SHOWN - 1]
    newest = sorted((row for row in found if row not in near), key=lambda row: row.proposal.id, reverse=True)
    return [*near, *newest][:_SHOWN]


def _missing(row: Listed) -> tuple[int, int]:
    """How many people it still needs; of two alike the older first."""
    return (row.proposal.threshold or 0) - row.backing, row.proposal.id
