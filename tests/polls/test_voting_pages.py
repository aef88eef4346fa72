"""The way of a vote over its pages, and what stops it: each kind of ballot, hostile forms, sessions that end."""

import re

import pytest

from tests.support.people import make_person, sign_in
from tests.support.polls import make_poll
from tests.support.visitor import Visitor
from webapp.access import Stage
from webapp.places.models import Area
from webapp.polls import queries
from webapp.polls.methods import METHODS

MARKED = {
    "one": ({"choice": "2"}, ((2, 1),)),
    "several": ({"choice": ["1", "3"]}, ((1, 1), (3, 1))),
    "projects": ({"choice": ["1", "2", "3"]}, ((1, 1), (2, 1), (3, 1))),
    "basket": ({"choice": ["1", "2"]}, ((1, 1), (2, 1))),
    "stances": ({"o1": "1", "o2": "-1"}, ((1, 1), (2, -1))),
    "scores": ({"o1": "5", "o3": "0"}, ((1, 5), (3, 0))),
    "consent": ({"o1": "-1", "reason": "The pond is deep."}, ((1, -1),)),
    "ranks": ({"o1": "2", "o3": "1"}, ((3,), (1,))),
    "shares": ({"o1": "2", "o2": "1"}, ((1, 2), (2, 1))),
    "pairs": ({"p1-2": "1", "p1-3": "-1", "p2-3": "0"}, ((1, 2, 1), (1, 3, -1), (2, 3, 0))),
}
COSTS = (("Swings", 9000), ("A pond", 5000), ("Benches", 4000))


def poll_of(session, method, **columns):
    money = {"options": COSTS, "pot": 15000} if METHODS[method].budget else {}
    return make_poll(session, method=method, **money | columns)


def box(session, poll):
    session.rollback()
    return dict(queries.group_ballots(session, poll.id))


@pytest.mark.parametrize("method", sorted(METHODS))
def test_a_ballot_of_every_method_is_marked_looked_over_changed_and_counted(session, as_resident, method):
    poll = poll_of(session, method)
    filled, marks = MARKED[METHODS[method].kind.macro]
    check = as_resident.open("/polls/park/vote").fill(**filled).send("Look it over")
    assert check.h1 == "Is this your vote?"
    assert box(session, poll) == {}
    back = check.send("No, change it")
    assert back.h1 == "The park"
    thanks = back.send("Look it over").send("Yes, send my vote")
    assert thanks.h1 == "Your vote is counted"
    assert box(session, poll) == {marks: 1}


@pytest.mark.parametrize("method", sorted(METHODS))
def test_an_empty_ballot_is_not_counted_and_says_at_its_place_what_to_do(session, as_resident, method):
    poll_of(session, method)
    page = as_resident.open("/polls/park/vote").send("Look it over")
    assert page.status == 422
    assert len(page.errors) == 1


@pytest.mark.parametrize(
    ("method", "filled"),
    [
        ("plurality", {"choice": "4"}),
        ("plurality", {"choice": "-1"}),
        ("approval", {"choice": ["1", "1e309"]}),
        ("score", {"o1": "6"}),
        ("score", {"o1": "-1"}),
        ("score", {"o9": "1"}),
        ("irv", {"o1": "4"}),
        ("irv", {"o1": "0"}),
        ("quadratic", {"o77": "1"}),
        ("agreement", {"o1": "2"}),
        ("pairwise", {"p1-9": "1"}),
        ("pairwise", {"p2-1": "1"}),
        ("pairwise", {"p1-2": "7"}),
        ("plurality", {"choice": "9" * 5000}),
        ("plurality", {"choice": "\u0661"}),
    ],
)
def test_a_mark_that_our_page_does_not_offer_is_refused_whole(session, as_resident, method, filled):
    poll = poll_of(session, method)
    assert as_resident.open("/polls/park/vote").fill(**filled).send("Look it over").status == 400
    assert box(session, poll) == {}


@pytest.mark.parametrize(
    "marks",
    ["", "[[1,1],[1,1]]", "[[2,1],[1,1]]", "[[1,2]]", "[[4,1]]", "[[-1,1]]", "[1]", "[[true,1]]", "[[1,1.5]]",
     "[[1,1e309]]", "[[99999999999999999999,1]]", "[" * 5000, '{"1":1}', "null", "[[1,1]" + " " * 30000 + "]"],
)  # fmt: skip
def test_marks_that_were_tampered_with_on_the_way_are_refused(session, as_resident, marks):
    poll = make_poll(session, method="approval")
    check = as_resident.open("/polls/park/vote").fill(choice="1").send("Look it over")
    assert check.send("Yes, send my vote", marks=marks).status == 400
    assert box(session, poll) == {}


def test_an_overspent_ballot_is_refused_and_not_clipped(session, as_resident):
    poll = make_poll(session, method="quadratic", rules={"credits": 10})
    page = as_resident.open("/polls/park/vote").fill(o1="3", o2="2").send("Look it over")
    assert page.errors == ["You have used 3 more than you have. Take some back."]
    check = page.fill(o1="3", o2="1").send("Look it over")
    assert check.send("Yes, send my vote", marks="[[1,3],[2,2]]").status == 422
    assert box(session, poll) == {}


def test_a_basket_takes_no_more_than_the_money_pays_for(session, as_resident):
    poll_of(session, "budget-knapsack")
    page = as_resident.open("/polls/park/vote").fill(choice=["1", "2", "3"]).send("Look it over")
    assert page.errors == ["That is £3,000 more than there is (the park). Take something out."]


def test_two_options_cannot_share_a_place_where_the_count_needs_one_answer(session, as_resident):
    make_poll(session, method="irv")
    page = as_resident.open("/polls/park/vote").fill(o1="1", o2="1").send("Look it over")
    assert page.field_errors["o2"] == "“Swings” and “A pond” have the same place. Give each its own."
    gap = page.fill(o1="1", o2="3").send("Look it over")
    assert gap.field_errors["o2"] == "Nothing has place 2. Use each number in turn, from 1."


def test_whoever_must_sign_in_is_led_there_and_back(session, visitor):
    make_poll(session)
    page = visitor.open("/polls/park/vote")
    assert "/login" in page.url or "sign" in page.h1.lower()


def test_a_session_that_ended_loses_no_marks_and_one_press_sends_them_again(session, app):
    poll = make_poll(session)
    person = make_person(session)
    browser = sign_in(Visitor(app), person)
    form = browser.open("/polls/park/vote").fill(choice="3")
    browser.client.delete_cookie("session")
    page = form.send("Look it over")
    assert page.status == 401
    assert "You are signed out" in page.errors[0]
    assert [box.get("value") for box in page.all("//input[@name='choice'][@checked]")] == ["3"]
    sign_in(browser, person)
    assert page.send("Look it over").send("Yes, send my vote").h1 == "Your vote is counted"
    assert box(session, poll) == {((3, 1),): 1}


def test_a_ballot_page_of_one_person_does_not_vote_for_another_who_signs_in_after_them(session, app):
    poll = make_poll(session)
    browser = sign_in(Visitor(app), make_person(session))
    form = browser.open("/polls/park/vote").fill(choice="3")
    sign_in(browser, make_person(session))
    assert form.send("Look it over").status == 401
    assert box(session, poll) == {}


def test_a_vote_that_comes_after_closing_says_so_and_shows_what_was_marked(session, as_resident):
    poll = make_poll(session)
    check = as_resident.open("/polls/park/vote").fill(choice="3").send("Look it over")
    poll.closes_at = poll.opens_at.replace(microsecond=0)
    poll.opens_at = poll.opens_at - (poll.closes_at - poll.opens_at) - (poll.closes_at - poll.created_at)
    session.commit()
    late = check.send("Yes, send my vote")
    assert (late.status, late.h1) == (409, "This poll has closed")
    assert "Benches" in late.main
    assert box(session, poll) == {}


def test_the_ballot_code_opens_the_ballot_on_any_device_and_changes_it(session, as_resident, app):
    poll = make_poll(session)
    thanks = as_resident.open("/polls/park/vote").fill(choice="3").send("Look it over").send("Yes, send my vote")
    receipt, code = (
        re.sub(r"\s", "", found.text_content()) for found in thanks.all("//*[@class='fm-code fm-code--large']")
    )
    library = Visitor(app)
    again = library.open("/polls/park/change").fill(code=code.lower()).send("Show my ballot")
    assert [box.get("value") for box in again.all("//input[@name='choice'][@checked]")] == ["3"]
    done = again.fill(choice="1").send("Look it over").send("Yes, send my vote")
    assert done.h1 == "Your vote is counted"
    assert box(session, poll) == {((1, 1),): 1}
    assert "Yes. A vote is counted" in library.open("/polls/park/receipt").fill(number=receipt).send("Look for it").text
    assert library.open("/polls/park/change").fill(code=receipt).send("Show my ballot").status == 422


def test_who_has_voted_in_a_secret_poll_is_told_so_and_cannot_vote_twice(session, as_resident):
    make_poll(session)
    as_resident.open("/polls/park/vote").fill(choice="3").send("Look it over").send("Yes, send my vote")
    assert as_resident.open("/polls/park/vote").h1 == "You have voted already"


def test_only_people_of_its_areas_vote_in_a_poll_by_area(session, as_resident):
    here, elsewhere = (Area(code=name, name=name, district="Merestone") for name in ("Ashby", "Birch"))
    session.add_all([here, elsewhere])
    session.flush()
    poll = make_poll(session, eligibility="area", area_ids=[here.id])
    page = as_resident.open("/polls/park/vote").fill(choice="1").send("Look it over")
    assert page.field_errors["area"] == "Choose the area you live in."
    page = page.fill(area=str(elsewhere.id)).send("Look it over")
    assert "yours is not one" in page.field_errors["area"]
    check = page.fill(area=str(here.id)).send("Look it over")
    assert check.send("Yes, send my vote", area=str(elsewhere.id)).status == 422
    assert check.send("Yes, send my vote").h1 == "Your vote is counted"
    assert box(session, poll) == {((1, 1),): 1}


def test_in_a_poll_for_anyone_a_browser_votes_once_and_others_behind_the_same_address_still_can(session, app):
    poll = make_poll(session, eligibility="anyone")
    browser = Visitor(app)
    for _ in range(2):
        last = browser.open("/polls/park/vote").fill(choice="1").send("Look it over").send("Yes, send my vote")
    assert last.h1 == "You have voted already"
    for _ in range(30):
        other = Visitor(app).open("/polls/park/vote").fill(choice="2").send("Look it over").send("Yes, send my vote")
        assert other.h1 == "Your vote is counted"
    assert box(session, poll) == {((1, 1),): 1, ((2, 1),): 30}


def test_a_vote_that_another_site_sends_is_refused(session, as_resident):
    make_poll(session)
    form = as_resident.open("/polls/park/vote")
    key = form.all("//input[@name='key']")[0].get("value")
    sent = as_resident.client.post("/polls/park/vote/send", data={"key": key, "marks": "[[1,1]]"},
                                   headers={"Origin": "https://elsewhere.example"})  # fmt: skip
    assert sent.status_code == 400


@pytest.mark.parametrize("stage", [Stage.SCHEDULED, Stage.CLOSED])
def test_the_ballot_of_a_poll_that_is_not_open_says_when(session, visitor, stage):
    make_poll(session, stage=stage)
    page = visitor.open("/polls/park/vote")
    assert page.h1 in {"This poll is not open yet", "This poll has closed"}


def test_a_draft_is_nobodys_to_see(session, visitor):
    make_poll(session, stage=Stage.DRAFT)
    for path in ("", "/vote", "/change", "/receipt"):
        visitor.open(f"/polls/park{path}", status=404)
