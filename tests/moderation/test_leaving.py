"""Somebody closes their account: what moderators keep of it, what goes, and a person's own data before that."""

import json

import pytest
from sqlalchemy import delete, func, select

from tests.moderation.test_rulings import HIDE, flag
from tests.moderation.test_sanctions import impose
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import closing
from webapp.audit.models import AuditEntry
from webapp.audit.services import find_break
from webapp.moderation import cases, queries, rulings, sanctions
from webapp.moderation.models import Appeal, Case, Flag, Reason, Ruling, Sanction, SanctionAppeal
from webapp.proposals.models import Move, Proposal


@pytest.fixture
def story(session):
    """Rosa flagged something, had something hidden, was suspended, and asked for another look at both."""
    rosa = make_person(session, name="Rosa Field")
    ann, bob = (make_person(session, Role.MODERATOR, name=name) for name in ("Ann", "Bob"))
    cases.flag(session, kind="proposal", thing_id=make_proposal(session).id, author_id=None, person_id=rosa.id,
               reason=Reason.SPAM, words="He sells his own bricks.")  # fmt: skip
    make_proposal(session, author=rosa, title="Lights on the canal path")
    proposal = make_proposal(session, author=rosa)
    flag(session, proposal, make_person(session))
    case = cases.find_open(session, kind="proposal", thing_id=proposal.id)
    (ruling,) = rulings.decide(session, cases=[case.id], by=ann.id, **HIDE)
    made = impose(session, rosa, ann)
    rulings.appeal(session, ruling=ruling, person_id=rosa.id, words="Rosa says it is none.")
    sanctions.appeal(session, sanction=made, person_id=rosa.id, words="Rosa says please.")
    session.commit()
    return rosa, ann, bob


def standing(session):
    """What Rosa wrote and nobody hid."""
    return session.scalars(select(Proposal).where(Proposal.title == "Lights on the canal path")).one()


def leave(session, person, *, with_words):
    closing.close(session, person=person, with_words=with_words)
    session.commit()
    session.expire_all()


def count(session, model):
    return session.scalar(select(func.count(model.id)))


@pytest.mark.parametrize("with_words", [True, False])
def test_the_record_stays_and_what_was_told_to_them_alone_goes(session, story, with_words):
    rosa, _ann, _bob = story
    before = [count(session, model) for model in (Flag, Case, Ruling, Sanction)]
    leave(session, rosa, with_words=with_words)
    assert [count(session, model) for model in (Flag, Case, Ruling, Sanction)] == before
    told = [*session.scalars(select(Ruling.words)), *session.scalars(select(Sanction.words))]
    assert set(told) == {""}
    assert {(one.kind, one.reason) for one in session.scalars(select(Sanction))} == {("blocked", "abuse")}
    assert count(session, SanctionAppeal) == 0
    assert find_break(session) is None


@pytest.mark.parametrize(("with_words", "stays"), [(True, ""), (False, "He sells his own bricks.")])
def test_what_they_told_moderators_goes_if_they_wish_it(session, story, with_words, stays):
    rosa, _ann, _bob = story
    leave(session, rosa, with_words=with_words)
    theirs = session.scalars(select(Flag).where(Flag.person_id == rosa.id)).one()
    assert (theirs.reason, theirs.words) == (Reason.SPAM, stays)
    assert count(session, Appeal) == (0 if with_words else 1)


def test_an_answer_that_was_given_stays_as_a_fact(session, story):
    rosa, _ann, bob = story
    asked = session.scalars(select(SanctionAppeal)).one()
    sanctions.answer(session, appeal=asked, granted=False, words="Rosa, no.", by=bob.id)
    leave(session, rosa, with_words=True)
    kept = session.scalars(select(SanctionAppeal)).one()
    assert (kept.granted, kept.words, kept.answer) == (False, "", "")


def test_their_name_stands_nowhere_on_a_moderators_pages(app, session, story):
    rosa, _ann, bob = story
    flag(session, standing(session), make_person(session))
    session.commit()
    leave(session, rosa, with_words=False)
    visitor = sign_in(Visitor(app), bob)
    queue = visitor.open("/office/moderation")
    assert "By somebody who has left" in queue.main
    page = visitor.open(f"/office/moderation/people/{rosa.id}")
    assert page.h1 == "Somebody who has left"
    assert "This account is closed or stopped." in page.main
    for one in (queue, page, visitor.open("/office/moderation/appeals"), visitor.open("/office/moderation/people")):
        assert "Rosa Field" not in one.text


def test_what_they_wrote_is_shown_as_by_somebody_who_has_left(session, story, visitor):
    rosa, _ann, _bob = story
    leave(session, rosa, with_words=False)
    page = visitor.open(f"/proposals/{standing(session).number}")
    assert "Proposed by somebody who has left" in page.main


def test_a_moderator_who_leaves_lets_go_of_what_they_took(session, story):
    _rosa, ann, bob = story
    (case,) = [one.case.id for one in queries.list_queue(session, person_id=bob.id)[0]]
    rulings.claim(session, cases=[case], person_id=ann.id)
    session.commit()
    leave(session, ann, with_words=False)
    assert rulings.claim(session, cases=[case], person_id=bob.id) == 1


@pytest.mark.parametrize("verdict", ["show", "hide"])
def test_a_case_whose_words_are_gone_can_still_be_closed(app, session, verdict):
    proposal, bob = make_proposal(session), make_person(session, Role.MODERATOR)
    flag(session, proposal, make_person(session))
    session.execute(delete(Move))
    session.execute(delete(Proposal))
    session.commit()
    page = sign_in(Visitor(app), bob).open("/office/moderation")
    assert "It is gone: whoever wrote it took it away." in page.main
    page = page.fill(cases=page.all("//input[@name='cases']/@value"), verdict=verdict, reason="abuse")
    assert page.send("Decide what is ticked").notice == "1 is decided."
    undone = sign_in(Visitor(app), bob).open("/office/moderation/decided").send("Take it back")
    assert undone.notice == "Taken back."


def test_a_person_saves_what_moderation_holds_about_them(app, session, story):
    rosa, _ann, _bob = story
    visitor = sign_in(Visitor(app), rosa)
    page = visitor.open("/account").link("You and the moderators")
    assert "He sells his own bricks." in page.main
    reply = page.send("Save all of this as a file").reply
    assert reply.headers["Cache-Control"] == "no-store"
    told = json.loads(reply.text)
    assert told["flags you raised"][0]["words"] == "He sells his own bricks."
    assert told["decisions about what you wrote"][0]["words"] == "Be kind."
    assert told["warnings, suspensions and blocks"][0]["kind"] == "blocked"
    assert [one["about"] for one in told["when you asked for another look"]] == ["what you wrote", "you"]
    assert not {"Ann", "Bob"} & set(reply.text.split('"'))
    session.rollback()
    assert session.scalars(select(AuditEntry).where(AuditEntry.act == "moderation: own data")).one().actor_id == rosa.id


def test_the_file_holds_nothing_of_anybody_else(app, session, story):
    other = sign_in(Visitor(app), make_person(session)).open("/moderation/mine").send("Save all of this as a file")
    assert set(map(len, json.loads(other.reply.text).values())) == {0}
    assert Visitor(app).send("/moderation/mine/file", {}, follow=False).status in {302, 400}
