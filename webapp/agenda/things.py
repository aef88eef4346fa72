"""What other rooms may know of issues."""

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.agenda.models import Issue
from webapp.agenda.queries.issues import is_public
from webapp.web.things import Thing

ISSUE = "issue"


def find_issues(session: Session, ids: Collection[int]) -> Mapping[int, Thing]:
    """Those that anybody may read."""
    rows = session.execute(select(Issue.id, Issue.sentence).where(Issue.id.in_(ids), is_public()))
    return {ident: Thing(ISSUE, ident, sentence, f"/issues/{ident}", open=False) for ident, sentence in rows}
