"""Standing behind a proposal: asked by mail, answered signed in, left again; and no letterbox is filled through us."""

import re

import pytest
from sqlalchemy import func, select

from tests.support.letterbox import last_link, mails
from tests.support.people import make_person, sign_in
from tests.support.proposals import make_proposal
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.accounts import keys
from webapp.accounts.models import Person
from webapp.moderation.models import Reason, Sanction, SanctionKind
from webapp.notices.models import Message
from webapp.proposals.models import CoSponsor, Proposal
from webapp.proposals.rules import MOST_ASKED, MOST_INVITED, Stage, why_not_invite
from webapp.proposals.services import moving, sponsoring
from webapp.refusals import Refused

KEY = b"k" * 32


def as_(app, person):
    return sign_in(Visitor(app), person)


def invite(app, session, proposal, email):
    """The author asks this address; the link in the mail, if there was one."""
    author = session.get_one(Person, proposal.author_id)
    before = len(mails(session, email))
    page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/sponsors").fill(email=email)
    page = page.send("Send the invitation")
    assert not page.errors, page.errors
    return last_link(session, email) if len(mails(session, email)) > before else ""


def sponsor(app, session, proposal, person, **answer):
    link = invite(app, session, proposal, person.email)
    return as_(app, person).open(link).fill(**answer).send("Stand behind it")


def test_a_person_who_lets_their_name_be_shown_stands_on_the_page(app, session, visitor):
    proposal, friend = make_proposal(session), make_person(session, name="Ottoline Vane")
    page = sponsor(app, session, proposal, friend, name_shown="y")
    assert page.notice == "You stand behind this. We tell you of every step."
    assert "Together with: Ottoline Vane." in visitor.open(f"/proposals/{proposal.number}").main


def test_a_person_who_does_not_is_counted_and_not_named(app, session, visitor):
    proposal, friend = make_proposal(session), make_person(session, name="Ottoline Vane")
    sponsor(app, session, proposal, friend)
    page = visitor.open(f"/proposals/{proposal.number}")
    assert "Together with: 1 person." in page.main
    assert "Ottoline" not in page.text
    author = session.get_one(Person, proposal.author_id)
    assert "Ottoline" not in mails(session, author.email)[-1].text


def test_an_organiser_stands_behind_it_for_their_group_and_is_told_of_every_move(app, session, visitor):
    proposal, organiser = make_proposal(session), make_person(session, Role.GROUP_ORGANISER)
    group = organiser.memberships[0].group
    sponsor(app, session, proposal, organiser, behind=str(group.id), name_shown="y")
    page = visitor.open(f"/proposals/{proposal.number}")
    assert f"Together with: {group.name}." in page.main
    assert organiser.name not in page.main
    session.rollback()
    moving.move(session, proposal=session.get_one(Proposal, proposal.id), since=Stage.GATHERING, to=Stage.NOT_TAKEN,
                actor_id=None, reason="Not ours.")  # fmt: skip
    session.commit()
    assert "Not ours." in mails(session, organiser.email)[-1].text


def test_nobody_speaks_for_a_group_they_do_not_organise(app, session):
    proposal, member = make_proposal(session), make_person(session, Role.GROUP_MEMBER)
    link = invite(app, session, proposal, member.email)
    page = as_(app, member).open(link).fill(behind=str(member.memberships[0].group_id)).send("Stand behind it")
    assert page.field_errors
    assert session.scalars(select(CoSponsor)).one().accepted_at is None


def test_the_author_is_told_who_accepted_and_not_who_declined(app, session):
    proposal, yes, no = make_proposal(session), make_person(session, name="Ada"), make_person(session)
    author = session.get_one(Person, proposal.author_id)
    sponsor(app, session, proposal, yes, name_shown="y")
    assert "Ada now stands behind your proposal" in mails(session, author.email)[-1].text
    told = len(mails(session, author.email))
    page = as_(app, no).open(invite(app, session, proposal, no.email)).send("No, thank you")
    assert page.notice == "You declined. You are not asked again for this proposal."
    assert len(mails(session, author.email)) == told


def test_an_address_with_an_account_and_one_without_look_the_same(app, session):
    proposal, known = make_proposal(session), make_person(session)
    author = session.get_one(Person, proposal.author_id)
    told = []
    for email in (known.email, "nobody@example.org"):
        page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/sponsors").fill(email=email).send()
        told.append((page.notice.replace(email, ""), re.sub(r"invitations/\S+", "", mails(session, email)[-1].text)))
        assert f"{email}: asked" in page.main
    assert told[0] == told[1]


def test_a_second_invitation_to_the_same_address_does_nothing_new(app, session):
    proposal, friend = make_proposal(session), make_person(session)
    link = invite(app, session, proposal, friend.email)
    assert invite(app, session, proposal, f"  {friend.email.upper()} ") == ""
    assert as_(app, friend).open(link).send("No, thank you").notice
    assert invite(app, session, proposal, friend.email) == ""
    assert len(mails(session, friend.email)) == 1


def test_an_invitation_is_for_the_address_it_was_sent_to(app, session, as_resident):
    proposal, friend = make_proposal(session), make_person(session)
    link = invite(app, session, proposal, friend.email)
    assert as_resident.open(link, status=403).h1 == "This invitation is for another address"
    session.rollback()
    token = link.rsplit("/", 1)[1]
    key = keys.derive(app.config["SECRET_KEY"], "co-sponsor")
    with pytest.raises(sponsoring.SentToAnother):
        sponsoring.decline(session, token=token, key=key, person=as_resident.person)
    with pytest.raises(sponsoring.SentToAnother):
        sponsoring.accept(session, token=token, key=key, person=as_resident.person, group_id=None, name_shown=True)
    session.rollback()
    assert "Stand behind this proposal?" in as_(app, friend).open(link).h1


def test_opening_the_link_changes_nothing_and_leads_through_signing_in(app, session, visitor):
    proposal, friend = make_proposal(session), make_person(session)
    link = invite(app, session, proposal, friend.email)
    assert "/sign-in" in visitor.open(link, status=302, follow=False).headers["Location"]
    as_(app, friend).open(link)
    waiting = session.scalars(select(CoSponsor)).one()
    assert (waiting.accepted_at, waiting.declined_at) == (None, None)


@pytest.mark.parametrize("token", ["x", "%00", "..%2f..", "a" * 3000, "%F0%9F%9A%8C"])
def test_a_link_that_nobody_sent_leads_nowhere(session, as_resident, token):
    page = as_resident.open(f"/proposals/invitations/{token}", status=None)
    assert page.status == 404


def test_an_answered_invitation_does_not_work_again(app, session):
    proposal, friend = make_proposal(session), make_person(session)
    link = invite(app, session, proposal, friend.email)
    as_(app, friend).open(link).send("Stand behind it")
    assert as_(app, friend).open(link, status=404).h1 == "This invitation does not work"


def test_of_two_answers_at_once_one_counts(session, race):
    proposal, friend = make_proposal(session), make_person(session)
    author = session.get_one(Person, proposal.author_id)
    token = sponsoring.invite(session, proposal=proposal, email=friend.email, by=author, key=KEY)
    session.commit()
    ident = friend.id

    def accept(own):
        sponsoring.accept(own, token=token, key=KEY, person=own.get_one(Person, ident), group_id=None, name_shown=True)

    outcomes = race(3, accept)
    assert sum(one is None for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, Refused) for one in outcomes) == 2, outcomes


def test_twenty_invitations_at_once_to_one_address_send_one_mail(session, race):
    proposal = make_proposal(session)
    ident, author_id = proposal.id, proposal.author_id

    def invite_friend(own):
        return sponsoring.invite(own, proposal=own.get_one(Proposal, ident), email="friend@example.org",
                                 by=own.get_one(Person, author_id), key=KEY)  # fmt: skip

    outcomes = race(8, invite_friend)
    assert [type(one) for one in outcomes].count(str) == 1, outcomes
    session.rollback()
    assert session.scalar(select(func.count(CoSponsor.id))) == 1


def test_whoever_stands_behind_it_can_leave(app, session, visitor):
    proposal, friend = make_proposal(session), make_person(session, name="Ottoline Vane")
    sponsor(app, session, proposal, friend, name_shown="y")
    page = as_(app, friend).open(f"/proposals/{proposal.number}").send("No longer stand behind it")
    assert page.notice == "You no longer stand behind it."
    assert "Together with" not in visitor.open(f"/proposals/{proposal.number}").main
    row = session.scalars(select(CoSponsor)).one()
    assert (row.person_id, row.name_shown) == (None, False)


def test_a_draft_s_words_stay_out_of_the_mail_and_its_sponsor_may_read_it(app, session):
    draft = make_proposal(session, stage=Stage.DRAFT, title="Buy cheap watches")
    friend = make_person(session)
    link = invite(app, session, draft, friend.email)
    assert "watches" not in mails(session, friend.email)[-1].text + mails(session, friend.email)[-1].subject
    page = as_(app, friend).open(link).send("Stand behind it")
    assert page.h1 == "Buy cheap watches"
    assert page.send("No longer stand behind it").notice == "You no longer stand behind it."


def test_more_than_so_many_are_not_asked(app, session):
    proposal = make_proposal(session)
    author = session.get_one(Person, proposal.author_id)
    for number in range(MOST_INVITED):
        sponsoring.invite(session, proposal=proposal, email=f"n{number}@example.org", by=author, key=KEY)
    with pytest.raises(Refused, match="20 people for one proposal"):
        sponsoring.invite(session, proposal=proposal, email="more@example.org", by=author, key=KEY)
    other = make_proposal(session, author=author)
    with pytest.raises(Refused, match="many people today"):
        sponsoring.invite(session, proposal=other, email="more@example.org", by=author, key=KEY)


def test_one_letterbox_is_asked_so_often_a_day_whoever_asks(session):
    assert why_not_invite(asked_for_this=0, asked_by_me_today=0, asked_today=MOST_ASKED)
    assert why_not_invite(asked_for_this=0, asked_by_me_today=0, asked_today=MOST_ASKED - 1) is None
    for _ in range(MOST_ASKED):
        one = make_proposal(session)
        author = session.get_one(Person, one.author_id)
        sponsoring.invite(session, proposal=one, email="victim@example.org", by=author, key=KEY)
    with pytest.raises(Refused, match="several times today"):
        sponsoring.invite(session, proposal=make_proposal(session), email="victim@example.org",
                          by=make_person(session), key=KEY)  # fmt: skip


def test_who_may_not_write_may_not_invite(app, session):
    proposal = make_proposal(session)
    session.add(Sanction(person_id=proposal.author_id, kind=SanctionKind.BLOCKED, reason=Reason.ABUSE, at=clock.now()))
    session.commit()
    author = session.get_one(Person, proposal.author_id)
    page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/sponsors").fill(email="a@example.org").send()
    assert "You cannot write here at the moment." in page.errors[0]
    assert mails(session, "a@example.org") == []


@pytest.mark.parametrize(
    "email",
    ["", "nobody", "a@b@c", "a@example.org,b@example.org", "a@example.org\nBcc: b@example.org", "<a@example.org>",
     "Ann <a@example.org>", "a" * 260 + "@example.org", "‮a@exa mple.org"],
)  # fmt: skip
def test_what_is_no_address_is_shown_back_and_no_mail_goes(app, session, email):
    proposal = make_proposal(session)
    author = session.get_one(Person, proposal.author_id)
    posted = session.scalar(select(func.count(Message.id)))
    page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/sponsors").fill(email=email).send()
    assert page.field_errors["email"]
    session.rollback()
    assert session.scalar(select(func.count(Message.id))) == posted


def test_a_name_that_is_an_advert_is_not_mailed_to_strangers(app, session):
    author = make_person(session, name="Win now at https://evil.example")
    proposal = make_proposal(session, author=author)
    page = as_(app, author).open(f"/proposals/drafts/{proposal.id}/sponsors").fill(email="a@example.org").send()
    assert "Take the others out" in page.errors[0]


def test_names_and_titles_are_words_wherever_they_are_shown(app, session, visitor):
    hostile = "<script>alert(1)</script>{{ 7*7 }}"
    proposal, friend = make_proposal(session, title=hostile), make_person(session, name=hostile)
    page = sponsor(app, session, proposal, friend, name_shown="y")
    for text in (page.text, visitor.open(f"/proposals/{proposal.number}").main):
        assert "<script>alert(1)</script>{{ 7*7 }}" in text
    assert all("\n" not in mail.subject for mail in mails(session))
