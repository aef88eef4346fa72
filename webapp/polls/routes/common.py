"""What the pages of this room share: finding a poll, its stage, the keys of the site."""

from flask import abort, current_app

from webapp import clock
from webapp.access import Stage
from webapp.database import db
from webapp.polls import queries
from webapp.polls.methods import METHODS, Method
from webapp.polls.models import Poll
from webapp.receipts import Receipts
from webapp.web.pages import found_or_404


def published(slug: str) -> tuple[Poll, Stage]:
    """The poll and where it stands; 404 while it is a draft."""
    poll = found_or_404(queries.find_by_slug(db.session, slug))
    stage = stage_now(poll)
    if stage is Stage.DRAFT:
        abort(404)
    return poll, stage


def on_paper(slug: str) -> tuple[Poll, Stage]:
    """As `published`; 404 for a poll without a ballot paper."""
    poll, stage = published(slug)
    if poll.method not in METHODS:
        abort(404)
    return poll, stage


def stage_now(poll: Poll) -> Stage:
    return queries.stage(poll, now=clock.now())


def method_of(poll: Poll) -> Method:
    """How its ballot is marked and counted; 404 for a poll without a ballot paper."""
    if poll.method not in METHODS:
        abort(404)
    return METHODS[poll.method]


def receipts() -> Receipts:
    return Receipts(secret_key=current_app.config["SECRET_KEY"], receipt_key=current_app.config["RECEIPT_KEY"])
