"""Somebody closes their account: what is theirs alone goes, and what others rest on stays true without them."""

import sqlalchemy as sa
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.letterbox import mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import back_by_many, make_proposal, stage_of
from tests.support.visitor import Visitor
from webapp.access import Role
from webapp.accounts import services as accounts
from webapp.database import Base
from webapp.moderation.models import Case
from webapp.proposals import queries
from webapp.proposals.models import Amendment, AuthorReply, Backing, CoSponsor, Proposal
from webapp.proposals.rules import Stage
from webapp.proposals.services import amending, answering, backing, joining, moving, writing
from webapp.proposals.wording import mark_of

SAID = "zebra crossing"


def close(app, session, person, words="stay"):
    """Their account is closed through its page; the session looks anew."""
    page = sign_in(Visitor(app), person).open("/account").link("Close your account")
    page = page.fill(words=words, sure="y").send("Close my account")
    assert page.h1 == "Your account is closed", page.main
    session.rollback()
    session.expire_all()


def left_of(session, words):
    """Where these words still stand, but for mail that others were sent."""
    return [
        (table.name, str(value)[:60])
        for table in Base.metadata.tables.values()
        if table.name != "message"
        for row in session.execute(sa.select(table))
        for value in row
        if isinstance(value, str) and words in value.lower()
    ]


def test_backing_goes_with_the_person_while_it_could_be_taken_back(app, session):
    proposal, person = make_proposal(session), make_person(session)
    back_by_many(session, proposal, 2)
    backing.back(session, proposal=proposal, person_id=person.id)
    session.commit()
    close(app, session, person)
    assert queries.count_backing(session, proposal) == 2


def test_a_number_that_was_acted_on_stays_true_and_names_nobody(app, session):
    proposal, person = make_proposal(session), make_person(session)
    backing.back(session, proposal=proposal, person_id=person.id)
    moving.move(session, proposal=proposal, since=Stage.GATHERING, to=Stage.WITH_OFFICER, actor_id=None)
    session.commit()
    close(app, session, person)
    assert queries.count_backing(session, proposal) == 1
    assert session.scalars(select(Backing.person_id)).all() == [None]


def test_backing_of_what_was_merged_goes_by_where_it_counts(app, session):
    one, into, person = make_proposal(session), make_proposal(session), make_person(session)
    backing.back(session, proposal=one, person_id=person.id)
    joining.merge(session, proposal=one, into=into, since=Stage.GATHERING, actor_id=into.author_id, reason="Same.")
    session.commit()
    close(app, session, person)
    joining.unmerge(session, proposal=one, actor_id=into.author_id, reason="Not the same.")
    assert [queries.count_backing(session, proposal) for proposal in (one, into)] == [0, 0]


def test_backing_of_nobody_is_carried_over_and_counts_once_each(app, session):
    one, into = make_proposal(session), make_proposal(session)
    people = [make_person(session), make_person(session)]
    for person in people:
        backing.back(session, proposal=one, person_id=person.id)
    moving.move(session, proposal=one, since=Stage.GATHERING, to=Stage.WITH_OFFICER, actor_id=None)
    session.commit()
    for person in people:
        close(app, session, person)
    joining.merge(session, proposal=one, into=into, since=Stage.WITH_OFFICER, actor_id=into.author_id, reason="Same.")
    assert queries.count_backing(session, into) == 2


def test_drafts_go_and_nobody_waits_to_read_them(app, session):
    person = make_person(session)
    for stage in (Stage.DRAFT, Stage.IN_MODERATION):
        make_proposal(session, stage=stage, author=person, what=SAID)
    close(app, session, person)
    assert session.scalar(select(func.count(Proposal.id))) == 0
    assert session.scalar(select(func.count(Case.id)).where(Case.closed_at.is_(None))) == 0
    assert left_of(session, SAID) == []


def test_a_group_s_draft_stays_with_the_group(app, session):
    person, other = make_person(session, Role.GROUP_ORGANISER), make_person(session)
    group = person.memberships[0].group
    accounts.add_member(session, group=group, person=other, organiser=True)
    draft = make_proposal(session, stage=Stage.DRAFT, author=person)
    writing.save(session, proposal=draft, group_id=group.id)
    session.commit()
    close(app, session, person)
    page = sign_in(Visitor(app), other).open(f"/proposals/drafts/{draft.id}/check")
    assert "A bench at the library steps" in page.main


def test_what_stays_is_by_somebody_who_has_left(app, session, visitor):
    person = make_person(session, name="Ottoline Vane")
    proposal = make_proposal(session, author=person, what=SAID)
    close(app, session, person)
    page = visitor.open(f"/proposals/{proposal.number}")
    assert "Proposed by somebody who has left" in page.main
    assert SAID in page.main
    assert left_of(session, "ottoline") == []


def test_words_that_are_taken_too_are_nowhere_and_the_number_stays(app, session, visitor):
    person, backer, author = make_person(session), make_person(session), make_person(session)
    proposal = make_proposal(session, author=person, title=f"A {SAID}", what=SAID, who_benefits=SAID, where=SAID)
    backing.back(session, proposal=proposal, person_id=backer.id)
    writing.save(session, proposal=proposal, what=f"Two of {SAID}.")
    amending.suggest(session, proposal=proposal, person_id=author.id, title="Other", what=f"Three of {SAID}.",
                     why="Better.", since=mark_of(proposal.title, proposal.what))  # fmt: skip
    theirs = make_proposal(session, author=author)
    amending.suggest(session, proposal=theirs, person_id=person.id, title=SAID, what=SAID, why=SAID,
                     since=mark_of(theirs.title, theirs.what))  # fmt: skip
    old = make_proposal(session, author=person, stage=Stage.NOT_TAKEN, title=f"Another {SAID}")
    answering.reply(session, proposal=old, person_id=person.id, words=f"But the {SAID}!")
    other = make_proposal(session, author=person, title=f"One more {SAID}")
    joining.merge(session, proposal=other, into=theirs, since=Stage.GATHERING, actor_id=author.id, reason="Same.")
    session.commit()
    close(app, session, person, words="go")
    assert left_of(session, SAID) == []
    page = visitor.open(f"/proposals/{proposal.number}")
    assert page.h1 == "Taken away by its author"
    assert "Its author has left, and took the words away." in page.main
    assert "1 person backs this" in page.main
    assert stage_of(session, proposal) is Stage.WITHDRAWN
    assert stage_of(session, old) is Stage.NOT_TAKEN
    assert "The author replies:" not in visitor.open(f"/proposals/{old.number}").main
    assert "other wording" not in visitor.open(f"/proposals/{theirs.number}").main
    assert session.scalars(select(AuthorReply.person_id)).all() == [None]


def test_words_that_were_taken_by_the_authors_are_theirs(app, session, visitor):
    person, author = make_person(session), make_person(session)
    proposal = make_proposal(session, author=author)
    mark = mark_of(proposal.title, proposal.what)
    one = amending.suggest(session, proposal=proposal, person_id=person.id, title=proposal.title, what=f"A {SAID}.",
                           why="Better.", since=mark)  # fmt: skip
    amending.answer(session, proposal=proposal, amendment=one, person_id=author.id, accept=True, reason="Yes.",
                    since=mark)  # fmt: skip
    session.commit()
    close(app, session, person, words="go")
    assert SAID in visitor.open(f"/proposals/{proposal.number}").main
    assert session.scalars(select(Amendment.what)).all() == [""]


def test_a_suggestion_that_stays_is_by_somebody_who_has_left(app, session, visitor):
    person, proposal = make_person(session, name="Ottoline Vane"), make_proposal(session)
    amending.suggest(session, proposal=proposal, person_id=person.id, title="Other", what="Other.", why="Better.",
                     since=mark_of(proposal.title, proposal.what))  # fmt: skip
    session.commit()
    close(app, session, person)
    page = visitor.open(f"/proposals/{proposal.number}/amendments")
    assert "Suggested by somebody who has left" in page.main
    assert "Ottoline" not in page.text


def test_what_a_group_proposed_stays_the_group_s(app, session, visitor):
    person, other = make_person(session, Role.GROUP_ORGANISER), make_person(session)
    group = person.memberships[0].group
    accounts.add_member(session, group=group, person=other, organiser=True)
    proposal = make_proposal(session, author=person, what=SAID)
    proposal.group_id = group.id
    session.commit()
    close(app, session, person, words="go")
    page = visitor.open(f"/proposals/{proposal.number}")
    assert f"Proposed by {group.name}" in page.main
    assert SAID in page.main


def test_invitations_and_names_behind_a_proposal_go_and_a_group_stays(app, session, visitor):
    person, other = make_person(session, Role.GROUP_ORGANISER, name="Ottoline Vane"), make_person(session)
    person.email = "ottoline@example.org"
    group = person.memberships[0].group
    accounts.add_member(session, group=group, person=other, organiser=True)
    for number, answer in enumerate((
        {},
        {"declined_at": NOON},
        {"accepted_at": NOON, "person_id": person.id, "name_shown": True},
        {"accepted_at": NOON, "person_id": person.id, "group_id": group.id},
    )):  # fmt: skip
        proposal = make_proposal(session)
        session.add(CoSponsor(proposal_id=proposal.id, email=person.email, digest=f"{number:064}", invited_at=NOON,
                              **answer))  # fmt: skip
    session.commit()
    close(app, session, person)
    left = session.scalars(select(CoSponsor)).all()
    assert [(one.group_id, one.person_id) for one in left] == [(group.id, None)]
    assert left_of(session, "ottoline") == []
    assert f"Together with: {group.name}." in visitor.open(f"/proposals/{proposal.number}").main


def test_who_closes_their_account_hears_nothing_of_it(app, session):
    person = make_person(session)
    make_proposal(session, author=person)
    email = person.email
    close(app, session, person, words="go")
    assert mails(session, email) == []
