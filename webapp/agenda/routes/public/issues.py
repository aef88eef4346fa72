"""Issues in public: what people raised, and what was said to it. The same for everybody."""

from collections.abc import Mapping
from typing import Any

from flask import Response, request, url_for

from webapp.agenda.models import Outcome
from webapp.agenda.queries import issues as queries
from webapp.agenda.queries import replies
from webapp.agenda.queries.issues import WAITING, Page, Wanted
from webapp.agenda.routes.blueprint import blueprint
from webapp.agenda.rules.issues import counted_words, strong_words
from webapp.agenda.rules.replies import OUTCOME_WORDS
from webapp.database import db
from webapp.i18n import _
from webapp.places.queries import read_gazetteer
from webapp.summaries.queries.published import read_quotes
from webapp.web.guard import public
from webapp.web.pages import found_or_404, public_page

LONGEST_SEARCH = 100


@blueprint.get("/issues")
@public
def issues() -> Response:
    """All of them, to be narrowed by what became of them, where, when and from which consultation."""
    wanted, before = wanted_from(request.args), number_from("before")
    found = queries.list_public(db.session, wanted, before=before)
    return public_page(
        "agenda/issues.html",
        found=found,
        wanted=wanted,
        outcomes=outcome_choices(),
        outcome_words=OUTCOME_WORDS,
        consultations=queries.list_consultations(db.session),
        years=queries.years(db.session),
        place=read_gazetteer(db.session, sectors=False),
        next_page=older(".issues", found),
    )


@blueprint.get("/issues/strong-support-did-not-fit")
@public
def did_not_fit() -> Response:
    """Issues with strong support that were not, or not wholly, taken up, and what could still be done."""
    return public_page("agenda/did_not_fit.html", rows=queries.list_did_not_fit(db.session), rule=strong_words(),
                       outcome_words=OUTCOME_WORDS)  # fmt: skip


@blueprint.get("/issues/<int:issue_id>")
@public
def issue(issue_id: int) -> Response:
    found = found_or_404(queries.find_public(db.session, issue_id) if issue_id < 2**31 else None)
    themes = queries.published_themes_of(db.session, found.id)
    sources = {(one.publication_id or one.kind, 0 if one.publication_id else one.thing_id) for one in found.evidence}
    return public_page(
        "agenda/issue.html",
        issue=found,
        counted=counted_words(found.people, len(sources)),
        themes=themes,
        quotes=read_quotes(db.session, [one.id for one in themes]),
        replies=replies.list_replies(db.session, found.id),
        linked=queries.list_linked(db.session, found, public_only=True),
        outcome_words=OUTCOME_WORDS,
        place=read_gazetteer(db.session, sectors=False) if found.area_id else None,
    )


def wanted_from(args: Mapping[str, str]) -> Wanted:
    """What the address asks for; what it asks for that there is not, it does not ask for."""
    outcome = args.get("outcome", "")
    year = number_from("year")
    return Wanted(
        outcome=outcome if outcome in {WAITING, *Outcome} else "",
        area_id=number_from("area"),
        year=year if year is not None and 1900 < year < 9000 else None,
        consultation_id=number_from("consultation"),
        words=args.get("words", "").replace("\x00", "").strip()[:LONGEST_SEARCH],
    )


def older(endpoint: str, found: Page) -> str | None:
    """The address of the next page, with what was asked for; None on the last."""
    if found.older is None:
        return None
    asked: dict[str, Any] = {**request.args.to_dict(), "before": found.older}
    return url_for(endpoint, **asked)


def number_from(name: str) -> int | None:
    """A number of ours from the address; None where there is none."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number < 2**31 else None


def outcome_choices() -> list[dict[str, str]]:
    """What became of issues, as a filter."""
    given = [{"value": outcome.value, "text": str(words)} for outcome, words in OUTCOME_WORDS.items()]
    return [{"value": WAITING, "text": _("No reply yet")}, *given]
