"""What anybody may see of polls: the list, the page of each, and whether a receipt was counted."""

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from webapp import clock
from webapp.access import STAGE_WORDS, Stage
from webapp.database import db
from webapp.i18n import _
from webapp.polls import office_queries, queries
from webapp.polls.methods import WITHOUT_PAPER
from webapp.polls.paper_models import SPOILT_WORDS
from webapp.polls.routes import shown as showing
from webapp.polls.routes.blueprint import blueprint
from webapp.polls.routes.common import method_of, on_paper, published
from webapp.polls.seeds import commitment_of
from webapp.polls.telling import CHANGE_WORDS, CHANNEL_WORDS
from webapp.receipts import tidy_code
from webapp.web.guard import public
from webapp.web.origin import refuse_foreign
from webapp.web.pages import page, public_page


@blueprint.get("/polls")
@public
def front() -> Response:
    """Every poll that is published: open ones first, then those to come, then those that are over."""
    before = request.args.get("before", type=int)
    found = queries.list_published(db.session, now=clock.now(), before=before)
    return public_page("polls/list.html", found=found, stage_words=STAGE_WORDS, seconds=30)


@blueprint.get("/polls/<slug>")
@public
def show(slug: str) -> Response:
    poll, stage = published(slug)
    if poll.method in WITHOUT_PAPER:
        return redirect(url_for(".show_statements", slug=slug))
    if stage is Stage.WITHDRAWN:
        return public_page("polls/withdrawn.html", poll=poll, status=410)
    sheet = queries.read_sheet(db.session, poll)
    return public_page(
        "polls/show.html",
        poll=poll,
        stage=stage,
        stage_words=STAGE_WORDS,
        sheet=sheet,
        shown=showing.find(poll, stage, sheet),
        picture=showing.picture,
        method=method_of(poll),
        commitment=commitment_of(poll.seed),
        voted=queries.count_voted(db.session, poll.id),
        ways=office_queries.count_ways(db.session, poll.id),
        channel_words=CHANNEL_WORDS,
        spoilt_words=SPOILT_WORDS,
        change_words=CHANGE_WORDS,
        seconds=20,
    )


@blueprint.route("/polls/<slug>/receipt", methods=["GET", "POST"])
@public
def check_receipt(slug: str) -> Response:
    """Type the number of a receipt: whether a ballot was counted under it. It says nothing of the vote."""
    poll, stage = on_paper(slug)
    if request.method == "GET":
        return public_page("polls/receipt.html", poll=poll, stage=stage, typed="", error="", found=False)
    refuse_foreign()
    typed = request.form.get("number", "")[:60]
    number = tidy_code(typed)
    found = number is not None and queries.has_receipt(db.session, poll.id, number)
    error = "" if found else _("No ballot was counted under this number. Check each letter and number.")
    return page("polls/receipt.html", status=200 if found else 422, poll=poll, stage=stage, typed=typed, error=error,
                found=found)  # fmt: skip
