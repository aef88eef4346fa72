"""From what an item brings to the facts that its score is made of."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.agenda.models import AgendaItem, EvidenceKind
from webapp.agenda.queries.brought import Brought, Rested
from webapp.agenda.rules.ordering import Facts, Heard, Placed, Score, Source, in_order, score
from webapp.agenda.rules.site import Site

_FROZEN = frozenset({EvidenceKind.THEME, EvidenceKind.FIGURE})


@dataclass(frozen=True, kw_only=True)
class Ordered(Placed):
    """An item at its place, with what it brings and the score that put it there."""

    item: AgendaItem
    brought: Sequence[Brought]
    score: Score


def order(items: Sequence[AgendaItem], brought: dict[int, list[Brought]], site: Site) -> list[Ordered]:
    """The items in the order of the agenda."""
    made = []
    for item in items:
        about = brought.get(item.id, [])
        scored = score(facts_of(item, about, site), site.weights)
        made.append(Ordered(id=item.id, total=scored.total, position=item.position, item=item, brought=about,
                            score=scored))  # fmt: skip
    return in_order(made)


def facts_of(item: AgendaItem, brought: Sequence[Brought], site: Site) -> Facts:
    """`people`: those behind its largest issue. Somebody may be behind two, so that they are never added up."""
    return Facts(
        people=max((one.issue.people for one in brought), default=0),
        sources=tuple(_source(one, rested) for one in brought for rested in one.evidence),
        small_voices=any(one.issue.small_voices for one in brought),
        heard=_heard(brought),
        urgency=item.urgency,
        urgency_reason=item.urgency_reason,
        deadline_on=item.deadline_on,
        today=site.today(),
    )


def _source(brought: Brought, rested: Rested) -> Source:
    """Themes and figures of one publication are one source: the same people said both."""
    one, theme = rested.evidence, rested.theme
    key = f"publication {one.publication_id}" if one.publication_id else f"{one.kind} {one.thing_id}"
    return Source(
        key=key,
        people=one.people,
        base=one.base,
        supporting=theme.supporting if theme else None,
        opposing=theme.opposing if theme else None,
        frozen=one.kind in _FROZEN,
        agreement=brought.measured.get("agreement") if one.kind is EvidenceKind.THEME else None,
    )


def _heard(brought: Sequence[Brought]) -> tuple[Heard, ...]:
    """Of the issue with the most people among those for which it was counted."""
    counted = [one for one in brought if one.measured.get("heard")]
    if not counted:
        return ()
    return tuple(Heard(**group) for group in max(counted, key=lambda one: one.issue.people).measured["heard"])
