"""Groups and their members."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.conftest import NOON
from tests.support.letterbox import last_link, mails
from tests.support.people import make_person, sign_in
from tests.support.visitor import Visitor
from webapp import clock
from webapp.access import Role
from webapp.accounts import groups, services
from webapp.accounts.models import Group, GroupInvitation, GroupKind, Membership
from webapp.audit.services import find_break
from webapp.refusals import Refused

KEY = b"a key for tests"


@pytest.fixture
def slug(as_organiser):
    """The address of the organiser's group."""
    return as_organiser.person.memberships[0].group.slug


def invite(as_organiser, slug, email):
    return as_organiser.open(f"/groups/{slug}/invite").fill(email=email).send("Send the invitation")


def test_everybody_sees_the_register_of_groups(visitor, session):
    services.create_group(session, name="Friends of Mere Park", kind=GroupKind.COMMUNITY, about="We plant trees.")
    session.commit()
    page = visitor.open("/groups")
    assert "Friends of Mere Park Community group We plant trees." in page.main
    assert "public" in page.headers["Cache-Control"]
    assert "Set-Cookie" not in page.headers


def test_two_groups_whose_names_look_alike_get_addresses_of_their_own(session):
    made = [services.create_group(session, name=name, kind=GroupKind.CHARITY) for name in ("Mere Park", "Mere, Park!")]
    assert len({group.slug for group in made}) == 2


def test_a_group_called_new_does_not_hide_behind_a_page_of_ours(session):
    assert services.create_group(session, name="New", kind=GroupKind.CHARITY).slug != "new"


def test_the_same_name_twice_is_refused(session):
    services.create_group(session, name="Mere Park", kind=GroupKind.CHARITY)
    with pytest.raises(services.GroupNameTaken):
        services.create_group(session, name="Mere Park", kind=GroupKind.COUNCIL)


def test_an_organiser_invites_somebody_who_then_is_a_member(as_organiser, slug, session, app):
    guest = make_person(session, email="guest@example.org", name="Guest")
    assert "We have sent" in invite(as_organiser, slug, "Guest@example.org").notice
    page = sign_in(Visitor(app), guest).open(last_link(session))
    assert "You are a member" in page.send("Join the group").notice
    assert "Guest" in as_organiser.open(f"/groups/{slug}").main


def test_somebody_invited_who_is_not_signed_in_comes_back_to_the_invitation(as_organiser, slug, session, visitor):
    invite(as_organiser, slug, "guest@example.org")
    link = last_link(session)
    assert visitor.client.get(link).location == f"/sign-in?next={link}"


def test_an_invitation_that_was_passed_on_is_refused(as_organiser, slug, session, as_resident):
    invite(as_organiser, slug, "guest@example.org")
    page = as_resident.open(last_link(session)).send("Join the group")
    assert "sent to another e-mail address" in page.errors[0]


def test_an_invitation_works_for_fourteen_days(as_organiser, slug, session, app):
    guest = make_person(session, email="guest@example.org")
    invite(as_organiser, slug, "guest@example.org")
    with clock.set_to(NOON + timedelta(days=14, seconds=1)):
        assert sign_in(Visitor(app), guest).open(last_link(session)).h1 == "This invitation does not work"


def test_two_accepts_of_one_invitation_make_one_membership(session, race):
    organiser, guest = make_person(session, Role.GROUP_ORGANISER), make_person(session, email="guest@example.org")
    group = session.scalars(select(Group)).one()
    token = groups.invite(session, group=group, email="guest@example.org", by=organiser, key=KEY)
    session.commit()
    outcomes = race(3, lambda s: groups.accept(s, token=token, person=s.get(type(guest), guest.id), key=KEY))
    assert sum(isinstance(outcome, Group) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, Refused) for outcome in outcomes) == 2
    assert session.scalar(select(func.count(Membership.id)).where(Membership.person_id == guest.id)) == 1


def test_two_invitations_to_one_address_at_once_leave_one(session, race):
    organiser = make_person(session, Role.GROUP_ORGANISER)
    group = session.scalars(select(Group)).one()
    session.commit()
    race(3, lambda s: groups.invite(s, group=s.get(Group, group.id), email="guest@example.org",
                                    by=s.get(type(organiser), organiser.id), key=KEY))  # fmt: skip
    assert session.scalar(select(func.count(GroupInvitation.id))) == 1


def test_a_second_invitation_replaces_the_first(as_organiser, slug, session, app):
    guest = make_person(session, email="guest@example.org")
    invite(as_organiser, slug, "guest@example.org")
    first = last_link(session)
    invite(as_organiser, slug, "guest@example.org")
    assert sign_in(Visitor(app), guest).open(first).h1 == "This invitation does not work"


def test_a_member_cannot_be_invited_again(as_organiser, slug):
    page = invite(as_organiser, slug, as_organiser.person.email)
    assert page.field_errors == {"email": "This person is a member already."}


@pytest.mark.parametrize(
    "address", ["nobody", "a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "a b@c.example"]
)
def test_an_invitation_goes_to_exactly_one_address(as_organiser, slug, session, address):
    page = invite(as_organiser, slug, address)
    assert "name@example.com" in page.field_errors["email"]
    assert mails(session) == []
    assert session.scalar(select(func.count(GroupInvitation.id))) == 0


def test_an_invitation_is_taken_back(as_organiser, slug, session, app):
    guest = make_person(session, email="guest@example.org")
    invite(as_organiser, slug, "guest@example.org")
    as_organiser.open(f"/groups/{slug}").send("Take back the invitation")
    assert sign_in(Visitor(app), guest).open(last_link(session)).h1 == "This invitation does not work"


def test_only_members_and_staff_see_a_groups_page(as_organiser, slug, as_resident, as_officer, app, session):
    other = sign_in(Visitor(app), make_person(session, Role.GROUP_MEMBER))
    assert as_organiser.open(f"/groups/{slug}").status == 200
    assert as_officer.open(f"/groups/{slug}").status == 200
    assert as_resident.open(f"/groups/{slug}", status=None).status == 403
    assert other.open(f"/groups/{slug}", status=None).status == 403


@pytest.mark.parametrize("page", ["about", "invite"])
def test_the_organiser_of_another_group_changes_nothing_here(as_organiser, slug, app, session, page):
    other = sign_in(Visitor(app), make_person(session, Role.GROUP_ORGANISER))
    assert other.open(f"/groups/{slug}/{page}", status=None).status == 403


def test_an_organiser_changes_what_the_list_of_groups_says(as_organiser, slug, visitor):
    as_organiser.open(f"/groups/{slug}/about").fill(about="<b>We</b> plant trees.").send("Save")
    assert "<b>We</b> plant trees." in visitor.open("/groups").main


def test_an_organiser_removes_a_member(as_organiser, slug, session):
    guest = make_person(session, name="Guest")
    group = session.scalars(select(Group)).one()
    services.add_member(session, group=group, person=guest)
    session.commit()
    as_organiser.open(f"/groups/{slug}").send("Remove: Guest")
    assert "Guest" not in as_organiser.open(f"/groups/{slug}").main
    assert find_break(session) is None


def test_a_hostile_name_of_a_member_is_shown_as_letters(as_organiser, slug, session):
    guest = make_person(session, name="<img src=x onerror=alert(1)>")
    services.add_member(session, group=session.scalars(select(Group)).one(), person=guest)
    session.commit()
    page = as_organiser.open(f"/groups/{slug}")
    assert "Remove: <img src=x onerror=alert(1)>" in page.main
    assert not page.all("//main//img")


def test_the_last_organiser_stays(as_organiser, slug):
    page = as_organiser.open(f"/groups/{slug}").send(f"Remove: {as_organiser.person.name}")
    assert "only organiser" in page.notice
    assert as_organiser.person.name in page.main


def test_a_member_of_another_group_cannot_be_removed_through_this_one(as_organiser, slug, session):
    make_person(session, Role.GROUP_MEMBER)
    foreign = session.scalars(select(Membership).order_by(Membership.id.desc())).first()
    token = as_organiser.open(f"/groups/{slug}").all("//input[@name='csrf_token']/@value")[0]
    page = as_organiser.send(f"/groups/{slug}/members/{foreign.id}/remove", {"csrf_token": token})
    assert page.status == 404


def test_a_button_of_a_group_without_its_token_is_refused(as_organiser, slug):
    membership = as_organiser.person.memberships[0]
    assert as_organiser.client.post(f"/groups/{slug}/members/{membership.id}/remove").status_code == 400


def test_an_administrator_adds_a_group(as_admin, visitor):
    as_admin.open("/groups/new").fill(name="Mere Park", kind="charity").send("Add the group")
    assert "Mere Park Charity" in visitor.open("/groups").main
