"""Where somebody's words went, for whoever types their code."""

import hmac
from hashlib import sha256

from flask import Blueprint, abort, g, redirect, render_template, request, session
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Reply

from benchmarks.least.answering import KEY
from benchmarks.least.models import (
    Answer,
    Commitment,
    Consultation,
    Decision,
    DecisionIssue,
    Evidence,
    Issue,
    IssueReply,
    Publication,
    PublishedCoding,
    PublishedTheme,
    Question,
    Response,
)

blueprint = Blueprint("journeying", __name__)


@blueprint.post("/receipt")
def receipt() -> Reply:
    digest = hmac.digest(KEY[::-1], b"lookup:" + request.form["code"].replace("-", "").encode(), sha256).hex()
    with Session(g.engine) as db:
        found = db.execute(
            select(Response.id, Consultation.slug)
            .join(Consultation, Consultation.id == Response.consultation_id)
            .where(Response.receipt == digest)
        ).first()
    if found is None:
        abort(404)
    session["response"] = found[0]
    return redirect(f"/consultations/{found[1]}/answer/mine", 303)


@blueprint.get("/consultations/<slug>/answer/journey")
def journey(slug: str) -> str:
    with Session(g.engine) as db:
        asked = db.scalar(select(Consultation).where(Consultation.slug == slug)) or abort(404)
        response = db.get(Response, session.get("response", 0)) or abort(404)
        words = db.execute(
            select(Question.text, Answer.text).join(Question, Question.id == Answer.question_id)
            .where(Answer.response_id == response.id, Answer.text.is_not(None))
        ).all()  # fmt: skip
        themes = db.scalars(
            select(PublishedTheme)
            .join(PublishedCoding, PublishedCoding.published_theme_id == PublishedTheme.id)
            .join(Publication, Publication.id == PublishedTheme.publication_id)
            .where(PublishedCoding.response_id == response.id)
        ).all()
        issues = db.execute(
            select(Issue, IssueReply)
            .join(Evidence, Evidence.issue_id == Issue.id)
            .outerjoin(IssueReply, IssueReply.issue_id == Issue.id)
            .where(Evidence.kind == "theme", Evidence.thing_id.in_([one.theme_id for one in themes]))
        ).all()
        decided = db.execute(
            select(Decision, Commitment)
            .join(DecisionIssue, DecisionIssue.decision_id == Decision.id)
            .outerjoin(Commitment, Commitment.decision_id == Decision.id)
            .where(DecisionIssue.issue_id.in_([issue.id for issue, _reply in issues]))
        ).all()
        return render_template("journey.html", asked=asked, words=words, themes=themes, issues=issues, decided=decided)
