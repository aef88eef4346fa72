"""What the front page shows of proposals: the one that needs the fewest more people, and the newest."""

from flask import render_template
from sqlalchemy.orm import Session

from webapp.database import db
from webapp.proposals import queries
from webapp.proposals.queries import Listed
from webapp.proposals.rules import STAGE_WORDS

_SHOWN = 3


def on_front_page(_nothing: int) -> str:
    return render_template("proposals/_front.html", rows=to_show(db.session), stage_words=STAGE_WORDS)


def to_show(session: Session) -> list[Listed]:
    """Those nearest to their threshold first, then the newest, each once. Two statements."""
    near = queries.nearest_to_threshold(session, most=_SHOWN - 1)
    known = {row.proposal.id for row in near}
    newest = [row for row in queries.list_newest(session, most=_SHOWN) if row.proposal.id not in known]
    return [*near, *newest][:_SHOWN]
