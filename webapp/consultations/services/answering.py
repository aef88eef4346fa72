"""What a person who answers changes: a draft, page by page; sending it; changing and withdrawing it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.orm import Session

from webapp.consultations import marks as marking
from webapp.consultations.marks import Answers, Mark, Marks
from webapp.consultations.models import Answer, Draft, Response
from webapp.consultations.signals import words_arrived, words_gone
from webapp.database import refused_as
from webapp.i18n import _l
from webapp.refusals import Refused

# Written once: putting a statement together takes longer than the database takes to answer these.
_BY_RECEIPT = select(Response).where(Response.receipt == bindparam("receipt"))
_DRAFT_OF = select(Draft).where(Draft.response_id == bindparam("response_id"))


class AlreadyBegun(Refused):
    """Another request with the same code was quicker; its response is the one."""

    message = _l("Your answer was saved a moment ago.")


def begin(session: Session, *, consultation_id: int, receipt: str, language: str, now: datetime) -> Response:
    """A new response of this receipt. Two requests at once get the same one."""
    response = Response(consultation_id=consultation_id, receipt=receipt, language=language, created_at=now)
    try:
        with refused_as(session, {"uq_response_receipt": AlreadyBegun}):
            session.add(response)
            session.flush()
    except AlreadyBegun:
        return session.scalars(_BY_RECEIPT, {"receipt": receipt}).one()
    return response


def find_response(session: Session, receipt: str) -> Response | None:
    return session.scalar(_BY_RECEIPT, {"receipt": receipt})


def find_draft(session: Session, response_id: int) -> Draft | None:
    return session.scalar(_DRAFT_OF, {"response_id": response_id})


def read_answers(session: Session, response: Response) -> tuple[dict[int, Marks], bool]:
    """What the person has put so far, and whether it waits to be sent: the draft where there is one, else what was
    sent."""
    draft = find_draft(session, response.id)
    if draft is not None:
        return marking.from_json(draft.answers), True
    return sent_answers(session, response.id), False


def sent_answers(session: Session, response_id: int) -> dict[int, Marks]:
    """The answers as sent, by question id."""
    found: dict[int, Marks] = {}
    rows = select(Answer).where(Answer.response_id == response_id).order_by(Answer.id)
    for row in session.scalars(rows):
        mark = Mark(row.choice_id, row.item_id, row.position, row.area_id, row.text)
        found[row.question_id] = (*found.get(row.question_id, ()), mark)
    return found


def save(session: Session, *, response: Response, answers: Answers, now: datetime) -> dict[int, Marks]:
    """Put these answers into the draft, whole questions at a time, and return all of it. What was sent stays."""
    draft = session.scalar(select(Draft).where(Draft.response_id == response.id).with_for_update())
    if draft is None:
        everything = sent_answers(session, response.id) if response.sent_at else {}
        everything.update(answers)
        draft = Draft(response_id=response.id, answers=marking.to_json(everything), saved_at=now)
        try:
            with refused_as(session, {"uq_draft_response_id": AlreadyBegun}):
                session.add(draft)
                session.flush()
        except AlreadyBegun:
            return save(session, response=response, answers=answers, now=now)
        return everything
    everything = {**marking.from_json(draft.answers), **answers}
    draft.answers, draft.saved_at = marking.to_json(everything), now
    session.flush()
    return everything


def send(session: Session, *, response: Response, now: datetime) -> bool:
    """Send the draft: its marks become the response's answers. False when there was nothing new to send.

    The caller has checked the answers. Sending the same twice stores it once: the row is locked, and a draft is sent
    only while it exists.
    """
    session.execute(select(Response.id).where(Response.id == response.id).with_for_update())
    draft = session.scalar(
        select(Draft).where(Draft.response_id == response.id).execution_options(populate_existing=True)
    )
    if draft is None:
        return False
    if response.sent_at is None:
        _insert(session, response.id, marking.from_json(draft.answers))
        response.sent_at = now
    else:
        _replace(session, response.id, marking.from_json(draft.answers))
        response.changed_at = now
    response.withdrawn_at = None
    session.delete(draft)
    session.flush()
    return True


def _replace(session: Session, response_id: int, answers: Answers) -> None:
    """Change only the questions whose marks differ, so that untouched words keep their themes."""
    before = sent_answers(session, response_id)
    changed = {question for question in {*before, *answers} if before.get(question, ()) != answers.get(question, ())}
    if not changed:
        return
    _remove(session, response_id, changed)
    _insert(session, response_id, {question: answers.get(question, ()) for question in changed})


def _remove(session: Session, response_id: int, questions: Iterable[int]) -> None:
    of_these = (Answer.response_id == response_id) & Answer.question_id.in_(list(questions))
    gone = list(session.scalars(select(Answer.id).where(of_these, Answer.text.is_not(None))))
    if gone:
        words_gone.send(session, answer_ids=gone)
    session.execute(delete(Answer).where(of_these))


def _insert(session: Session, response_id: int, answers: Answers) -> None:
    rows = [
        {
            "response_id": response_id,
            "question_id": question,
            "choice_id": mark.choice_id,
            "item_id": mark.item_id,
            "position": mark.position,
            "area_id": mark.area_id,
            "text": mark.text,
        }
        for question, marks in sorted(answers.items())
        for mark in marks
    ]
    if rows:
        # With its empty columns named, every row has the same shape and all go in one statement.
        session.execute(insert(Answer).execution_options(render_nulls=True), rows)
    worded = sorted({question for question, marks in answers.items() if any(mark.text for mark in marks)})
    if worded:
        words_arrived.send(session, question_ids=worded)


def withdraw(session: Session, *, response: Response, now: datetime) -> None:
    """Take an answer out: what was written is erased; that there was one, and when it was withdrawn, remains."""
    if response.withdrawn_at is not None:
        return
    questions = session.scalars(select(Answer.question_id).where(Answer.response_id == response.id).distinct()).all()
    _remove(session, response.id, questions)
    session.execute(delete(Draft).where(Draft.response_id == response.id))
    response.withdrawn_at = now
    session.flush()
