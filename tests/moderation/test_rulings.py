"""Flags, cases and decisions, with proposals as what is moderated: what must hold when several press at once."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.letterbox import mails
from tests.support.people import make_person
from tests.support.proposals import make_proposal, stage_of
from webapp import clock
from webapp.access import Role
from webapp.audit.services import find_break
from webapp.moderation import cases, queries, rulings
from webapp.moderation.models import Appeal, Case, Flag, Reason, Ruling, Verdict, Why
from webapp.moderation.rules import CLAIM_LASTS
from webapp.proposals.models import Proposal
from webapp.proposals.rules import Stage

HIDE = {"verdict": Verdict.HIDE, "reason": Reason.ABUSE, "words": "Be kind."}


def waiting(session, many=1):
    """Ids of cases: proposals that wait to be read."""
    for _ in range(many):
        make_proposal(session, stage=Stage.IN_MODERATION)
    return list(session.scalars(select(Case.id).order_by(Case.id)))


def moderators(session, many=2):
    return [make_person(session, Role.MODERATOR) for _ in range(many)]


def flag(session, proposal, person, reason=Reason.ABUSE):
    return cases.flag(session, kind="proposal", thing_id=proposal.id, author_id=proposal.author_id,
                      person_id=person.id, reason=reason)  # fmt: skip


def test_letting_it_in_opens_the_proposal(session):
    ids, (ann, _bob) = waiting(session), moderators(session)
    rulings.decide(session, cases=ids, verdict=Verdict.SHOW, reason=None, words="", by=ann.id)
    session.commit()
    assert stage_of(session, session.scalars(select(Proposal)).one()) is Stage.GATHERING


def test_sending_it_back_tells_the_author_which_rule_and_in_whose_words(session):
    ids, (ann, _bob) = waiting(session), moderators(session)
    rulings.decide(session, cases=ids, by=ann.id, **HIDE)
    session.commit()
    told = next(one for one in mails(session) if one.subject.startswith("What you wrote was not let in"))
    assert "No insults and no bullying." in told.text
    assert "Be kind." in told.text
    assert "/moderation/rulings/1" in told.text


def test_two_moderators_never_both_decide_one_case(session, race):
    ids, people = waiting(session, 6), iter([one.id for one in moderators(session, 4)])
    outcomes = race(4, lambda own: rulings.decide(own, cases=ids, by=next(people), **HIDE))
    assert sum(isinstance(one, list) for one in outcomes) == 1, outcomes
    session.rollback()
    assert session.scalar(select(func.count(Ruling.id))) == 6


def test_where_one_of_many_was_decided_meanwhile_nothing_is_done(session):
    ids, (ann, bob) = waiting(session, 3), moderators(session)
    rulings.decide(session, cases=ids[:1], by=ann.id, **HIDE)
    session.commit()
    with pytest.raises(rulings.DecidedMeanwhile):
        rulings.decide(session, cases=ids, by=bob.id, **HIDE)
    session.rollback()
    assert session.scalar(select(func.count(Ruling.id))) == 1


def test_what_a_colleague_took_is_left_to_them_for_ten_minutes(session):
    ids, (ann, bob) = waiting(session, 2), moderators(session)
    assert rulings.claim(session, cases=ids, person_id=ann.id) == 2
    assert rulings.claim(session, cases=ids, person_id=bob.id) == 0
    session.commit()
    with pytest.raises(rulings.TakenByAnother):
        rulings.decide(session, cases=ids, by=bob.id, **HIDE)
    session.rollback()
    with clock.set_to(clock.now() + CLAIM_LASTS + timedelta(seconds=1)):
        assert len(rulings.decide(session, cases=ids, by=bob.id, **HIDE)) == 2


def test_two_who_take_the_same_at_once_get_each_case_once(session, race):
    ids, people = waiting(session, 8), iter([one.id for one in moderators(session, 3)])
    assert sum(race(3, lambda own: rulings.claim(own, cases=ids, person_id=next(people)))) == 8


def test_what_was_taken_can_be_let_go(session):
    ids, (ann, bob) = waiting(session), moderators(session)
    rulings.claim(session, cases=ids, person_id=ann.id)
    rulings.free(session, person_id=ann.id)
    assert rulings.claim(session, cases=ids, person_id=bob.id) == 1


def test_nobody_decides_on_their_own_words(session):
    moderator = make_person(session, Role.MODERATOR)
    make_proposal(session, stage=Stage.IN_MODERATION, author=moderator)
    with pytest.raises(rulings.NotYours):
        rulings.decide(session, cases=[1], verdict=Verdict.SHOW, reason=None, words="", by=moderator.id)


def test_nobody_decides_on_what_they_flagged_themselves(session):
    proposal, (ann, bob) = make_proposal(session), moderators(session)
    flag(session, proposal, ann)
    case = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    session.commit()
    with pytest.raises(rulings.NotYours):
        rulings.decide(session, cases=[case.id], by=ann.id, **HIDE)
    session.rollback()
    rulings.decide(session, cases=[case.id], by=bob.id, **HIDE)


def test_hiding_needs_a_reason_and_letting_stand_none(session):
    ids, (ann, _bob) = waiting(session), moderators(session)
    with pytest.raises(rulings.Refused) as refused:
        rulings.decide(session, cases=ids, verdict=Verdict.HIDE, reason=None, words="", by=ann.id)
    assert refused.value.field == "reason"


def test_many_flags_on_one_thing_are_one_case(session, race):
    proposal, people = make_proposal(session), iter([make_person(session).id for _ in range(6)])
    session.commit()

    def press(own):
        cases.flag(own, kind="proposal", thing_id=proposal.id, author_id=proposal.author_id, person_id=next(people),
                   reason=Reason.SPAM)  # fmt: skip

    assert race(6, press) == [None] * 6
    session.rollback()
    open_ones = select(func.count(Case.id)).where(Case.closed_at.is_(None), Case.why == Why.FLAGGED)
    assert (session.scalar(open_ones), session.scalar(select(func.count(Flag.id)))) == (1, 6)


def test_flagging_twice_is_told_kindly(session):
    proposal, person = make_proposal(session), make_person(session)
    flag(session, proposal, person)
    with pytest.raises(cases.AlreadyFlagged):
        flag(session, proposal, person)


def test_what_may_be_a_danger_to_somebody_comes_first(session):
    first, second, person = make_proposal(session), make_proposal(session), make_person(session)
    flag(session, first, person)
    flag(session, second, person, Reason.DANGER)
    rows, _more = queries.list_queue(session, person_id=person.id, why=Why.FLAGGED)
    assert [row.case.thing_id for row in rows] == [second.id, first.id]


def test_the_queue_comes_in_pages_without_gaps_in_a_fixed_number_of_statements(session):
    ids, (ann, _bob) = waiting(session, queries.A_PAGE + 3), moderators(session)
    page, after = queries.list_queue(session, person_id=ann.id)
    rest, last = queries.list_queue(session, person_id=ann.id, after=after)
    assert [row.case.id for row in (*page, *rest)] == ids
    assert last is None


def test_one_takes_back_ones_own_decision_and_nobody_elses(session):
    proposal, (ann, bob) = make_proposal(session), moderators(session)
    flag(session, proposal, make_person(session))
    case = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    (ruling,) = rulings.decide(session, cases=[case.id], by=ann.id, **HIDE)
    assert session.get(Proposal, proposal.id).hidden_at is not None
    with pytest.raises(rulings.Refused):
        rulings.undo(session, ruling=ruling, by=bob.id)
    rulings.undo(session, ruling=ruling, by=ann.id)
    session.commit()
    assert session.get(Proposal, proposal.id).hidden_at is None


def test_what_was_let_be_is_looked_at_once_more_when_that_is_taken_back(session):
    proposal, (ann, bob) = make_proposal(session), moderators(session)
    flag(session, proposal, make_person(session))
    first = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    (ruling,) = rulings.decide(session, cases=[first.id], verdict=Verdict.SHOW, reason=None, words="", by=ann.id)
    rulings.undo(session, ruling=ruling, by=ann.id)
    again = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    assert (again.why, again.suspicions[0].rule) == (Why.SUSPECTED, "taken back")
    rulings.decide(session, cases=[again.id], by=bob.id, **HIDE)
    with pytest.raises(rulings.Refused):
        rulings.undo(session, ruling=ruling, by=ann.id)


@pytest.fixture
def hidden(session):
    """A proposal that Ann hid; the ruling, its author, Ann and Bob."""
    author, (ann, bob) = make_person(session), moderators(session)
    proposal = make_proposal(session, author=author)
    flag(session, proposal, make_person(session))
    case = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    (ruling,) = rulings.decide(session, cases=[case.id], by=ann.id, **HIDE)
    session.commit()
    return ruling, author, ann, bob


def test_another_moderator_grants_an_appeal_and_it_is_shown_again(session, hidden):
    ruling, author, ann, bob = hidden
    made = rulings.appeal(session, ruling=ruling, person_id=author.id, words="It is no insult.")
    with pytest.raises(rulings.Refused, match="You decided it"):
        rulings.answer(session, appeal=made, granted=True, words="Yes.", by=ann.id)
    rulings.answer(session, appeal=made, granted=True, words="You are right.", by=bob.id)
    session.commit()
    assert session.scalars(select(Proposal)).one().hidden_at is None
    assert "You are right." in mails(session, author.email)[-1].text


def test_one_asks_for_another_look_once_and_within_four_weeks(session, hidden):
    ruling, author, _ann, _bob = hidden
    with clock.set_to(clock.now() + timedelta(days=29)), pytest.raises(rulings.Refused, match="28 days"):
        rulings.appeal(session, ruling=ruling, person_id=author.id, words="Late.")
    rulings.appeal(session, ruling=ruling, person_id=author.id, words="Please.")
    session.expire_all()
    with pytest.raises(rulings.Refused):
        rulings.appeal(session, ruling=ruling, person_id=author.id, words="Please!")
    assert session.scalar(select(func.count(Appeal.id))) == 1


def test_nobody_appeals_for_somebody_else(session, hidden):
    ruling, _author, _ann, bob = hidden
    with pytest.raises(rulings.Refused):
        rulings.appeal(session, ruling=ruling, person_id=bob.id, words="Please.")


def test_of_two_who_answer_at_once_one_is_heard(session, hidden, race):
    ruling, author, _ann, bob = hidden
    made = rulings.appeal(session, ruling=ruling, person_id=author.id, words="Please.")
    session.commit()
    answers, asked, moderator = iter([True, False, True]), made.id, bob.id

    def answer(own):
        one = own.get_one(Appeal, asked)
        rulings.answer(own, appeal=one, granted=next(answers), words="So.", by=moderator)

    assert sum(one is None for one in race(3, answer)) == 1


def test_the_audit_trail_stays_whole(session, hidden):
    assert find_break(session) is None
