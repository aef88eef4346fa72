"""Decisions: what a record must hold, that it is never edited, call-in, corrections, and who is told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.agenda.test_meetings import count_statements
from tests.support.agenda import (
    CLERK,
    SITE,
    make_body,
    make_decision,
    make_issue,
    make_item,
    make_meeting,
    words_for,
)
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.agenda.models import AgendaItem, Decision, EvidenceKind
from webapp.agenda.rules.decisions import State, state_of
from webapp.agenda.services import agendas, decisions
from webapp.agenda.services.decisions import PublishedAlready, RecordedAlready
from webapp.agenda.signals import decided
from webapp.notices import following
from webapp.notices.models import Happening, Notice
from webapp.refusals import Refused
from webapp.web import panels, things


@pytest.fixture
def board(session):
    return make_body(session, name="Merestone Board")


@pytest.fixture
def issue(session):
    return make_issue(session)


@pytest.fixture
def item(session, board, issue):
    meeting = make_meeting(session, board, days=35)
    return make_item(session, board, issue=issue, meeting=meeting, title="Evening buses")


@pytest.fixture
def as_clerk(app, session):
    return sign_in(Visitor(app), make_person(session, Role.DECISION_CLERK))


@pytest.fixture
def after_the_meeting():
    with clock.set_to(clock.now() + timedelta(days=35, hours=5)):
        yield


def begin(session, item, issue, **changes):
    return decisions.begin(session, item=item, words=words_for(item, issue, **changes), site=SITE, actor_id=CLERK)


@pytest.mark.parametrize(("changes", "field"), [
    ({"reasons": " "}, "reasons"),
    ({"what": ""}, "what"),
    ({"maker": ""}, "maker"),
    ({"decided_on": None}, "decided_on"),
    ({"decided_on": date(2026, 7, 7)}, "decided_on"),  # tomorrow
    ({"decided_on": date(2026, 7, 5)}, "decided_on"),  # the day before the meeting
    ({"how": {}}, "how_1"),
    ({"none_raised": True}, "none_raised"),
    ({"options": [("Every route", "")]}, "why_1"),
    ({"options": [("", "Too dear")]}, "option_1"),
    ({"interests": [("Cllr Shah", "Drives a bus", "")]}, "who_1"),
])  # fmt: skip
def test_a_record_that_lacks_something_is_refused_at_its_field(session, item, issue, after_the_meeting, changes, field):
    with pytest.raises(Refused) as refused:
        begin(session, item, issue, **changes)
    assert refused.value.field == field.replace("_1", f"_{issue.id}" if field == "how_1" else "_1")


def test_a_decision_without_issues_must_say_that_none_were_raised(session, board):
    meeting = make_meeting(session, board, days=35)
    item = make_item(session, board, meeting=meeting)
    with clock.set_to(meeting.starts_at + timedelta(hours=3)):
        with pytest.raises(Refused, match="or that none were raised"):
            begin(session, item, make_issue(session), how={}, none_raised=False)
        assert make_decision(session, item).none_raised


def test_nothing_is_decided_before_its_meeting_or_without_notice(session, board, item, issue):
    with pytest.raises(Refused, match="still to come"):
        begin(session, item, issue)
    rushed = make_item(session, board, key_decision=True, meeting=make_meeting(session, board, days=20))
    with clock.set_to(clock.now() + timedelta(days=21)), pytest.raises(Refused, match="enough notice"):
        begin(session, rushed, issue)
    drafted = make_item(session, board, planned=False)
    with pytest.raises(Refused, match="forward plan first"):
        begin(session, drafted, issue)


def test_a_clerk_records_looks_over_and_publishes(app, session, as_clerk, item, issue, after_the_meeting, visitor):
    page = as_clerk.open("/office/meetings").link("Evening buses").link("Record the decision")
    wrong = page.fill(what="Two routes until 23:40.", reasons="").send()
    assert wrong.field_errors["reasons"] == "Give the reasons. A decision without reasons is not published."
    checked = wrong.fill(
        what="Two routes until 23:40.", reasons="Night shifts end at 23:15.", option_1="Every route",
        why_1="Twice the money", who_1="Cllr Shah", interest_1="Drives a bus", action_1="Left the room",
        **{f"how_{issue.id}": "It led to the later buses."},
    ).send()  # fmt: skip
    assert "Published today, it can be called in until the end of 13 July 2026." in checked.main
    number = session.scalars(select(Decision.id)).one()
    assert visitor.open(f"/decisions/{number}", status=404)
    assert checked.send("Publish the decision").h1 == "Evening buses"
    public = visitor.open("/decisions").link("Evening buses").main
    for words in ("Rejected: Twice the money", "It led to the later buses.", "Cllr Shah: Drives a bus. Left the room",
                  "It can be called in until the end of 13 July 2026"):  # fmt: skip
        assert words in public


def test_a_public_record_is_never_edited(app, session, as_clerk, item, issue, after_the_meeting):
    made = make_decision(session, item, issue)
    with pytest.raises(PublishedAlready):
        decisions.save(session, decision=made, words=words_for(item, issue), site=SITE, actor_id=CLERK)
    with pytest.raises(PublishedAlready):
        decisions.publish(session, decision=made, site=SITE, actor_id=CLERK)
    with pytest.raises(PublishedAlready):
        decisions.throw_away(session, decision=made, actor_id=CLERK)
    with pytest.raises(PublishedAlready):
        begin(session, item, issue)
    assert as_clerk.open(f"/office/decisions/{made.id}/edit", status=404)


def test_a_correction_is_a_record_of_its_own_and_the_old_one_stays(
    app, session, item, issue, after_the_meeting, visitor
):
    old = make_decision(session, item, issue)
    words = words_for(item, issue, title="Two routes", correction_reason="The hour was wrong.")
    with pytest.raises(Refused, match="why the record is replaced"):
        decisions.begin(session, item=item, words=replace(words, correction_reason=""), site=SITE, actor_id=CLERK,
                        corrects=old)  # fmt: skip
    new = decisions.begin(session, item=item, words=words, site=SITE, actor_id=CLERK, corrects=old)
    session.commit()
    assert visitor.open(f"/decisions/{old.id}").link("What was on the table")  # still the one that stands
    decisions.publish(session, decision=new, site=SITE, actor_id=CLERK)
    session.commit()
    before = visitor.open(f"/decisions/{old.id}")
    assert "A later record replaces this one. Why: The hour was wrong." in before.main
    assert before.link("The record that stands").h1 == "Two routes"
    assert [link.text_content() for link in visitor.open("/decisions").all("//main//li//a")] == ["Two routes"]


def test_two_clerks_at_once_begin_one_record(app, session, item, issue, after_the_meeting, race):
    outcomes = race(2, lambda s: begin(s, s.get(AgendaItem, item.id), s.merge(issue)))
    assert sum(isinstance(one, RecordedAlready) for one in outcomes) == 1
    assert session.scalar(select(Decision.id)) is not None


def test_two_presses_publish_once(app, session, item, issue, after_the_meeting, race):
    made = make_decision(session, item, issue, published=False)
    outcomes = race(2, lambda s: decisions.publish(s, decision=s.get(Decision, made.id), site=SITE, actor_id=CLERK))
    assert sum(isinstance(one, PublishedAlready) for one in outcomes) == 1


def test_an_issue_that_is_put_on_after_the_draft_must_be_considered_too(session, item, issue, after_the_meeting):
    made = make_decision(session, item, issue, published=False)
    agendas.add_issue(session, item=item, issue=make_issue(session, sentence="Fares", thing_id=2), threshold=5,
                      actor_id=CLERK)  # fmt: skip
    with pytest.raises(Refused, match="how this issue was considered"):
        decisions.publish(session, decision=made, site=SITE, actor_id=CLERK)


def test_a_decision_is_called_in_within_its_days_and_what_came_of_it_is_said(app, session, as_clerk, item, issue,
                                                                             after_the_meeting, visitor):  # fmt: skip
    made = make_decision(session, item, issue)
    page = as_clerk.open(f"/office/decisions/{made.id}").link("It is called in")
    page.fill(called_in_by="Five members of scrutiny", reason="The cost is not clear.").send()
    assert "Called in" in visitor.open(f"/decisions/{made.id}").main
    page = as_clerk.open(f"/office/decisions/{made.id}").link("What came of the call-in")
    page.fill(stands="no", outcome="The Board looks at it again.").send()
    assert (
        "it was sent back to be decided again. The Board looks at it again."
        in visitor.open(f"/decisions/{made.id}").main
    )


def test_after_its_days_a_decision_is_in_effect_and_cannot_be_called_in(session, item, issue, after_the_meeting):
    made = make_decision(session, item, issue)
    with clock.set_to(clock.now() + timedelta(days=8)), pytest.raises(Refused, match="no longer"):
        decisions.call_in(session, decision=made, by="Two", reason="Late", site=SITE, actor_id=CLERK)


@pytest.mark.parametrize(("facts", "state"), [
    ({"published": False}, State.DRAFT),
    ({}, State.CAN_BE_CALLED_IN),
    ({"today": date(2026, 7, 14)}, State.IN_EFFECT),
    ({"until": None}, State.IN_EFFECT),
    ({"called_in": True, "today": date(2026, 9, 1)}, State.CALLED_IN),
    ({"called_in": True, "ended": True}, State.SENT_BACK),
    ({"called_in": True, "ended": True, "stands": True}, State.IN_EFFECT),
    ({"replaced": True, "called_in": True}, State.REPLACED),
])  # fmt: skip
def test_where_a_decision_stands_follows_from_its_dates(facts, state):
    usual = {"published": True, "replaced": False, "called_in": False, "ended": False, "stands": False,
             "until": date(2026, 7, 13), "today": date(2026, 7, 13)}  # fmt: skip
    assert state_of(**usual | facts) is state


def test_followers_of_what_is_behind_a_decision_are_told_once(app, session, board, after_the_meeting):
    _clerk, ann, bo = make_person(session), make_person(session), make_person(session)
    with clock.set_to(clock.now() - timedelta(days=36)):
        buses = make_issue(session, kind=EvidenceKind.POLL, thing_id=7)
        benches = make_issue(session, kind=EvidenceKind.PROPOSAL, thing_id=3, sentence="Benches")
        for person, kind, thing_id in ((ann, "poll", 7), (ann, "proposal", 3), (bo, "proposal", 3)):
            following.follow(session, person_id=person.id, kind=kind, thing_id=thing_id)
        item = make_item(session, board, issue=buses, meeting=make_meeting(session, board, days=36))
        agendas.add_issue(session, item=item, issue=benches, threshold=5, actor_id=CLERK)
    made = make_decision(session, item, buses, benches)
    told = session.execute(select(Notice.person_id, Happening.kind).join(Happening)).all()
    assert sorted(told) == sorted([(ann.id, "poll"), (bo.id, "proposal")])
    assert {one.address for one in session.scalars(select(Happening))} == {f"/decisions/{made.id}"}


def test_other_rooms_hear_of_a_decision_and_can_find_it(app, session, item, issue, after_the_meeting):
    heard = []

    def hear(_session, **facts):
        heard.append(facts)

    with decided.connected_to(hear):
        made = make_decision(session, item, issue)
    assert heard == [{"decision_id": made.id, "replaces_id": None}]
    with app.test_request_context():
        assert things.find(session, "decision", made.id).address == f"/decisions/{made.id}"


def test_the_page_of_an_issue_says_what_was_decided(app, session, item, issue, after_the_meeting):
    make_decision(session, item, issue)
    with app.test_request_context():
        drawn = panels.draw("issue in public", issue.id)
    assert "What was decided: Decision on Evening buses" in drawn
    assert "How this was considered: It led to the later buses." in drawn


def test_a_record_asks_the_same_few_statements_whatever_it_holds(app, session, item, issue, after_the_meeting, visitor):
    made = make_decision(session, item, issue)
    assert count_statements(lambda: visitor.open(f"/decisions/{made.id}")) <= 8
    assert count_statements(lambda: visitor.open("/decisions")) <= 4
