"""A consultation's life: publish, extend, close early, reopen, withdraw; in the time of the place, told in public."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.support.consultations import bus_consultation, make_consultation
from webapp import clock
from webapp.access import Stage
from webapp.audit.models import AuditEntry, AuditWords
from webapp.consultations import queries
from webapp.consultations.models import ChangeKind, Consultation

DRAFT = Stage.DRAFT
TIMES = {"opens": "2026-06-02", "opens_time": "09:00", "closes": "2026-07-14", "closes_time": "17:00"}


def at(consultation, path=""):
    return f"/office/consultations/{consultation.id}{path}"


def fresh(session, consultation):
    session.expire_all()
    return session.get(Consultation, consultation.id)


def stage_of(session, consultation):
    return queries.stage(fresh(session, consultation), now=clock.now())


def publish(visitor, consultation, **times):
    return visitor.open(at(consultation, "/publish")).fill(**TIMES | times).send("Publish")


def extend(visitor, consultation, closes, closes_time="17:00", reason="Many of you asked."):
    page = visitor.open(at(consultation, "/extend"))
    return page.fill(closes=closes, closes_time=closes_time, reason=reason).send("Extend")


@pytest.fixture
def draft(session):
    return bus_consultation(session, stage=DRAFT)


@pytest.fixture
def running(session):
    return bus_consultation(session)


def test_publishing_sets_the_times_of_the_place(session, as_officer, draft):
    page = publish(as_officer, draft)
    found = fresh(session, draft)
    assert page.notice == "Published. It opens Tuesday 2 June 2026 at 9am."
    assert (found.opens_at, found.closes_at) == (
        datetime(2026, 6, 2, 8, tzinfo=UTC),
        datetime(2026, 7, 14, 16, tzinfo=UTC),
    )
    assert stage_of(session, draft) is Stage.SCHEDULED


def test_an_opening_time_that_has_passed_means_at_once(session, as_officer, draft):
    publish(as_officer, draft, opens="2026-05-01")
    assert (fresh(session, draft).opens_at, stage_of(session, draft)) == (clock.now(), Stage.OPEN)


def test_the_form_offers_tomorrow_at_nine_for_six_weeks(as_officer, draft):
    page = as_officer.open(at(draft, "/publish"))
    assert page.all("//input[@type='date']/@value") == ["2026-06-02", "2026-07-14"]
    assert page.all("//input[@type='time']/@value") == ["09:00", "17:00"]


@pytest.mark.parametrize(
    ("times", "field", "sentence"),
    [
        ({"closes": "2026-06-02", "closes_time": "09:00"}, "closes", "It must close after it opens."),
        ({"opens": "2026-05-01", "closes": "2026-05-20"}, "closes", "It must close after it opens."),
        ({"closes": "2027-09-01"}, "closes", "Close it within a year of opening."),
        ({"closes": "2026-06-31"}, "closes", "Write a day that exists"),
        ({"closes": "0001-01-01"}, "closes", "Write a day that exists"),
        ({"closes": "9999-12-31"}, "closes", "Write a day that exists"),
        ({"closes": ""}, "closes", "Choose the day on which it closes."),
        ({"closes_time": "25:00"}, "closes_time", "Write a time of day"),
        ({"opens_time": "noon"}, "opens_time", "Write a time of day"),
    ],
)
def test_times_that_cannot_be_are_refused_at_their_field(session, as_officer, draft, times, field, sentence):
    page = publish(as_officer, draft, **times)
    assert sentence in page.field_errors[field]
    assert stage_of(session, draft) is DRAFT


def test_what_is_missing_is_listed_and_there_is_no_button(session, as_officer):
    empty = make_consultation(session, stage=DRAFT, summary="", open_points=[], decision_maker="")
    page = as_officer.open(at(empty, "/publish"))
    assert "Say who decides. Add at least one question." in page.main.replace(".Add", ". Add")
    assert not page.all("//main//button")


def test_a_request_to_publish_too_early_is_refused(session, as_officer):
    empty = make_consultation(session, stage=DRAFT, summary="")
    token = as_officer.open(at(empty, "/about")).all("//input[@name='csrf_token']/@value")[0]
    page = as_officer.send(at(empty, "/publish"), TIMES | {"csrf_token": token})
    assert page.errors == ["Say in a sentence or two what it is about."]
    assert stage_of(session, empty) is DRAFT


def test_a_time_that_spring_skips_is_read_as_an_hour_later(session, as_officer, draft):
    """On 28 March 2027 the clocks go from 01:00 to 02:00; half past one does not exist."""
    publish(as_officer, draft, closes="2027-03-28", closes_time="01:30")
    assert fresh(session, draft).closes_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_a_closing_minute_that_autumn_repeats_is_the_later_one(session, as_officer, draft):
    """On 25 October 2026 half past one comes twice; nobody loses the hour between."""
    publish(as_officer, draft, closes="2026-10-25", closes_time="01:30")
    closes = fresh(session, draft).closes_at
    assert closes == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    with clock.set_to(closes - timedelta(hours=1)):
        assert stage_of(session, draft) is Stage.OPEN
    with clock.set_to(closes):
        assert stage_of(session, draft) is Stage.CLOSED


def test_summer_time_ends_between_opening_and_closing(session, as_officer, draft):
    publish(as_officer, draft, closes="2026-11-30", closes_time="17:00")
    assert fresh(session, draft).closes_at == datetime(2026, 11, 30, 17, tzinfo=UTC)
    assert "Monday 30 November 2026 at 5pm" in as_officer.open(at(draft)).main


def test_more_time_is_given_with_a_reason_that_everybody_reads(session, as_officer, running):
    page = extend(as_officer, running, "2026-06-30")
    change = fresh(session, running).changes[0]
    assert page.notice == "It now closes Tuesday 30 June 2026 at 5pm."
    assert (change.kind, change.reason) == (ChangeKind.EXTENDED, "Many of you asked.")
    assert change.closes_at == fresh(session, running).closes_at == datetime(2026, 6, 30, 16, tzinfo=UTC)
    assert "Many of you asked." in as_officer.open("/consultations/buses").main


def test_extending_must_be_later_than_the_present_closing(session, as_officer, running):
    before = running.closes_at
    page = extend(as_officer, running, "2026-06-22", "12:00")
    assert page.field_errors["closes"].endswith("Choose a time later than the present closing time.")
    assert fresh(session, running).closes_at == before


def test_the_form_to_extend_starts_from_the_present_closing_in_local_time(as_officer, running):
    page = as_officer.open(at(running, "/extend"))
    assert page.all("//input[@type='date' or @type='time']/@value") == ["2026-06-22", "12:00"]


@pytest.mark.parametrize("stage", [Stage.CLOSED])
def test_a_closed_consultation_is_reopened_not_extended(session, as_officer, stage):
    closed = bus_consultation(session, stage=stage)
    page = extend(as_officer, closed, "2026-06-30")
    assert page.errors == ["Only a consultation that has not closed can be extended. You can reopen one that has."]


def test_it_closes_early_at_once(session, as_officer, running):
    page = as_officer.open(at(running, "/close-early")).fill(reason="The plan was dropped.").send("Close it now")
    assert (page.notice, stage_of(session, running)) == ("It is closed.", Stage.CLOSED)
    assert fresh(session, running).closes_at == clock.now()


def test_what_opened_this_second_can_be_closed_a_second_later(session, as_officer, draft):
    publish(as_officer, draft, opens="2026-05-01")
    as_officer.open(at(draft, "/close-early")).fill(reason="A slip.").send("Close it now")
    assert fresh(session, draft).closes_at == clock.now() + timedelta(seconds=1)


@pytest.mark.parametrize("stage", [Stage.SCHEDULED, Stage.CLOSED])
def test_only_what_is_open_closes_early(session, as_officer, stage):
    found = bus_consultation(session, stage=stage)
    page = as_officer.open(at(found, "/close-early")).fill(reason="Because.").send("Close it now")
    assert page.errors == ["Only an open consultation can be closed early."]


def test_a_closed_consultation_opens_again_until_a_new_time(session, as_officer):
    closed = bus_consultation(session, stage=Stage.CLOSED)
    page = as_officer.open(at(closed, "/reopen"))
    page.fill(closes="2026-06-10", closes_time="12:00", reason="The website was down.").send("Reopen")
    assert (stage_of(session, closed), fresh(session, closed).changes[0].kind) == (Stage.OPEN, ChangeKind.REOPENED)


@pytest.mark.parametrize(
    ("stage", "closes", "sentence"),
    [
        (Stage.CLOSED, "2026-05-31", "Choose a closing time that is still to come."),
        (Stage.CLOSED, "2028-01-01", "Choose a time within a year from now."),
        (Stage.OPEN, "2026-07-31", "Only a closed consultation can be reopened."),
    ],
)
def test_reopening_has_its_limits(session, as_officer, stage, closes, sentence):
    found = bus_consultation(session, stage=stage)
    page = as_officer.open(at(found, "/reopen"))
    assert page.fill(closes=closes, closes_time="12:00", reason="Because.").send("Reopen").errors == [sentence]


def test_a_withdrawn_consultation_says_why_at_its_address(session, as_officer, visitor, running):
    as_officer.open(at(running, "/withdraw")).fill(reason="We had the wrong map.").send("Withdraw it")
    assert stage_of(session, running) is Stage.WITHDRAWN
    assert "We had the wrong map." in visitor.open("/consultations/buses", status=410).main


def test_a_withdrawn_consultation_may_be_published_again(session, as_officer, running):
    as_officer.open(at(running, "/withdraw")).fill(reason="We had the wrong map.").send("Withdraw it")
    publish(as_officer, running)
    assert (stage_of(session, running), fresh(session, running).withdrawn_reason) == (Stage.SCHEDULED, "")


@pytest.mark.parametrize("path", ["extend", "close-early", "reopen", "withdraw"])
def test_no_change_without_a_reason(session, as_officer, running, path):
    page = as_officer.open(at(running, f"/{path}")).fill(reason="   ", closes="2026-06-30", closes_time="12:00").send()
    assert page.field_errors["reason"].endswith("Say why. People will read it.")
    assert fresh(session, running).changes == []


def test_every_change_stands_in_the_audit_trail(session, as_officer, running):
    extend(as_officer, running, "2026-06-30")
    entry = session.query(AuditEntry).one()
    assert (entry.act, entry.subject, entry.actor_id) == ("extend", f"consultation:{running.id}", as_officer.person.id)
    assert (entry.facts["closes_at"], session.query(AuditWords).one().words) == (
        "2026-06-30T16:00:00+00:00",
        "Many of you asked.",
    )


@pytest.mark.parametrize(
    ("stage", "shown", "hidden"),
    [
        (Stage.SCHEDULED, ["Give people more time", "Withdraw it"], ["Reopen it", "Close it now"]),
        (Stage.OPEN, ["Give people more time", "Close it now", "Withdraw it"], ["Reopen it"]),
        (Stage.CLOSED, ["Reopen it", "Withdraw it"], ["Give people more time", "Close it now"]),
        (Stage.WITHDRAWN, ["Publish again"], ["Reopen it", "Withdraw it"]),
    ],
)
def test_the_overview_offers_what_can_be_done_now(session, as_officer, stage, shown, hidden):
    main = as_officer.open(at(bus_consultation(session, stage=stage))).main
    assert [words for words in shown if words not in main] == []
    assert [words for words in hidden if words in main] == []
