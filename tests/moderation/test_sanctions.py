"""Warning, suspending and blocking people: who can be, what follows, and how it ends."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.accounts.models import Person
from webapp.audit.models import AuditEntry
from webapp.audit.services import find_break
from webapp.moderation import gate, queries, sanctions
from webapp.moderation.models import Reason, Sanction, SanctionAppeal, SanctionKind
from webapp.moderation.rules import UNTOUCHABLE, is_in_force, why_not_ask_again, why_not_sanction, why_not_until
from webapp.refusals import Refused

WARNED, SUSPENDED, BLOCKED = SanctionKind.WARNED, SanctionKind.SUSPENDED, SanctionKind.BLOCKED
DAY = timedelta(days=1)


def impose(session, person, by, kind=BLOCKED, *, seen=0, words="Three insults in a week.", until=None):
    until = clock.now() + 7 * DAY if kind is SUSPENDED and until is None else until
    made = sanctions.impose(session, person=person, kind=kind, reason=Reason.ABUSE, words=words, by=by.id, seen=seen,
                            until=until)  # fmt: skip
    session.commit()
    return made


@pytest.fixture
def people(session):
    """A resident, and the moderators Ann and Bob."""
    return make_person(session, name="Rosa Field"), *(make_person(session, Role.MODERATOR) for _ in range(2))


def kept_out(session, person):
    try:
        gate.refuse_sanctioned(session, person_id=person.id)
    except Refused:
        return True
    return False


@pytest.mark.parametrize("role", Role)
def test_everybody_can_be_sanctioned_but_those_who_keep_order(role):
    refused = why_not_sanction(own=False, roles=[Role.RESIDENT, role], stopped=False) is not None
    assert refused is (role in UNTOUCHABLE) is (role in {Role.MODERATOR, Role.ADMINISTRATOR})


@pytest.mark.parametrize("role", sorted(UNTOUCHABLE))
def test_who_keeps_order_too_is_refused_by_the_service(session, people, role):
    _rosa, ann, _bob = people
    with pytest.raises(Refused, match="keeps order here too"):
        impose(session, make_person(session, role), ann)


def test_nobody_decides_about_themselves(session, people):
    _rosa, ann, _bob = people
    with pytest.raises(Refused, match="This is you"):
        impose(session, ann, ann)


def test_nobody_decides_about_an_account_that_is_closed(session, people):
    rosa, ann, _bob = people
    rosa.active = False
    with pytest.raises(Refused, match="closed or stopped"):
        impose(session, rosa, ann)


@pytest.mark.parametrize(("kind", "kept"), [(WARNED, False), (SUSPENDED, True), (BLOCKED, True)])
def test_what_each_kind_keeps_somebody_from(session, people, kind, kept):
    rosa, ann, _bob = people
    impose(session, rosa, ann, kind)
    assert kept_out(session, rosa) is kept


def test_a_suspension_ends_by_itself_at_its_moment(session, people):
    rosa, ann, _bob = people
    made = impose(session, rosa, ann, SUSPENDED)
    with clock.set_to(made.until - timedelta(seconds=1)):
        assert kept_out(session, rosa)
    with clock.set_to(made.until):
        assert not kept_out(session, rosa)
        assert queries.list_in_force(session) == []


@pytest.mark.parametrize(("day", "fits"), [(None, False), (0, False), (1, True), (365, True), (366, False)])
def test_a_suspension_ends_after_today_and_within_a_year(day, fits):
    today = clock.now().date()
    chosen = None if day is None else today + day * DAY
    assert (why_not_until(chosen, today=today) is None) is fits


def test_a_block_takes_the_place_of_a_suspension_so_that_lifting_it_is_enough(session, people):
    rosa, ann, bob = people
    impose(session, rosa, ann, SUSPENDED)
    block = impose(session, rosa, bob, seen=1)
    sanctions.lift(session, sanction=block, words="We were wrong.", by=ann.id, seen=2)
    assert not kept_out(session, rosa)


@pytest.mark.parametrize(("kind", "says"), [
    (WARNED, "You can go on writing"), (SUSPENDED, "You can write again from Monday 8 June 2026"),
    (BLOCKED, "until a moderator takes that back")])  # fmt: skip
def test_the_person_is_told_what_why_how_long_and_how_to_ask_again(session, people, kind, says):
    rosa, ann, _bob = people
    made = impose(session, rosa, ann, kind)
    (mail,) = mails(session, rosa.email)
    for part in (says, "No insults and no bullying.", "Three insults in a week.", f"/moderation/sanctions/{made.id}"):
        assert part in mail.text
    assert "answer consultations" in mail.text


def test_each_act_stands_in_the_audit_trail(session, people):
    rosa, ann, bob = people
    made = impose(session, rosa, ann, SUSPENDED)
    asked = sanctions.appeal(session, sanction=made, person_id=rosa.id, words="Please.")
    sanctions.answer(session, appeal=asked, granted=False, words="No.", by=bob.id)
    sanctions.lift(session, sanction=made, words="Enough.", by=bob.id, seen=1)
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.subject == f"person:{rosa.id}")).all()
    assert acts[-3:] == ["moderation: suspended", "moderation: answer appeal", "moderation: lifted"]
    assert find_break(session) is None


def test_of_two_moderators_who_act_at_once_one_is_heard(session, people, race):
    rosa, ann, bob = (one.id for one in people)
    moderators = iter([ann, bob])

    def act(own):
        return impose(own, own.get_one(Person, rosa), own.get_one(Person, next(moderators))).id

    outcomes = race(2, act)
    assert sum(isinstance(one, int) for one in outcomes) == 1, outcomes
    (refused,) = [one for one in outcomes if not isinstance(one, int)]
    assert str(refused).startswith("A colleague did something about this person a moment ago.")
    session.rollback()
    assert session.scalar(select(func.count(Sanction.id))) == 1


def test_whoever_looked_before_a_colleague_acted_is_told_to_look_again(session, people):
    rosa, ann, bob = people
    made = impose(session, rosa, ann, WARNED)
    with pytest.raises(sanctions.ActedMeanwhile):
        impose(session, rosa, bob, seen=0)
    session.rollback()
    with pytest.raises(sanctions.ActedMeanwhile):
        sanctions.lift(session, sanction=made, words="No.", by=bob.id, seen=0)


def test_nobody_claims_to_have_seen_what_there_is_not(session, people):
    rosa, ann, _bob = people
    with pytest.raises(sanctions.ActedMeanwhile):
        impose(session, rosa, ann, seen=5)


def test_of_two_who_lift_at_once_one_is_heard(session, people, race):
    rosa, ann, bob = people
    made, moderators = impose(session, rosa, ann).id, iter([ann.id, bob.id])

    def lift(own):
        sanctions.lift(own, sanction=own.get_one(Sanction, made), words="So.", by=next(moderators), seen=1)

    assert sum(one is None for one in race(2, lift)) == 1


def test_another_moderator_answers_an_appeal_and_granting_it_lets_them_write(session, people):
    rosa, ann, bob = people
    made = impose(session, rosa, ann)
    asked = sanctions.appeal(session, sanction=made, person_id=rosa.id, words="It was a joke among friends.")
    with pytest.raises(Refused, match="You decided it"):
        sanctions.answer(session, appeal=asked, granted=False, words="No.", by=ann.id)
    sanctions.answer(session, appeal=asked, granted=True, words="It was.", by=bob.id)
    session.commit()
    assert not kept_out(session, rosa)
    assert "It was." in mails(session, rosa.email)[-1].text


def test_one_asks_once_and_for_nobody_else(session, people):
    rosa, ann, bob = people
    made = impose(session, rosa, ann)
    with pytest.raises(Refused, match="Only the person"):
        sanctions.appeal(session, sanction=made, person_id=bob.id, words="Please.")
    sanctions.appeal(session, sanction=made, person_id=rosa.id, words="Please.")
    session.expire_all()
    with pytest.raises(Refused, match="already"):
        sanctions.appeal(session, sanction=made, person_id=rosa.id, words="Please!")


def test_two_taps_ask_once(session, people, race):
    rosa, ann, _bob = people
    made, who = impose(session, rosa, ann).id, rosa.id

    def ask(own):
        sanctions.appeal(own, sanction=own.get_one(Sanction, made), person_id=who, words="Please.")

    assert sum(one is None for one in race(3, ask)) == 1
    session.rollback()
    assert session.scalar(select(func.count(SanctionAppeal.id))) == 1


@pytest.mark.parametrize(("in_force", "days", "may"), [(True, 400, True), (False, 27, True), (False, 29, False)])
def test_one_can_ask_for_as_long_as_it_is_in_force_and_four_weeks_in_any_case(in_force, days, may):
    now = clock.now()
    why_not = why_not_ask_again(asked=False, in_force=in_force, lifted=False, at=now - days * DAY, now=now)
    assert (why_not is None) is may


def test_the_words_of_somebody_who_is_blocked_stay_and_nothing_marks_them(session, people, visitor):
    rosa, ann, _bob = people
    proposal = make_proposal(session, author=rosa)
    before = visitor.open(f"/proposals/{proposal.number}").main
    impose(session, rosa, ann)
    assert visitor.open(f"/proposals/{proposal.number}").main == before
    assert "Rosa Field" in before


def test_a_moderator_suspends_somebody_from_their_page_and_they_read_why(app, session, people):
    rosa, ann, bob = people
    page = sign_in(Visitor(app), ann).open(f"/office/moderation/people/{rosa.id}")
    assert page.h1 == "Rosa Field"
    assert page.fill(act="suspend", words="Enough.", reason="abuse").send("Do it").errors == [
        "Say from which day they may write again."]  # fmt: skip
    page = page.fill(act="suspend", until="2026-06-08", reason="abuse", words="Enough.").send("Do it")
    assert page.notice.startswith("Done. They are told by mail")
    assert "They can write again from Monday 8 June 2026" in page.main
    assert "Rosa Field" in sign_in(Visitor(app), bob).open("/office/moderation/people").main
    mine = sign_in(Visitor(app), rosa).open("/account")
    assert "You cannot write here until Monday 8 June 2026" in mine.main
    mine = mine.link("Read why").fill(words="I only quoted him.").send("Ask for another look")
    assert mine.notice == "Another moderator will look at it. We tell you by mail."
    answer = sign_in(Visitor(app), bob).open("/office/moderation/appeals").link("Answer")
    assert "I only quoted him." in answer.main
    assert answer.fill(granted="yes", words="He did.").send("Answer").notice == "Answered. They are told."
    assert "You cannot write" not in sign_in(Visitor(app), rosa).open("/account").main


def test_a_moderator_who_comes_too_late_is_told_and_sees_what_was_done(app, session, people):
    rosa, ann, bob = people
    late = sign_in(Visitor(app), bob).open(f"/office/moderation/people/{rosa.id}")
    impose(session, rosa, ann, WARNED)
    late = late.fill(act="block", reason="abuse", words="Enough.").send("Do it")
    assert late.errors == ["A colleague did something about this person a moment ago. Look at the page again first."]
    assert "Warned" in late.main
    assert late.send("Do it").notice.startswith("Done.")


def test_a_moderator_takes_it_back_from_the_page(app, session, people):
    rosa, ann, bob = people
    impose(session, rosa, ann)
    page = sign_in(Visitor(app), bob).open(f"/office/moderation/people/{rosa.id}")
    assert page.fill(act="lift", words="A mistake.").send("Do it").notice.startswith("Taken back.")
    assert "You can write here again" in mails(session, rosa.email)[-1].subject


def test_there_is_no_button_about_those_who_keep_order(app, session, people):
    _rosa, ann, bob = people
    page = sign_in(Visitor(app), ann).open(f"/office/moderation/people/{bob.id}")
    assert "An administrator must take that role away first." in page.main
    assert not page.all("//button[contains(., 'Do it')]")


def test_nobody_else_reads_what_was_decided_about_somebody(app, session, people, as_resident):
    rosa, ann, _bob = people
    made = impose(session, rosa, ann)
    for somebody in (as_resident, sign_in(Visitor(app), ann)):
        assert somebody.open(f"/moderation/sanctions/{made.id}", status=None).status == 404
    assert as_resident.open(f"/office/moderation/people/{rosa.id}", status=None).status == 403


def test_the_rule_and_the_statement_agree_on_what_is_in_force(session, people):
    from_rule = {
        made.id: kind is not WARNED and keeps_out(made)
        for kind in SanctionKind
        for made in [impose(session, make_person(session), people[1], kind)]
    }
    in_force = {one.id for one, _name in queries.list_in_force(session)}
    assert in_force == {ident for ident, kept in from_rule.items() if kept}


def keeps_out(made):
    return is_in_force(until=made.until, lifted_at=made.lifted_at, now=clock.now())
