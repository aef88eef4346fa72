"""What becomes of words at the gate: let in, held with the evidence, or pointed out to moderators."""

from datetime import timedelta

import pytest
from sqlalchemy import event, select

from tests.support.people import make_person
from tests.support.proposals import make_proposal
from webapp import clock
from webapp.database import db
from webapp.moderation import gate
from webapp.moderation.kinds import KINDS, Remembering
from webapp.moderation.models import Case, Suspicion, Why
from webapp.moderation.rules import Standing
from webapp.proposals.models import AuthorReply, Proposal
from webapp.proposals.rules import Stage
from webapp.proposals.services import answering

LETTER = ("Please keep the number fourteen bus running past the library on Sundays because people who cannot drive "
          "have no other way to reach the hospital and the market at Hob Hill in winter")  # fmt: skip


def somebody(session, standing=Standing.NEW):
    """A person of this standing: so many proposals of theirs have stood for so long."""
    days, stood = {Standing.NEW: (0, 0), Standing.KNOWN: (2, 3), Standing.TRUSTED: (31, 20)}[standing]
    person = make_person(session)
    person.confirmed_at = clock.now() - timedelta(days=days)
    for number in range(stood):
        make_proposal(session, author=person, title=f"Thing {number} of {person.id}", what=f"Because of {number}.")
    with clock.set_to(clock.now() + timedelta(days=1)):
        assert gate.find_standing(session, person_id=person.id) is standing
    return person


@pytest.mark.parametrize(("standing", "held"), [
    (Standing.NEW, True), (Standing.KNOWN, False), (Standing.TRUSTED, False)])  # fmt: skip
def test_what_rules_notice_holds_the_words_of_newcomers_only(session, standing, held):
    person = somebody(session, standing)
    with clock.set_to(clock.now() + timedelta(days=1)):
        admission = gate.admit(session, person_id=person.id, text="You are all idiots.")
    assert admission.held is held
    assert admission.evidence == (("abuse", "It has words of our list: “you are all idiots”"),)


def test_what_stands_since_this_morning_counts_tomorrow(session):
    person = make_person(session)
    ended(session, person)
    answering.reply(session, proposal=session.scalars(select(Proposal)).one(), person_id=person.id, words="Thank you.")
    assert gate.find_facts(session, person_id=person.id).stood == 0
    with clock.set_to(clock.now() + timedelta(days=1)):
        assert gate.find_facts(session, person_id=person.id).stood == 2


def test_calm_words_of_a_newcomer_come_in(session):
    admission = gate.admit(session, person_id=somebody(session).id, text="The pot hole at Scunthorpe Road is back.")
    assert (admission.held, admission.evidence) == (False, ())


def test_the_same_words_in_what_stands_elsewhere_are_noticed(session):
    make_proposal(session, what=LETTER)
    ((rule, words),) = gate.admit(session, person_id=somebody(session).id, text=LETTER).evidence
    assert (rule, words) == ("copied", "The same 33 words stand in 1 other text of the last 7 days.")


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.IN_MODERATION])
def test_what_nobody_sees_is_not_compared(session, stage):
    make_proposal(session, what=LETTER, stage=stage)
    assert gate.admit(session, person_id=somebody(session).id, text=LETTER).evidence == ()


def test_what_is_changed_is_no_copy_of_itself(session):
    person = somebody(session)
    proposal = make_proposal(session, what=LETTER, author=person)
    assert gate.admit(session, person_id=person.id, text=LETTER, thing=("proposal", proposal.id)).evidence == ()


def test_what_is_older_than_a_week_is_not_compared(session):
    make_proposal(session, what=LETTER)
    with clock.set_to(clock.now() + timedelta(days=8)):
        assert gate.admit(session, person_id=somebody(session).id, text=LETTER).evidence == ()


def test_a_proposal_is_held_with_its_evidence(session):
    make_proposal(session, stage=Stage.IN_MODERATION, what="Sack these fucking idiots.")
    case = session.scalars(select(Case)).one()
    assert case.why is Why.HELD
    assert {one.rule for one in session.scalars(select(Suspicion))} == {"abuse"}


def ended(session, author):
    return make_proposal(session, stage=Stage.NOT_TAKEN, author=author)


def test_a_newcomers_reply_that_a_rule_noticed_waits_and_a_moderator_lets_it_in(session, visitor):
    author = somebody(session)
    proposal = ended(session, author)
    made = answering.reply(session, proposal=proposal, person_id=author.id, words="You are all idiots.")
    session.commit()
    assert session.scalars(select(Case).where(Case.kind == "author-reply")).one().why is Why.HELD
    assert "idiots" not in visitor.open(f"/proposals/{proposal.number}").main
    KINDS["author-reply"].show(session, made.id)
    session.commit()
    assert "idiots" in visitor.open(f"/proposals/{proposal.number}").main


def test_the_reply_of_somebody_known_stands_and_is_pointed_out(session):
    author = somebody(session, Standing.KNOWN)
    proposal = ended(session, author)
    with clock.set_to(clock.now() + timedelta(days=1)):
        answering.reply(session, proposal=proposal, person_id=author.id, words="You are all idiots.")
    assert session.scalars(select(AuthorReply)).one().hidden_at is None
    assert session.scalars(select(Case).where(Case.kind == "author-reply")).one().why is Why.SUSPECTED


def test_the_gate_asks_the_same_number_of_statements_however_much_there_is(session):
    person = somebody(session)
    make_proposal(session)
    few = statements(lambda: gate.admit(session, person_id=person.id, text=LETTER))
    for number in range(30):
        make_proposal(session, title=f"Number {number}")
    assert statements(lambda: gate.admit(session, person_id=person.id, text=LETTER)) == few <= 4 + 2 * len(KINDS)


def statements(act):
    """How many statements `act` sends."""
    sent = []

    def hear(_connection, _cursor, statement, *_more):
        sent.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        act()
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    return len(sent)


def test_kinds_that_exist_remember(app):
    assert all(isinstance(kind, Remembering) for kind in KINDS.values())
