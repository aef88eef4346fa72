"""How issues with their replies, decisions and commitments are found. Who owns one is not looked for."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Commitment, Decision, Issue, Reply
from webapp.agenda.queries.issues import is_public
from webapp.agenda.things import ISSUE
from webapp.agenda.things_commitments import KIND as COMMITMENT
from webapp.agenda.things_decisions import DECISION, address_of_decision
from webapp.i18n import _l
from webapp.search.kinds import Offer, Searched

_REPLIED = (
    select(func.aggregate_strings(Reply.reason + "\n" + Reply.changed, "\n"))
    .where(Reply.issue_id == Issue.id, Reply.replaced_at.is_(None))
    .correlate(Issue)
    .scalar_subquery()
)


def _visible_issues(_now: datetime) -> Select[int]:
    return select(Issue.id).where(is_public())


def _read_issues(session: Session, ids: Collection[int]) -> list[Offer]:
    rows = session.execute(select(Issue, func.coalesce(_REPLIED, "")).where(Issue.id.in_(ids)))
    return [
        Offer(kind=ISSUE, id=one.id, about=(ISSUE, one.id), title=one.sentence, at=one.published_at or one.raised_at,
              words="\n".join((one.who, one.how_strongly, one.who_disagrees, one.small_voices, replied)),
              address=f"/issues/{one.id}")
        for one, replied in rows
    ]  # fmt: skip


def _visible_decisions(_now: datetime) -> Select[int]:
    return select(Decision.id).where(Decision.published_at.is_not(None))


def _read_decisions(session: Session, ids: Collection[int]) -> list[Offer]:
    return [
        Offer(kind=DECISION, id=one.id, about=(DECISION, one.id), title=one.title,
              at=one.published_at or one.recorded_at, words="\n".join((one.what, one.reasons, one.maker)),
              address=address_of_decision(one.id))
        for one in session.scalars(select(Decision).where(Decision.id.in_(ids)))
    ]  # fmt: skip


def _visible_commitments(_now: datetime) -> Select[int]:
    return select(Commitment.id).where(Commitment.published_at.is_not(None))


def _read_commitments(session: Session, ids: Collection[int]) -> list[Offer]:
    return [
        Offer(kind=COMMITMENT, id=one.id, about=(COMMITMENT, one.id), title=one.title,
              at=one.published_at or one.created_at, words="\n".join((one.what, one.delivered_words)),
              address=f"/commitments/{one.id}")
        for one in session.scalars(select(Commitment).where(Commitment.id.in_(ids)))
    ]  # fmt: skip


AREAS = select(Issue.id, Issue.area_id).where(Issue.area_id.is_not(None))
"""Where each issue is: (id, area id)."""

ISSUES = Searched(
    kind=ISSUE, called=_l("Issues"), visible=_visible_issues, read=_read_issues, every=select(Issue.id),
    watched={Issue: Issue.id, Reply: Reply.issue_id},
)  # fmt: skip
DECISIONS = Searched(
    kind=DECISION, called=_l("Decisions"), visible=_visible_decisions, read=_read_decisions, every=select(Decision.id),
    watched={Decision: Decision.id},
)  # fmt: skip
COMMITMENTS = Searched(
    kind=COMMITMENT, called=_l("Promises"), visible=_visible_commitments, read=_read_commitments,
    every=select(Commitment.id), watched={Commitment: Commitment.id},
)  # fmt: skip
