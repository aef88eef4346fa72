"""Moderation as people meet it on pages."""

import pytest
from sqlalchemy import select

from tests.moderation.test_rulings import HIDE, flag
from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal, stage_of
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.moderation import cases, rulings
from webapp.moderation.models import Case, Flag, Ruling
from webapp.proposals.models import Proposal
from webapp.proposals.rules import Stage


@pytest.fixture
def as_moderator(app, session):
    return sign_in(Visitor(app), make_person(session, Role.MODERATOR, name="Ann Reader"))


def test_a_resident_tells_a_moderator_and_whom_to_call_stands_first(session, as_resident):
    proposal = make_proposal(session)
    page = as_resident.open(f"/proposals/{proposal.number}").link("Tell us about this")
    assert "Emergency services: 999" in page.main
    page = page.fill(reason="spam", words="He sells things.").send("Tell a moderator")
    assert page.h1 == "Thank you. A moderator will look at it."
    again = as_resident.open(f"/flag/proposal/{proposal.id}").fill(reason="spam").send("Tell a moderator")
    assert again.errors == ["You have told us about this already. A moderator will look at it."]


def test_danger_is_first_in_the_queue_and_written_to_whom_it_concerns(app, session, as_resident, monkeypatch):
    monkeypatch.setitem(app.config, "SAFETY_EMAIL", "safe@merestone.example")
    proposal = make_proposal(session)
    page = as_resident.open(f"/flag/proposal/{proposal.id}").fill(reason="danger", words="She says she will jump.")
    page = page.send("Tell a moderator")
    assert "Emergency services: 999" in page.main
    assert "She says she will jump." in mails(session, "safe@merestone.example")[0].text
    assert session.scalars(select(Case).where(Case.urgent)).one().thing_id == proposal.id


@pytest.mark.parametrize("path", ["/flag/proposal/99", "/flag/nothing/1", "/flag/proposal/99999999999"])
def test_what_there_is_not_cannot_be_flagged(as_resident, path):
    assert as_resident.open(path, status=None).status == 404


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.IN_MODERATION])
def test_flagging_tells_nothing_of_what_is_hidden(session, as_resident, stage):
    proposal = make_proposal(session, stage=stage)
    assert as_resident.open(f"/flag/proposal/{proposal.id}", status=None).status == 404


def test_one_reason_for_many(session, as_moderator):
    for number in range(3):
        make_proposal(session, stage=Stage.IN_MODERATION, title=f"Hostile thing {number}")
    page = as_moderator.open("/office/moderation")
    assert "3 cases wait in all" in page.main
    page = page.fill(cases=["1", "2", "3"], verdict="hide", reason="abuse", words="Be kind.").send(
        "Decide what is ticked"
    )
    assert page.notice == "3 are decided."
    assert "Nothing waits here." in page.main
    session.rollback()
    assert {one.words for one in session.scalars(select(Ruling))} == {"Be kind."}


def test_what_is_missing_is_said_and_what_was_ticked_stays_ticked(session, as_moderator):
    make_proposal(session, stage=Stage.IN_MODERATION)
    page = as_moderator.open("/office/moderation").fill(cases=["1"], verdict="hide").send("Decide what is ticked")
    assert page.errors == ["Choose the reason. The author is told."]
    assert page.all("//input[@name='cases'][@checked]/@value") == ["1"]
    assert as_moderator.open("/office/moderation").fill(verdict="show").send("Decide").errors == ["Tick at least one."]


def test_a_colleague_sees_what_i_took(app, session, as_moderator):
    make_proposal(session, stage=Stage.IN_MODERATION)
    page = as_moderator.open("/office/moderation").fill(cases=["1"]).send("Take what is ticked")
    assert page.notice == "1 is yours for ten minutes."
    other = sign_in(Visitor(app), make_person(session, Role.MODERATOR)).open("/office/moderation")
    assert "Taken by Ann Reader" in other.main
    assert other.all("//input[@name='cases'][@disabled]")
    refused = other.fill(cases=["1"], verdict="show").send("Decide what is ticked")
    assert refused.errors == ["A colleague works on one of these. Take the others."]


def test_a_decision_is_taken_back_from_its_list(session, as_moderator):
    make_proposal(session, stage=Stage.IN_MODERATION)
    as_moderator.open("/office/moderation").fill(cases=["1"], verdict="show").send("Decide what is ticked")
    page = as_moderator.open("/office/moderation").link("What I decided").send("Take it back")
    assert page.notice == "Taken back."


def hide_one(session):
    author, ann = make_person(session), make_person(session, Role.MODERATOR)
    proposal = make_proposal(session, author=author)
    flag(session, proposal, make_person(session))
    case = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    (ruling,) = rulings.decide(session, cases=[case.id], by=ann.id, **HIDE)
    session.commit()
    return author, ruling, proposal


def test_the_author_asks_for_another_look_and_gets_it(app, session, as_moderator):
    author, ruling, proposal = hide_one(session)
    mine = sign_in(Visitor(app), author)
    page = mine.open(f"/moderation/rulings/{ruling.id}").fill(words="It is no insult.").send("Ask for another look")
    assert page.notice == "Another moderator will look at it. We tell you by mail."
    page = as_moderator.open("/office/moderation").link("Appeals").link("Answer")
    assert "It is no insult." in page.main
    assert page.fill(granted="yes", words="You are right.").send("Answer").notice == "Answered. The author is told."
    assert "It was hidden, and is shown again." in mine.open(f"/moderation/rulings/{ruling.id}").main
    assert Visitor(app).open(f"/proposals/{proposal.number}").h1 == proposal.title


def test_nobody_else_reads_what_was_decided_about_somebody(session, as_resident, as_moderator):
    _author, ruling, _proposal = hide_one(session)
    for somebody in (as_resident, as_moderator):
        assert somebody.open(f"/moderation/rulings/{ruling.id}", status=None).status == 404


def test_what_is_hidden_is_seen_by_its_author_and_moderators_only(app, session, visitor, as_resident, as_moderator):
    author, _ruling, proposal = hide_one(session)
    path = f"/proposals/{proposal.number}"
    assert [one.open(path, status=None).status for one in (visitor, as_resident)] == [404, 404]
    for somebody in (sign_in(Visitor(app), author), as_moderator):
        assert "A moderator has hidden this." in somebody.open(path).main
    assert proposal.title not in visitor.open("/proposals").main


def test_the_public_log_tells_what_and_why_and_never_who_or_what_was_said(session, visitor):
    author, _ruling, proposal = hide_one(session)
    author.name = "Ottoline Vane"
    session.commit()
    page = visitor.open("/moderation/log")
    assert "It insults or bullies somebody" in page.main
    for secret in ("Ottoline", "Be kind.", proposal.what):
        assert secret not in page.text
        assert secret not in visitor.client.get("/moderation/log/csv").text
    assert "2026-06-01,proposal,hide,abuse,no,no," in visitor.client.get("/moderation/log/csv").text
    assert "Nothing was decided yet" in visitor.open("/moderation/log?month=2026-05").main
    assert "insults" in visitor.open("/moderation/log?month=2026-06").main


@pytest.mark.parametrize("query", ["?month=2026-13", "?month=%00", "?before=x", "?before=99999999999"])
def test_any_filter_of_the_log_gives_a_page(visitor, query):
    assert visitor.open(f"/moderation/log{query}").status == 200


@pytest.mark.parametrize(
    "query", ["?after=1.x", "?after=2.5", "?kind=nothing", "?why=%27--", "?after=0.99999999999999"]
)
def test_any_filter_of_the_queue_gives_a_page(as_moderator, query):
    assert as_moderator.open(f"/office/moderation{query}").h1 == "Moderation"


def test_the_policy_names_a_rule_for_every_reason(visitor):
    page = visitor.open("/moderation")
    assert "No insults and no bullying." in page.main
    assert "New here: 0 links in a text, no pictures yet" in page.main
    assert visitor.open("/safety").h1 == "When somebody is in danger"


def test_hostile_words_are_words_in_the_queue(session, as_resident, as_moderator):
    hostile = "<script>alert(1)</script>\u202e' OR 1=1"
    proposal = make_proposal(session, title=hostile, what=hostile)
    as_resident.open(f"/flag/proposal/{proposal.id}").fill(reason="other", words=hostile).send("Tell a moderator")
    page = as_moderator.open("/office/moderation")
    assert page.all("//script[not(@src)]") == []
    assert session.scalars(select(Flag)).one().words == hostile


def test_a_proposal_is_let_in_from_the_queue(session, as_moderator):
    make_proposal(session, stage=Stage.IN_MODERATION)
    as_moderator.open("/office/moderation").fill(cases=["1"], verdict="show").send("Decide what is ticked")
    assert stage_of(session, session.scalars(select(Proposal)).one()) is Stage.GATHERING
