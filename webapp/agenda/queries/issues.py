"""Reading issues: one, a page of them, and what stands together."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased, selectinload

from webapp.agenda.models import Evidence, EvidenceKind, Issue, IssueLink, Outcome, Reply
from webapp.agenda.rules.replies import DID_NOT_FIT
from webapp.consultations.models import Consultation
from webapp.summaries.models import Publication, PublishedTheme
from webapp.summaries.queries.published import people_behind

PAGE = 25
WAITING = "waiting"


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which issues. `outcome`: a value of `Outcome`, or "waiting" for a reply."""

    outcome: str = ""
    area_id: int | None = None
    year: int | None = None
    consultation_id: int | None = None
    words: str = ""
    did_not_fit: bool = False


@dataclass(frozen=True)
class Listed:
    """An issue in a list. `sources`: what it rests on, by title."""

    issue: Issue
    outcome: Outcome | None
    sources: Sequence[str] = ()


@dataclass(frozen=True)
class Page:
    """`older`: the id before which the next page begins; None on the last."""

    rows: Sequence[Listed]
    total: int
    older: int | None


def is_public() -> ColumnElement[bool]:
    return and_(Issue.published_at.is_not(None), Issue.withdrawn_at.is_(None))


def strong() -> ColumnElement[bool]:
    """Whether evidence shows strong support: `rules.issues.is_strong`."""
    return and_(
        Evidence.people > Evidence.typical,
        or_(Evidence.supporting.is_(None), Evidence.supporting > func.coalesce(Evidence.opposing, 0)),
    )


def find_public(session: Session, issue_id: int) -> Issue | None:
    """With its evidence and options. Three statements."""
    loaded = (selectinload(Issue.evidence), selectinload(Issue.options))
    return session.scalar(select(Issue).where(Issue.id == issue_id, is_public()).options(*loaded))


def list_public(session: Session, wanted: Wanted, *, before: int | None = None) -> Page:
    """A page, the latest first. Three statements."""
    found = _narrowed(wanted).where(is_public())
    return _page(session, found, before)


def list_for_office(session: Session, *, wanted: Wanted, before: int | None = None) -> Page:
    """Every issue, also those that are not public yet, the latest first."""
    return _page(session, _narrowed(wanted), before)


def _page(session: Session, found: Select[int], before: int | None) -> Page:
    total = session.scalar(select(func.count()).select_from(found.subquery())) or 0
    ids = found if before is None else found.where(Issue.id < before)
    rows = session.execute(_with_outcome().where(Issue.id.in_(ids)).order_by(Issue.id.desc()).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    return Page(_listed(session, shown), total, shown[-1][0].id if len(rows) > PAGE else None)


def _with_outcome() -> Select[Issue, Outcome]:
    current = and_(Reply.issue_id == Issue.id, Reply.replaced_at.is_(None))
    return select(Issue, Reply.outcome).outerjoin(Reply, current)


def _listed(session: Session, rows: Sequence[Row[Issue, Outcome]]) -> list[Listed]:
    sources = sources_of(session, [row[0].id for row in rows])
    return [Listed(issue, outcome, sources.get(issue.id, ())) for issue, outcome in rows]


def sources_of(session: Session, issue_ids: Collection[int]) -> Mapping[int, list[str]]:
    """By issue, where it comes from: the consultations, and what else it rests on. One statement."""
    title = func.coalesce(Consultation.title, Evidence.title)
    rows = session.execute(
        select(Evidence.issue_id, title)
        .outerjoin(Publication, Publication.id == Evidence.publication_id)
        .outerjoin(Consultation, Consultation.id == Publication.consultation_id)
        .where(Evidence.issue_id.in_(issue_ids))
        .order_by(Evidence.id)
    )
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    for issue, words in rows:
        found[issue][words] = None
    return {issue: list(titles) for issue, titles in found.items()}


def list_did_not_fit(session: Session, *, most: int = 100) -> list[Listed]:
    """Public issues with strong support whose reply leaves something undone: those that the largest share of people
    raised come first. Two statements."""
    share = func.max(1.0 * Evidence.people / func.nullif(Evidence.base, 0))
    ranked = (
        select(Evidence.issue_id, func.coalesce(share, 0.0).label("share")).where(strong()).group_by(Evidence.issue_id)
    ).subquery("ranked")
    rows = session.execute(
        _with_outcome()
        .join(ranked, ranked.c.issue_id == Issue.id)
        .where(is_public(), Reply.outcome.in_(DID_NOT_FIT))
        .order_by(ranked.c.share.desc(), Issue.people.desc(), Issue.id)
        .limit(most)
        .options(selectinload(Issue.options), selectinload(Issue.evidence))
    ).all()
    return _listed(session, rows)


def _narrowed(wanted: Wanted) -> Select[int]:
    found = select(Issue.id)
    if wanted.area_id is not None:
        found = found.where(Issue.area_id == wanted.area_id)
    if wanted.year is not None:
        start, end = datetime(wanted.year, 1, 1, tzinfo=UTC), datetime(wanted.year + 1, 1, 1, tzinfo=UTC)
        found = found.where(Issue.published_at >= start, Issue.published_at < end)
    if wanted.words:
        found = found.where(Issue.sentence.icontains(wanted.words, autoescape=True))
    if wanted.consultation_id is not None:
        found = found.where(Issue.id.in_(_of_consultation(wanted.consultation_id)))
    return _with_reply(found, wanted.outcome)


def _with_reply(found: Select[int], outcome: str) -> Select[int]:
    current = select(Reply.issue_id).where(Reply.replaced_at.is_(None))
    if outcome == WAITING:
        return found.where(Issue.id.not_in(current))
    if outcome in list(Outcome):
        return found.where(Issue.id.in_(current.where(Reply.outcome == Outcome(outcome))))
    return found


def _of_consultation(consultation_id: int) -> Select[int]:
    return (
        select(Evidence.issue_id)
        .join(Publication, Publication.id == Evidence.publication_id)
        .where(Publication.consultation_id == consultation_id)
    )


def list_consultations(session: Session) -> Sequence[tuple[int, str]]:
    """(id, title) of those that issues were raised from. One statement."""
    rows = (
        select(Consultation.id, Consultation.title)
        .where(Consultation.id.in_(
            select(Publication.consultation_id).join(Evidence, Evidence.publication_id == Publication.id)
        ))
        .order_by(Consultation.title)
    )  # fmt: skip
    return [(ident, title) for ident, title in session.execute(rows)]


def years(session: Session) -> list[int]:
    """Years in which issues became public, the latest first. One statement."""
    first, last = session.execute(select(func.min(Issue.published_at), func.max(Issue.published_at))).one()
    return list(range(last.year, first.year - 1, -1)) if first and last else []


def list_of_publication(session: Session, publication_id: int) -> Sequence[Issue]:
    """Public issues that rest on this publication. One statement."""
    of_it = select(Evidence.issue_id).where(Evidence.publication_id == publication_id)
    return session.scalars(select(Issue).where(is_public(), Issue.id.in_(of_it)).order_by(Issue.people.desc())).all()


def together(session: Session, issue_id: int) -> list[int]:
    """The ids of all issues that stand with this one through links, itself too. One statement."""
    links = union_all(
        select(IssueLink.issue_id.label("one"), IssueLink.other_id.label("other")),
        select(IssueLink.other_id, IssueLink.issue_id),
    ).cte("both_ways")
    start = select(Issue.id.label("id")).where(Issue.id == issue_id).cte("group_of", recursive=True)
    group = start.union(select(links.c.other).join(start, links.c.one == start.c.id))
    return list(session.scalars(select(group.c.id).order_by(group.c.id)))


def list_linked(session: Session, issue: Issue, *, public_only: bool) -> list[tuple[Issue, Reply | None, str]]:
    """Those that stand together with it, the earliest first: (issue, its reply, where it comes from)."""
    others = [ident for ident in together(session, issue.id) if ident != issue.id]
    if not others:
        return []
    current = and_(Reply.issue_id == Issue.id, Reply.replaced_at.is_(None))
    found = select(Issue, Reply).outerjoin(Reply, current).where(Issue.id.in_(others))
    if public_only:
        found = found.where(is_public())
    rows = session.execute(found.order_by(Issue.raised_at, Issue.id)).all()
    sources = sources_of(session, others)
    return [(one, reply, ", ".join(sources.get(one.id, ()))) for one, reply in rows]


def find_link(session: Session, one: int, other: int) -> IssueLink | None:
    low, high = sorted((one, other))
    return session.scalar(select(IssueLink).where(IssueLink.issue_id == low, IssueLink.other_id == high))


def sentences(session: Session, *, without: Collection[int], most: int = 20_000) -> Mapping[int, str]:
    """Of every issue that is not withdrawn, by id: what likeness is looked for in. One statement."""
    rows = select(Issue.id, Issue.sentence).where(Issue.withdrawn_at.is_(None), Issue.id.not_in(without))
    return dict(session.execute(rows.order_by(Issue.id.desc()).limit(most)).all())


def people_by_source(session: Session, evidence: Collection[Evidence]) -> dict[tuple[str, int], int]:
    """How many different people stand behind it, by source. Themes of one consultation are joined, each response once,
    over all its versions; everything else is its own number. Two statements."""
    found: dict[tuple[str, int], int] = {}
    published = {one.publication_id for one in evidence if one.publication_id is not None}
    of = dict(session.execute(
        select(Publication.id, Publication.consultation_id).where(Publication.id.in_(published))
    ).all()) if published else {}  # fmt: skip
    themes: defaultdict[int, list[ColumnElement[bool]]] = defaultdict(list)
    for one in evidence:
        source = ("consultation", of[one.publication_id]) if one.publication_id else (one.kind.value, one.thing_id)
        found[source] = max(found.get(source, 0), one.people or 0)
        if one.kind is EvidenceKind.THEME:
            themes[source[1]].append(and_(PublishedTheme.publication_id == one.publication_id,
                                          PublishedTheme.theme_id == one.thing_id))  # fmt: skip
    for consultation, some in themes.items():
        ids = list(session.scalars(select(PublishedTheme.id).where(or_(*some))))
        source = ("consultation", consultation)
        found[source] = max(found[source], session.scalar(people_behind(ids)) or 0)
    return found


def published_themes_of(session: Session, issue_id: int) -> Sequence[PublishedTheme]:
    """The published themes that an issue rests on. One statement."""
    themed = aliased(Evidence)
    on = and_(themed.publication_id == PublishedTheme.publication_id, themed.thing_id == PublishedTheme.theme_id)
    rows = select(PublishedTheme).join(themed, on).where(
        themed.issue_id == issue_id, themed.kind == EvidenceKind.THEME
    )  # fmt: skip
    return session.scalars(rows.order_by(PublishedTheme.id)).all()
