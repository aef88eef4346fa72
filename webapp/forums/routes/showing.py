"""Posts as a page draws them: hundreds at once, so everything that takes time is worked out once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from flask import current_app
from markupsafe import Markup

from webapp import clock
from webapp.database import db
from webapp.forums.models import Attachment, Sort
from webapp.forums.queries import threads
from webapp.forums.queries.pages import FIRST_REPLIES, Said
from webapp.forums.routes.common import Here, seen
from webapp.forums.rules import Act, Lateness, Seen, lateness
from webapp.forums.words import OFFICIAL, POSITIONS, TAGS
from webapp.i18n import _
from webapp.web.filters import plain_date, time_of_day
from webapp.web.markup import said


@dataclass(frozen=True, slots=True)
class Shown:
    """A post, ready to be drawn. `more`: replies that stand on the comment's own page. `waits`: how late its answer is.
    `words` is empty where only that something stood here is shown; `gone` says then why.
    """

    id: int
    one: Said
    words: Markup
    gone: str
    who: str
    when: str
    iso: str
    mark: str
    tags: tuple[tuple[str, str], ...]
    waits: Lateness | None
    files: Sequence[tuple[Attachment, str, int]]
    more: int
    acts: frozenset[Act]

    @property
    def is_reply(self) -> bool:
        return self.one.turn > 0


_ASKED = (Act.REPLY, Act.REACT, Act.FLAG, Act.EDIT, Act.TAKE_BACK, Act.PUT_BACK, Act.ANSWER)


def draw(here: Here, posts: Sequence[Said], *, whole: bool = False) -> list[Shown]:
    """`whole`: every reply of the comment is on these pages, none is left out."""
    files = threads.list_files(db.session, [one.post.id for one in posts]) if posts else {}
    days, pattern = dict[date, str](), _("%(day)s, %(time)s")
    acts: dict[tuple[bool, Seen], frozenset[Act]] = {}
    return [_draw_one(here, one, files, partial(_when, days, pattern), acts, whole=whole) for one in posts]


def _draw_one(
    here: Here, one: Said, files: Mapping[int, Sequence[tuple[Attachment, str, int]]], when: Callable[[datetime], str],
    acts: dict[tuple[bool, Seen], frozenset[Act]], *, whole: bool,
) -> Shown:  # fmt: skip
    post, state = one.post, seen(one.post)
    kind = (here.me.id is not None and post.author_id == here.me.id, state)
    if kind not in acts:
        acts[kind] = frozenset(act for act in _ASKED if here.may(act, post))
    read = here.may(Act.READ_POST, post)
    return Shown(
        id=post.id, one=one, words=said(post.text) if read else Markup(""), gone=_gone(state, read=read),
        who=(one.group and _("%(group)s, by %(name)s", group=one.group, name=one.author)) or one.author
        or _("somebody who has left"),
        when=when(post.created_at), iso=post.created_at.isoformat(), mark=str(OFFICIAL.get(post.official, "")),
        tags=_tags(one), waits=_waits(one), files=files.get(post.id, ()) if read else (),
        more=0 if whole or one.turn else max(0, one.replies - FIRST_REPLIES), acts=acts[kind],
    )  # fmt: skip


def _tags(one: Said) -> tuple[tuple[str, str], ...]:
    position = [(one.post.position.value, str(POSITIONS[one.post.position]))] if one.post.position else []
    sort = [(one.post.sort.value, str(TAGS[one.post.sort]))] if one.post.sort in TAGS else []
    return (*position, *sort)


def _waits(one: Said) -> Lateness | None:
    waits = one.post.sort is Sort.QUESTION and not one.answered and not one.post.official
    return lateness(one.post.created_at, now=clock.now()) if waits and seen(one.post) is Seen.SHOWN else None


def _gone(state: Seen, *, read: bool) -> str:
    """What stands above the words, or instead of them."""
    if state is Seen.TAKEN_BACK:
        return _("You took this back. For an hour you can put it back.") if read else _("Its author took this back.")
    if state is Seen.HIDDEN:
        return _("A moderator has hidden this. Only its author and moderators see it.") if read else _(
            "A moderator has hidden this.")  # fmt: skip
    return _("This waits for a moderator. Only its author and moderators see it.") if state is Seen.HELD else ""


def _when(days: dict[date, str], pattern: str, at: datetime) -> str:
    """The day and time of a post; days are put into words once a page."""
    day = clock.local_day(at, current_app.config["TIME_ZONE"])
    if day not in days:
        days[day] = plain_date(day)
    return pattern % {"day": days[day], "time": time_of_day(at)}
