"""What anybody may see: what a poll of statements is about, the groups that were found, and everything to take home."""

from collections.abc import Iterable, Sequence

from flask import Response as Reply
from flask import abort, redirect, url_for
from werkzeug.wrappers import Response

from webapp.access import STAGE_WORDS, Stage
from webapp.database import db
from webapp.documents import csv_file
from webapp.documents.opinion_map import Crowd, opinion_map
from webapp.i18n import _, ngettext
from webapp.polls.methods import WITHOUT_PAPER
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.statements.common import statements_poll, threshold
from webapp.polls.rules import shows_result
from webapp.polls.statements import downloads, queries
from webapp.polls.statements.services.adding import most_added
from webapp.polls.statements.story import Story, tell
from webapp.web.guard import public
from webapp.web.pages import public_page

_A_DAY = 24 * 3600


@blueprint.get("/polls/<slug>/statements")
@public
def show_statements(slug: str) -> Response:
    """What it is about, how it works, what is kept, and the way in."""
    poll, stage = statements_poll(slug)
    if stage is Stage.WITHDRAWN:
        return public_page("polls/withdrawn.html", poll=poll, status=410)
    return public_page(
        "polls/statements/show.html",
        poll=poll,
        stage=stage,
        stage_words=STAGE_WORDS,
        method=WITHOUT_PAPER[poll.method],
        people=queries.count_people(db.session, poll.id),
        statements=queries.list_shown(db.session, poll.id) if stage is not Stage.SCHEDULED else (),
        has_result=shows_result(stage, poll.showing, secret=poll.secret),
        most=most_added(poll),
        seconds=20,
    )


@blueprint.get("/polls/<slug>/statements/result")
@public
def statements_result(slug: str) -> Response:
    """The groups in words and a picture; or that it is too early to tell."""
    poll, stage = statements_poll(slug)
    if not shows_result(stage, poll.showing, secret=poll.secret):
        return redirect(url_for(".show_statements", slug=slug))
    result = queries.find_result(db.session, poll.id)
    texts = {one.number: one.text for one in queries.list_shown(db.session, poll.id)}
    story = tell(result.published, texts) if result is not None else None
    counting = stage is Stage.CLOSED and (result is None or not result.final)
    return public_page(
        "polls/statements/result.html",
        poll=poll,
        stage=stage,
        story=story if story is not None and not counting and not story.too_early else None,
        rows=story.rows if story is not None and not counting else (),
        counting=counting,
        computed_at=result.computed_at if result is not None else None,
        people=queries.count_people(db.session, poll.id),
        statements=len(texts),
        picture=_picture(story) if story is not None else "",
        threshold=threshold(),
        seconds=20,
    )


def _picture(story: Story) -> str:
    crowds = [Crowd(group.letter, group.dots, group.outline) for group in story.groups]
    sizes = [
        ngettext("Group %(letter)s has %(num)s person.", "Group %(letter)s has %(num)s people.", group.size,
                 letter=group.letter)
        for group in story.groups
    ]  # fmt: skip
    return opinion_map(crowds, story.dots_of_others, title=_("Where people stand"), description=" ".join(sizes))


@blueprint.get("/polls/<slug>/statements/download/<any(votes, statements):kind>")
@public
def statements_download(slug: str, kind: str) -> Response:
    """After closing: every vote under random numbers, or every statement that is shown with how it was answered."""
    poll, stage = statements_poll(slug)
    if stage is not Stage.CLOSED:
        abort(404)
    rows = downloads.vote_rows if kind == "votes" else downloads.statement_rows
    return _file(f"{slug}-{kind}.csv", rows(db.session, poll.id))


def _file(name: str, rows: Iterable[Sequence[str | int]]) -> Response:
    """Written at once, as rows of the database must be read before the request ends."""
    reply = Reply(b"".join(csv_file.csv_lines(rows)), content_type=csv_file.MEDIA_TYPE)
    reply.headers["Cache-Control"] = f"public, max-age={_A_DAY}"
    reply.headers.set("Content-Disposition", "attachment", filename=name)
    return reply
