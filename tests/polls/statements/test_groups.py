"""The groups: found by the worker, published without small ones, told on a page, and found again by anybody."""

import csv
import io
import json

from click.testing import CliRunner
from sqlalchemy import select

from tests.support.statements import TEXTS, answer_as, answer_by_camps, do_jobs, find_groups, make_statements_poll
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Stage
from webapp.commands.opinions import opinions
from webapp.jobs.models import Job
from webapp.polls.rules import Showing
from webapp.polls.statements.models import OpinionResult, Statement
from webapp.polls.statements.rules import Asked, Run
from webapp.polls.statements.services import asking
from webapp.polls.statements.story import closest_first, tell

GREEN = (1, -1, 1, 1, -1, 1, 1, 0)
DRIVERS = (-1, 1, 1, -1, 1, -1, 1, 0)
RESULT = "/polls/square/statements/result"


def published(session, poll):
    session.rollback()
    return session.scalar(select(OpinionResult).where(OpinionResult.poll_id == poll.id))


def test_the_page_tells_what_unites_what_divides_and_what_is_special(session, visitor):
    poll = make_statements_poll(session)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    find_groups(session, poll)
    page = visitor.open(RESULT)
    assert "2 groups of people see this differently" in page.main
    together, divided = (page.main.index(words) for words in ("What everybody agrees on", "What divides people"))
    special = page.main.index("What is special to each group")
    assert TEXTS[2] in page.main[together:divided]
    assert "100% agree (50 of 50 who answered)" in page.main[together:divided]
    assert TEXTS[0] not in page.main[together:divided]
    assert f"{TEXTS[0]} Group A: 100% agree (30 of 30 who answered)" in page.main[divided:special]
    assert "Group A 30 people" in page.main[special:]
    assert page.all("//*[name()='svg']//*[name()='title']")
    assert "In no group that is shown" not in page.main


def test_with_few_people_it_is_too_early_to_tell(session, visitor):
    poll = make_statements_poll(session)
    assert "It is too early to tell" in visitor.open(RESULT).main
    answer_by_camps(session, poll, (10, GREEN), (9, DRIVERS))
    find_groups(session, poll)
    assert "It is too early to tell" in visitor.open(RESULT).main


def test_of_a_group_of_four_nothing_is_told(session, visitor):
    poll = make_statements_poll(session)
    answer_by_camps(session, poll, (25, GREEN), (4, DRIVERS))
    find_groups(session, poll)
    kept = published(session, poll).published
    assert [group["size"] for group in kept["groups"]] == [25]
    assert {tuple(one["everyone"]) for one in kept["figures"]} <= {(25, 0, 25), (0, 25, 25), (0, 0, 25)}
    assert "25" not in visitor.open(RESULT).main.split("All statements")[0].replace("25 of", "")


def test_groups_are_not_found_again_for_one_person_who_answers_much(session, visitor):
    poll = make_statements_poll(session, texts=[f"Statement number {number}." for number in range(40)])
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    find_groups(session, poll)
    before = published(session, poll).votes
    answer_as(session, poll, "busy", dict.fromkeys(range(1, 41), 1))
    find_groups(session, poll)
    assert published(session, poll).votes == before
    for person in range(4):
        answer_as(session, poll, f"late {person}", dict.fromkeys(range(1, 9), 1))
    find_groups(session, poll)
    assert published(session, poll).votes > before


def test_a_poll_that_shows_its_result_after_closing_tells_nothing_before(session, visitor, app):
    poll = make_statements_poll(session, showing=Showing.AFTER)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    find_groups(session, poll)
    assert visitor.open(RESULT).url == "/polls/square/statements"
    browser = Visitor(app)
    page = browser.open("/polls/square/statements/vote")
    for _ in TEXTS:
        page = page.send("Agree")
    assert "Where you sit" not in browser.open("/polls/square/statements/mine").main


def test_where_somebody_sits_is_told_to_them_alone(session, visitor):
    poll = make_statements_poll(session)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    find_groups(session, poll)
    for number, value in enumerate(DRIVERS, 1):
        visitor.open(f"/polls/square/statements/vote?at={number}").send({1: "Agree", -1: "Disagree", 0: "Pass"}[value])
    page = visitor.open("/polls/square/statements/mine")
    assert "You are closest to group B." in page.main
    assert "You and most of group B took the same side on 7 of 7 statements." in page.main
    assert page.headers["Cache-Control"] == "no-store"


def test_nobody_is_told_where_they_sit_from_a_handful_of_answers(session):
    poll = make_statements_poll(session)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    find_groups(session, poll)
    story = tell(published(session, poll).published, dict(enumerate(TEXTS, 1)))
    four = Run(tuple(Asked(number, number, text, 1 if number < 5 else None) for number, text in enumerate(TEXTS, 1)))
    assert closest_first(four, story) == []


def test_what_a_moderator_hides_leaves_the_result_and_the_downloads(session, visitor):
    poll = make_statements_poll(session, stage=Stage.CLOSED)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    find_groups(session, poll)
    session.scalars(select(Statement).where(Statement.number == 1)).one().hidden_at = clock.now()
    session.commit()
    for path in (RESULT, "/polls/square/statements", "/polls/square/statements/download/statements"):
        assert TEXTS[0] not in visitor.client.get(path).text
    assert ",1,1" not in visitor.client.get("/polls/square/statements/download/votes").text


def test_votes_ask_for_groups_and_closing_asks_for_the_last_count(session, visitor):
    poll = make_statements_poll(session)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    visitor.open("/polls/square/statements/vote").send("Agree").send("Agree")
    session.rollback()
    due = session.scalars(select(Job.due_at).where(Job.kind == asking.KIND).order_by(Job.due_at)).all()
    assert due == [clock.now() + asking.SOON, poll.closes_at]
    with clock.set_to(poll.closes_at):
        assert "The last count is being made" in visitor.open(RESULT).main
        do_jobs()
        assert published(session, poll).final
        assert "2 groups of people" in visitor.open(RESULT).main


def test_a_poll_that_is_given_more_time_is_counted_for_good_when_that_is_over(session, visitor):
    poll = make_statements_poll(session)
    answer_by_camps(session, poll, (30, GREEN), (20, DRIVERS))
    asking.ask_at_closing(session, poll)
    first, poll.closes_at = poll.closes_at, poll.closes_at + asking.SOON
    session.commit()
    with clock.set_to(first):
        do_jobs()
        assert not published(session, poll).final
    with clock.set_to(poll.closes_at):
        do_jobs()
        assert published(session, poll).final


def test_the_command_finds_in_the_download_the_groups_that_were_published(session, visitor, tmp_path):
    poll = make_statements_poll(session, stage=Stage.CLOSED)
    answer_by_camps(session, poll, (16, GREEN), (11, DRIVERS), (8, (1, 1, -1, -1, -1, -1, 0, 1)))
    find_groups(session, poll)
    page = visitor.open(RESULT)
    file = tmp_path / "votes.csv"
    file.write_bytes(visitor.client.get("/polls/square/statements/download/votes").data)
    assert "folkmoot opinions square-votes.csv" in page.main
    done = CliRunner().invoke(opinions, [str(file), "--json"])
    again, kept = json.loads(done.output), published(session, poll).published
    assert [group["size"] for group in again["groups"]] == [group["size"] for group in kept["groups"]]
    assert len(kept["groups"]) > 1
    for ours, theirs in zip(again["statements"], kept["figures"], strict=True):
        assert [ours["agree"], ours["disagree"], ours["seen"]] == theirs["everyone"]


def test_downloads_wait_for_closing_and_hold_no_formula(session, visitor):
    poll = make_statements_poll(session, texts=("=HYPERLINK(1) is no sum", "+44 is a number of ours"))
    answer_by_camps(session, poll, (3, (1, -1)))
    for name in ("votes", "statements"):
        visitor.open(f"/polls/square/statements/download/{name}", status=404)
    with clock.set_to(poll.closes_at):
        texts = visitor.client.get("/polls/square/statements/download/statements").data.decode("utf-8-sig")
        votes = visitor.client.get("/polls/square/statements/download/votes").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(texts)))
    assert [row[1][:2] for row in rows[1:]] == ["'=", "'+"]
    assert rows[1][2:] == ["office", "3", "0", "0"]
    assert votes.splitlines()[:3] == ["participant,statement,vote", "1,1,1", "1,2,-1"]
