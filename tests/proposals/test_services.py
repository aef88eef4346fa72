"""Writing, backing, counting paper, moving on: what must hold however people press."""

import pytest
from sqlalchemy import func, select

from tests.support.people import make_person
from tests.support.proposals import back_by_many, make_proposal, make_sheet, moves_of, stage_of
from webapp.moderation.models import Case, Why
from webapp.notices import following
from webapp.proposals import queries
from webapp.proposals.models import Backing, Form, Proposal, Sheet, Wording
from webapp.proposals.rules import Stage
from webapp.proposals.services import answering, backing, moving, writing
from webapp.refusals import Refused


def test_a_double_tap_begins_one_proposal(session, race):
    person = make_person(session)
    begun = race(5, lambda own: writing.begin(own, author_id=person.id, token="t", title="A bench").id)
    assert len(set(begun)) == 1
    assert session.scalar(select(func.count(Proposal.id))) == 1


def test_two_sent_in_at_once_get_two_numbers(session, race):
    drafts = [make_proposal(session, stage=Stage.DRAFT) for _ in range(4)]
    waiting = iter(drafts)

    def send(own):
        one = own.get_one(Proposal, next(waiting).id)
        writing.send_in(own, proposal=one, person_id=one.author_id)
        return one.number

    assert sorted(race(4, send)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("part", "field"), [({"title": ""}, "title"), ({"what": ""}, "what"), ({"who_benefits": ""}, "who_benefits")]
)
def test_what_is_missing_is_said_before_it_is_sent_in(session, part, field):
    draft = make_proposal(session, stage=Stage.DRAFT)
    writing.save(session, proposal=draft, **part)
    with pytest.raises(Refused) as refused:
        writing.send_in(session, proposal=draft, person_id=draft.author_id)
    assert refused.value.field == field


def test_what_is_sent_in_waits_for_a_moderator(session):
    proposal = make_proposal(session, stage=Stage.IN_MODERATION)
    case = session.scalars(select(Case)).one()
    assert (case.kind, case.thing_id, case.why) == ("proposal", proposal.id, Why.HELD)


def test_what_is_promised_is_fixed_when_backing_opens(session):
    proposal = make_proposal(session, stage=Stage.IN_MODERATION)
    moving.let_in(session, proposal=proposal, actor_id=None)
    assert (proposal.threshold, sorted(map(int, proposal.steps))) == (50, [50, 500])


def test_one_person_who_presses_twenty_times_at_once_counts_once(session, race):
    proposal, person = make_proposal(session), make_person(session)
    outcomes = race(20, lambda own: backing.back(own, proposal=own.get_one(Proposal, proposal.id), person_id=person.id))
    assert outcomes == [None] * 20
    session.rollback()
    assert queries.count_backing(session, proposal) == 1


def test_whoever_backs_it_follows_it_unless_they_muted_it(session):
    proposal, ann, bob = make_proposal(session), make_person(session), make_person(session)
    following.mute(session, person_id=bob.id, kind="proposal", thing_id=proposal.id)
    for person in (ann, bob):
        backing.back(session, proposal=proposal, person_id=person.id)
    states = [
        following.find(session, person_id=one.id, kind="proposal", thing_id=proposal.id).muted for one in (ann, bob)
    ]
    assert states == [False, True]


def test_the_last_one_needed_moves_it_on_by_itself_once(session, race):
    proposal = make_proposal(session, threshold=5)
    back_by_many(session, proposal, 2)
    people = iter([make_person(session).id for _ in range(4)])
    race(4, lambda own: backing.back(own, proposal=own.get_one(Proposal, proposal.id), person_id=next(people)))
    assert [move.stage for move in moves_of(session, proposal)].count(Stage.THRESHOLD) == 1
    assert queries.count_backing(session, proposal) == 6


def test_backing_can_be_taken_back_until_somebody_acts_on_it(session):
    proposal, person = make_proposal(session), make_person(session)
    backing.back(session, proposal=proposal, person_id=person.id)
    backing.take_back(session, proposal=proposal, person_id=person.id)
    assert session.scalar(select(func.count(Backing.id))) == 0
    moving.move(session, proposal=proposal, since=Stage.GATHERING, to=Stage.WITH_OFFICER, actor_id=None)
    with pytest.raises(backing.NoLongerGathering):
        backing.take_back(session, proposal=proposal, person_id=person.id)


def test_paper_counts_once_it_was_checked_and_may_be_the_last_that_was_needed(session):
    proposal, organiser, checker = make_proposal(session), make_person(session), make_person(session)
    back_by_many(session, proposal, 13)
    sheet = backing.enter_sheet(session, proposal=proposal, reference="1", lines=37, by_area={}, person_id=organiser.id)
    assert (queries.count_backing(session, proposal), stage_of(session, proposal)) == (13, Stage.GATHERING)
    sheet = make_sheet(session, proposal, entered_by=organiser)
    backing.check_sheet(session, proposal=proposal, sheet=sheet, good=10, person_id=checker.id)
    session.commit()
    assert (queries.count_backing(session, proposal), stage_of(session, proposal)) == (50, Stage.THRESHOLD)


def test_nobody_checks_the_sheet_they_entered(session):
    proposal, person = make_proposal(session), make_person(session)
    sheet = make_sheet(session, proposal, entered_by=person)
    with pytest.raises(Refused, match="Somebody else must check it"):
        backing.check_sheet(session, proposal=proposal, sheet=sheet, good=10, person_id=person.id)


def test_of_two_who_check_a_sheet_at_once_one_counts(session, race):
    proposal = make_proposal(session)
    sheet, people = make_sheet(session, proposal), iter([make_person(session).id for _ in range(3)])

    def check(own):
        one = own.get_one(Proposal, proposal.id)
        backing.check_sheet(own, proposal=one, sheet=own.get_one(Sheet, sheet.id), good=9, person_id=next(people))

    outcomes = race(3, check)
    assert sum(one is None for one in outcomes) == 1
    session.rollback()
    assert queries.count_backing(session, proposal) == 33


def test_a_sheet_is_entered_once(session):
    proposal, person = make_proposal(session), make_person(session)
    facts = {"proposal": proposal, "reference": "1", "by_area": {}, "person_id": person.id}
    backing.enter_sheet(session, lines=5, **facts)
    with pytest.raises(backing.SheetEntered):
        backing.enter_sheet(session, lines=5, **facts)


@pytest.mark.parametrize(
    ("lines", "areas", "field"), [(0, {}, "lines"), (501, {}, "lines"), (5, {1: 6}, "by_area"), (5, {1: -1}, "by_area")]
)
def test_numbers_that_cannot_be_are_refused(session, lines, areas, field):
    proposal, person = make_proposal(session), make_person(session)
    with pytest.raises(Refused) as refused:
        backing.enter_sheet(session, proposal=proposal, reference="1", lines=lines, by_area=areas, person_id=person.id)
    assert refused.value.field == field


def test_of_two_officers_who_move_it_at_once_one_is_told(session, race):
    proposal = make_proposal(session, stage=Stage.THRESHOLD)

    def take(own):
        one = own.get_one(Proposal, proposal.id)
        moving.move(own, proposal=one, since=Stage.THRESHOLD, to=Stage.NOT_TAKEN, actor_id=None, reason="No.")

    outcomes = race(3, take)
    assert sum(isinstance(one, moving.MovedMeanwhile) for one in outcomes) == 2, outcomes
    assert len(moves_of(session, proposal)) == 5


def test_once_people_can_back_it_earlier_words_are_kept(session):
    proposal = make_proposal(session)
    writing.save(session, proposal=proposal, what="Two benches.")
    kept = session.scalars(select(Wording)).one()
    assert (kept.what, proposal.edited_at is not None) == ("People wait there and cannot sit.", True)


def test_the_author_replies_to_how_it_ended_once(session):
    proposal = make_proposal(session, stage=Stage.NOT_TAKEN)
    answering.reply(session, proposal=proposal, person_id=proposal.author_id, words="We will ask again.")
    with pytest.raises(answering.RepliedAlready):
        answering.reply(session, proposal=proposal, person_id=proposal.author_id, words="And again.")


def test_a_petition_goes_the_same_way(session):
    person = make_person(session)
    made = writing.begin(session, author_id=person.id, token="p", title="Save the baths", form=Form.PETITION)
    assert queries.move_now(session, made).stage is Stage.DRAFT
