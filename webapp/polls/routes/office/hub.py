"""The overview of one poll: what is done, what is still missing, and what can be done with it now."""

from dataclasses import dataclass

from flask import Response, url_for

from webapp.access import STAGE_WORDS, Permission, Stage
from webapp.database import db
from webapp.i18n import _, ngettext
from webapp.places.abouts import describe
from webapp.polls import office_queries, printing
from webapp.polls.declaring import said
from webapp.polls.forms.running import WHO_WORDS
from webapp.polls.methods import EVERY, METHODS, STATEMENTS
from webapp.polls.models import Poll
from webapp.polls.paper_models import SPOILT_WORDS
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import stage_now
from webapp.polls.routes.office.common import ONE
from webapp.polls.rules import PAPER_TIME, why_not_kiosk, why_not_papers
from webapp.polls.services import editing, lifecycle
from webapp.polls.telling import CHANGE_WORDS, CHANNEL_WORDS
from webapp.polls.things import KIND
from webapp.web.guard import allowed, requires
from webapp.web.pages import get_or_404, page

LONGEST_ABOUT = 120


@dataclass(frozen=True)
class Task:
    """One line of the overview. `state`: done, or while still empty needed or optional. `open`: it can be opened."""

    name: str
    address: str
    state: str
    about: str
    open: bool


@blueprint.get(ONE)
@requires(Permission.SEE_DRAFTS)
def office_show(poll_id: int) -> Response:
    poll = get_or_404(Poll, poll_id)
    stage, method = stage_now(poll), EVERY[poll.method]
    return page(
        "polls/office/show.html",
        poll=poll,
        stage=stage,
        stage_words=STAGE_WORDS,
        method=method,
        on_paper=poll.method in METHODS,
        tasks=tasks_of(poll, stage),
        missing=lifecycle.what_is_missing(db.session, poll),
        voted=office_queries.count_taken_part(db.session, [poll.id]).get(poll.id, 0),
        ways=office_queries.count_ways(db.session, poll.id),
        channel_words=CHANNEL_WORDS,
        spoilt_words=SPOILT_WORDS,
        change_words=CHANGE_WORDS,
        papers=why_not_papers(poll.eligibility, on_paper=printing.can_print(poll)) is None,
        codes=office_queries.count_codes(db.session, poll.id),
        pending=office_queries.papers_pending(db.session, poll.id),
        paper_days=PAPER_TIME.days,
        no_kiosk=why_not_kiosk(stage, poll.eligibility)
        if poll.method in METHODS
        else _("Statements are answered on people's own devices."),
    )


def tasks_of(poll: Poll, stage: Stage) -> list[Task]:
    """The parts in the order in which they are best written."""
    method, runs = EVERY[poll.method], allowed(Permission.RUN_POLLS)
    count = office_queries.count_options(db.session, poll.id)
    priced = office_queries.count_priced(db.session, poll.id) if method.budget else count
    stands = editing.why_stands(db.session, poll) is not None
    stated = poll.method == STATEMENTS
    options = (
        ngettext("%(num)s statement", "%(num)s statements", count)
        if stated
        else ngettext("%(num)s option", "%(num)s options", count)
    )
    whole = count >= method.least and priced == count
    parts = (
        ("office_method", _("Method"), str(method.name), True, runs and stage is Stage.DRAFT),
        ("office_words", _("Words"), poll.question, bool(poll.question), runs),
        (
            "office_statements" if stated else "office_options",
            _("Statements") if stated else _("Options"),
            options if count else "",
            whole,
            runs or not stated,
        ),
        ("office_running", _("How it is run"), running_words(poll), True, runs and not stands),
    )
    tasks = [
        Task(name, url_for(f"polls.{endpoint}", poll_id=poll.id), "done" if done else "needed", _cut(words), opens)
        for endpoint, name, words, done, opens in parts
    ]
    about = describe(db.session, kind=KIND, thing_id=poll.id)
    places = Task(
        _("Places and subjects"), url_for("places.about", kind=KIND, thing_id=poll.id),
        "done" if about else "optional", _cut(about), allowed(Permission.SORT_THINGS),
    )  # fmt: skip
    return [*tasks, places]


def running_words(poll: Poll) -> str:
    """In one line: who, secret or not, and what was declared."""
    secret = _("secret") if poll.secret else _("not secret")
    return " · ".join([str(WHO_WORDS[poll.eligibility]), secret, *said(EVERY[poll.method], poll.rules)])


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST_ABOUT else f"{words[:LONGEST_ABOUT].rstrip()}…"
