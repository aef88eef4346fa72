"""Bodies, meetings, the forward plan and agendas, as services keep them and pages show them."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from tests.support.agenda import SITE, at, make_body, make_decision, make_issue, make_item, make_meeting
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.agenda.models import AgendaItem, Meeting
from webapp.agenda.queries.plan import A_PAGE
from webapp.agenda.services import agendas, meetings
from webapp.agenda.services.agendas import Decided, ItemWords, OnItAlready
from webapp.agenda.services.meetings import MeetsThen
from webapp.refusals import Refused


@pytest.fixture
def cabinet(session):
    return make_body(session, name="Calderwick Cabinet")


@pytest.fixture
def as_clerk(app, session):
    return sign_in(Visitor(app), make_person(session, Role.DECISION_CLERK))


def count_statements(act):
    said = []

    def note(_connection, _cursor, statement, *_):
        said.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    act()
    event.remove(Engine, "before_cursor_execute", note)
    return len([one for one in said if not one.startswith(("PRAGMA", "BEGIN", "SELECT pg_catalog"))])


def test_a_clerk_makes_a_forum_and_calls_its_meeting(app, session, as_clerk, visitor):
    page = as_clerk.open("/office/meetings").link("Make a body")
    made = page.fill(name="Hob Hill Forum", kind="neighbourhood forum", agenda_days="3").send()
    assert made.notice == "Made. Everybody can see it."
    called = made.link("Call a meeting").fill(day="2026-07-20", at="18:30", where="Hob Hill School").send()
    assert called.h1 == "Hob Hill Forum, Monday 20 July 2026"
    shown = visitor.open("/bodies/hob-hill-forum")
    assert "Monday 20 July 2026 at 6:30pm" in shown.main
    assert "3 clear working days" in shown.main
    assert "Hob Hill Forum" in visitor.open("/meetings").main


def test_two_bodies_of_one_name_are_one_too_many(app, session, as_clerk, cabinet):
    page = as_clerk.open("/office/bodies/new").fill(name="Calderwick Cabinet", kind="cabinet").send()
    assert page.field_errors == {"name": "There is a body of this name already."}


def test_a_body_meets_once_at_a_time(session, cabinet):
    make_meeting(session, cabinet, days=3)
    with pytest.raises(MeetsThen):
        make_meeting(session, cabinet, days=3)


def test_a_meeting_that_moves_or_is_cancelled_says_why(app, session, as_clerk, cabinet, visitor):
    meeting = make_meeting(session, cabinet)
    as_clerk.open(f"/office/meetings/{meeting.id}/move").fill(day="2026-08-03", at="10:00").send()
    moved = as_clerk.open(f"/office/meetings/{meeting.id}/move").fill(
        day="2026-08-03", at="10:00", reason="The hall is flooded."
    )
    assert moved.send().notice == "Moved. The reason stands on its page."
    assert (
        "It was to be on Saturday 11 July 2026 at midday. The hall is flooded."
        in visitor.open(f"/meetings/{meeting.id}").main
    )
    as_clerk.open(f"/office/meetings/{meeting.id}/cancel").fill(reason="Nobody can come.").send()
    assert "This meeting is cancelled. Nobody can come." in visitor.open(f"/meetings/{meeting.id}").main
    assert "STATUS:CANCELLED" in visitor.client.get(f"/meetings/{meeting.id}/calendar").text


def test_a_meeting_that_has_begun_is_neither_moved_nor_cancelled(session, cabinet):
    meeting = make_meeting(session, cabinet, days=1)
    with clock.set_to(meeting.starts_at), pytest.raises(Refused, match="has begun"):
        meetings.cancel_meeting(session, meeting=meeting, reason="Late", actor_id=1)


def test_an_item_becomes_public_with_its_issues_and_not_before(app, session, as_clerk, cabinet, visitor):
    issue = make_issue(session)
    page = as_clerk.open(f"/office/agenda-items/new?issue={issue.id}").fill(body=str(cabinet.id)).send()
    assert page.h1 == "Buses stop before the last shift ends"
    number = session.query(AgendaItem).one().id
    assert visitor.open(f"/agenda-items/{number}", status=404)
    assert "Buses" not in visitor.open("/forward-plan").main
    page.send("Put it into the forward plan")
    plan = visitor.open("/forward-plan")
    assert "Buses stop before the last shift ends" in plan.main
    assert "73 people" in plan.link("Buses stop").main


def test_an_item_without_issues_must_say_that_none_were_raised(session, cabinet):
    item = make_item(session, cabinet, planned=False, none_raised=False)
    with pytest.raises(Refused, match="say that none were raised"):
        agendas.put_in_plan(session, item=item, actor_id=1)


def test_an_item_rests_only_on_what_anybody_can_read(session, cabinet):
    hidden, seen = make_issue(session, published_at=None), make_issue(session)
    item = make_item(session, cabinet, issue=seen)
    with pytest.raises(Refused, match="Publish the issue first"):
        agendas.add_issue(session, item=item, issue=hidden, threshold=5, actor_id=1)
    with pytest.raises(OnItAlready):
        agendas.add_issue(session, item=item, issue=seen, threshold=5, actor_id=1)
    with pytest.raises(Refused, match="only issue"):
        agendas.take_issue(session, item=item, issue_id=seen.id, actor_id=1)


def test_the_forward_plan_says_which_notice_is_too_short(app, session, cabinet, visitor):
    soon, later = make_meeting(session, cabinet, days=20), make_meeting(session, cabinet, days=29)
    make_item(session, cabinet, meeting=soon, key_decision=True, title="Rents")
    make_item(session, cabinet, meeting=later, key_decision=True, title="Buses")
    plan = visitor.open("/forward-plan")
    tags = {card.xpath("string(.//h2)"): card.xpath("string(.//strong[contains(@class,'govuk-tag')])")
            for card in plan.all("//li[contains(@class,'fm-card')]")}  # fmt: skip
    assert tags == {"Rents": "Not enough notice yet", "Buses": "Enough notice"}
    assert "It needs 28 clear days and has 19: the earliest date is 30 June 2026." in plan.main


def test_an_item_that_waited_long_enough_may_be_taken_on_any_day(app, session, cabinet, visitor):
    make_item(session, cabinet, key_decision=True)
    assert "the earliest date is 30 June 2026" in visitor.open("/forward-plan").main
    with clock.set_to(clock.now() + timedelta(days=29)):
        assert (
            "It needs 28 clear days, and has had them: it may be taken on any day."
            in visitor.open("/forward-plan").main
        )


def test_the_forward_plan_is_narrowed_by_body_and_to_key_decisions(app, session, cabinet, visitor):
    other = make_body(session, name="Board")
    make_item(session, cabinet, title="Rents", key_decision=True)
    make_item(session, cabinet, title="Benches")
    make_item(session, other, title="Trams")
    listed = [words.text_content() for words in visitor.open("/forward-plan?body=calderwick-cabinet").all("//main//h2")]
    assert listed == ["Rents", "Benches"]
    assert "Benches" not in visitor.open("/forward-plan?key=y").main
    assert "Trams" in visitor.open("/forward-plan?body=nowhere&page=-4").main


def test_what_becomes_a_key_decision_late_has_had_no_notice_as_one(session, cabinet):
    item = make_item(session, cabinet)
    with clock.set_to(clock.now() + timedelta(days=20)):
        agendas.save_item(session, item=item, actor_id=1,
                          words=ItemWords(title="Buses", none_raised=True, key_decision=True))  # fmt: skip
        assert item.planned_at == clock.now()


def test_an_agenda_that_is_late_says_why_in_public(app, session, as_clerk, cabinet, visitor):
    meeting = make_meeting(session, cabinet, days=9)
    make_item(session, cabinet, meeting=meeting)
    with clock.set_to(meeting.starts_at - timedelta(days=2)):
        page = as_clerk.open(f"/office/meetings/{meeting.id}/publish").send()
        assert "Say why. People will read it." in page.field_errors["late_reason"]
        page.fill(late_reason="The printer broke.").send()
        assert "Why: The printer broke." in visitor.open(f"/meetings/{meeting.id}").main


def test_an_agenda_in_time_needs_no_reason_and_an_empty_one_is_none(session, cabinet):
    empty, full = make_meeting(session, cabinet, days=30), make_meeting(session, cabinet, days=31)
    make_item(session, cabinet, meeting=full)
    agendas.publish_agenda(session, meeting=full, late_reason="", site=SITE, actor_id=1)
    assert full.agenda_published_at == clock.now()
    with pytest.raises(Refused, match="at least one item"):
        agendas.publish_agenda(session, meeting=empty, late_reason="", site=SITE, actor_id=1)


def test_a_key_decision_without_its_notice_keeps_an_agenda_from_being_published(session, cabinet):
    meeting = make_meeting(session, cabinet, days=20)
    item = make_item(session, cabinet, meeting=meeting, key_decision=True, title="Rents")
    with pytest.raises(Refused, match="“Rents” has not had enough notice"):
        agendas.publish_agenda(session, meeting=meeting, late_reason="", site=SITE, actor_id=1)
    item.short_notice_reason = "A grant ends in June."
    agendas.publish_agenda(session, meeting=meeting, late_reason="", site=SITE, actor_id=1)


def test_nothing_joins_a_public_agenda_late_without_a_reason(session, cabinet):
    meeting = make_meeting(session, cabinet, days=9)
    make_item(session, cabinet, meeting=meeting)
    agendas.publish_agenda(session, meeting=meeting, late_reason="", site=SITE, actor_id=1)
    session.commit()
    with clock.set_to(meeting.starts_at - timedelta(days=2)), pytest.raises(Refused, match="cannot wait"):
        make_item(session, cabinet, meeting=meeting)


def test_a_person_overrules_the_score_with_a_reason_and_takes_it_back(app, session, as_clerk, cabinet, visitor):
    meeting = make_meeting(session, cabinet)
    make_item(session, cabinet, meeting=meeting, issue=make_issue(session), title="Buses")
    low = make_item(session, cabinet, meeting=meeting, title="Minutes")
    assert order_on(visitor, meeting) == ["Buses", "Minutes"]
    page = as_clerk.open(f"/office/agenda-items/{low.id}/place").fill(position="1", reason="").send()
    assert page.field_errors == {"reason": "Say why. People will read it."}
    page.fill(position="1", reason="They are approved first.").send()
    assert order_on(visitor, meeting) == ["Minutes", "Buses"]
    assert "They are approved first." in visitor.open(f"/meetings/{meeting.id}").main
    as_clerk.open(f"/office/meetings/{meeting.id}").send("Let the score place it")
    assert order_on(visitor, meeting) == ["Buses", "Minutes"]


def order_on(visitor, meeting):
    return [link.text_content() for link in visitor.open(f"/meetings/{meeting.id}").all("//main//h3/a")]


def test_a_withdrawn_item_stays_to_be_read_and_begins_anew_when_it_is_back(session, cabinet, visitor):
    item = make_item(session, cabinet)
    agendas.withdraw_item(session, item=item, reason="The grant was refused.", actor_id=1)
    session.commit()
    assert "This item was withdrawn. The grant was refused." in visitor.open(f"/agenda-items/{item.id}").main
    assert item.title not in visitor.open("/forward-plan").main
    with clock.set_to(clock.now() + timedelta(days=3)):
        agendas.bring_back(session, item=item, actor_id=1)
        assert item.planned_at == clock.now()


def test_what_was_decided_is_no_longer_planned_nor_changed(app, session, cabinet, visitor):
    meeting = make_meeting(session, cabinet, days=30)
    item = make_item(session, cabinet, meeting=meeting)
    with clock.set_to(meeting.starts_at + timedelta(hours=3)):
        make_decision(session, item)
        with pytest.raises(Decided):
            agendas.withdraw_item(session, item=item, reason="No", actor_id=1)
    assert item.title not in visitor.open("/forward-plan").main


def test_an_item_of_a_cancelled_meeting_waits_in_the_plan_for_another(app, session, cabinet, visitor):
    meeting = make_meeting(session, cabinet)
    item = make_item(session, cabinet, meeting=meeting)
    meetings.cancel_meeting(session, meeting=meeting, reason="Snow", actor_id=1)
    session.commit()
    plan = visitor.open("/forward-plan").main
    assert item.title in plan
    assert "no date yet" in plan


def test_the_forward_plan_asks_the_same_few_statements_whatever_there_is(app, session, cabinet, visitor):
    meeting = make_meeting(session, cabinet)
    make_item(session, cabinet, meeting=meeting, issue=make_issue(session))
    few = count_statements(lambda: visitor.open("/forward-plan"))
    for number in range(A_PAGE + 2):
        make_item(session, cabinet, meeting=meeting, issue=make_issue(session, thing_id=number + 2))
    many = count_statements(lambda: visitor.open("/forward-plan"))
    assert many == few <= 8
    assert len(visitor.open("/forward-plan?page=2").all("//main//h2")) == 3


def test_an_agenda_asks_the_same_few_statements_whatever_there_is(app, session, cabinet, visitor):
    meeting = make_meeting(session, cabinet)
    make_item(session, cabinet, meeting=meeting, issue=make_issue(session))
    few = count_statements(lambda: visitor.open(f"/meetings/{meeting.id}"))
    for number in range(6):
        make_item(session, cabinet, meeting=meeting, issue=make_issue(session, thing_id=number + 2))
    assert count_statements(lambda: visitor.open(f"/meetings/{meeting.id}")) == few <= 8


def test_hostile_words_stay_words(app, session, as_clerk, cabinet, visitor):
    meeting = make_meeting(session, cabinet)
    item = make_item(session, cabinet, meeting=meeting, title="<script>x</script>\r\nEND:VEVENT", what="{{ 7*7 }}")
    assert "<script>x" in visitor.open(f"/agenda-items/{item.id}").main
    assert visitor.open("/forward-plan?body=%00&page=9999999999999&_scheme=x&_external=1").status == 200
    assert visitor.open("/decisions?words=%00%25_&year=99999&_scheme=x").status == 200
    assert as_clerk.open("/office/agenda-items/new?issue=99999999999999999999").status == 200


def test_only_those_who_plan_meetings_may(app, session, as_resident, as_officer):
    assert as_resident.open("/office/meetings", status=403)
    assert as_officer.open("/office/meetings").status == 200
    meeting = make_meeting(session, make_body(session))
    item = make_item(session, session.get(type(make_body(session)), meeting.body_id))
    assert as_officer.open(f"/office/agenda-items/{item.id}/decision", status=403)
    assert session.get(Meeting, meeting.id).starts_at < at(2027, 1, 1)
