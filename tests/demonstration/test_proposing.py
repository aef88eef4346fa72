"""What people propose in the demonstration: one at each stage that a newcomer should see, all of it in the past."""

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.merestone import put
from webapp import clock
from webapp.accounts.models import Person
from webapp.database import db, writing
from webapp.demonstration.proposals import PROPOSALS
from webapp.jobs.models import Job
from webapp.notices.models import Message, Notice
from webapp.proposals import queries
from webapp.proposals.models import AuthorReply, Backing, Form, Move, Proposal, Sheet
from webapp.proposals.queries import Wanted
from webapp.proposals.rules import HIDDEN, LONGEST, Stage, lateness

TODAY = NOON.date()


@pytest.fixture(scope="module")
def _merestone(_site):
    with clock.set_to(NOON):
        put(_site)
        yield _site.app


@pytest.fixture
def loaded(_merestone):
    with _merestone.app_context():
        writing.set(False)
        yield db.session


def stages(session):
    rows = session.execute(select(Proposal.title, Move.stage).join(Move, queries.current()))
    return dict(rows.all())


def test_there_is_one_at_each_stage_that_a_newcomer_should_see(loaded):
    assert set(stages(loaded).values()) == {
        Stage.DRAFT, Stage.IN_MODERATION, Stage.GATHERING, Stage.THRESHOLD, Stage.WITH_OFFICER, Stage.ASSESSMENT,
        Stage.PART_ACCEPTED, Stage.NOT_TAKEN, Stage.IN_DELIVERY, Stage.DELIVERED,
    }  # fmt: skip


def test_each_stands_where_its_words_say(loaded):
    wanted = {one.title: one.moves[-1].to for one in PROPOSALS if one.moves}
    found = stages(loaded)
    assert {title: found[title].value for title in wanted} == wanted


def test_one_is_late_one_has_time_and_one_is_a_petition(loaded):
    current = loaded.scalars(select(Move).where(Move.ended_at.is_(None), Move.due_on.is_not(None))).all()
    assert {lateness(one.due_on, today=TODAY) for one in current} >= {"late", "in time"}
    assert queries.count_late(loaded, today=TODAY) == 1
    assert loaded.scalar(select(func.count(Proposal.id)).where(Proposal.form == Form.PETITION)) == 1


def test_backing_is_as_it_was_planned_and_below_and_above_the_threshold(loaded):
    rows = queries.list_proposals(loaded, Wanted()).rows
    assert {row.proposal.threshold for row in rows} == {50}
    planned = {one.title: one.backers for one in PROPOSALS}
    on_paper = {one.proposal_id: one.counted for one in loaded.scalars(select(Sheet))}
    assert all(row.backing == planned[row.proposal.title] + on_paper.get(row.proposal.id, 0) for row in rows)
    assert {row.backing >= 50 for row in rows if row.move.stage in {Stage.GATHERING, Stage.THRESHOLD}} == {True, False}


def test_sheets_were_checked_but_for_one_that_waits(loaded):
    sheets = loaded.scalars(select(Sheet)).all()
    assert sorted((one.lines, one.counted) for one in sheets) == [(14, 0), (22, 22), (37, 33)]
    assert len(queries.list_unchecked(loaded)) == 1


def test_one_has_a_picture_with_words_for_those_who_cannot_see_it(loaded):
    [shown] = loaded.scalars(select(Proposal).where(Proposal.picture_id.is_not(None))).all()
    assert shown.picture_alt.startswith("A small shop")


def test_nothing_happens_in_the_future_or_before_it_could(loaded):
    for column in (Move.at, Backing.at, Sheet.entered_at, AuthorReply.at, Proposal.created_at, Person.created_at):
        assert loaded.scalar(select(func.max(column))) <= NOON
    early = select(func.count(Backing.id)).join(Move, Move.proposal_id == Backing.proposal_id)
    assert loaded.scalar(early.where(Move.stage == Stage.GATHERING, Backing.at < Move.at)) == 0


def test_no_mail_about_the_past_is_sent_now(loaded):
    assert loaded.scalar(select(func.count(Message.id))) > 0
    assert loaded.scalar(select(func.count(Message.id)).where(Message.sent_at.is_(None))) == 0
    open_jobs = select(Job.kind).where(Job.finished_at.is_(None))
    silent = {"count-poll", "shuffle-ballots", "opinion-groups"}  # they send no mail
    assert set(loaded.scalars(open_jobs.where(Job.due_at <= NOON))) <= silent
    assert set(loaded.scalars(open_jobs)) <= {*silent, "remind-owner", "poll-opens"}  # of days still to come
    assert loaded.scalar(select(func.count(Notice.id))) == 0


def test_every_text_fits_its_field():
    for one in PROPOSALS:
        for part, longest in LONGEST.items():
            assert len(getattr(one, part, "")) <= longest, (one.title, part)


def test_whoever_organises_a_group_can_go_on_with_its_draft(loaded):
    marsh = loaded.scalars(select(Person).where(Person.email == "marsh@merestone.example")).unique().one()
    assert [stage for _proposal, stage in queries.drafts_of(loaded, marsh.id)] == [Stage.DRAFT]
    assert all(stage not in HIDDEN for _proposal, stage in queries.sent_by(loaded, marsh.id))
