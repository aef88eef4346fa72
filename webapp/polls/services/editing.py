"""Making a poll, changing its words, its method and how it is run; and the door to what stands on its ballot."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Stage
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.polls import office_queries, queries
from webapp.polls.declaring import usual, why_not_declare
from webapp.polls.methods import EVERY
from webapp.polls.models import Poll, PollOption, Pot
from webapp.polls.rules import why_not_edit, why_not_these_rules
from webapp.refusals import Refused
from webapp.slugs import free_slug, slug_of

BALLOT = frozenset({"title", "question", "background"})
"""Words that people vote by: they stand as soon as the ballot does."""
RUN = ("eligibility", "area_ids", "secret", "changeable", "showing", "asks_area", "quorum", "rules")
COPIED = ("question", "background", "method", "contact_email", *RUN)


class AddressTaken(Refused):
    message = _l("Another poll has this address already. Choose a different one.")

    def __init__(self) -> None:
        super().__init__(field="slug")


def start(session: Session, *, title: str, method: str, by: int) -> Poll:
    """A new draft, its address made from the title. Raises AddressTaken when somebody took it a moment ago."""
    draft = _draft(session, title, method=method, rules=usual(EVERY[method]), by=by)
    record(session, actor_id=by, act="start a poll", subject=subject_of(draft), words=title, method=method)
    return draft


def copy(session: Session, *, poll: Poll, by: int) -> Poll:
    """A new draft with the same words, options, money and rules. Dates, codes, votes and the seed stay behind."""
    values = {name: getattr(poll, name) for name in COPIED}
    title = _("Copy of %(title)s", title=poll.title)[:200]
    draft = _draft(session, title, by=by, **values)
    pots = {pot.id: Pot(name=pot.name, amount=pot.amount) for pot in poll.pots}
    draft.pots.extend(pots.values())
    session.flush()
    draft.options.extend(
        PollOption(number=one.number, text=one.text, detail=one.detail, cost=one.cost, category=one.category,
                   pot_id=pots[one.pot_id].id if one.pot_id in pots else None)
        for one in poll.options
    )  # fmt: skip
    session.flush()
    record(session, actor_id=by, act="start a poll", subject=subject_of(draft), words=title, template=poll.id)
    return draft


def _draft(session: Session, title: str, *, by: int, **values: Any) -> Poll:
    slug = slug_of(title, otherwise="poll")
    free = free_slug(slug, office_queries.list_slugs_like(session, slug))
    draft = Poll(slug=free, title=title, created_at=clock.now(), created_by=by, **values)
    with refused_as(session, {"uq_poll_slug": AddressTaken}):
        session.add(draft)
        session.flush()
    return draft


def change_words(session: Session, *, poll: Poll, values: Mapping[str, Any], by: int) -> None:
    """Set the words to new values. What stands on the ballot stays once votes may have come; Refused at its field."""
    lock(session, poll)
    changed = [name for name, value in values.items() if getattr(poll, name) != value]
    reason = why_stands(session, poll)
    fixed = [name for name in changed if name in BALLOT]
    if fixed and reason:
        raise Refused(reason, field=fixed[0])
    if "slug" in changed and poll.published_at is not None:
        raise Refused(_("The address cannot change once people have it."), field="slug")
    with refused_as(session, {"uq_poll_slug": AddressTaken}):
        for name in changed:
            setattr(poll, name, values[name])
        session.flush()
    if changed:
        record(session, actor_id=by, act="change words of a poll", subject=subject_of(poll), columns=", ".join(changed))


def choose_method(session: Session, *, poll: Poll, method: str, by: int) -> None:
    """Another method, with what is usual for it: only while it is a draft, since people are told how it is counted."""
    lock(session, poll)
    if queries.stage(poll, now=clock.now()) is not Stage.DRAFT:
        raise Refused(_("The method stays as it was published."), field="method")
    if method != poll.method:
        poll.method, poll.rules = method, usual(EVERY[method])
        session.flush()
        record(session, actor_id=by, act="choose the method of a poll", subject=subject_of(poll), method=method)


def change_running(session: Session, *, poll: Poll, values: Mapping[str, Any], by: int) -> None:
    """Who may vote, how, and by which declared rules: `values` by the names in RUN. Raises Refused at the field that
    contradicts another."""
    lock_ballot(session, poll)
    wrong = why_not_these_rules(secret=values["secret"], eligibility=values["eligibility"], showing=values["showing"],
                                areas=values["area_ids"])  # fmt: skip
    options = office_queries.count_options(session, poll.id)
    wrong = wrong or why_not_declare(EVERY[poll.method], values["rules"], options=options)
    if wrong:
        raise Refused(wrong[1], field=wrong[0])
    changed = [name for name in RUN if getattr(poll, name) != values[name]]
    for name in changed:
        setattr(poll, name, values[name])
    session.flush()
    if changed:
        record(session, actor_id=by, act="change how a poll is run", subject=subject_of(poll),
               columns=", ".join(changed))  # fmt: skip


def lock(session: Session, poll: Poll) -> None:
    """Read it afresh and keep it from other officers until the request ends."""
    session.flush()
    wanted = select(Poll).where(Poll.id == poll.id).with_for_update()
    session.scalars(wanted.execution_options(populate_existing=True)).one()


def why_stands(session: Session, poll: Poll) -> str | None:
    """Why what stands on the ballot cannot be changed any more; None while it can."""
    return why_not_edit(
        stage=queries.stage(poll, now=clock.now()),
        ballots=queries.count_voted(session, poll.id),
        printed=office_queries.count_printed(session, poll.id),
    )


def lock_ballot(session: Session, poll: Poll) -> None:
    """The poll, kept from other officers, to change what stands on its ballot. Raises Refused when it must stay."""
    lock(session, poll)
    reason = why_stands(session, poll)
    if reason:
        raise Refused(reason)


def subject_of(poll: Poll) -> str:
    return f"poll:{poll.id}"
