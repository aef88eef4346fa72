"""A discussion: the newest comments with their replies, reactions counted, a form for whoever has signed in."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, render_template, request
from flask import session as cookie
from markupsafe import Markup, escape
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.least.models import Person, Post, Reaction, Thread

blueprint = Blueprint("discussing", __name__)
A_PAGE = 40
PLACE = ZoneInfo("Europe/London")


@blueprint.get("/forum/threads/<int:ident>")
def thread(ident: int) -> str:
    with Session(g.engine) as session:
        found = session.get(Thread, ident)
        if found is None:
            abort(404)
        me = session.scalar(select(Person.id).where(Person.fs_uniquifier == cookie.get("_user_id", "")))
        shown = (Post.thread_id == ident, Post.held_at.is_(None), Post.hidden_at.is_(None), Post.withdrawn_at.is_(None))
        posts, people = session.execute(select(func.count(), func.count(Post.author_id.distinct())).where(*shown)).one()
        roots = session.scalars(
            select(Post.id).where(*shown, Post.root_id == Post.id, Post.id <= request.args.get("start", 2**31, int))
            .order_by(Post.id.desc()).limit(A_PAGE + 1)
        ).all()  # fmt: skip
        rows = session.execute(
            select(Post, Person.name).join(Person, Person.id == Post.author_id)
            .where(*shown, Post.root_id.in_(roots[:A_PAGE])).order_by(Post.root_id.desc(), Post.id)
        ).all()  # fmt: skip
        counts, mine = count_reactions(session, [post.id for post, _ in rows], me)
        return render_template("thread.html", thread=found, rows=rows, posts=posts, people=people, counts=counts,
                               mine=mine, me=me, said=said, when=when,
                               next=roots[A_PAGE] if len(roots) > A_PAGE else None)  # fmt: skip


def count_reactions(
    session: Session, posts: list[int], me: int | None
) -> tuple[dict[tuple[int, str], int], set[object]]:
    of_these = Reaction.post_id.in_(posts)
    counted = select(Reaction.post_id, Reaction.kind, func.count()).where(of_these)
    counts = {
        (post, kind): many for post, kind, many in session.execute(counted.group_by(Reaction.post_id, Reaction.kind))
    }
    own = session.execute(select(Reaction.post_id, Reaction.kind).where(of_these, Reaction.person_id == (me or 0)))
    return counts, {tuple(row) for row in own}


def said(text: str) -> Markup:
    parts = (escape(part).replace("\n", Markup("<br>")) for part in re.split(r"\n\s*\n", text))
    return Markup("").join(Markup('<p class="govuk-body">{}</p>').format(part) for part in parts)


def when(at: datetime) -> str:
    """26 November 2026, 5:43am"""
    local = at.replace(tzinfo=ZoneInfo("UTC")).astimezone(PLACE)
    return f"{local.day} {local:%B %Y}, {local.hour % 12 or 12}:{local:%M}{'pm' if local.hour >= 12 else 'am'}"
