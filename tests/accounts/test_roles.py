"""Roles: where they come from, and the page that tells of them."""

from pathlib import Path

import pytest

from tests.support.people import make_person
from webapp.access import Role
from webapp.accounts import roles_table

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_about_roles_is_up_to_date():
    assert (ROOT / "docs" / "roles.md").read_text("utf-8") == roles_table.describe()


@pytest.mark.parametrize(
    ("role", "held"),
    [
        (None, {Role.RESIDENT}),
        (Role.OFFICER, {Role.RESIDENT, Role.OFFICER}),
        (Role.GROUP_MEMBER, {Role.RESIDENT, Role.GROUP_MEMBER}),
        (Role.GROUP_ORGANISER, {Role.RESIDENT, Role.GROUP_MEMBER, Role.GROUP_ORGANISER}),
    ],
)
def test_a_person_holds_what_was_given_and_what_follows_from_groups(session, role, held):
    assert make_person(session, role).role_set == held
