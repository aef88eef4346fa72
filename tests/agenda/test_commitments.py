"""Commitments: made from what was decided or voted for, told of, moved in the open, delivered or given up."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select

from tests.support import people
from tests.support.polls import cast_many, make_poll
from tests.support.promises import make_commitment, make_decision
from tests.support.visitor import Visitor
from webapp import clock, features
from webapp.access import Role, Stage
from webapp.agenda.models import Commitment, CommitmentUpdate, Milestone, Reminder
from webapp.agenda.reminding import remind
from webapp.agenda.services import commitments as services
from webapp.agenda.services.commitments import CalledIn, Here, NothingDecided, Promised, SentBack
from webapp.audit.models import AuditEntry
from webapp.database import db
from webapp.jobs import worker
from webapp.notices.models import Message
from webapp.polls.jobs import count_poll

TODAY, DAY = date(2026, 6, 1), timedelta(days=1)
HERE = Here(by=None, today=TODAY, zone="Europe/London", remind_days=7, silent_days=90)
SAID = Promised(title="Run the 14 until 23:40", what="", owner="M. Dhaliwal", owner_email="owner@merestone.example",
                due_on=TODAY + 30 * DAY, budget_pence=18_000_000)  # fmt: skip
FILLED = {"title": "Run the 14 until 23:40", "owner": "M. Dhaliwal", "owner_email": "owner@merestone.example",
          "due_on": "2026-07-01", "pounds": "180000"}  # fmt: skip


@pytest.fixture
def clerk(app):
    with app.app_context():
        return people.sign_in(Visitor(app), people.make_person(db.session, Role.DECISION_CLERK))


@pytest.fixture
def project(session):
    """A poll that paid for swings with three votes, and not for a pond."""
    poll = make_poll(session, method="budget-greedy", stage=Stage.CLOSED, pot=1000,
                     options=[("Swings", 900), ("A pond", 800)], rules={"fewest": 1, "most": 2})  # fmt: skip
    cast_many(session, poll, [(3, ((1, 1),)), (2, ((2, 1),))])
    count_poll(db.sessionmaker, {"poll_id": poll.id}, lambda *_: None)
    session.rollback()
    return poll.options[0]


def made(session, **changes):
    return make_commitment(session, **{"due_on": TODAY + 30 * DAY} | changes)


def test_a_clerk_promises_tells_moves_and_delivers_and_everybody_reads_it(session, clerk, visitor):
    decision = make_decision(session)
    page = clerk.open(f"/office/commitments/new?decision={decision.id}").fill(**FILLED).send("Save")
    assert "Not public yet" in page.main
    ident = int(page.url.rsplit("/", 1)[1])
    public = f"/commitments/{ident}"
    assert visitor.open(public, status=None).status == 404
    page = page.send("Publish it").link("Add a step").fill(title="Buy the hours", due_on="2026-06-20").send("Add it")
    page = page.link("It is done: Buy the hours").send("Save")
    page = page.link("Say how it goes").fill(words="The operator needs longer.", due_on="2026-07-20").send("Publish it")
    said = visitor.open(public).main
    assert "First promised for 1 July 2026." in said
    assert "The day was moved from 1 July 2026 to 20 July 2026. The operator needs longer." in said
    assert "£180,000" in said
    assert "Buy the hours: done on 1 June 2026" in said
    assert "merestone.example" not in said
    page.link("It is done").fill(words="Boardings are up. Missed appointments: unclear.").send("Publish it")
    assert "What came of it Delivered on 1 June 2026. Boardings are up." in visitor.open(public).main
    assert session.scalar(select(func.count(AuditEntry.id)).where(AuditEntry.subject == f"commitment:{ident}")) == 6


def test_a_commitment_without_a_day_is_refused_at_its_field(session, clerk):
    decision = make_decision(session)
    page = clerk.open(f"/office/commitments/new?decision={decision.id}").fill(**FILLED | {"due_on": ""}).send("Save")
    assert page.field_errors == {"due_on": "Choose the day by which it will be done. Without a day it is no promise."}
    assert session.scalar(select(func.count(Commitment.id))) == 0


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"due_on": "2026-05-31"}, "due_on", "This day has passed"),
        ({"due_on": "2036-07-01"}, "due_on", "within ten years"),
        ({"due_on": "2027-02-29"}, "due_on", "a day that exists"),
        ({"starts_on": "2026-07-02"}, "starts_on", "must start before it is due"),
        ({"owner": ""}, "owner", "Somebody must answer for it"),
        ({"owner_email": "a@b.org, c@d.org"}, "owner_email", "in the right form"),
        ({"pounds": "a lot"}, "pounds", "in figures"),
    ],
)
def test_what_cannot_be_promised_is_refused_at_its_field(session, clerk, given, field, words):
    decision = make_decision(session)
    page = clerk.open(f"/office/commitments/new?decision={decision.id}").fill(**FILLED | given).send("Save")
    assert words in page.field_errors[field]


def test_a_project_that_people_paid_for_is_promised_once_with_its_cost_and_votes(session, project, clerk, visitor):
    page = clerk.open("/office/commitments")
    assert "Swings £900, 3 votes" in page.main
    assert "A pond" not in page.main
    page = page.link("Make a commitment")
    assert page.all("//input[@name='pounds']/@value") == ["900"]
    address = page.url
    page = page.fill(owner="J. Pryce", owner_email="j@merestone.example", due_on="2026-09-01").send("Save")
    page = page.send("Publish it").link("Its public page")
    assert "The park: 3 votes, £900" in page.main
    assert "nobody has promised them yet" not in clerk.open("/office/commitments").main
    again = clerk.open(address).fill(owner="K", owner_email="k@k.org", due_on="2026-09-01").send("Save")
    assert again.errors == ["There is a commitment for this project already."]


def test_a_project_that_was_not_paid_for_cannot_be_promised(session, project, clerk):
    pond = session.get(type(project), project.id).poll_id
    clerk.open(f"/office/commitments/new?poll={pond}&option={project.id + 1}", status=404)


@pytest.mark.parametrize(
    ("state", "refusal"),
    [
        ({"published_at": None}, NothingDecided),
        ({"withdrawn_at": clock.from_seconds(0)}, NothingDecided),
        ({"called_in_at": clock.from_seconds(0)}, CalledIn),
        ({"called_in_at": clock.from_seconds(0), "call_in_ended_on": TODAY, "call_in_stands": False}, SentBack),
    ],
)
def test_nothing_is_promised_on_a_decision_that_does_not_stand(session, state, refusal):
    decision = make_decision(session, **state)
    with pytest.raises(refusal):
        services.make(session, promised=SAID, here=HERE, decision_id=decision.id)


def test_moving_a_day_does_not_hide_that_it_was_late(session, visitor):
    commitment = made(session, due_on=TODAY - 3 * DAY)
    services.update(session, commitment=commitment, words="Parts are missing.", due_on=TODAY + DAY, here=HERE)
    session.commit()
    said = visitor.open(f"/commitments/{commitment.id}").main
    assert "It was 3 days late by then." in said
    assert "First promised for 29 May 2026." in said


def test_a_day_is_not_moved_without_a_word_nor_before_an_open_step(session, clerk):
    commitment = made(session)
    session.add(Milestone(commitment_id=commitment.id, title="Tender", due_on=TODAY + 20 * DAY))
    session.commit()
    form = clerk.open(f"/office/commitments/{commitment.id}/update")
    assert "Say how it goes" in form.fill(due_on="2026-08-01").send("Publish it").field_errors["words"]
    form = clerk.open(f"/office/commitments/{commitment.id}/update")
    early = form.fill(words="Sooner", due_on="2026-06-10").send("Publish it")
    assert "A step is due after this day" in early.field_errors["due_on"]


def test_what_has_ended_takes_no_news_until_it_goes_on(session, clerk, visitor):
    commitment = made(session)
    services.drop(session, commitment=commitment, reason="No operator.", here=HERE)
    session.commit()
    page = clerk.open(f"/office/commitments/{commitment.id}/update").fill(words="Still there?").send("Publish it")
    assert page.errors == ["This commitment has ended already. Take that back first."]
    assert "Why it will not be done" in visitor.open(f"/commitments/{commitment.id}").main
    clerk.open(f"/office/commitments/{commitment.id}/reopen").fill(reason="One came.").send("It goes on")
    assert "It goes on. One came. Before, it said: No operator." in visitor.open(f"/commitments/{commitment.id}").main


def test_a_step_that_is_taken_away_is_still_told(session, visitor):
    commitment = made(session)
    step = services.add_step(session, commitment=commitment, title="Tender", due_on=TODAY + DAY, here=HERE)
    services.take_step_away(session, commitment=commitment, step=step, reason="None is needed.", here=HERE)
    session.commit()
    assert "The step “Tender” was taken away. None is needed." in visitor.open(f"/commitments/{commitment.id}").main


def run_until(day, *, hour=12):
    with clock.set_to(clock.day_begins(day, "Europe/London") + timedelta(hours=hour)):
        worker.run_all(db.sessionmaker, features.JOBS)


def subjects(session):
    session.rollback()
    found = [one.partition(":")[0] for one in session.scalars(select(Message.subject).order_by(Message.id))]
    session.rollback()  # the worker's transactions begin as writing ones, and so does ours after it
    return found


def test_the_owner_is_reminded_before_and_at_the_moment_it_turns_amber_once_each(session):
    decision = make_decision(session)
    commitment = services.make(session, promised=SAID, here=HERE, decision_id=decision.id)
    services.publish(session, commitment=commitment, here=HERE)
    services.update(session, commitment=commitment, words="Going well.", due_on=None, here=HERE)
    session.commit()
    due = SAID.due_on
    for day, sent in [(due - 8 * DAY, []), (due - 7 * DAY, ["Due soon"]), (due, ["Due soon"])]:
        run_until(day)
        assert subjects(session) == sent
    run_until(due + DAY, hour=0)
    assert subjects(session) == ["Due soon", "Overdue"]
    run_until(due + 50 * DAY)
    assert subjects(session) == ["Due soon", "Overdue"]


def test_a_worker_that_begins_again_sends_no_second_reminder(session):
    commitment = made(session, due_on=TODAY - DAY)
    facts = {"commitment_id": commitment.id, "reminder": "turned", "day": commitment.due_on.isoformat()}
    assert [remind(db.sessionmaker, facts, lambda *_: None)["reminded"] for _ in range(2)] == [True, False]
    assert subjects(session) == ["Overdue"]
    assert session.scalar(select(func.count(Reminder.id))) == 1


@pytest.mark.parametrize("change", ["moved", "delivered", "dropped"])
def test_nobody_is_reminded_of_what_no_longer_holds(session, change):
    decision = make_decision(session)
    commitment = services.make(session, promised=SAID, here=HERE, decision_id=decision.id)
    services.publish(session, commitment=commitment, here=HERE)
    if change == "moved":
        services.update(session, commitment=commitment, words="Later.", due_on=TODAY + 80 * DAY, here=HERE)
    if change == "delivered":
        services.deliver(session, commitment=commitment, done_on=TODAY, words="Done.", here=HERE)
    if change == "dropped":
        services.drop(session, commitment=commitment, reason="No.", here=HERE)
    session.commit()
    run_until(SAID.due_on + DAY)
    assert subjects(session) == []


def test_silence_is_asked_about_before_it_turns_red(session):
    promised = Promised(title="A", what="", owner="O", owner_email="o@o.org", due_on=TODAY + 300 * DAY)
    commitment = services.make(session, promised=promised, here=HERE, decision_id=make_decision(session).id)
    services.publish(session, commitment=commitment, here=HERE)
    session.commit()
    run_until(TODAY + 83 * DAY)
    assert subjects(session) == ["News is wanted"]


def test_two_officers_promise_one_project_once(session, project, race):
    poll_id, option_id = project.poll_id, project.id
    outcomes = race(2, lambda s: services.make(s, promised=SAID, here=HERE, poll_id=poll_id, option_id=option_id))
    assert sum(isinstance(one, services.AlreadyPromised) for one in outcomes) == 1


def test_the_public_list_costs_the_same_with_many(session, visitor):
    decision = make_decision(session)
    said = []

    def note(*_):
        said.append(1)

    counts = []
    for many in (3, 60):
        for _ in range(many):
            row = Commitment(decision_id=decision.id, title="<script>x</script>", owner="O", due_on=TODAY - many * DAY,
                             created_at=clock.now(), published_at=clock.now())  # fmt: skip
            row.updates = [CommitmentUpdate(at=clock.now(), words="w", was_due_on=TODAY, due_on=TODAY)]
            session.add(row)
        session.commit()
        event.listen(db.engine, "before_cursor_execute", note)
        page = visitor.open("/commitments")
        event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(said))
        said.clear()
    assert counts[0] == counts[1] <= 8
    assert len(page.all("//li[contains(@class,'fm-card')]")) == 20
    assert page.link("Next page").link("Previous page").link("63 are late").status == 200


def test_the_late_come_first(session, visitor):
    made(session, title="On its way")
    made(session, title="A little late", due_on=TODAY - DAY)
    made(session, title="Very late", due_on=TODAY - 60 * DAY)
    made(session, title="There already", due_on=TODAY - 90 * DAY, delivered_on=TODAY, delivered_words="Yes")
    page = visitor.open("/commitments")
    titles = [one.text_content().strip() for one in page.all("//li//h2/a")]
    assert titles == ["Very late", "A little late", "On its way", "There already"]
    assert "2 are late, 1 of them very late" in page.main
