"""Answering statements over the pages: once, undone, changed, from two tabs, too late, and by people of all sorts."""

import threading

import pytest
from sqlalchemy import func, select

from tests.support.people import make_person, sign_in
from tests.support.polls import DAY, make_voting_code
from tests.support.statements import TEXTS, answer_as, make_statements_poll, said, sql_said
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Stage
from webapp.places.models import Area
from webapp.polls.statements import queries, totals
from webapp.polls.statements.models import Participant, Statement, StatementVote

VOTE = "/polls/square/statements/vote"


def test_every_statement_is_asked_once_and_then_it_says_what_comes_next(session, visitor):
    make_statements_poll(session)
    page, asked = visitor.open("/polls/square").link("Take part"), []
    for done in range(len(TEXTS)):
        assert f"{done} of about {len(TEXTS)} answered" in page.main
        asked.append(page.h1)
        page = page.send("Agree")
    assert sorted(asked) == sorted(TEXTS)
    assert page.h1 == "You have answered all of them"
    assert "The poll closes" in page.main
    assert said(session) == {1: len(TEXTS)}


def test_the_last_answer_is_undone_by_one_press_and_asked_again(session, visitor):
    make_statements_poll(session)
    first = visitor.open(VOTE)
    back = first.send("Disagree").send("Undo")
    assert back.h1 == first.h1
    assert said(session) == {}


def test_any_answer_is_changed_from_the_list_and_the_last_counts(session, visitor):
    make_statements_poll(session)
    page = visitor.open(VOTE).send("Agree").send("Agree").link("My answers")
    changed = page.link("Change").send("Pass / not sure")
    assert changed.h1 == "My answers"
    assert said(session) == {0: 1, 1: 1}


def test_one_who_comes_back_on_the_same_device_goes_on_where_they_stopped(session, visitor, app):
    make_statements_poll(session)
    visitor.open(VOTE).send("Agree")
    assert "1 of about 8 answered" in visitor.open(VOTE).main
    assert "0 of about 8 answered" in Visitor(app).open(VOTE).main


def test_two_tabs_with_the_same_statement_make_one_answer_the_later_one(session, visitor):
    make_statements_poll(session)
    visitor.open(VOTE)  # the first page makes a device known
    one, other = visitor.open(VOTE), visitor.open(VOTE)
    assert one.h1 == other.h1
    one.send("Agree")
    other.send("Disagree")
    assert said(session) == {-1: 1}


def test_fifty_taps_at_once_are_one_answer_of_one_participant(session, visitor, app):
    make_statements_poll(session)
    page = visitor.open(VOTE)
    form = {field.get("name"): field.get("value") for field in page.all("//form[@class='fm-answers']//input")}
    cookie = visitor.client.get_cookie("voter", path="/polls").value

    def tap():
        client = app.test_client()
        client.set_cookie("voter", cookie, path="/polls")
        assert client.post(VOTE, data=form | {"value": "1"}).status_code == 302

    taps = [threading.Thread(target=tap) for _ in range(50)]
    for one in taps:
        one.start()
    for one in taps:
        one.join()
    assert said(session) == {1: 1}
    assert session.scalar(select(func.count(Participant.id))) == 1


def test_an_answer_after_closing_is_not_counted_and_says_so(session, visitor):
    poll = make_statements_poll(session)
    page = visitor.open(VOTE)
    with clock.set_to(poll.closes_at):
        late = page.send("Agree")
    assert (late.status, late.h1) == (409, "This poll has closed")
    assert said(session) == {}


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"number": "9"}, 409), ({"number": "-1"}, 409), ({"number": "9" * 5000}, 409), ({"number": "٣"}, 302),
     ({"value": "2"}, 422), ({"value": ""}, 422), ({"value": "1\x00"}, 422), ({"key": "made up"}, 400)],
)  # fmt: skip
def test_only_what_our_buttons_send_is_taken(session, visitor, sent, status):
    make_statements_poll(session)
    page = visitor.open(VOTE)
    form = {field.get("name"): field.get("value") for field in page.all("//form[@class='fm-answers']//input")}
    assert visitor.client.post(VOTE, data=form | {"value": "1"} | sent).status_code == status
    assert sum(said(session).values()) == (status == 302)


def test_a_statement_or_a_key_of_another_poll_is_refused(session, visitor):
    make_statements_poll(session)
    make_statements_poll(session, slug="canal", texts=[f"Statement {number} of the canal." for number in range(12)])
    key = visitor.open(VOTE).all("//input[@name='key']")[0].get("value")
    other = visitor.open("/polls/canal/statements/vote").all("//input[@name='key']")[0].get("value")
    send = visitor.client.post
    assert send(VOTE, data={"key": key, "number": "11", "value": "1"}).status_code == 409
    assert send(VOTE, data={"key": other, "number": "1", "value": "1"}).status_code == 400
    assert said(session) == {}


def test_an_answer_that_another_site_sends_is_refused(session, visitor):
    make_statements_poll(session)
    key = visitor.open(VOTE).all("//input[@name='key']")[0].get("value")
    sent = visitor.client.post(VOTE, data={"key": key, "number": "1", "value": "1"},
                               headers={"Origin": "https://elsewhere.example"})  # fmt: skip
    assert sent.status_code == 400


def test_a_browser_that_keeps_no_cookie_is_told_so_and_not_counted_as_many(session, app):
    make_statements_poll(session)
    browser = Visitor(app)
    page = browser.open(VOTE)
    browser.client.delete_cookie("voter", path="/polls")
    refused = page.send("Agree")
    assert refused.status == 401
    assert "Allow cookies" in refused.errors[0]
    assert said(session) == {}


def test_where_an_answer_cannot_be_changed_the_first_one_stays(session, visitor):
    make_statements_poll(session, changeable=False)
    visitor.open(VOTE)  # the first page makes a device known
    one, other = visitor.open(VOTE), visitor.open(VOTE)
    after = one.send("Agree")
    assert not after.all("//button[contains(., 'Undo')]")
    assert other.send("Disagree").status == 409
    assert said(session) == {1: 1}


def test_whoever_must_sign_in_is_led_there_and_comes_back_to_the_same_statement(session, app):
    make_statements_poll(session, eligibility="signed in")
    person = make_person(session)
    browser = sign_in(Visitor(app), person)
    page = browser.open(VOTE)
    browser.client.delete_cookie("session")
    refused = page.send("Agree")
    assert (refused.status, refused.h1) == (401, page.h1)
    assert "You are signed out" in refused.errors[0]
    sign_in(browser, person)
    assert refused.send("Agree").status == 200
    assert said(session) == {1: 1}


def test_a_page_of_one_person_does_not_answer_for_another_who_signs_in_after_them(session, app):
    make_statements_poll(session, eligibility="signed in")
    browser = sign_in(Visitor(app), make_person(session))
    page = browser.open(VOTE)
    sign_in(browser, make_person(session))
    assert page.send("Agree").status == 401
    assert said(session) == {}


def test_a_code_is_typed_once_and_the_same_code_elsewhere_goes_on(session, app):
    poll = make_statements_poll(session, eligibility="code")
    code = make_voting_code(session, poll)
    browser = Visitor(app)
    start = browser.open(VOTE)
    assert start.fill(**{"voting-code": "7K3M-Q2XW-PA9D"}).send("Go on").status == 422
    page = start.fill(**{"voting-code": code}).send("Go on").send("Agree")
    assert "1 of about 8 answered" in page.main
    library = Visitor(app).open(VOTE).fill(**{"voting-code": code}).send("Go on")
    assert "1 of about 8 answered" in library.main


def test_only_people_of_its_areas_answer_and_their_area_is_kept_without_them(session, as_resident):
    here, elsewhere = (Area(code=name, name=name, district="Merestone") for name in ("Ashby", "Birch"))
    session.add_all([here, elsewhere])
    session.flush()
    make_statements_poll(session, eligibility="area", area_ids=[here.id])
    start = as_resident.open(VOTE)
    assert "yours is not one" in start.fill(area=str(elsewhere.id)).send("Go on").field_errors["area"]
    key = start.all("//input[@name='key']")[0].get("value")
    as_resident.client.post(VOTE, data={"key": key, "number": "1", "value": "1"})
    assert said(session) == {}
    start.fill(area=str(here.id)).send("Go on").send("Agree")
    assert said(session) == {1: 1}
    assert session.scalars(select(Participant.area_id)).all() == [here.id]


@pytest.mark.parametrize("stage", [Stage.SCHEDULED, Stage.CLOSED])
def test_before_and_after_its_time_a_poll_asks_nothing_and_says_when(session, visitor, stage):
    make_statements_poll(session, stage=stage)
    assert visitor.open(VOTE).h1 in {"This poll is not open yet", "This poll has closed"}


def test_what_is_held_hidden_or_taken_away_is_never_asked(session, visitor):
    poll = make_statements_poll(session)
    one, two, three = session.scalars(select(Statement).order_by(Statement.number).limit(3))
    one.admitted_at, two.hidden_at, three.text = None, clock.now(), ""
    session.commit()
    run = queries.read_run(session, poll.id, "somebody")
    assert [one.number for one in run.asked] == [4, 5, 6, 7, 8]
    assert visitor.open(f"{VOTE}?at=1").h1 not in TEXTS[:3]
    assert TEXTS[0] not in visitor.open("/polls/square/statements").text


def test_neither_a_name_nor_a_time_is_kept_with_answers():
    kept = {column.name for table in (Participant, StatementVote) for column in table.__table__.columns}
    assert kept == {"id", "poll_id", "voter", "area_id", "participant_id", "statement_id", "value"}


def test_pages_of_ballots_do_not_open_for_statements_nor_the_other_way_round(session, visitor):
    make_statements_poll(session)
    for path in ("vote", "change", "receipt"):
        visitor.open(f"/polls/square/{path}", status=404)


def test_the_next_of_many_statements_takes_three_statements_of_sql_then_one(session):
    poll = make_statements_poll(session, texts=[f"Statement number {number}." for number in range(500)])
    for person in range(20):
        answer_as(session, poll, f"person {person}", dict.fromkeys(range(1, 500, 7), 1))
    session.commit()
    with sql_said() as first:
        queries.read_run(session, poll.id, "person 3")
        totals.read(session, poll)
    with sql_said() as then:
        queries.read_run(session, poll.id, "person 3")
        totals.read(session, poll)
    assert (len(first), len(then)) == (3, 1)


def test_a_poll_that_opens_in_a_week_tells_so_and_hides_its_statements(session, visitor):
    make_statements_poll(session, stage=Stage.SCHEDULED)
    page = visitor.open("/polls/square")
    assert TEXTS[0] not in page.text
    with clock.set_to(clock.now() + 2 * DAY):
        assert TEXTS[0] in visitor.open("/polls/square").text
