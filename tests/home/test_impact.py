"""What came of a year by place, and what waits for the office today."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, select

from tests.support import people
from tests.support.agenda import make_body
from tests.support.answering import make_places
from tests.support.consultations import make_consultation
from tests.support.polls import make_poll
from tests.support.promises import (
    make_commitment,
    make_decision,
    make_issue,
    make_item,
    make_publication,
    make_reply,
    make_theme,
)
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role, Stage
from webapp.agenda.models import Decision, Feedback, Issue, Meeting, Outcome
from webapp.consultations.models import Consultation, Response
from webapp.database import db
from webapp.places import abouts
from webapp.polls.models import Voted
from webapp.polls.rules import Channel

TODAY, DAY = date(2026, 6, 1), timedelta(days=1)


def answered(session, consultation, many):
    sent = clock.now() - 2 * DAY
    session.add_all(Response(consultation_id=consultation.id, created_at=sent, sent_at=sent) for _ in range(many))
    session.commit()


@pytest.fixture
def year(session):
    """Two consultations, one about Canal Side; an issue with its reply, a decision, a promise kept and one late."""
    places = make_places(session)
    buses = make_consultation(session, stage=Stage.CLOSED)
    canal = make_consultation(session, slug="canal", title="The canal")
    abouts.set_about(session, kind="consultation", thing_id=canal.id, areas=[places["Canal Side"]])
    answered(session, buses, 7)
    answered(session, canal, 3)
    issue = make_issue(session, theme=make_theme(session, make_publication(session, buses.id)))
    make_reply(session, issue)
    decision = make_decision(session, issue=issue)
    make_commitment(session, decision=decision, due_on=TODAY, delivered_on=TODAY, delivered_words="Done.")
    make_commitment(session, decision=decision, due_on=TODAY - DAY)
    return places


def figures(page):
    names = [one.text_content().strip() for one in page.all("//*[@id='figures']//dt")]
    counts = [one.text_content().strip().split(" ")[0] for one in page.all("//*[@id='figures']//a")]
    return dict(zip(names, counts, strict=True))


def test_a_year_in_the_whole_place(year, visitor):
    page = visitor.open("/impact")
    assert page.h1 == "What came of 2026 in the whole place"
    assert figures(page) == {
        "Asked": "2", "Answered": "10", "Replied": "1", "Decided": "1", "Delivered": "1", "Late": "1"}  # fmt: skip


def test_each_number_leads_to_its_list(year, visitor):
    for link in visitor.open("/impact").all("//*[@id='figures']//a/@href"):
        assert visitor.open(link).status == 200


def test_what_is_about_another_place_is_not_counted_here(year, visitor):
    page = visitor.open("/impact/2026/x-3")
    assert page.h1 == "What came of 2026 in Weavers"
    assert (figures(page)["Asked"], figures(page)["Answered"]) == ("1", "7")


def test_a_small_number_of_answers_is_not_shown(session, year, visitor):
    session.execute(Response.__table__.delete().where(Response.consultation_id != 0).where(Response.id > 4))
    session.commit()
    page = visitor.open("/impact/2026/x-3")
    assert "fewer than 5" in page.all("//*[@id='figures']//a")[1].text_content()


@pytest.mark.parametrize("path", ["/impact/2025", "/impact/2027", "/impact/2026/nowhere", "/impact/99999"])
def test_a_year_or_place_that_is_not_there_is_not_found(year, visitor, path):
    assert visitor.open(path, status=None).status == 404


def test_the_turn_of_the_year_is_that_of_the_place(session, visitor):
    make_consultation(session, opens_at=clock.day_begins(date(2026, 1, 1), "Europe/London"))
    assert figures(visitor.open("/impact"))["Asked"] == "1"


def count_statements(visitor, path):
    said = []

    def note(*_):
        said.append(1)

    event.listen(db.engine, "before_cursor_execute", note)
    visitor.open(path)
    event.remove(db.engine, "before_cursor_execute", note)
    return len(said)


def test_what_does_not_count_is_in_no_figure(session, year, visitor):
    """What is still to open, was withdrawn, taken back, set aside or replaced, or is not public."""
    before, now = figures(visitor.open("/impact")), clock.now()
    make_consultation(session, slug="later", stage=Stage.SCHEDULED)
    gone = make_consultation(session, slug="gone", stage=Stage.WITHDRAWN)
    answered(session, gone, 2)
    buses = session.scalars(select(Consultation).where(Consultation.slug == "buses")).one()
    sent = {"consultation_id": buses.id, "created_at": now}
    session.add_all([Response(**sent), Response(**sent, sent_at=now, withdrawn_at=now),
                     Response(**sent, sent_at=now, excluded_at=now, excluded_reason="Sent twice")])  # fmt: skip
    issue = session.scalars(select(Issue)).one()
    make_reply(session, issue, replaced_at=now)
    make_reply(session, make_issue(session, withdrawn_at=now, withdrawn_reason="Wrong."))
    make_decision(session, published_at=None)
    make_decision(session, withdrawn_at=now, withdrawn_reason="Recorded twice.")
    make_commitment(session, due_on=TODAY, delivered_on=TODAY, published_at=None,
                    decision=session.scalars(select(Decision).limit(1)).one())  # fmt: skip
    session.commit()
    assert figures(visitor.open("/impact")) == before


def test_votes_count_once_their_poll_has_closed(session, year, visitor):
    before = int(figures(visitor.open("/impact"))["Answered"])
    for stage in (Stage.OPEN, Stage.CLOSED):
        poll = make_poll(session, slug=stage.value, stage=stage)
        session.add_all(Voted(poll_id=poll.id, voter=f"{one}", channel=Channel.ONLINE) for one in range(6))
        session.commit()
    assert int(figures(visitor.open("/impact"))["Answered"]) == before + 6


def test_a_year_costs_three_statements_whatever_there_is(year, visitor):
    assert count_statements(visitor, "/impact/2026/x-1") <= 4


def test_nothing_waits_at_first(as_officer):
    assert "Nothing waits for you today." in as_officer.open("/office/today").main


def queues(page):
    return {one.get("id"): [link.text_content() for link in one.xpath(".//a")] for one in page.all("//section[@id]")}


@pytest.fixture
def busy(session, year):
    """An issue without a reply, one whose news is due, a meeting that is over, a decision that was called in."""
    make_issue(session, sentence="Nobody has replied")
    make_reply(session, make_issue(session, sentence="News is due"), Outcome.NEEDS_EVIDENCE, next_news_on=TODAY + DAY)
    met = Meeting(body_id=make_body(session).id, starts_at=clock.now() - DAY)
    session.add(met)
    session.flush()
    make_item(session, title="A bench", meeting_id=met.id, body_id=met.body_id)
    make_decision(session, title="Glass shelters", called_in_at=clock.now())
    old = make_consultation(session, slug="old", title="Old")
    session.add(Feedback(kind="consultation", thing_id=old.id, asked="a", said="b", did="c", written_at=clock.now(),
                         published_at=clock.now(), next_news_on=TODAY))  # fmt: skip
    session.commit()


def test_an_officer_sees_what_waits_and_each_row_leads_to_where_it_is_done(busy, as_officer):
    page = as_officer.open("/office/today")
    assert queues(page) == {
        "issues": ["Nobody has replied"],
        "news": ["News is due"],
        "promises": ["Run the 14 until 23:40"],
        "feedback": ["Buses and streets"],
        "more": ["Old"],
    }
    for link in page.all("//section//a/@href"):
        assert as_officer.open(link).status == 200


def test_a_clerk_sees_decisions_to_write_down_and_call_ins(app, busy):
    with app.app_context():
        clerk = people.sign_in(Visitor(app), people.make_person(db.session, Role.DECISION_CLERK))
    page = clerk.open("/office/today")
    assert queues(page) == {
        "decisions": ["A bench"],
        "call-ins": ["Glass shelters"],
        "promises": ["Run the 14 until 23:40"],
    }
    for link in page.all("//section//a/@href"):
        assert clerk.open(link).status == 200


def test_the_queue_costs_the_same_with_many(session, busy, as_officer):
    few = count_statements(as_officer, "/office/today")
    for number in range(6):
        make_issue(session, sentence=f"Another {number}")
        make_commitment(session, due_on=TODAY - DAY)
    assert count_statements(as_officer, "/office/today") == few


def test_late_promises_and_what_was_said_back_stand_at_the_front_door(session, busy, visitor):
    said = visitor.open("/").main
    assert "Run the 14 until 23:40" in said
    assert visitor.open("/").all("//a[@href='/consultations/old/what-we-did']")


def test_a_decision_shows_what_was_promised_on_it(session, year, visitor):
    page = visitor.open(f"/decisions/{session.scalars(select(Decision.id)).one()}")
    assert "What was promised on it" in page.main
    assert "Late Run the 14 until 23:40, M. Dhaliwal." in page.main
