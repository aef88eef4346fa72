"""Where did my words go? At the receipt code, step by step, in words, with the day of what comes next."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from tests.support.consultations import find_question, make_consultation
from tests.support.people import make_person
from tests.support.polls import cast_many, make_poll, site_receipts
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
from webapp.accounts import closing
from webapp.agenda.models import Feedback, Outcome
from webapp.app import create_app
from webapp.consultations.models import Answer, Kind, Response
from webapp.consultations.services import answering
from webapp.database import db
from webapp.polls.jobs import count_poll
from webapp.polls.models import ReceiptNumber
from webapp.receipts import spaced
from webapp.web.guesses import Guesses
from webapp.web.limits import limiter

TODAY, DAY = date(2026, 6, 1), timedelta(days=1)
WORDS = "The last bus goes before my shift at the hospital ends."
CODE = "the code of this test"


@pytest.fixture
def code(app):
    with app.app_context():
        return site_receipts().code_for(CODE)


@pytest.fixture
def buses(session):
    question = {"kind": Kind.LONG_TEXT, "key": "A7", "text": "What would help you most?"}
    return make_consultation(session, stage=Stage.CLOSED, sections=[("Buses", [question])], decision_on=None)


@pytest.fixture
def response(session, buses, code):
    sent = clock.now() - 3 * DAY
    row = Response(consultation_id=buses.id, receipt=site_receipts().digest(code), created_at=sent, sent_at=sent)
    session.add(row)
    session.flush()
    session.add(Answer(response_id=row.id, question_id=find_question(buses, "A7").id, text=WORDS))
    session.commit()
    return row


@pytest.fixture
def theme(session, buses, response):
    return make_theme(session, make_publication(session, buses.id), responses=(response.id,))


def open_receipt(visitor, code):
    return visitor.open("/receipt").fill(code=spaced(code)).send("Open my answer")


def told(visitor, code):
    """The journey as this code shows it: title → (day or “Still to come”, everything below)."""
    page = open_receipt(visitor, code).link("Where did my words go?")
    steps = {}
    for one in page.all("//li[contains(@class,'fm-journey__step')]"):
        title = one.xpath("./h2")[0].text_content().strip()
        steps[title] = " ".join(" ".join(one.itertext()).split()).removeprefix(title).strip()
    return steps


def test_before_anything_is_published_it_says_what_comes_and_when(visitor, code, response):
    assert told(visitor, code) == {
        "Your words": f"29 May 2026 What would help you most? {WORDS}",
        "Not summed up yet": "Still to come People are reading every answer. What everybody said is then published.",
        "Not said back yet": "Still to come What came of everything is told by 23 August 2026.",
    }


def test_while_it_is_open_it_says_until_when_people_answer(session, visitor, code, buses, response):
    buses = session.merge(buses)
    buses.closes_at = clock.now() + 9 * DAY
    session.commit()
    steps = told(visitor, code)
    assert "People can answer until 10 June 2026." in steps["Not summed up yet"]
    assert "Not said back yet" not in steps


def test_the_theme_says_how_many_said_so_and_that_no_issue_was_made_yet(visitor, code, theme):
    steps = told(visitor, code)
    say = "73 people say so, of the 607 who answered this question."
    counted = f"1 June 2026 “Buses stop too early”: {say} Read what everybody said"
    assert steps["What your words were counted as"] == counted
    assert steps["No issue yet"].startswith("Still to come")


def test_an_answer_in_none_of_the_themes_is_told_so(session, visitor, code, buses, response):
    make_theme(session, make_publication(session, buses.id))
    assert "They were about something else" in told(visitor, code)["It is in none of the themes"]


def test_an_answer_without_words_is_told_that_its_choices_count(session, visitor, code, buses, response):
    session.delete(session.scalars(select(Answer)).one())
    make_theme(session, make_publication(session, buses.id))
    assert "What you picked is counted" in told(visitor, code)["It is in none of the themes"]


def test_an_answer_that_came_after_publishing_is_in_the_next_one(session, visitor, code, buses, response):
    make_theme(session, make_publication(session, buses.id))
    session.merge(response).sent_at = clock.now() + timedelta(minutes=1)
    session.commit()
    assert "It will be in the next one" in told(visitor, code)["It is in none of the themes"]


def test_an_answer_that_was_set_aside_is_told_why_and_where_to_write(session, visitor, code, response):
    row = session.merge(response)
    row.excluded_at, row.excluded_reason = clock.now(), "The same answer came twice."
    session.commit()
    steps = told(visitor, code)
    assert "The reason: The same answer came twice. If you think that is wrong, write to" in steps["It was set aside"]
    assert "What your words were counted as" not in steps


def test_the_issue_waits_for_its_reply_and_its_meeting(session, visitor, code, theme):
    issue = make_issue(session, theme=theme)
    make_item(session, issue=issue, in_days=2)
    steps = told(visitor, code)
    assert "“Buses stop before the last hospital shift ends” (73 people)" in steps["The issue that was made of it"]
    assert steps["No reply yet"] == "Still to come Somebody has to answer it, with a reason."
    assert steps["Not decided yet"].startswith("Still to come The Board")
    assert "meets on 3 June 2026." in steps["Not decided yet"]


def test_news_that_was_promised_and_did_not_come_is_late(session, visitor, code, theme):
    """Always true, line 7."""
    make_reply(session, make_issue(session, theme=theme), next_news_on=TODAY - DAY)
    reply = told(visitor, code)["The reply"]
    assert reply.startswith("1 June 2026 Late Part accepted. Two routes can run later.")
    assert "News was promised by 31 May 2026. It is late." in reply


@pytest.fixture
def issue(session, theme):
    row = make_issue(session, theme=theme)
    make_reply(session, row)
    return row


def test_decided_against_is_told_like_everything_else(session, visitor, code, theme):
    issue = make_issue(session, theme=theme)
    make_reply(session, issue, Outcome.NOT_ACCEPTED, reason="The money is spent.")
    make_decision(session, issue=issue, what="No later buses.", reasons="There is no money.")
    steps = told(visitor, code)
    assert "Not accepted. The money is spent." in steps["The reply"]
    assert "The Board decided: No later buses. Why: There is no money." in steps["The decision"]
    assert steps["Nothing is promised on it"].endswith("Where the answer is no, nobody will.")


def test_a_decision_that_was_called_in_holds_everything_up(session, visitor, code, issue):
    decision = make_decision(session, issue=issue, called_in_at=clock.now(), called_in_reason="Sundays were forgotten.")
    make_commitment(session, decision=decision, due_on=TODAY + DAY)
    steps = told(visitor, code)
    assert "looked at again before anything happens. Sundays were forgotten." in steps["The decision was called in"]
    assert "What is happening" not in steps


@pytest.mark.parametrize(
    ("columns", "title", "words"),
    [
        ({"due_on": TODAY + DAY}, "What is happening", "Still to come On track M. Dhaliwal answers for it"),
        ({"due_on": TODAY - DAY}, "What is happening", "Late M. Dhaliwal answers for it: Run the 14 until 23:40 It is"),
        ({"due_on": TODAY - 40 * DAY}, "What is happening", "Very late"),
        ({"due_on": TODAY, "delivered_on": TODAY, "delivered_words": "Boardings are up."}, "It is done",
         "1 June 2026 Delivered Run the 14 until 23:40 What came of it: Boardings are up."),
        ({"due_on": TODAY, "dropped_on": TODAY, "dropped_reason": "No driver."}, "It will not be done",
         "Why not: No driver."),
    ],
)  # fmt: skip
def test_what_was_promised_is_told_with_how_it_goes(session, visitor, code, issue, columns, title, words):
    make_commitment(session, decision=make_decision(session, issue=issue), **columns)
    assert words in told(visitor, code)[title]


def test_what_was_said_back_ends_the_journey(session, visitor, code, buses, issue):
    session.add(Feedback(kind="consultation", thing_id=buses.id, asked="a", said="b", did="c", written_at=clock.now(),
                         published_at=clock.now()))  # fmt: skip
    session.commit()
    page = open_receipt(visitor, code).link("Where did my words go?").link("Read what came of everything")
    assert page.h1 == "We asked, you said, we did: Buses and streets"


def test_a_receipt_code_works_after_contact_details_were_erased(session, visitor, code, issue):
    """Always true, line 9: a receipt code works after contact details were erased; published figures stay true."""
    person = make_person(session, Role.RESIDENT)
    closing.close(session, person=person, with_words=True)
    session.commit()
    assert "73 people say so, of the 607" in told(visitor, code)["What your words were counted as"]


def test_an_answer_that_was_taken_back_still_shows_what_came_of_it(session, visitor, code, issue):
    """Always true, line 9: erasure leaves published figures true."""
    response = session.scalars(select(Response)).one()
    answering.withdraw(session, response=response, now=clock.now())
    session.commit()
    steps = told(visitor, code)
    assert WORDS not in json.dumps(steps)
    assert "What was published before still counts it" in steps["Your words"]
    assert "73 people say so, of the 607 who answered this question" in steps["What your words were counted as"]
    assert "The reply" in steps


def test_without_a_code_the_journey_asks_for_one(visitor, buses):
    page = visitor.open("/consultations/buses/answer/journey")
    assert page.h1 == "Use your code"


def test_the_code_of_another_consultation_opens_no_journey_here(session, visitor, code, response):
    make_consultation(session, slug="homes", title="Homes")
    open_receipt(visitor, code)
    assert visitor.open("/consultations/homes/answer/journey").h1 == "Use your code"


def count_statements(visitor, path):
    said = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    visitor.open(path)
    event.remove(db.engine, "before_cursor_execute", note)
    return [one for one in said if not one.startswith(("BEGIN", "COMMIT", "ROLLBACK"))]


def test_the_journey_costs_eight_statements_whatever_came_of_it(session, visitor, code, theme):
    def add_issue():
        issue = make_issue(session, theme=theme)
        make_reply(session, issue)
        decision = make_decision(session, issue=issue)
        make_commitment(session, decision=decision, due_on=TODAY + DAY)

    add_issue()
    open_receipt(visitor, code)
    path = "/consultations/buses/answer/journey"
    few = count_statements(visitor, path)
    for _ in range(5):
        add_issue()
    assert len(count_statements(visitor, path)) == len(few) <= 8


@pytest.fixture
def braked(app):
    """A browser before the same site with its brake on guessing, as it is when it is real."""
    settings = {name: app.config[name] for name in ("ENVIRONMENT", "DATABASE_URL", "AUTHORITY")}
    made = create_app({**settings, "LIMITS_IN_TESTS": True}, instance=Path(app.instance_path))
    made.test_client_class = app.test_client_class
    yield Visitor(made)
    limiter.enabled = False
    with made.app_context():
        db.engine.dispose()


def test_a_receipt_guessed_ten_thousand_times_is_braked_with_words_that_help(braked, code, issue):
    """The right code still opens its journey from the same address, so that a guesser shuts nobody out."""
    guesses = [braked.client.post("/receipt", data={"code": site_receipts().code_for(f"{one}")}) for one in range(23)]
    assert [reply.status_code for reply in guesses] == [422] * 20 + [429] * 3
    assert "Please wait a moment" in guesses[-1].text
    assert "Try again in a few minutes." in guesses[-1].text
    with braked.client.application.app_context():
        here = Guesses("RECEIPT_GUESSES", "127.0.0.1")
        for _ in range(10_000 - 23):
            here.count()
    assert braked.client.post("/receipt", data={"code": site_receipts().code_for("x")}).status_code == 429
    assert "73 people say so, of the 607" in told(braked, code)["What your words were counted as"]


def test_a_receipt_of_a_secret_poll_shows_what_came_of_the_winners_and_not_the_vote(session, visitor):
    poll = make_poll(session, method="budget-greedy", stage=Stage.CLOSED, pot=1000,
                     options=[("Swings", 900), ("A pond", 800)], rules={"fewest": 1, "most": 2})  # fmt: skip
    cast_many(session, poll, [(3, ((1, 1),)), (1, ((2, 1),))])
    count_poll(db.sessionmaker, {"poll_id": poll.id}, lambda *_: None)
    make_commitment(session, decision_id=None, poll_id=poll.id, option_id=poll.options[0].id, title="Put the swings up",
                    due_on=TODAY + DAY)  # fmt: skip
    numbers = session.scalars(select(ReceiptNumber.number)).all()
    session.rollback()
    pages = {visitor.send("/polls/park/receipt", {"number": one}).main.replace(spaced(one), "") for one in numbers}
    assert len({page.split("What came of this poll")[1] for page in pages}) == 1
    assert "Put the swings up" in next(iter(pages))
    assert "Your own vote is not shown here" in next(iter(pages))
