"""Ballots on paper: printed with codes, keyed by two people, counted where both agree, settled where they do not."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.support.people import again, make_person, sign_in
from tests.support.polls import make_poll, site_receipts
from tests.support.visitor import Visitor
from webapp import clock, features
from webapp.access import Role, Stage
from webapp.database import Base, db
from webapp.files.models import StoredFile
from webapp.jobs import worker
from webapp.places.models import Area
from webapp.polls import office_queries, printing, queries
from webapp.polls.methods import METHODS
from webapp.polls.models import Ballot, ReceiptNumber, Voted, VotingCode
from webapp.polls.paper_models import CodeIssue, Keying, Paper, PaperState, Spoilt
from webapp.polls.rules import Channel
from webapp.polls.services import codes
from webapp.receipts import spaced

SWINGS, POND = ((1, 1),), ((2, 1),)


@pytest.fixture
def second(session, app):
    """A second coder: somebody else who may key papers."""
    return sign_in(Visitor(app), make_person(session, Role.SECOND_CODER))


def poll_with_papers(session, papers=3, **columns):
    """An open poll by code and the codes of its papers, as they are printed."""
    poll = make_poll(session, eligibility="code", **columns)
    issue = codes.make(session, site_receipts(), poll=poll, count=papers, area_id=None, paper=True, by=1)
    made = codes.hand_out(session, site_receipts(), poll=poll, issue=issue, by=1)
    session.commit()
    return poll, made


def begin(officer, label="Library"):
    return officer.open("/office/polls/1/papers").fill(label=label).send("Begin to key it")


def keyed(person, code, batch=1, **marked):
    return person.open(f"/office/polls/1/papers/{batch}/key").fill(code=spaced(code), **marked).send("Keep it")


def finish(person, batch=1):
    return person.open(f"/office/polls/1/papers/{batch}").send("That was the last paper")


def box(session):
    session.rollback()
    return dict(queries.group_ballots(session, 1))


def states(session):
    session.rollback()
    return list(session.scalars(select(Paper.state).order_by(Paper.number)))


def test_papers_that_two_people_read_alike_are_counted_and_what_was_keyed_is_wiped(session, as_officer, second):
    _poll, made = poll_with_papers(session)
    begin(as_officer)
    for code, choice in zip(made, "112", strict=True):
        assert "is keyed" in keyed(as_officer, code, choice=choice).notice
    assert "Give it to somebody else" in finish(as_officer).notice
    for code, choice in zip(made, "112", strict=True):
        keyed(second, code, choice=choice)
    assert finish(second).notice == "All papers of this pile are decided."
    assert box(session) == {SWINGS: 2, POND: 1}
    assert set(session.scalars(select(Ballot.channel))) == set(session.scalars(select(Voted.channel))) == {"paper"}
    assert session.scalars(select(Keying)).all() == []
    assert {(paper.code, paper.digest) for paper in session.scalars(select(Paper))} == {("", None)}


def test_no_row_joins_the_code_of_a_paper_to_its_ballot(session, as_officer, second):
    _poll, made = poll_with_papers(session, papers=1)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    finish(as_officer)
    keyed(second, made[0], choice="1")
    finish(second)
    session.rollback()
    ballot = session.scalars(select(Ballot)).one()
    receipts = site_receipts()
    assert ballot.token not in {receipts.digest(made[0]), *session.scalars(select(VotingCode.digest))}
    assert (ballot.voted_id, ballot.at) == (None, None)
    number = receipts.number_for(codes.ballot_code(receipts, 1, made[0]))
    assert list(session.scalars(select(ReceiptNumber.number))) == [number]
    assert "cannot find a ballot" in second.open("/polls/park/change").fill(code=made[0]).send("Show my ballot").text


def test_a_paper_read_differently_is_settled_by_a_third_look_with_a_reason(session, as_officer, second):
    _poll, made = poll_with_papers(session, papers=2)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    keyed(as_officer, made[1], choice="1")
    finish(as_officer)
    keyed(second, made[0], choice="1")
    keyed(second, made[1], choice="2")
    done = finish(second)
    assert done.notice == "1 paper waits to be settled."
    assert box(session) == {SWINGS: 1}
    page = done.link("Settle paper 2")
    assert "Keyed first Swings" in page.main
    assert "Keyed the second time A pond" in page.main
    assert page.fill(take="2").send("Settle it").field_errors == {"why": "Say what you saw on the paper."}
    page.fill(take="2", why="The cross is at the pond.").send("Settle it")
    assert box(session) == {SWINGS: 1, POND: 1}
    assert "The cross is at the pond." in as_officer.open("/office/polls/1/papers/1").main
    as_officer.open("/office/polls/1/papers/settle/2", status=403)


def test_where_neither_reading_is_right_it_is_keyed_anew(session, as_officer, second):
    _poll, made = poll_with_papers(session, papers=1)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    finish(as_officer)
    keyed(second, made[0], spoilt="blank")
    page = finish(second).link("Settle paper 1")
    assert "Cannot be counted: Nothing is marked" in page.main
    empty = page.fill(take="anew", why="A third reading.").send("Settle it")
    assert empty.errors == ["Choose one."]
    empty.fill(take="anew", why="A third reading.", choice="3").send("Settle it")
    assert box(session) == {((3, 1),): 1}


def test_nobody_keys_a_paper_twice(session, as_officer):
    _poll, made = poll_with_papers(session, papers=1)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    assert "Give it to somebody else" in finish(as_officer).notice
    page = keyed(as_officer, made[0], choice="1")
    assert page.errors == ["You keyed this paper the first time. Somebody else has to key it again."]
    assert box(session) == {}


def test_whoever_keyed_a_paper_may_put_it_right_until_the_turn_ends(session, as_officer, second):
    _poll, made = poll_with_papers(session, papers=1)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    keyed(as_officer, made[0], choice="2")
    finish(as_officer)
    keyed(second, made[0], choice="2")
    finish(second)
    assert box(session) == {POND: 1}


def test_a_paper_that_only_one_of_the_two_keyed_waits_to_be_settled(session, as_officer, second):
    _poll, made = poll_with_papers(session, papers=3)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    keyed(as_officer, made[1], choice="1")
    finish(as_officer)
    keyed(second, made[0], choice="1")
    keyed(second, made[2], choice="1")
    assert finish(second).notice == "2 papers wait to be settled."
    assert "Only one person keyed this paper." in as_officer.open("/office/polls/1/papers/settle/3").main


def test_a_code_that_voted_online_makes_its_paper_count_for_nothing_and_that_is_told(session, as_officer, second, app):
    _poll, made = poll_with_papers(session, papers=1)
    online = Visitor(app).open(f"/polls/park/vote?voting-code={spaced(made[0])}").fill(choice="3").send("Look it over")
    assert online.send("Yes, send my vote").h1 == "Your vote is counted"
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    finish(as_officer)
    keyed(second, made[0], choice="1")
    assert "not counted: a vote had been counted with its code" in finish(second).main
    assert box(session) == {((3, 1),): 1}
    assert states(session) == [PaperState.USED]
    told = Visitor(app).open("/polls/park").main
    assert "Papers not counted: a vote had been counted with their code: 1" in told


def test_a_paper_never_changes_a_ballot_even_where_votes_may_be_changed(session, as_officer, second, app):
    _poll, made = poll_with_papers(session, papers=1, secret=False)
    online = Visitor(app).open(f"/polls/park/vote?voting-code={made[0]}").fill(choice="3").send("Look it over")
    online.send("Yes, send my vote")
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    finish(as_officer)
    keyed(second, made[0], choice="1")
    finish(second)
    assert box(session) == {((3, 1),): 1}


def test_the_code_of_a_counted_paper_votes_no_more_online(session, as_officer, second, app):
    _poll, made = poll_with_papers(session, papers=1)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    finish(as_officer)
    keyed(second, made[0], choice="1")
    finish(second)
    online = Visitor(app).open(f"/polls/park/vote?voting-code={made[0]}").fill(choice="3").send("Look it over")
    assert online.send("Yes, send my vote").h1 == "You have voted already"
    assert box(session) == {SWINGS: 1}


def test_spoilt_papers_are_published_as_numbers_and_their_codes_have_no_second_vote(session, as_officer, second, app):
    _poll, made = poll_with_papers(session, papers=2)
    begin(as_officer)
    for person in (as_officer, second):
        keyed(person, made[0], spoilt="identifying")
        keyed(person, made[1], choice="1")
        finish(person)
    assert box(session) == {SWINGS: 1}
    assert office_queries.count_ways(session, 1).spoilt == {Spoilt.IDENTIFYING: 1}
    assert "Papers not counted: It shows who voted: 1" in Visitor(app).open("/polls/park").main
    online = Visitor(app).open(f"/polls/park/vote?voting-code={made[0]}").fill(choice="3").send("Look it over")
    assert online.send("Yes, send my vote").h1 == "You have voted already"


@pytest.mark.parametrize(
    ("marked", "errors"),
    [
        ({}, ["Choose one."]),
        ({"choice": "1", "spoilt": "blank"}, ["Either key what is marked, or say why it cannot be counted."]),
        ({"code": "7K3M-Q2XW", "choice": "1"}, ["Write the code of the paper. It has 12 letters and numbers."]),
        ({"code": "", "choice": "1"}, ["Write the code of the paper. It has 12 letters and numbers."]),
    ],
)
def test_what_cannot_be_on_a_paper_is_refused(session, as_officer, marked, errors):
    _poll, made = poll_with_papers(session)
    begin(as_officer)
    assert keyed(as_officer, **{"code": made[0]} | marked).errors == errors
    assert states(session) == []


@pytest.mark.parametrize("marked", [{"choice": "4"}, {"choice": "1e309"}, {"spoilt": "eaten"}])
def test_marks_that_the_page_does_not_offer_are_refused_whole(session, as_officer, marked):
    _poll, made = poll_with_papers(session)
    begin(as_officer)
    assert keyed(as_officer, made[0], **marked).status == 400
    assert states(session) == []


def test_the_code_of_a_letter_or_of_another_poll_is_on_no_paper(session, as_officer):
    poll, _made = poll_with_papers(session)
    letters = codes.make(session, site_receipts(), poll=poll, count=1, area_id=None, paper=False, by=1)
    other = make_poll(session, slug="other", eligibility="code")
    elsewhere = codes.make(session, site_receipts(), poll=other, count=1, area_id=None, paper=True, by=1)
    session.commit()
    begin(as_officer)
    for issue in (letters, elsewhere):
        page = keyed(as_officer, codes.codes_of(site_receipts(), issue)[0], choice="1")
        assert page.field_errors == {"code": "No paper of this poll has this code. Check each letter and number."}


def test_a_paper_lies_in_one_pile_only(session, as_officer):
    _poll, made = poll_with_papers(session)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    begin(as_officer, "Market")
    assert keyed(as_officer, made[0], batch=2, choice="1").errors == ["This paper was keyed in another pile already."]


def test_an_empty_pile_can_be_removed_and_not_finished(session, as_officer):
    poll_with_papers(session)
    begin(as_officer)
    token = as_officer.open("/office/polls/1/papers/1").all("//input[@name='csrf_token']/@value")[0]
    sent = as_officer.send("/office/polls/1/papers/1/finish", {"csrf_token": token})
    assert sent.notice == "No paper of this pile was keyed yet."
    assert sent.send("Remove this pile").notice == "The pile is gone."


def test_papers_are_keyed_for_seven_days_after_closing_and_the_result_waits_for_them(session, as_officer, second):
    poll, made = poll_with_papers(session)
    begin(as_officer)
    keyed(as_officer, made[0], choice="1")
    with clock.set_to(poll.closes_at + timedelta(days=6, hours=23)):
        assert keyed(as_officer, made[1], choice="1").notice == "Paper 2 is keyed. Take the next one."
    with clock.set_to(poll.closes_at + timedelta(days=7)):
        assert "The time for papers is over" in keyed(as_officer, made[2], choice="1").errors[0]
        assert "The time for papers is over" in as_officer.open("/office/polls/1/papers").main
        assert not as_officer.open("/office/polls/1/papers").all("//button[contains(., 'Close the counting')]")
        finish(as_officer)
        for code in made[:2]:
            keyed(second, code, choice="1")
        finish(second)
        assert office_queries.papers_pending(session, 1)
        page = as_officer.open("/office/polls/1/papers").send("Close the counting of papers")
        assert page.notice == "The counting of papers is closed."
    session.rollback()
    assert not office_queries.papers_pending(session, 1)
    assert box(session) == {SWINGS: 2}


def test_a_poll_without_papers_waits_for_none(session):
    make_poll(session, eligibility="code", stage=Stage.CLOSED)
    assert not office_queries.papers_pending(session, 1)


@pytest.mark.parametrize(
    ("columns", "words"),
    [({"eligibility": "signed in"}, "there each paper stands for one vote"),
     ({"eligibility": "code", "method": "pairwise"}, "cannot be put on paper")],
)  # fmt: skip
def test_papers_are_for_polls_in_which_a_paper_is_one_vote(session, as_officer, columns, words):
    make_poll(session, **columns)
    for path in ("papers", "papers/print"):
        assert words in as_officer.open(f"/office/polls/1/{path}", status=403).main


def test_only_those_who_run_polls_make_codes_and_papers(session, second):
    make_poll(session, eligibility="code")
    for path in ("codes", "papers/print", "kiosk"):
        second.open(f"/office/polls/1/{path}", status=403)
    second.open("/office/polls/1/papers")


def test_a_table_of_codes_is_shown_once_each_code_is_good_and_only_hashes_are_kept(session, as_officer, app):
    poll = make_poll(session, eligibility="code")
    session.add(Area(code="a", name="Ashby", district="Merestone"))
    session.commit()
    sent = as_officer.open("/office/polls/1/codes").fill(count="3", area="1", form="table").send("Make codes")
    assert sent.headers["Content-Type"] == "text/csv; charset=utf-8"
    lines = sent.reply.text.removeprefix("\ufeff").splitlines()
    assert lines[0] == "code,address"
    made = [line.split(",")[0] for line in lines[1:]]
    assert len(made) == 3
    tables = Base.metadata.sorted_tables
    everything = " ".join(str(row) for table in tables for row in session.execute(select(table)))
    assert all(code not in everything and code.replace("-", "") not in everything for code in made)
    again(session, poll)
    assert session.scalars(select(CodeIssue)).one().root == ""
    check = Visitor(app).open("/polls/park/vote").fill(**{"voting-code": made[0], "choice": "1"}).send("Look it over")
    assert check.send("Yes, send my vote").h1 == "Your vote is counted"
    session.rollback()
    assert session.scalars(select(Voted.area_id)).one() == 1
    assert "Handed out" in as_officer.open("/office/polls/1/codes").main


@pytest.mark.parametrize("path", ["codes", "papers/print"])
def test_letters_and_papers_are_printed_by_the_worker_and_fetched_once(session, as_officer, path):
    make_poll(session, eligibility="code", options=("Swings", "<b>A pond</b>", "Benches"))
    page = as_officer.open(f"/office/polls/1/{path}").fill(count="2").send("Make")
    assert "The file is being made" in page.notice
    assert as_officer.open("/office/polls/1/codes/1/progress").reply.json["over"] is False
    worker.run_all(db.sessionmaker, features.JOBS)
    page = as_officer.open(f"/office/polls/1/{path}")
    file = page.send("Fetch the file")
    assert file.reply.data.startswith(b"%PDF-")
    again_ = page.send("Fetch the file")
    assert again_.notice == "The file is not there any more. Print it again."
    assert "Handed out" in again_.main


def test_letters_that_nobody_fetched_are_gone_after_a_day(session, as_officer):
    make_poll(session, eligibility="code")
    as_officer.open("/office/polls/1/codes").fill(count="2").send("Make")
    worker.run_all(db.sessionmaker, features.JOBS)
    session.rollback()
    assert session.scalars(select(StoredFile.name)).all() == ["letters.pdf"]
    session.rollback()
    with clock.set_to(clock.now() + timedelta(days=1, minutes=1)):
        worker.run_all(db.sessionmaker, features.JOBS)
    session.rollback()
    assert session.scalars(select(StoredFile.name)).all() == []


@pytest.mark.parametrize("method", sorted(name for name in METHODS if name != "pairwise"))
def test_a_paper_of_every_method_says_how_it_is_marked(session, method):
    money = {"options": (("Swings", 900), ("Pond", 400), ("Bench", 50)), "pot": 1000} if METHODS[method].budget else {}
    poll = make_poll(session, method=method, eligibility="code", **money)
    assert printing.can_print(poll)
    words = printing.write_papers(poll, queries.read_sheet(session, poll), language="en-GB")
    assert words.instructions
    assert words.lines


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({"count": ""}, "Write how many you need."),
        ({"count": "0"}, "Write a number from 1 to 5000."),
        ({"count": "5001", "form": "table"}, "Write a number from 1 to 5000."),
        ({"count": "501"}, "At most 500 at a time."),
        ({"count": "1e309"}, "Write a number in figures, for example 3."),
    ],
)
def test_a_number_of_codes_that_cannot_be_is_refused(session, as_officer, filled, words):
    make_poll(session, eligibility="code")
    assert as_officer.open("/office/polls/1/codes").fill(**filled).send("Make codes").field_errors == {"count": words}
    session.rollback()
    assert session.scalars(select(VotingCode)).all() == []


def test_codes_are_made_only_while_they_can_be_used(session, as_officer):
    make_poll(session, eligibility="code", stage=Stage.CLOSED)
    page = as_officer.open("/office/polls/1/codes")
    assert "The poll takes no more votes." in page.main
    assert not page.all("//*[@name='count']")


def test_once_papers_are_printed_the_ballot_stays(session, as_officer):
    poll = make_poll(session, eligibility="code", stage=Stage.SCHEDULED)
    as_officer.open("/office/polls/1/options/add")
    codes.make(session, site_receipts(), poll=poll, count=1, area_id=None, paper=True, by=1)
    session.commit()
    assert "Ballot papers have been made" in as_officer.open("/office/polls/1/options/add", status=403).main


def test_a_paper_counts_for_the_area_it_was_printed_for(session, as_officer, second):
    poll = make_poll(session, eligibility="anyone")
    session.add(Area(code="a", name="Ashby", district="Merestone"))
    session.flush()
    issue = codes.make(session, site_receipts(), poll=poll, count=1, area_id=1, paper=True, by=1)
    session.commit()
    code = codes.codes_of(site_receipts(), issue)[0]
    begin(as_officer)
    for person in (as_officer, second):
        keyed(person, code, choice="2")
        finish(person)
    session.rollback()
    assert session.execute(select(Voted.area_id, Voted.channel)).one() == (1, Channel.PAPER)
