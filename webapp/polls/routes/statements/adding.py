"""Adding a statement: what is like it is shown first; then a moderator reads it. And everything that is one's own."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from webapp.access import Stage
from webapp.database import db
from webapp.i18n import _
from webapp.polls.models import Poll
from webapp.polls.routes import voters
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import receipts
from webapp.polls.routes.statements.common import Me, find_me, statements_poll, stopped
from webapp.polls.routes.statements.taking_part import SAID
from webapp.polls.rules import shows_result
from webapp.polls.services.voting import Closed
from webapp.polls.statements import queries
from webapp.polls.statements.likeness import find_alike
from webapp.polls.statements.rules import LONGEST, Asked, Run, one_line, why_not_add
from webapp.polls.statements.services import adding
from webapp.polls.statements.services.adding import SaidAlready, author_of, most_added
from webapp.polls.statements.story import closest_first, tell
from webapp.refusals import Refused
from webapp.web.guard import public
from webapp.web.origin import refuse_foreign
from webapp.web.pages import page


@blueprint.get("/polls/<slug>/statements/mine")
@public
def my_statements(slug: str) -> Response:
    """Somebody's own answers, to be changed while the poll is open, where they sit, and what they added."""
    poll, stage = statements_poll(slug)
    me = find_me(poll)
    if me is None:
        return redirect(url_for(".ask_statement" if stage is Stage.OPEN else ".show_statements", slug=slug))
    run = queries.read_run(db.session, poll.id, me.voter)
    return page(
        "polls/statements/mine.html",
        poll=poll,
        run=run,
        said=SAID,
        changeable=poll.changeable and stage is Stage.OPEN,
        is_open=stage is Stage.OPEN,
        added=queries.list_by_author(db.session, poll.id, author_of(receipts(), poll, me.name)),
        sent="sent" in request.args,
        near=_near(poll, stage, run),
        shown=_may_see(poll, stage),
    )


def _may_see(poll: Poll, stage: Stage) -> bool:
    return shows_result(stage, poll.showing, secret=poll.secret)


def _near(poll: Poll, stage: Stage, run: Run) -> list[tuple[str, int, int]]:
    """(letter, same, of) for each group, the nearest first; nothing while the result is not to be seen."""
    result = queries.find_result(db.session, poll.id) if _may_see(poll, stage) else None
    if result is None:
        return []
    story = tell(result.published, {one.number: one.text for one in run.asked})
    return [] if story.too_early else [(one.letter, one.same, one.of) for one in closest_first(run, story)]


@blueprint.route("/polls/<slug>/statements/add", methods=["GET", "POST"])
@public
def add_statement(slug: str) -> Response:
    """Write one; where some read alike, answer one of those instead, or say that this one is different."""
    poll, stage = statements_poll(slug)
    elsewhere = stopped(poll, stage)
    if elsewhere is not None:
        return elsewhere
    me = find_me(poll)
    if me is None:
        return redirect(url_for(".ask_statement", slug=slug))
    run = queries.read_run(db.session, poll.id, me.voter)
    if request.method == "GET":
        return _page(poll, me, run)
    refuse_foreign()
    if not voters.key_in_form(poll).right:
        return redirect(url_for(".add_statement", slug=slug))
    return _take(poll, me, run, one_line(request.form.get("text", "")[: LONGEST * 10]))


def _take(poll: Poll, me: Me, run: Run, text: str) -> Response:
    alike = [] if request.form.get("different") == "yes" else find_alike(text, run.asked)
    if alike and len(text) <= LONGEST:
        return _page(poll, me, run, text=text, alike=alike)
    try:
        author = author_of(receipts(), poll, me.name)
        adding.add(db.session, poll=poll, author=author, person_id=me.person_id, run=run, text=text)
    except Closed:
        return redirect(url_for(".ask_statement", slug=poll.slug))
    except SaidAlready as twin:
        known = run.find(twin.number)
        return _page(poll, me, run, text=text, alike=[known] if known else [], error=str(twin))
    except Refused as refusal:
        return _page(poll, me, run, text=text, error=str(refusal))
    return redirect(url_for(".my_statements", slug=poll.slug, sent=""))


def _page(poll: Poll, me: Me, run: Run, *, text: str = "", alike: list[Asked] | None = None,
          error: str = "") -> Response:  # fmt: skip
    added = queries.list_by_author(db.session, poll.id, author_of(receipts(), poll, me.name))
    most = most_added(poll)
    return page(
        "polls/statements/add.html",
        status=422 if error else 200,
        poll=poll,
        key=voters.new_key(poll),
        text=text,
        alike=alike or [],
        error=error,
        why_not=why_not_add(answered=len(run.answered), left=len(run.left), added=len(added), most=most),
        left=most - len(added),
        longest=LONGEST,
        waits=_("A moderator reads it first, usually within two days. Then everybody is asked."),
    )
