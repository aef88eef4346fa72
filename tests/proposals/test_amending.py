"""Other words for a proposal: suggested, shown as a difference, taken or declined, told to everybody it concerns."""

import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.moderation.kinds import KINDS
from webapp.moderation.models import Flag, Reason, Sanction, SanctionKind
from webapp.notices import following
from webapp.notices.models import Notice
from webapp.proposals.models import Amendment, Proposal, Wording
from webapp.proposals.rules import LONGEST, MOST_WAITING, Stage
from webapp.proposals.services import amending, backing, moving
from webapp.proposals.wording import Fate, difference, mark_of
from webapp.refusals import Refused

WHAT = "People wait there and cannot sit."
HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) {{ 7*7 }} ‮ Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A 🚌 ' OR 1=1 --"


def as_(app, person):
    return sign_in(Visitor(app), person)


def suggest(session, proposal, *, person=None, what="Two benches.", title=None, why="One is not enough."):
    """A suggestion that waits. Committed."""
    person = person or make_person(session)
    made = amending.suggest(session, proposal=proposal, person_id=person.id, title=title or proposal.title, what=what,
                            why=why, since=mark_of(proposal.title, proposal.what))  # fmt: skip
    session.commit()
    return made


def answer(app, proposal, amendment, author, *, take="yes", reason="You are right."):
    page = as_(app, author).open(f"/proposals/{proposal.number}/amendments/{amendment.id}").link("Answer it")
    return page.fill(take=take, reason=reason).send("Send the answer")


def words(page, tag):
    return [" ".join(node.text_content().split()) for node in page.all(f"//{tag}")]


@given(st.text(max_size=300), st.text(max_size=300))
def test_a_difference_holds_both_wordings_whole(before, after):
    pieces = difference(before, after)
    assert "".join(text for fate, text in pieces if fate is not Fate.NEW) == before
    assert "".join(text for fate, text in pieces if fate is not Fate.GONE) == after


@pytest.mark.parametrize("letters", ["a ", "a b ", "ab", " ", "\n", "a b c d e f g h "])
def test_no_wording_makes_the_difference_slow(letters):
    long = (letters * LONGEST["what"])[: LONGEST["what"]]
    began = time.process_time()
    difference(long, long[7:] + "x " + long[:7])
    difference(long, long[::-1])
    assert time.process_time() - began < 2


def test_somebody_suggests_other_words_and_the_authors_take_them(app, session, visitor):
    author, person = make_person(session), make_person(session, name="Ottoline Vane")
    proposal = make_proposal(session, author=author)
    page = as_(app, person).open(f"/proposals/{proposal.number}").link("Suggest other words for it")
    page = page.fill(what="People wait there, often long, and cannot sit.", why="It is often long.")
    page = page.send("Send the suggestion")
    assert page.notice == "Thank you. The authors are told, and you are told what they answer."
    assert "It is often long." in mails(session, author.email)[-1].text
    one = session.scalars(select(Amendment)).one()
    page = answer(app, proposal, one, author)
    assert page.notice == "Answered. Whoever suggested it is told."
    page = visitor.open(f"/proposals/{proposal.number}")
    assert "People wait there, often long, and cannot sit." in page.main
    assert "It was worded differently before" in page.main
    assert "Ottoline Vane" in page.link("1 other wording is suggested").main
    told = mails(session, person.email)[-1]
    assert told.subject.startswith("Your words were taken")
    assert "You are right." in told.text
    kept = session.scalars(select(Wording)).one()
    assert (kept.what, kept.amendment_id) == (WHAT, one.id)


def test_words_that_are_declined_change_nothing_and_the_reason_is_told(app, session):
    author, person = make_person(session), make_person(session)
    proposal = make_proposal(session, author=author)
    one = suggest(session, proposal, person=person)
    page = answer(app, proposal, one, author, take="no", reason="One is enough.")
    assert "The authors did not take it:" in page.main
    told = mails(session, person.email)[-1]
    assert (told.subject.split(" – ")[0], "One is enough." in told.text) == ("Your words were not taken", True)
    session.rollback()
    assert session.get_one(Proposal, proposal.id).what == WHAT
    assert session.scalar(select(func.count(Wording.id))) == 0


def test_an_answer_needs_a_choice_and_a_reason(app, session):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    one = suggest(session, proposal)
    page = as_(app, author).open(f"/proposals/{proposal.number}/amendments/{one.id}/answer").send("Send the answer")
    assert set(page.field_errors) == {"take", "reason"}


def test_what_would_go_and_come_is_marked_for_eyes_and_ears(session, visitor):
    proposal = make_proposal(session)
    one = suggest(session, proposal, what="People wait there and may sit.")
    page = visitor.open(f"/proposals/{proposal.number}/amendments/{one.id}")
    assert (words(page, "del"), words(page, "ins")) == (["[taken out: cannot]"], ["[put in: may]"])


def test_backers_and_followers_are_told_and_may_take_their_backing_back(app, session):
    author, backer, quiet, muted = (make_person(session) for _ in range(4))
    proposal = make_proposal(session, author=author)
    for person in (backer, quiet, muted):
        backing.back(session, proposal=proposal, person_id=person.id)
    following.unfollow(session, person_id=quiet.id, kind="proposal", thing_id=proposal.id)
    following.mute(session, person_id=muted.id, kind="proposal", thing_id=proposal.id)
    session.commit()
    one = suggest(session, proposal)
    answer(app, proposal, one, author)
    session.rollback()
    told = set(session.scalars(select(Notice.person_id)))
    assert told == {backer.id, quiet.id}
    page = as_(app, backer).open(f"/proposals/{proposal.number}").send("No longer back it")
    assert page.notice == "You no longer back this."


def test_an_author_who_edits_the_words_is_told_on_as_well(app, session):
    author, backer = make_person(session), make_person(session)
    proposal = make_proposal(session, author=author)
    backing.back(session, proposal=proposal, person_id=backer.id)
    session.commit()
    as_(app, author).open(f"/proposals/drafts/{proposal.id}/what").fill(what="A motorway.").send("Save and continue")
    session.rollback()
    assert list(session.scalars(select(Notice.person_id))) == [backer.id]


def test_a_suggestion_made_from_older_words_says_so_and_shows_what_it_would_change_now(app, session, visitor):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    first, second = suggest(session, proposal, what="Two benches."), suggest(session, proposal, what="Three benches.")
    answer(app, proposal, first, author)
    page = visitor.open(f"/proposals/{proposal.number}/amendments/{second.id}")
    assert "worded differently since this was suggested" in page.main
    assert words(page, "del") == ["[taken out: Two]"]
    assert "worded differently" not in visitor.open(f"/proposals/{proposal.number}/amendments/{first.id}").main


def test_words_that_change_while_one_writes_are_shown_and_nothing_written_is_lost(app, session):
    author, person = make_person(session), make_person(session)
    proposal = make_proposal(session, author=author)
    page = as_(app, person).open(f"/proposals/{proposal.number}/amendments/new").fill(what="Mine.", why="Because.")
    answer(app, proposal, suggest(session, proposal, what="Theirs."), author)
    page = page.send("Send the suggestion")
    assert "Its words changed a moment ago." in page.errors[0]
    assert "Theirs." in page.main
    assert page.all("//textarea[@name='what']")[0].text.strip() == "Mine."
    assert page.send("Send the suggestion").notice


def test_an_author_who_looks_at_older_words_is_asked_to_look_again(app, session):
    author = make_person(session)
    proposal = make_proposal(session, author=author)
    first, second = suggest(session, proposal, what="Two."), suggest(session, proposal, what="Three.")
    page = as_(app, author).open(f"/proposals/{proposal.number}/amendments/{second.id}/answer")
    page = page.fill(take="yes", reason="Yes.")
    answer(app, proposal, first, author)
    page = page.send("Send the answer")
    assert "Its words changed a moment ago." in page.field_errors["take"]
    assert page.send("Send the answer").notice == "Answered. Whoever suggested it is told."


def test_of_two_authors_who_take_it_at_once_one_does_and_the_other_is_told_kindly(session, race):
    proposal = make_proposal(session)
    one = suggest(session, proposal)
    ident, amendment_id, author_id, mark = (
        proposal.id,
        one.id,
        proposal.author_id,
        mark_of(proposal.title, proposal.what),
    )

    def take(own):
        amending.answer(own, proposal=own.get_one(Proposal, ident), amendment=own.get_one(Amendment, amendment_id),
                        person_id=author_id, accept=True, reason="Yes.", since=mark)  # fmt: skip

    outcomes = race(4, take)
    assert sum(one is None for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, amending.AnsweredAlready) for one in outcomes) == 3, outcomes
    session.rollback()
    assert session.scalar(select(func.count(Wording.id))) == 1


def test_of_two_different_suggestions_taken_at_once_one_is_and_the_other_waits(session, race):
    proposal = make_proposal(session)
    both = iter([suggest(session, proposal, what="Two.").id, suggest(session, proposal, what="Three.").id])
    ident, author_id, mark = proposal.id, proposal.author_id, mark_of(proposal.title, proposal.what)

    def take(own):
        amending.answer(own, proposal=own.get_one(Proposal, ident), amendment=own.get_one(Amendment, next(both)),
                        person_id=author_id, accept=True, reason="Yes.", since=mark)  # fmt: skip

    outcomes = race(2, take)
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "WordsChanged"], outcomes


@pytest.mark.parametrize(
    ("parts", "field"),
    [({"what": " "}, "what"), ({"title": " "}, "title"), ({"why": " "}, "why"), ({"what": WHAT}, "what")],
)
def test_what_is_missing_or_the_same_is_refused(session, parts, field):
    proposal, person = make_proposal(session), make_person(session)
    words = {"title": proposal.title, "what": "Two.", "why": "Why."} | parts
    with pytest.raises(Refused) as refused:
        amending.suggest(session, proposal=proposal, person_id=person.id, since=mark_of(proposal.title, proposal.what),
                         **words)  # fmt: skip
    assert refused.value.field == field


def test_one_person_does_not_fill_the_list(session):
    proposal, person = make_proposal(session), make_person(session)
    for number in range(MOST_WAITING):
        suggest(session, proposal, person=person, what=f"{number} benches.")
    with pytest.raises(Refused, match="wait for an answer"):
        suggest(session, proposal, person=person)


def test_once_it_has_moved_on_no_words_are_taken(session):
    proposal = make_proposal(session)
    one, mark = suggest(session, proposal), mark_of(proposal.title, proposal.what)
    moving.move(session, proposal=proposal, since=Stage.GATHERING, to=Stage.WITH_OFFICER, actor_id=None)
    with pytest.raises(amending.NotNow):
        amending.answer(session, proposal=proposal, amendment=one, person_id=proposal.author_id, accept=True,
                        reason="Yes.", since=mark)  # fmt: skip


def test_who_may_not_write_may_not_suggest(app, session):
    person, proposal = make_person(session), make_proposal(session)
    session.add(Sanction(person_id=person.id, kind=SanctionKind.BLOCKED, reason=Reason.ABUSE, at=clock.now()))
    session.commit()
    page = as_(app, person).open(f"/proposals/{proposal.number}/amendments/new").fill(what="Other.", why="Because.")
    assert "You cannot write here at the moment." in page.send().errors[0]


def test_a_suggestion_is_flagged_and_a_moderator_hides_it(app, session, visitor, as_resident):
    proposal, person = make_proposal(session), make_person(session)
    one = suggest(session, proposal, person=person)
    page = as_resident.open(f"/proposals/{proposal.number}/amendments/{one.id}").link("Tell us about this")
    page.fill(reason="abuse").send()
    session.rollback()
    assert session.scalars(select(Flag)).one().kind == "amendment"
    KINDS["amendment"].hide(session, one.id)
    session.commit()
    for path in (f"/proposals/{proposal.number}/amendments", f"/proposals/{proposal.number}"):
        assert "Two benches." not in visitor.open(path).text
        assert "other wording" not in visitor.open(path).main
    assert visitor.open(f"/proposals/{proposal.number}/amendments/{one.id}", status=404)
    assert (
        "A moderator has hidden this."
        in as_(app, person).open(f"/proposals/{proposal.number}/amendments/{one.id}").main
    )
    moderator = make_person(session, Role.MODERATOR)
    assert as_(app, moderator).open(f"/proposals/{proposal.number}/amendments/{one.id}").status == 200
    session.rollback()
    with pytest.raises(Refused, match="A moderator has hidden"):
        amending.answer(session, proposal=session.get_one(Proposal, proposal.id), amendment=one, accept=True,
                        person_id=proposal.author_id, reason="Yes.", since="")  # fmt: skip


def test_a_suggestion_speaks_for_whoever_made_it_once_it_has_stood_for_a_day(session):
    person = make_person(session)
    suggest(session, make_proposal(session), person=person)
    assert session.scalar(KINDS["amendment"].stood_by(person.id)) == 0
    with clock.set_to(NOON + timedelta(days=1)):
        assert session.scalar(KINDS["amendment"].stood_by(person.id)) == 1


def test_a_suggestion_is_found_only_under_its_own_proposal(session, visitor, as_resident):
    one, other = suggest(session, make_proposal(session)), make_proposal(session)
    assert visitor.open(f"/proposals/{other.number}/amendments/{one.id}", status=404)
    assert visitor.open(f"/proposals/{other.number}/amendments/99999999999999999999", status=404)


def test_suggestions_for_what_is_hidden_are_seen_by_nobody(session, visitor):
    proposal = make_proposal(session)
    one = suggest(session, proposal)
    proposal.hidden_at = clock.now()
    session.commit()
    for path in ("/amendments", f"/amendments/{one.id}"):
        assert visitor.open(f"/proposals/{proposal.number}{path}", status=404)
    assert visitor.open(f"/flag/amendment/{one.id}", status=None, follow=False).status == 302


def test_hostile_words_are_words_in_differences_and_mails(app, session, visitor):
    author, person = make_person(session), make_person(session, name=HOSTILE)
    proposal = make_proposal(session, author=author)
    one = suggest(session, proposal, person=person, what=HOSTILE, title=HOSTILE[:110], why=HOSTILE)
    for path in ("/amendments", f"/amendments/{one.id}"):
        page = visitor.open(f"/proposals/{proposal.number}{path}")
        assert "<script>alert(1)</script>" in page.main
        assert "{{ 7*7 }}" in page.main
        assert not page.all("//main//script")
        assert not page.all("//a[starts-with(@href,'javascript')]")
    answer(app, proposal, one, author, reason=HOSTILE)
    assert not visitor.open(f"/proposals/{proposal.number}/amendments").all("//main//script")
    assert all("<script" not in mail.html and "\n" not in mail.subject for mail in mails(session))


@pytest.mark.parametrize(
    "parts",
    [{"what": "x" * 5001}, {"title": "x" * 121}, {"why": "x" * 1001}, {"what": "\x00"}, {"title": "\x00 \x00"}],
)
def test_words_that_cannot_be_are_shown_back(session, as_resident, parts):
    proposal = make_proposal(session)
    page = as_resident.open(f"/proposals/{proposal.number}/amendments/new")
    page = page.fill(**({"what": "Other.", "why": "Because."} | parts))
    assert page.send("Send the suggestion").field_errors
    session.rollback()
    assert session.scalar(select(func.count(Amendment.id))) == 0


def test_two_strangers_get_the_same_bytes_and_no_cookie(session, app):
    proposal = make_proposal(session)
    one = suggest(session, proposal)
    for path in ("", f"/{one.id}"):
        address = f"/proposals/{proposal.number}/amendments{path}"
        replies = [Visitor(app).client.get(address) for _ in range(2)]
        assert replies[0].data == replies[1].data
        assert replies[0].headers["Cache-Control"].startswith("public")
        assert all("Set-Cookie" not in one.headers for one in replies)
