"""A shared device: people vote one after the other, nobody finds the officer's session or somebody else's ballot."""

import pytest
from sqlalchemy import select

from tests.support.polls import make_poll, make_voting_code
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Stage
from webapp.polls import office_queries, queries
from webapp.polls.models import Voted
from webapp.polls.rules import Channel


@pytest.fixture
def kiosk(session, as_officer):
    """The officer's device, set up for the poll at its start page."""
    poll = make_poll(session, eligibility="anyone")
    start = as_officer.open("/office/polls/1/kiosk").send("Start here")
    assert start.url == f"/polls/{poll.slug}/kiosk"
    return as_officer


def vote(device, choice):
    check = device.open("/polls/park/kiosk").link("Start to vote").fill(choice=choice).send("Look it over")
    return check, check.send("Yes, send my vote")


def box(session):
    session.rollback()
    return dict(queries.group_ballots(session, 1))


def test_people_vote_one_after_the_other_on_one_device_and_how_many_is_published(session, kiosk, app):
    for choice in "1123":
        _check, thanks = vote(kiosk, choice)
        assert thanks.h1 == "Your vote is counted"
        assert thanks.headers["Refresh"] == "30; url=/polls/park/kiosk"
        assert len(thanks.all("//*[@class='fm-code fm-code--large']")) == 1
    assert box(session) == {((1, 1),): 2, ((2, 1),): 1, ((3, 1),): 1}
    assert office_queries.count_ways(session, 1).voted == {Channel.KIOSK: 4}
    assert "On a shared device: 4" in Visitor(app).open("/polls/park").main


def test_the_officer_is_signed_out_on_the_device_and_no_page_of_the_kiosk_leads_away(kiosk):
    kiosk.open("/office/polls", status=302, follow=False)
    check, thanks = vote(kiosk, "1")
    for page in (kiosk.open("/polls/park/kiosk"), kiosk.open("/polls/park/kiosk/vote"), check, thanks):
        assert {link for link in page.all("//a/@href") if not link.startswith(("/polls/park/kiosk", "#"))} == set()
        assert page.headers["Cache-Control"] == "no-store"


def test_going_back_after_a_vote_shows_nobody_the_ballot_before_and_changes_nothing(session, kiosk):
    check, thanks = vote(kiosk, "1")
    assert check.send("No, change it").url == "/polls/park/kiosk"
    assert check.send("Yes, send my vote", marks="[[2,1]]").url == "/polls/park/kiosk"
    assert check.send("Yes, send my vote").h1 == thanks.h1
    assert box(session) == {((1, 1),): 1}


def test_a_device_that_was_not_set_up_is_no_kiosk(session, app):
    make_poll(session, eligibility="anyone")
    device = Visitor(app)
    assert device.open("/polls/park/kiosk").url == "/polls/park"
    device.client.set_cookie("kiosk", "1 9999999999.forged", path="/polls")
    assert device.open("/polls/park/kiosk/vote").url == "/polls/park"


def test_a_kiosk_of_one_poll_is_none_of_another_and_ends_after_twelve_hours(session, kiosk):
    make_poll(session, slug="other", eligibility="anyone")
    assert kiosk.open("/polls/other/kiosk").url == "/polls/other"
    poll = queries.find_by_slug(session, "park")
    with clock.set_to(poll.closes_at):
        assert kiosk.open("/polls/park/kiosk/vote").url == "/polls/park"


def test_with_codes_each_code_votes_once_on_the_device(session, as_officer):
    poll = make_poll(session, eligibility="code")
    code = make_voting_code(session, poll)
    as_officer.open("/office/polls/1/kiosk").send("Start here")
    form = as_officer.open("/polls/park/kiosk/vote")
    assert form.fill(choice="1").send("Look it over").status == 422
    for h1 in ("Your vote is counted", "You have voted already"):
        form = as_officer.open("/polls/park/kiosk/vote").fill(**{"voting-code": code, "choice": "1"})
        assert form.send("Look it over").send("Yes, send my vote").h1 == h1
    session.rollback()
    assert list(session.scalars(select(Voted.channel))) == [Channel.KIOSK]


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"eligibility": "signed in"}, "Nobody should sign in on it"),
     ({"eligibility": "anyone", "stage": Stage.SCHEDULED}, "once the poll is open")],
)  # fmt: skip
def test_where_people_sign_in_or_before_it_opens_there_is_no_kiosk(session, as_officer, columns, words):
    make_poll(session, **columns)
    assert words in as_officer.open("/office/polls/1/kiosk", status=403).main
