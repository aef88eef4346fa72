"""What is always true, a test for each line, named after it."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError

from tests.agenda.making import accepted, theme_piece
from tests.summaries import downloads
from tests.summaries.crowd import Crowd, find_themes
from tests.support.agenda import SITE, make_body, make_decision, make_issue, make_item, make_meeting
from tests.support.answering import make_places
from tests.support.consultations import bus_consultation, dates_at, find_question
from tests.support.publishing import TERMS, publish_summary
from webapp import clock
from webapp.access import Stage
from webapp.agenda.models import Body, Issue, Outcome, Reply
from webapp.agenda.rules.issues import Suggested
from webapp.agenda.services import agendas
from webapp.agenda.services import issues as raising
from webapp.agenda.services import replies as replying
from webapp.consultations.models import Answer, Choice, Part, Response
from webapp.consultations.services import answering
from webapp.database import writing
from webapp.files import services as files
from webapp.refusals import Refused
from webapp.summaries import published
from webapp.summaries.models import Publication, PublishedCoding, PublishedQuote, PublishedTheme, Snapshot
from webapp.summaries.queries.published import list_themes, read_quotes
from webapp.summaries.queries.tallies import read_tallies
from webapp.themes import acts, queries
from webapp.themes.coding import effective
from webapp.themes.models import CodeFrame


@pytest.fixture
def closed(session):
    """Twelve questions, 240 responses (some set aside, taken back or never sent), themes for A7; closed."""
    make_places(session)
    consultation = bus_consultation(session, **dates_at(Stage.CLOSED, clock.now()))
    Crowd(session, consultation).answer(240)
    find_themes(session, find_question(consultation, "A7").id)
    return consultation


def publish_by_the_worker(app, session, consultation, note=""):
    """With its files."""
    published.ask_to_publish(session, consultation=consultation, person_id=1, terms=TERMS, note=note, left_out=[])
    session.commit()
    downloads.work(app)
    writing.set(False)
    return session.scalars(select(Publication).order_by(Publication.id.desc())).first()


def test_received_is_included_and_excluded_and_pending_and_every_exclusion_has_a_reason(session, closed):
    arrivals = read_tallies(session, closed.id, zone="Europe/London").arrivals
    sent = select(Response).where(Response.consultation_id == closed.id, Response.sent_at.is_not(None)).subquery()
    taken_back, excluded = sent.c.withdrawn_at.is_not(None), sent.c.excluded_at.is_not(None)
    count = lambda *which: session.scalar(select(func.count()).select_from(sent).where(*which))  # noqa: E731
    set_aside, included = count(~taken_back, excluded), count(~taken_back, ~excluded)
    pending = count(~taken_back) - set_aside - included  # a response counts from the moment it is sent: none waits
    assert (arrivals.received, arrivals.counted, pending) == (included + set_aside + pending, included, 0)
    assert count() == arrivals.received + count(taken_back)  # what was taken back was not meant for us
    assert count(excluded, sent.c.excluded_reason == "") == 0 < count(excluded)


def test_a_published_count_equals_the_distinct_included_responses_behind_it_at_a_stated_version(session, closed):
    publication = publish_summary(session, closed)
    behind = (
        select(func.count(PublishedCoding.response_id.distinct()))
        .join(Response, Response.id == PublishedCoding.response_id)
        .where(PublishedCoding.published_theme_id == PublishedTheme.id)
        .where(Response.sent_at.is_not(None), Response.withdrawn_at.is_(None), Response.excluded_at.is_(None))
        .scalar_subquery()
    )
    rows = session.execute(select(PublishedTheme.people, behind)).all()
    assert len(rows) == 6
    assert [people for people, _counted in rows] == [counted for _people, counted in rows]
    assert session.get_one(Snapshot, publication.snapshot_id).frame_versions["A7"]["version"] == 3


def test_every_included_open_answer_carries_at_least_one_code(session, closed):
    question = find_question(closed, "A7")
    coding = effective(session.scalars(select(CodeFrame).where(CodeFrame.source_id == question.id)).one())
    uncoded = select(func.count()).select_from(coding.words).where(
        coding.words.c.item_id.not_in(select(coding.rows.c.item_id))
    )  # fmt: skip
    assert session.scalar(select(func.count()).select_from(coding.words)) > 100
    assert session.scalar(uncoded) == 0


def test_published_quotes_are_permitted_and_redacted(session, closed):
    for answer in session.scalars(select(Answer).where(Answer.question_id == find_question(closed, "A7").id)):
        answer.text += " My number is 01632 960 114." if answer.id % 2 else ""
    session.commit()
    find_all = select(PublishedQuote.text, Choice.part).join(Answer, Answer.id == PublishedQuote.answer_id)
    said = Answer.__table__.alias("said")
    find_all = find_all.join(said, said.c.response_id == Answer.response_id).join(Choice, Choice.id == said.c.choice_id)
    publish_summary(session, closed)
    quotes = session.execute(find_all.where(Choice.part.in_(
        (Part.PUBLISH_NAMED, Part.PUBLISH_UNNAMED, Part.ANALYSIS_ONLY)
    ))).all()  # fmt: skip
    assert len(quotes) == session.scalar(select(func.count(PublishedQuote.id))) > 0
    assert [text for text, part in quotes if part is Part.ANALYSIS_ONLY or "01632" in text] == []


def test_a_frame_changed_after_publication_is_a_new_version_and_the_old_report_reproduces_byte_for_byte(
    app, session, closed
):
    first = publish_by_the_worker(app, session, closed)
    before = bytes_of(session, first)
    frame = session.scalars(select(CodeFrame)).one()
    two = [one.id for one in queries.list_themes(session, frame) if one.live and not one.special][:2]
    acts.merge(session, frame=frame, source_id=two[1], target_id=two[0], person_id=1)
    session.commit()
    second = publish_by_the_worker(app, session, closed, note="Two themes are one now")
    frames = [session.get_one(Snapshot, one.snapshot_id).frame_versions["A7"] for one in (first, second)]
    assert (first.number, second.number) == (1, 2)
    assert frames[0]["version"] < frames[1]["version"]
    assert frames[0]["digest"] != frames[1]["digest"]
    assert bytes_of(session, first) == before != bytes_of(session, second)


def bytes_of(session, publication):
    """Every file of it."""
    kept = session.get_one(Snapshot, publication.snapshot_id).files
    for one in kept:
        session.refresh(one, ["stored"])
    return {one.kind: b"".join(files.read(session, one.stored)) for one in kept}


def test_no_issue_without_excerpts(session, closed):
    with pytest.raises(Refused, match="rests on something that people said") as refused:
        raising.raise_issue(session, sentence="Buses stop early", pieces=[], words=Suggested(), person_id=1)
    assert refused.value.field == "evidence"
    assert session.scalar(select(func.count(Issue.id))) == 0


def test_no_reply_without_a_reason(session, closed):
    publish_summary(session, closed)
    issue = raising.raise_issue(session, sentence="Buses stop early", pieces=[theme_piece(session)], words=Suggested(),
                                person_id=1)  # fmt: skip
    raising.publish(session, issue=issue, person_id=1)
    with pytest.raises(Refused, match="Give the reason") as refused:
        replying.reply(session, issue=issue, **accepted(reason="  "))
    assert refused.value.field == "reason"
    bare = {"issue_id": issue.id, "outcome": Outcome.ACCEPTED, "reason": "", "changed": "", "owner": "R. Okafor"}
    with pytest.raises(IntegrityError), session.begin_nested():  # and the database refuses it too
        session.execute(insert(Reply).values(**bare, at=clock.now()))


def test_erasure_and_redaction_leave_published_figures_true(session, closed):
    publication = publish_summary(session, closed)
    themes = list_themes(session, publication.id)
    before = {one.name: (one.people, one.base) for one in themes}
    quoted = [quote for some in read_quotes(session, [one.id for one in themes]).values() for quote in some]
    published.black_out(session, quote=quoted[0], words="", reason="A name", person_id=1)
    for response in responses_of(session, quoted[1:]):
        answering.withdraw(session, response=response, now=clock.now() + timedelta(hours=1))
    session.execute(delete(Answer).where(Answer.question_id == find_question(closed, "A7").id))
    session.commit()
    session.expire_all()
    again = list_themes(session, publication.id)
    assert {one.name: (one.people, one.base) for one in again} == before
    counted = select(func.count(PublishedCoding.response_id.distinct()))
    assert {one.name: session.scalar(counted.where(PublishedCoding.published_theme_id == one.id)) for one in again} == {
        name: people for name, (people, _base) in before.items()
    }
    assert read_quotes(session, [one.id for one in again]) == {}


def responses_of(session, quotes):
    wrote = select(Answer.response_id).where(Answer.id.in_([one.answer_id for one in quotes]))
    return session.scalars(select(Response).where(Response.id.in_(wrote))).all()


def test_no_decision_without_issues_or_none_raised(session):
    item = make_item(session, make_body(session), issue=make_issue(session), meeting=None)
    bare = make_item(session, session.get(Body, item.body_id))
    meeting = make_meeting(session, session.get(Body, item.body_id), days=30)
    for one in (item, bare):
        agendas.put_on_meeting(session, item=one, meeting=meeting, site=SITE, actor_id=1)
    with clock.set_to(meeting.starts_at + timedelta(hours=3)):
        with pytest.raises(Refused, match="how this issue was considered"):
            make_decision(session, item, how={}, none_raised=False)
        with pytest.raises(Refused, match="Issues were raised about this"):
            make_decision(session, item, how={}, none_raised=True)
        with pytest.raises(Refused, match="or that none were raised"):
            make_decision(session, bare, none_raised=False)
        assert make_decision(session, bare, none_raised=True).published_at
