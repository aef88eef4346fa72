"""100,000 responses to one consultation, counted under published themes, and the way of these to what was promised."""

from datetime import timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tests.support.promises import make_commitment, make_decision, make_issue, make_publication, make_reply, make_theme
from webapp import clock
from webapp.consultations.models import Answer, Consultation, Kind, Question, Response, Section
from webapp.receipts import Receipts
from webapp.summaries.models import PublishedCoding

RESPONSES, THEMES, ASKED = 100_000, 20, "asked"
TOKEN = "the token of the response that is followed"


def add_journeys(session: Session, receipts: Receipts) -> str:
    """Committed. Returns the code of one of the responses."""
    now = clock.now()
    asked = Consultation(slug=ASKED, title="What should change?", created_at=now, published_at=now,
                         opens_at=now - timedelta(days=60), closes_at=now - timedelta(days=30))  # fmt: skip
    session.add(asked)
    session.flush()
    section = Section(consultation_id=asked.id, position=1, title="What matters")
    session.add(section)
    session.flush()
    question = Question(consultation_id=asked.id, section_id=section.id, position=1, key="A1", kind=Kind.LONG_TEXT,
                        text="What should change?", themed=True)  # fmt: skip
    session.add(question)
    session.flush()
    code = receipts.code_for(TOKEN)
    ids = session.scalars(
        insert(Response).returning(Response.id, sort_by_parameter_order=True),
        [{"consultation_id": asked.id, "created_at": now, "sent_at": now,
          "receipt": receipts.digest(code if number == 0 else f"another {number}")} for number in range(RESPONSES)],
    ).all()  # fmt: skip
    session.execute(insert(Answer), [
        {"response_id": one, "question_id": question.id, "text": "The last bus goes before my shift ends."}
        for one in ids
    ])  # fmt: skip
    publication = make_publication(session, asked.id)
    themes = [make_theme(session, publication, name=f"Theme {one}", people=RESPONSES // THEMES, base=RESPONSES,
                         question_id=question.id) for one in range(THEMES)]  # fmt: skip
    session.execute(insert(PublishedCoding), [
        {"published_theme_id": themes[place % THEMES].id, "response_id": one} for place, one in enumerate(ids)
    ])  # fmt: skip
    issue = make_issue(session, theme=themes[0], people=RESPONSES // THEMES)
    make_reply(session, issue)
    make_commitment(session, decision=make_decision(session, issue=issue), due_on=now.date() + timedelta(days=90))
    session.commit()
    return code
