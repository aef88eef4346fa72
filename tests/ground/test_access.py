"""The one table of who may do what, at which stage."""

import pytest

from webapp.access import TABLE, Permission, Role, Stage, may

OFFICE = {Role.OFFICER, Role.ADMINISTRATOR}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("permission", Permission)
def test_one_may_what_the_table_says_and_nothing_else(permission, role):
    stages = {stage for stage in Stage if may(permission, [role], stage=stage)}
    assert stages == TABLE[permission].get(role, frozenset())


def test_every_permission_has_a_row_and_somebody_in_it():
    assert set(TABLE) == set(Permission)
    assert all(TABLE.values())


def test_nobody_in_particular_may_do_nothing():
    assert not any(may(permission, []) for permission in Permission)


def test_a_resident_may_do_nothing_that_needs_permission():
    assert not any(may(permission, [Role.RESIDENT]) for permission in Permission)


def test_without_a_stage_it_asks_whether_there_is_any():
    assert may(Permission.EDIT_QUESTIONS, [Role.OFFICER])
    assert not may(Permission.EDIT_QUESTIONS, [Role.ANALYST])


def test_two_roles_may_what_either_may():
    assert may(Permission.MANAGE_GROUP, [Role.ANALYST, Role.GROUP_ORGANISER])
    assert may(Permission.READ_RESPONSES, [Role.ANALYST, Role.GROUP_ORGANISER])


def test_questions_stand_still_once_a_consultation_is_open():
    allowed = {stage for stage in Stage for role in Role if may(Permission.EDIT_QUESTIONS, [role], stage=stage)}
    assert allowed == {Stage.DRAFT, Stage.SCHEDULED}


@pytest.mark.parametrize("permission", [Permission.PUBLISH_CONSULTATION, Permission.CHANGE_CLOSING,
                                        Permission.WITHDRAW_CONSULTATION, Permission.EXCLUDE_RESPONSES])  # fmt: skip
def test_what_people_see_or_count_is_changed_by_officers_only(permission):
    assert {role for role in Role if may(permission, [role])} == OFFICE


def test_only_an_administrator_gives_roles():
    assert {role for role in Role if may(Permission.MANAGE_PEOPLE, [role])} == {Role.ADMINISTRATOR}
