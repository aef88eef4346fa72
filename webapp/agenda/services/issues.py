"""Everything that changes issues. Services flush; the request commits."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.agenda.models import Evidence, Issue, IssueLink, IssueOption
from webapp.agenda.queries import issues as queries
from webapp.agenda.rules import issues as rules
from webapp.agenda.rules.issues import Piece, State, Suggested
from webapp.audit.services import record
from webapp.database import refused_as
from webapp.i18n import _, _l
from webapp.refusals import Refused


class LinkedAlready(Refused):
    message = _l("These two are linked already.")


class ThereAlready(Refused):
    message = _l("The issue rests on this already.")


def state(issue: Issue) -> State:
    return rules.state_of(published=issue.published_at is not None, withdrawn=issue.withdrawn_at is not None)


def raise_issue(
    session: Session, *, sentence: str, pieces: Sequence[Piece], words: Suggested, person_id: int | None,
    area_id: int | None = None,
) -> Issue:  # fmt: skip
    """Raise an issue; nobody but the office sees it until it is published. Raises `Refused` at its field."""
    sentence = " ".join(sentence.split())
    _refuse(rules.why_not_raise(sentence=sentence, pieces=len(pieces)))
    issue = Issue(sentence=sentence, people=0, raised_at=clock.now(), raised_by=person_id, area_id=area_id)
    _write(issue, words)
    session.add(issue)
    session.flush()
    for piece in pieces:
        _add(session, issue, piece)
    count_again(session, issue)
    record(session, actor_id=person_id, act="raised an issue", subject=subject_of(issue), words=sentence,
           evidence=len(pieces), people=issue.people)  # fmt: skip
    return issue


def edit(
    session: Session, *, issue: Issue, sentence: str, words: Suggested, person_id: int, area_id: int | None
) -> None:  # fmt: skip
    """Change what a draft says. Raises `Refused`."""
    sentence = " ".join(sentence.split())
    _refuse_words(rules.why_not_change(state(issue)))
    _refuse(rules.why_not_raise(sentence=sentence, pieces=len(issue.evidence)))
    issue.sentence, issue.area_id = sentence, area_id
    _write(issue, words)
    session.flush()
    record(session, actor_id=person_id, act="edited an issue", subject=subject_of(issue), words=sentence)


def add_evidence(session: Session, *, issue: Issue, piece: Piece, person_id: int) -> None:
    """Let a draft rest on one thing more. Raises `Refused`; `ThereAlready` when it does."""
    _refuse_words(rules.why_not_change(state(issue)))
    _refuse(rules.why_not_raise(sentence=issue.sentence, pieces=len(issue.evidence) + 1))
    _add(session, issue, piece)
    count_again(session, issue)
    record(session, actor_id=person_id, act="added evidence to an issue", subject=subject_of(issue),
           kind=piece.kind.value, thing=piece.thing_id)  # fmt: skip


def remove_evidence(session: Session, *, issue: Issue, evidence_id: int, person_id: int) -> None:
    """Let a draft rest on one thing less, never on nothing."""
    _refuse_words(rules.why_not_change(state(issue)))
    if [one.id for one in issue.evidence] == [evidence_id]:
        raise Refused(_("This is all that the issue rests on. Add something else first."))
    session.execute(delete(Evidence).where(Evidence.id == evidence_id, Evidence.issue_id == issue.id))
    count_again(session, issue)
    record(session, actor_id=person_id, act="removed evidence from an issue", subject=subject_of(issue),
           evidence=evidence_id)  # fmt: skip


def publish(session: Session, *, issue: Issue, person_id: int | None) -> None:
    """Let everybody read it."""
    _refuse_words(rules.why_not_publish(state=state(issue), pieces=len(issue.evidence)))
    issue.published_at = clock.now()
    session.flush()
    record(session, actor_id=person_id, act="published an issue", subject=subject_of(issue), words=issue.sentence,
           people=issue.people)  # fmt: skip


def withdraw(session: Session, *, issue: Issue, reason: str, person_id: int) -> None:
    """Take an issue out of public sight. What it said is kept, with the reason."""
    reason = reason.strip()
    problem = rules.why_not_withdraw(state=state(issue), reason=reason)
    if problem:
        raise Refused(problem, field="reason")
    issue.withdrawn_at, issue.withdrawn_reason = clock.now(), reason
    session.flush()
    record(session, actor_id=person_id, act="withdrew an issue", subject=subject_of(issue), words=reason)


def link(session: Session, *, issue: Issue, other: Issue, person_id: int | None) -> IssueLink:
    """Say that two are about the same thing. Raises `Refused` for itself, twice, or a circle."""
    locked = select(Issue.id).where(Issue.id.in_([issue.id, other.id])).order_by(Issue.id).with_for_update()
    session.execute(locked)
    problem = rules.why_not_link(
        one=issue.id, other=other.id, together=queries.together(session, issue.id),
        direct=queries.find_link(session, issue.id, other.id) is not None,
    )  # fmt: skip
    if problem:
        raise Refused(problem, field="other")
    low, high = sorted((issue.id, other.id))
    made = IssueLink(issue_id=low, other_id=high, made_at=clock.now(), made_by=person_id)
    with refused_as(session, {"one_link": LinkedAlready}):
        session.add(made)
        session.flush()
    record(session, actor_id=person_id, act="linked two issues", subject=subject_of(issue), other=other.id)
    return made


def unlink(session: Session, *, issue: Issue, other: Issue, person_id: int) -> None:
    """Say that they are not about the same thing after all."""
    made = queries.find_link(session, issue.id, other.id)
    if made is None:
        raise Refused(_("These two are not linked with each other."))
    session.delete(made)
    session.flush()
    record(session, actor_id=person_id, act="took a link of issues away", subject=subject_of(issue), other=other.id)


def add_option(
    session: Session, *, issue: Issue, words: str, cost: str, takes: str, who: str, person_id: int | None
) -> IssueOption:  # fmt: skip
    """One way in which it could still be met."""
    _refuse(rules.why_not_option(words=words.strip(), options=len(issue.options)))
    option = IssueOption(issue_id=issue.id, words=words.strip(), cost=cost.strip(), takes=takes.strip(),
                         who=who.strip())  # fmt: skip
    session.add(option)
    session.flush()
    session.expire(issue, ["options"])
    record(session, actor_id=person_id, act="added an option to an issue", subject=subject_of(issue), words=words)
    return option


def remove_option(session: Session, *, issue: Issue, option_id: int, person_id: int) -> None:
    session.execute(delete(IssueOption).where(IssueOption.id == option_id, IssueOption.issue_id == issue.id))
    session.expire(issue, ["options"])
    record(session, actor_id=person_id, act="took an option of an issue away", subject=subject_of(issue),
           option=option_id)  # fmt: skip


def count_again(session: Session, issue: Issue) -> None:
    """Work out how many people it has from what it rests on now."""
    session.expire(issue, ["evidence"])
    issue.people = rules.count_people(queries.people_by_source(session, issue.evidence))
    session.flush()


def subject_of(issue: Issue) -> str:
    """What the audit trail calls it."""
    return f"issue:{issue.id}"


def _add(session: Session, issue: Issue, piece: Piece) -> None:
    one = Evidence(
        issue_id=issue.id, kind=piece.kind, thing_id=piece.thing_id, publication_id=piece.publication_id,
        title=piece.title, figure=piece.figure, people=piece.people, base=piece.base, supporting=piece.supporting,
        opposing=piece.opposing, typical=piece.typical, address=piece.address, at=clock.now(),
    )  # fmt: skip
    with refused_as(session, {"one_evidence": ThereAlready}):
        session.add(one)
        session.flush()


def _write(issue: Issue, words: Suggested) -> None:
    issue.who, issue.how_strongly = words.who.strip(), words.how_strongly.strip()
    issue.who_disagrees, issue.small_voices = words.who_disagrees.strip(), words.small_voices.strip()


def _refuse(problem: tuple[str, str] | None) -> None:
    if problem:
        raise Refused(problem[1], field=problem[0])


def _refuse_words(problem: str | None) -> None:
    if problem:
        raise Refused(problem)
