"""The posts behind a point of “what has been said so far”. Anybody may read them: they stand in the discussion."""

from flask import Response, abort, request, url_for

from webapp.database import db
from webapp.themes import queries, so_far
from webapp.themes.from_forums import KIND
from webapp.themes.routes.blueprint import said as blueprint
from webapp.web import things
from webapp.web.guard import public
from webapp.web.pages import found_or_404, public_page


@blueprint.get("/forum/threads/<int:thread_id>/said/<int:theme_id>")
@public
def posts(thread_id: int, theme_id: int) -> Response:
    thread = things.find(db.session, KIND, thread_id)
    if thread is None:
        abort(404)
    frame = found_or_404(queries.find_frame(db.session, KIND, thread_id))
    theme = found_or_404(queries.find_theme(db.session, frame, theme_id))
    after = request.args.get("after", "")
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 10 else 0
    found, last = so_far.list_posts(db.session, frame, theme, after=start)
    if theme.special is not None or theme.merged_into_id or theme.dropped_at or theme.retired_at or not found:
        abort(404)
    return public_page(
        "themes/said.html", thread=thread, theme=theme, posts=found,
        next_page=url_for(".posts", thread_id=thread_id, theme_id=theme_id, after=last) if last else None,
    )  # fmt: skip
