"""“We asked, you said, we did”: never empty, told to everybody who asked to be told, once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from tests.support.consultations import make_consultation
from tests.support.people import make_person
from tests.support.polls import cast_many, make_poll
from tests.support.promises import (
    make_commitment,
    make_decision,
    make_issue,
    make_publication,
    make_reply,
    make_theme,
)
from webapp import clock
from webapp.access import Stage
from webapp.agenda.models import Feedback, Outcome
from webapp.agenda.queries import feedback as queries
from webapp.agenda.queries.commitments import Clock
from webapp.agenda.routes.office.feedback import due_of
from webapp.agenda.rules.feedback import due_on, why_not_publish
from webapp.agenda.rules.lateness import Limits
from webapp.agenda.services import feedback as services
from webapp.agenda.services.commitments import Here
from webapp.agenda.services.feedback import Parts, SaidMeanwhile
from webapp.consultations.models import Channel, Response
from webapp.database import db
from webapp.notices import following
from webapp.notices.models import Happening, HappeningWords, Notice
from webapp.polls.jobs import count_poll

TODAY, DAY = date(2026, 6, 1), timedelta(days=1)
LIMITS = Limits(red_after=14, silent_after=90)
CLOCK = Clock(today=TODAY, zone="Europe/London", limits=LIMITS)
WORDS = ("We asked about buses.", "73 people cannot get home.", "Two routes run longer.")


def why(**facts):
    usual = {"closed": True, "answered": 607, "parts": WORDS, "settled": True, "next_news_on": None, "today": TODAY}
    return why_not_publish(**usual | facts)


def test_what_was_decided_with_day_and_reason_can_be_said_back():
    assert why() is None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"closed": False}, "asked"),
        ({"answered": 0}, "said"),
        ({"parts": ("a", " \n", "c")}, "said"),
        ({"parts": ("a", "b", "")}, "did"),
        ({"settled": False}, "next_news_on"),
        ({"settled": False, "next_news_on": TODAY}, "next_news_on"),
        ({"next_news_on": TODAY + 367 * DAY}, "next_news_on"),
    ],
)
def test_it_refuses_to_be_empty(facts, field):
    assert why(**facts)[0] == field


def test_not_yet_can_be_said_back_with_the_day_of_the_next_news():
    assert why(settled=False, next_news_on=TODAY + DAY) is None


def test_it_is_due_twelve_weeks_after_closing_whatever_the_calendar_does():
    assert due_on(closed_on=date(2028, 2, 1), weeks=12) == date(2028, 4, 25)


@pytest.fixture
def buses(session):
    """Closed yesterday: three answered, two online and one on paper, one of them in Urdu. 73 people raise one issue."""
    row = make_consultation(session, stage=Stage.CLOSED)
    for channel, language in [(Channel.ONLINE, "en"), (Channel.ONLINE, "ur"), (Channel.PAPER, "en")]:
        session.add(Response(consultation_id=row.id, channel=channel, language=language, created_at=clock.now(),
                             sent_at=clock.now()))  # fmt: skip
    session.commit()
    return row


@pytest.fixture
def issue(session, buses):
    return make_issue(session, theme=make_theme(session, make_publication(session, buses.id)))


def page_of(buses):
    return f"/office/feedback/consultation/{buses.id}"


def test_the_three_parts_begin_with_what_is_computed(session, buses, issue, as_officer):
    make_reply(session, issue)
    decision = make_decision(session, issue=issue)
    make_commitment(session, decision=decision, due_on=TODAY + 30 * DAY)
    page = as_officer.open(page_of(buses))
    asked, said, did = (page.all(f"//textarea[@name='{name}']")[0].text.strip() for name in ("asked", "said", "did"))
    assert asked.startswith("From 27 April 2026 to 31 May 2026 we asked: Buses and streets.")
    assert said == ("3 people and groups answered: 2 online, 1 on paper.\n\n"
                    "- Buses stop before the last hospital shift ends: 73 of 607 people")  # fmt: skip
    assert did == (
        "- “Buses stop before the last hospital shift ends” Part accepted on 1 June 2026. "
        "Two routes can run later.\n"
        "- The Board decided on 1 June 2026: Two routes run until 23:40. Because: People cannot get home.\n"
        "- M. Dhaliwal does this by 1 July 2026: Run the 14 until 23:40."
    )


def test_an_officer_publishes_it_and_everybody_reads_it(session, buses, issue, as_officer, visitor):
    make_reply(session, issue)
    public = "/consultations/buses/what-we-did"
    assert "What came of it will be told here by 23 August 2026." in visitor.open("/consultations/buses").main
    assert visitor.open(public, status=None).status == 404
    as_officer.open(page_of(buses)).fill(did="Two routes run **longer**.").send("Keep it")
    assert visitor.open(public, status=None).status == 404
    as_officer.open(page_of(buses)).send("Publish it")
    page = visitor.open("/consultations/buses").link("Read what came of it")
    assert "Two routes run longer." in page.main
    assert "Part accepted. Two routes can run later." in page.main
    assert "Buses and streets" in visitor.open("/what-we-did").main


def test_nothing_decided_and_no_day_is_refused_at_its_field(session, buses, issue, as_officer):
    page = as_officer.open(page_of(buses)).fill(did="We are thinking.").send("Publish it")
    assert "Nothing is decided yet, and no issue has a reply." in page.field_errors["next_news_on"]
    assert page.all("//textarea[@name='did']")[0].text.strip() == "We are thinking."
    assert session.scalar(select(func.count(Feedback.id))) == 0
    page.fill(next_news_on="2026-07-01").send("Publish it")
    session.rollback()
    assert session.scalars(select(Feedback)).one().published_at is not None


def test_nobody_answered_is_no_feedback(session, as_officer):
    empty = make_consultation(session, stage=Stage.CLOSED)
    page = as_officer.open(page_of(empty)).fill(did="x", next_news_on="2026-07-01").send("Publish it")
    assert "Nobody has answered" in page.field_errors["said"]


def test_what_is_still_open_is_not_said_back(session, as_officer):
    still = make_consultation(session)
    session.add(Response(consultation_id=still.id, created_at=clock.now(), sent_at=clock.now()))
    session.commit()
    page = as_officer.open(page_of(still)).fill(did="x", next_news_on="2026-07-01").send("Publish it")
    assert "It has not closed yet." in page.field_errors["asked"]


def test_the_next_news_turns_amber_then_red_in_public(session, buses, visitor):
    """Always true, line 7."""
    session.add(Feedback(kind="consultation", thing_id=buses.id, asked="a", said="b", did="c", written_at=clock.now(),
                         next_news_on=TODAY, published_at=clock.now()))  # fmt: skip
    session.commit()
    seen = []
    for days in (0, 1, 15):
        with clock.set_to(clock.now() + days * DAY):
            page = visitor.open("/what-we-did")
        seen.append([one.get("class").rpartition("--")[2] for one in page.all("//li/strong")])
    assert seen == [[], ["amber"], ["red"]]


def test_what_is_not_said_back_in_time_is_late_in_public(session, buses, visitor):
    with clock.set_to(clock.now() + 12 * 7 * DAY):
        page = visitor.open("/consultations/buses")
    assert "should have been told here by 23 August 2026" in page.main


def told(session, person):
    session.rollback()
    rows = select(Happening.what, Happening.words).join(Notice, Notice.happening_id == Happening.id)
    found = session.execute(rows.where(Notice.person_id == person.id).order_by(Notice.id)).all()
    session.rollback()
    return found


def test_everyone_who_asked_to_be_told_is_told_decided_against_included_once(session, buses, issue, as_officer):
    """Always true, line 8."""
    make_reply(session, issue, Outcome.NOT_ACCEPTED, reason="The money is spent.")
    one, other = make_person(session), make_person(session)
    following.follow(session, person_id=one.id, kind="consultation", thing_id=buses.id)
    session.commit()
    form = as_officer.open(page_of(buses))
    form.fill(did="No: the money is spent.").send("Publish it")
    assert told(session, one) == [("What came of it", "No: the money is spent.")]
    assert told(session, other) == []
    as_officer.open(page_of(buses)).fill(did="There is money after all.").send("Publish it")
    assert [words for _what, words in told(session, one)] == ["No: the money is spent.", "There is money after all."]


def test_what_is_said_later_takes_the_place_of_what_was_said_before(session, buses, issue, as_officer, visitor):
    make_reply(session, issue)
    for words in ("First this.", "Then that."):
        as_officer.open(page_of(buses)).fill(did=words).send("Publish it")
    page = visitor.open("/consultations/buses/what-we-did")
    assert "We did Then that." in page.main
    assert "What was said before" in page.main
    assert page.main.endswith("First this. What came of everything else")


def test_people_are_told_in_the_language_they_answered_in(session, buses, issue, as_officer, visitor):
    make_reply(session, issue)
    page = as_officer.open(page_of(buses))
    assert "Urdu: 1 person" in page.main
    page.link("Urdu")  # nothing is kept yet: it says so
    page.send("Keep it")
    as_officer.open(page_of(buses)).link("Urdu").fill(did="ہم نے یہ کیا").send("Keep it")
    as_officer.open(page_of(buses)).send("Publish it")
    part = visitor.open("/consultations/buses/what-we-did").all("//section[@lang='ur']")[0]
    assert part.get("dir") == "rtl"
    assert "ہم نے یہ کیا" in part.text_content()
    session.rollback()
    in_mails = select(HappeningWords.language, HappeningWords.words)
    assert session.execute(in_mails).all() == [("ur", "ہم نے یہ کیا")]
    as_officer.open(f"{page_of(buses)}/language?code=xx", status=404)


def test_a_poll_is_said_back_with_what_it_paid_for(session, as_officer, visitor):
    poll = make_poll(session, method="budget-greedy", stage=Stage.CLOSED, pot=1000, options=[("Swings", 900)])
    cast_many(session, poll, [(3, ((1, 1),))])
    count_poll(db.sessionmaker, {"poll_id": poll.id}, lambda *_: None)
    make_commitment(session, due_on=TODAY + DAY, decision_id=None, poll_id=poll.id, option_id=poll.options[0].id,
                    title="Put the swings up")  # fmt: skip
    page = as_officer.open(f"/office/feedback/poll/{poll.id}").send("Publish it")
    assert "3 people and groups answered: 3 online." in page.main
    assert "Put the swings up" in visitor.open("/polls/park/what-we-did").main


def test_two_officers_at_once_publish_one(session, buses, issue, race):
    make_reply(session, issue)
    here = Here(by=None, today=TODAY, zone="Europe/London", remind_days=7, silent_days=90)

    def publish(own):
        thing = queries.find_thing(own, "consultation", buses.id)
        story = queries.read_story(own, thing, CLOCK)
        draft = services.save(own, story=story, parts=Parts(asked="a", said="b", did="c"), here=here)
        return services.publish(own, story=story, draft=draft, what="News", here=here)

    outcomes = race(2, publish)
    session.rollback()
    current = select(func.count(Feedback.id)).where(Feedback.replaced_at.is_(None))
    assert session.scalar(current) == 1
    assert all(isinstance(one, Feedback | SaidMeanwhile) for one in outcomes)
    assert due_of(buses) == date(2026, 8, 23)


def test_words_of_whatever_sort_do_no_harm(session, buses, issue, as_officer, visitor):
    make_reply(session, issue)
    as_officer.open(page_of(buses)).fill(did="<script>alert(1)</script>\x00 [x](javascript:alert(1))").send(
        "Publish it"
    )
    page = visitor.open("/consultations/buses/what-we-did")
    assert page.all("//script[not(@src)]|//a[starts-with(@href,'javascript')]") == []
