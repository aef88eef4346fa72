"""What items bring to the table: their issues with evidence and reply, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from webapp.agenda.models import Evidence, EvidenceKind, Issue, IssueOption, ItemIssue, Reply
from webapp.agenda.rules.replies import DID_NOT_FIT
from webapp.summaries.models import PublishedQuote, PublishedTheme


@dataclass(frozen=True, slots=True)
class Rested:
    """One thing that an issue rests on; `theme` as it was published, where it is one."""

    evidence: Evidence
    theme: PublishedTheme | None


@dataclass(frozen=True, slots=True)
class Brought:
    """An issue on an item. `measured`: see `ItemIssue`; `reply`: what the authority says to it, if it does; `options`:
    where it did not fit, or not wholly, the ways in which it could still be met."""

    issue: Issue
    measured: Mapping[str, Any]
    evidence: Sequence[Rested]
    reply: Reply | None
    options: Sequence[IssueOption] = ()

    @property
    def did_not_fit(self) -> bool:
        """Whether it was not taken up, or not wholly."""
        return self.reply is not None and self.reply.outcome in DID_NOT_FIT


def is_public() -> ColumnElement[bool]:
    """Whether anybody may see the issue."""
    return and_(Issue.published_at.is_not(None), Issue.withdrawn_at.is_(None))


def read_brought(session: Session, item_ids: Collection[int], *, all_: bool = False) -> dict[int, list[Brought]]:
    """By item id; items without issues are left out. Three statements, one where there are none, and a fourth where
    something did not fit.

    `all_`: for the office, also issues that are not public (any more).
    """
    found = select(ItemIssue, Issue).join(Issue, Issue.id == ItemIssue.issue_id).where(ItemIssue.item_id.in_(item_ids))
    rows = session.execute((found if all_ else found.where(is_public())).order_by(ItemIssue.id)).all()
    if not rows:
        return {}
    ids = {issue.id for _, issue in rows}
    evidence, replies = _evidence(session, ids), _replies(session, ids)
    options = _options(session, [one.issue_id for one in replies.values() if one.outcome in DID_NOT_FIT])
    brought = defaultdict(list)
    for link, issue in rows:
        told = Brought(issue, link.measured, evidence[issue.id], replies.get(issue.id), options[issue.id])
        brought[link.item_id].append(told)
    return dict(brought)


def _evidence(session: Session, issue_ids: Collection[int]) -> Mapping[int, list[Rested]]:
    published = and_(
        Evidence.kind == EvidenceKind.THEME,
        PublishedTheme.publication_id == Evidence.publication_id,
        PublishedTheme.theme_id == Evidence.thing_id,
    )
    rows = session.execute(
        select(Evidence, PublishedTheme)
        .outerjoin(PublishedTheme, published)
        .where(Evidence.issue_id.in_(issue_ids))
        .order_by(Evidence.id)
    )
    found: dict[int, list[Rested]] = defaultdict(list)
    for evidence, theme in rows:
        found[evidence.issue_id].append(Rested(evidence, theme))
    return found


def _replies(session: Session, issue_ids: Collection[int]) -> Mapping[int, Reply]:
    current = select(Reply).where(Reply.issue_id.in_(issue_ids), Reply.replaced_at.is_(None))
    return {reply.issue_id: reply for reply in session.scalars(current)}


def _options(session: Session, issue_ids: Collection[int]) -> Mapping[int, list[IssueOption]]:
    found: dict[int, list[IssueOption]] = defaultdict(list)
    if issue_ids:
        of_these = select(IssueOption).where(IssueOption.issue_id.in_(issue_ids)).order_by(IssueOption.id)
        for option in session.scalars(of_these):
            found[option.issue_id].append(option)
    return found


def read_quotes(session: Session, theme_ids: Collection[int], *, each: int = 3) -> Mapping[int, list[str]]:
    """By published theme the first of its quotes that may be shown. One statement."""
    best = PublishedQuote.rank.asc().nulls_last()
    rows = session.execute(
        select(PublishedQuote.published_theme_id, PublishedQuote.text)
        .where(PublishedQuote.published_theme_id.in_(theme_ids))
        .order_by(PublishedQuote.published_theme_id, best, PublishedQuote.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for theme_id, text in rows:
        if len(found[theme_id]) < each:
            found[theme_id].append(text)
    return found


def list_to_add(session: Session, *, item_id: int, words: str = "", most: int = 20) -> Sequence[Issue]:
    """Issues in public that are not on the item yet, the newest first."""
    on_it = select(ItemIssue.issue_id).where(ItemIssue.item_id == item_id)
    found = select(Issue).where(is_public(), Issue.id.not_in(on_it))
    if words:
        found = found.where(Issue.sentence.icontains(words, autoescape=True))
    return session.scalars(found.order_by(Issue.id.desc()).limit(most)).all()
