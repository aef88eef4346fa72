"""What anybody sees of a result: who won in one sentence, the count step by step, and nothing before its time."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.answering import make_places
from tests.support.poll_boxes import BOXES, closed_poll, count, counted_poll
from tests.support.polls import cast_many, make_poll, make_voting_code, site_receipts, vote_for
from webapp import clock
from webapp.access import Stage
from webapp.database import db, writing
from webapp.jobs import worker
from webapp.jobs.models import Job
from webapp.polls import live
from webapp.polls.live import Standings
from webapp.polls.services import voting

FIRST, SECOND = ((1, 1),), ((2, 1),)
SENTENCES = {
    "plurality": "comes first, with 5 votes.",
    "approval": "These come first: “A pond” and “Swings”.",
    "agreement": "Carried: “Benches”.",
    "consent": "It is not agreed: 1 person objects.",
    "score": "“A pond” comes first, with 27 points.",
    "star": "“A pond” wins the run-off against “Benches”, by 7 to 2.",
    "irv": "“A pond” wins in round 3, with 7 of 12 votes.",
    "budget-greedy": "2 projects are paid for. They cost £120 of £120.",
    "pairwise": "matters most to the people who took part.",
}


@pytest.mark.parametrize("method", BOXES)
def test_every_result_says_who_won_and_shows_the_count_step_by_step(session, visitor, method):
    poll = counted_poll(session, method)
    page = visitor.open(f"/polls/{poll.slug}/result")
    assert SENTENCES.get(method, "") in page.main
    assert page.all("//div[@class='fm-figure__picture']//*[local-name()='svg']")
    steps = page.link("The count, step by step")
    assert steps.all("//h2[starts-with(@id, 'step-')]")
    assert page.all("//section[@aria-labelledby='outcome']/p")[0].text_content() in steps.main
    assert visitor.open(f"/polls/{poll.slug}").link("The whole result").h1 == page.h1


def test_the_rounds_say_whose_votes_moved_to_whom(session, visitor):
    steps = visitor.open(f"/polls/{counted_poll(session, 'irv').slug}/result/count")
    assert "To win, an option needs 9 votes." in steps.main
    assert "“Benches” has the fewest votes and goes out." in steps.main
    assert "3 votes moved from “Benches” to “A pond”." in steps.main
    assert "4 votes had no other option left on the ballot." in steps.main
    scottish = visitor.open(f"/polls/{counted_poll(session, 'stv-scottish').slug}/result/count")
    assert "3 votes moved from “Benches” to “A pond”." in scottish.main
    assert "0.99995 votes moved from “A pond” to “Swings”." in scottish.main


def test_a_lot_is_told(session, visitor):
    page = visitor.open(f"/polls/{counted_poll(session, 'plurality').slug}/result")
    assert "“Swings” and “Benches” stood equal." in page.main
    assert "was picked by lot." in page.main


def test_too_few_votes_for_the_quorum_are_said_before_anything_else(session, visitor):
    poll = counted_poll(session, "score", quorum=20)
    page = visitor.open(f"/polls/{poll.slug}/result")
    headline = page.all("//section[@aria-labelledby='outcome']/p")[0].text_content()
    assert headline == "The result does not stand: 9 people voted, and at least 20 were needed."


def test_nobody_voted(session, visitor):
    poll = make_poll(session, stage=Stage.CLOSED)
    count(poll)
    assert "Nobody voted, so there is no result." in visitor.open(f"/polls/{poll.slug}/result").main
    assert visitor.open(f"/polls/{poll.slug}/result/count").status == 200


def test_a_straw_poll_is_called_one(session, visitor):
    poll = counted_poll(session, "plurality", eligibility="anyone")
    assert "take it as a hint and not as a vote" in visitor.open(f"/polls/{poll.slug}/result").main


def test_small_areas_are_not_shown_and_cannot_be_worked_out(session, visitor):
    make_places(session)
    poll = make_poll(session, stage=Stage.CLOSED)
    areas = [1] * 9 + [2] * 3 + [3] * 7
    with clock.set_to(poll.opens_at):
        for number, area in enumerate(areas):
            cast_in(session, poll, number, area)
    count(poll)
    rows = visitor.open(f"/polls/{poll.slug}/result").all("//table[contains(., 'Where the people')]//tbody/tr/td")
    assert [row.text_content() for row in rows] == ["9", "Not shown", "Not shown"]


def cast_in(session, poll, number, area):
    vote = vote_for(poll, f"person {number}", FIRST, area_id=area)
    voting.cast(session, site_receipts(), poll=poll, vote=vote, now=poll.opens_at)
    session.commit()


def test_as_many_receipts_are_published_as_ballots_were_counted(session, visitor):
    poll = counted_poll(session, "irv")
    lines = visitor.client.get(f"/polls/{poll.slug}/result/receipts").text.splitlines()
    published = visitor.client.get(f"/polls/{poll.slug}/result/record").get_json()
    assert len(set(lines)) == published["count"]["ballots"] == 16
    assert lines == sorted(lines)


def test_how_many_of_the_codes_were_used(session, visitor):
    poll = make_poll(session, stage=Stage.CLOSED, eligibility="code")
    for number in range(4):
        make_voting_code(session, poll, number=number)
    cast_many(session, poll, [(1, FIRST)])
    count(poll)
    assert "4 codes were handed out, so 25% voted." in visitor.open(f"/polls/{poll.slug}/result").main


def test_anybody_can_ask_for_a_count_that_was_lost(session, visitor, app):
    poll = closed_poll(session, "plurality")
    page = visitor.open(f"/polls/{poll.slug}/result")
    assert "being counted" in page.main
    page.send("Look again")
    page.send("Look again")
    assert worker.run_all(db.sessionmaker, {"count-poll": "webapp.polls.jobs:count_poll"}) == 1
    writing.set(False)
    assert "comes first" in visitor.open(f"/polls/{poll.slug}/result").main


def test_a_result_is_not_asked_for_before_the_poll_is_closed(session, visitor):
    poll = make_poll(session)
    visitor.send(f"/polls/{poll.slug}/result/ask", {})
    assert session.scalars(select(Job)).all() == []


def addresses(app, slug):
    """Every public address about a poll."""
    for rule in app.url_map.iter_rules():
        of_a_poll = rule.rule.startswith("/polls/<slug>") and rule.arguments <= {"slug", "kind"}
        if of_a_poll and "GET" in rule.methods and "/statements" not in rule.rule:
            for kind in ("blt", "preflib", "pabulib", "csv", "json") if "kind" in rule.arguments else ("",):
                with app.test_request_context():
                    yield app.url_for(rule.endpoint, slug=slug, **({"kind": kind} if kind else {}))


@pytest.mark.parametrize("columns", [{"secret": True}, {"secret": False, "showing": "after closing"}])
def test_of_a_hidden_result_no_address_tells_a_thing_while_the_poll_is_open(session, app, visitor, columns):
    """The same pages, whatever stands on the ballots: nothing depends on how people voted."""
    seen = []
    for slug, ballots in (("qqq", [(7, FIRST), (2, SECOND)]), ("zzz", [(2, FIRST), (7, SECOND)])):
        poll = make_poll(session, slug=slug, **columns)
        cast_many(session, poll, ballots)
        pages = [visitor.client.get(path) for path in [*addresses(app, slug), "/polls", "/"]]
        seen.append([(one.status_code, one.text.replace(slug, "")) for one in pages if "key" not in one.text])
        assert len(seen[-1]) > 8
        session.delete(poll)
        session.commit()
    assert [one[0] for one in seen[0]] == [one[0] for one in seen[1]]
    for mine, other in zip(*seen, strict=True):
        assert seedless(mine[1]) == seedless(other[1])


def seedless(text):
    """A page without the fingerprint of its poll's seed and without the poll's id."""
    return re.sub(r"[0-9a-f]{64}|nonce-[^\"]*|(?<=/poll/)[0-9]+", "", text)


def test_where_the_result_is_shown_live_it_says_as_of_when(session, visitor):
    poll = make_poll(session, secret=False)
    cast_many(session, poll, [(3, FIRST), (2, SECOND)])
    page = visitor.open(f"/polls/{poll.slug}/result")
    assert "As of Monday 1 June 2026 at midday" in page.main
    assert "“Swings” comes first, with 3 votes." in page.main
    assert "All ballots" not in page.main
    for gone in ("result/count", "result/record", "result/ballots/csv", "result/receipts"):
        visitor.open(f"/polls/{poll.slug}/{gone}", status=404)


def test_live_results_take_at_most_a_twentieth_of_the_time(session):
    poll, seconds, counts = make_poll(session, secret=False), [0.0], []

    def work_out():
        seconds[0] += 3  # what this count takes
        counts.append(seconds[0])
        return len(counts)

    standings = Standings(tick=lambda: seconds[0])
    for _ in range(200):
        standings.of(poll, work_out)
        seconds[0] += 1
    assert counts == [3, 66, 129, 192]


def test_a_quick_live_result_is_at_most_five_seconds_old(session):
    poll, seconds = make_poll(session, secret=False), [0.0]
    standings = Standings(tick=lambda: seconds[0])
    assert standings.of(poll, lambda: "first") == "first"
    seconds[0] = live.SHORTEST - 0.1
    assert standings.of(poll, lambda: "second") == "first"
    seconds[0] = live.SHORTEST
    assert standings.of(poll, lambda: "second") == "second"


def test_a_withdrawn_poll_has_no_result(session, visitor):
    poll = make_poll(session, secret=False, stage=Stage.WITHDRAWN)
    visitor.open(f"/polls/{poll.slug}/result", status=404)


def test_a_poll_that_closes_shows_no_standing_any_more_until_it_is_counted(session, visitor):
    poll = make_poll(session, secret=False)
    cast_many(session, poll, [(3, FIRST)])
    with clock.set_to(poll.closes_at + timedelta(seconds=1)):
        assert "comes first" not in visitor.open(f"/polls/{poll.slug}/result").main
