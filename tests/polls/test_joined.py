"""What other rooms hear of polls: who follows one, what can be discussed, figures, reasons that moderators read."""

from datetime import timedelta

from sqlalchemy import select

from tests.support.people import make_person
from tests.support.poll_boxes import BOXES, closed_poll, count, counted_poll
from tests.support.polls import make_poll, site_receipts, vote_for
from webapp import clock
from webapp.access import Stage
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Case
from webapp.notices import following
from webapp.notices.models import Happening, Notice
from webapp.polls import queries
from webapp.polls.figures import find_figures
from webapp.polls.models import PollReason
from webapp.polls.services import voting
from webapp.web import things

SPAM = "http://a.example http://b.example http://c.example buy"


def test_a_published_poll_can_be_found_by_other_rooms_and_a_draft_cannot(session, app):
    polls = {stage: make_poll(session, stage=stage, slug=stage.value) for stage in Stage}
    with app.test_request_context():
        found = things.find_many(session, "poll", [poll.id for poll in polls.values()])
    assert {one.address for one in found.values()} == {"/polls/scheduled", "/polls/open", "/polls/closed"}


def test_who_follows_a_poll_is_told_of_its_result_once(session):
    poll = closed_poll(session, "irv")
    person = make_person(session)
    following.follow(session, person_id=person.id, kind="poll", thing_id=poll.id)
    session.commit()
    count(poll)
    count(poll)
    session.rollback()
    (happening,) = session.scalars(select(Happening)).all()
    assert happening.words == "“A pond” wins in round 3, with 7 of 12 votes."
    assert happening.address == "/polls/irv/result"
    assert session.scalars(select(Notice.person_id)).all() == [person.id]


def test_somebody_follows_a_poll_and_stops(session, as_resident):
    poll = make_poll(session)
    page = as_resident.open(f"/polls/{poll.slug}").link("Hear when there is a result").send("Follow")
    assert "You follow this poll." in page.main
    assert "Follow this poll" in page.send("Stop following").main


def test_a_poll_that_was_counted_offers_its_figures_and_an_open_one_none(session):
    for method in BOXES:
        figures = find_figures(session, counted_poll(session, method).id)
        assert figures.figure.rows
        assert figures.figure.base == figures.voted > 0
        assert figures.as_of == clock.now()
    assert find_figures(session, make_poll(session).id) is None


def objecting_poll(session, *reasons):
    poll = make_poll(session, method="consent", options=["Swings"], stage=Stage.CLOSED)
    for number, reason in enumerate(reasons):
        vote = vote_for(poll, f"person:{number}", ((1, -1),), reason=reason)
        voting.cast(session, site_receipts(), poll=poll, vote=vote, now=poll.opens_at)
    session.commit()
    count(poll)
    session.rollback()
    return poll


def test_reasons_of_objections_are_published_with_the_result_and_can_be_hidden(session, visitor):
    poll = objecting_poll(session, "It would flood the path.", "It costs too much.")
    page = visitor.open(f"/polls/{poll.slug}/result")
    assert "It would flood the path." in page.main
    reason = session.scalars(select(PollReason).where(PollReason.text.like("%flood%"))).one()
    words = KINDS["poll-reason"].read(session, [reason.id])[reason.id]
    assert (words.author_id, words.where, words.shown) == (None, poll.title, True)
    KINDS["poll-reason"].hide(session, reason.id)
    session.commit()
    assert [one.text for one in queries.list_reasons(session, poll.id)] == ["It costs too much."]
    KINDS["poll-reason"].show(session, reason.id)
    assert len(queries.list_reasons(session, poll.id)) == 2


def test_a_reason_that_looks_like_advertising_waits_for_a_moderator(session):
    poll = objecting_poll(session, SPAM)
    assert queries.list_reasons(session, poll.id) == []
    (case,) = session.scalars(select(Case)).all()
    assert (case.kind, case.author_id) == ("poll-reason", None)


def test_the_front_page_shows_open_polls_the_one_that_closes_first_before_the_others(session, visitor):
    late = make_poll(session, slug="late", title="Later")
    late.closes_at += timedelta(days=1)
    make_poll(session, slug="soon", title="Sooner")
    make_poll(session, slug="over", title="Over", stage=Stage.CLOSED)
    session.commit()
    front = visitor.open("/")
    assert [link.text_content() for link in front.all("//h2[@id='open']/following-sibling::ul[1]//h3")] == [
        "Sooner", "Later"
    ]  # fmt: skip
