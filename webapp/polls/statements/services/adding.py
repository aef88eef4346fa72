"""Adding statements: by the office before and while people answer, by participants through the gate of moderation."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit import services as audit
from webapp.i18n import _
from webapp.moderation import cases, gate, suspicion
from webapp.moderation.gate import Admission
from webapp.moderation.rules import Standing
from webapp.polls.methods import STATEMENTS, WITHOUT_PAPER
from webapp.polls.models import Poll
from webapp.polls.statements import queries
from webapp.polls.statements.models import Statement
from webapp.polls.statements.rules import Run, exact_twin, one_line, why_not_add, why_not_say
from webapp.polls.statements.services.answering import refuse_outside_times
from webapp.receipts import Receipts
from webapp.refusals import Refused

KIND = "statement"
"""What moderation calls one."""
MOST = 500
"""Statements of one poll, those that wait included."""


class SaidAlready(Refused):
    """The same statement is there; `number` says which."""

    def __init__(self, number: int) -> None:
        super().__init__(_("This is there already. Answer it instead of adding it again."), field="text")
        self.number = number


def author_of(receipts: Receipts, poll: Poll, name: str) -> str:
    """The hash of an author, by the name that `receipts.voter` hashes too; neither hash leads to the other."""
    return receipts.voter(poll.id, f"author of statements {name}")


def add(session: Session, *, poll: Poll, author: str, person_id: int | None, run: Run, text: str) -> Statement:
    """A participant's statement; the same again when this author sent the same words before.

    It waits to be read, unless its author is somebody whose words have stood (`gate`). `run`: what they have answered.
    Raises Closed, SaidAlready, and Refused at `text`.
    """
    refuse_outside_times(poll, clock.now())
    words = _checked(text)
    _one_at_a_time(session, poll)
    mine = queries.list_by_author(session, poll.id, author)
    before = exact_twin(words, [(one.number, one.text) for one in mine])
    if before is not None:
        return next(one for one in mine if one.number == before)
    reason = why_not_add(answered=len(run.answered), left=len(run.left), added=len(mine), most=most_added(poll))
    if reason:
        raise Refused(reason, field="text")
    twin = exact_twin(words, [(one.number, one.text) for one in run.asked])
    if twin is not None:
        raise SaidAlready(twin)
    admission = _admit(session, person_id, words)
    made = _put(session, poll, words, author=author, author_id=person_id, admitted=not admission.held)
    if admission.held:
        cases.hold(session, kind=KIND, thing_id=made.id, author_id=person_id, evidence=admission.evidence)
    elif admission.evidence:
        cases.suspect(session, kind=KIND, thing_id=made.id, author_id=person_id, evidence=admission.evidence)
    return made


def most_added(poll: Poll) -> int:
    """Statements that one person may add to this poll."""
    declared = poll.rules.get("added")
    from_method = WITHOUT_PAPER[STATEMENTS].declared["added"]
    return declared if isinstance(declared, int) else from_method


def _admit(session: Session, person_id: int | None, words: str) -> Admission:
    """Whoever has no account here is nobody we know: their words always wait."""
    if person_id is not None:
        return gate.admit(session, person_id=person_id, text=words, pre=True)
    return Admission(Standing.NEW, held=True, evidence=suspicion.examine(words, now=clock.now()))


def add_seeds(session: Session, *, poll: Poll, texts: Sequence[str], by: int) -> list[Statement]:
    """The office's own statements, shown at once. Those that are there already are passed over."""
    _one_at_a_time(session, poll)
    made: list[Statement] = []
    there = [(one.number, one.text) for one in queries.list_all(session, poll.id)]
    for words in map(_checked, texts):
        if exact_twin(words, there) is None:
            made.append(_put(session, poll, words))
            there.append((made[-1].number, words))
    audit.record(session, actor_id=by, act="add statements", subject=f"poll:{poll.id}", count=len(made))
    return made


def change_seed(session: Session, *, statement: Statement, text: str, by: int) -> None:
    """New words, "" for none: then it is gone. Only before anybody could answer it, which the caller has checked."""
    if one_line(text):
        statement.text = _checked(text)
    else:
        session.delete(statement)
    audit.record(session, actor_id=by, act="change statement", subject=f"poll:{statement.poll_id}",
                 number=statement.number)  # fmt: skip
    session.flush()


def _checked(text: str) -> str:
    words = one_line(text)
    wrong = why_not_say(words)
    if wrong:
        raise Refused(wrong, field="text")
    return words


def _one_at_a_time(session: Session, poll: Poll) -> None:
    """Numbers follow each other, and a limit counts what others add at the same moment."""
    session.execute(select(Poll.id).where(Poll.id == poll.id).with_for_update())


def _put(session: Session, poll: Poll, words: str, *, author: str = "", author_id: int | None = None,
         admitted: bool = True) -> Statement:  # fmt: skip
    last = session.scalar(select(func.max(Statement.number)).where(Statement.poll_id == poll.id)) or 0
    if last >= MOST:
        raise Refused(_("This poll has as many statements as people can answer."), field="text")
    now = clock.now()
    made = Statement(poll_id=poll.id, number=last + 1, text=words, author=author, author_id=author_id, created_at=now,
                     admitted_at=now if admitted else None)  # fmt: skip
    session.add(made)
    session.flush()
    return made
