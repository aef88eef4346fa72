"""Work that comes later: wiping words that were taken back, and reminding of questions that wait."""

from typing import Any

from flask import current_app
from sqlalchemy.orm import Session, sessionmaker

from webapp.forums import telling
from webapp.forums.models import Post
from webapp.forums.services import changing
from webapp.jobs.worker import Teller


def wipe(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """The hour is over: wipe the words of `facts["post_id"]`, unless they were put back."""
    with sessions.begin() as session:
        post = session.get(Post, facts["post_id"], with_for_update=True)
        if post is None or not changing.is_over(post):
            return {"wiped": False}
        changing.wipe(session, post=post)
    return {"wiped": True}


def remind(sessions: sessionmaker[Session], facts: dict[str, Any], tell: Teller) -> dict[str, Any]:
    """A week is over: remind of the question `facts["post_id"]`, unless it was answered."""
    with sessions.begin() as session:
        zone = current_app.config["TIME_ZONE"]
        return {"reminded": telling.remind(session, post_id=facts["post_id"], zone=zone)}
