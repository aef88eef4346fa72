"""Who is told of a reply: everybody who follows what stands behind the issue, once each."""

from flask import current_app
from sqlalchemy.orm import Session

from webapp.agenda.models import Issue, Reply
from webapp.agenda.queries.sources import list_sources
from webapp.agenda.signals import replied
from webapp.i18n import _
from webapp.notices import following


def join() -> None:
    """Listen. Asked once an application; a second time changes nothing."""
    replied.connect(tell)


def tell(session: Session, *, reply: Reply) -> None:
    """Within the transaction that gives it, so that there is no second time. Whoever follows several of the things
    behind the issue hears of the first."""
    issue = session.get_one(Issue, reply.issue_id)
    told = [
        following.happened(
            session, kind=kind, thing_id=thing_id, title=title, what=_("There is a reply to what people raised"),
            words=issue.sentence, address=f"/issues/{issue.id}", zone=current_app.config["TIME_ZONE"],
            source=f"reply:{reply.id}", actor_id=reply.by,
        )
        for kind, thing_id, title in list_sources(session, [issue.id])
    ]  # fmt: skip
    following.once_each(session, happenings=[one.id for one in told])
