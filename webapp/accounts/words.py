"""What roles and kinds of groups are called."""

from webapp.access import Role
from webapp.accounts.models import GroupKind
from webapp.i18n import _l

ROLES = {
    Role.OFFICER: _l("Officer"),
    Role.SECOND_CODER: _l("Second coder"),
    Role.ANALYST: _l("Analyst"),
    Role.MODERATOR: _l("Moderator"),
    Role.EXPERT: _l("Expert"),
    Role.DECISION_CLERK: _l("Decision clerk"),
    Role.ADMINISTRATOR: _l("Administrator"),
}
ALL_ROLES = {
    Role.RESIDENT: _l("Resident"),
    Role.GROUP_MEMBER: _l("Member of a group"),
    Role.GROUP_ORGANISER: _l("Organiser of a group"),
    **ROLES,
}
GROUP_KINDS = {
    GroupKind.COMMUNITY: _l("Community group"),
    GroupKind.COUNCIL: _l("Council"),
    GroupKind.CHARITY: _l("Charity"),
    GroupKind.UNIVERSITY: _l("University"),
    GroupKind.BUSINESS: _l("Business"),
}


def in_words(roles: frozenset[Role]) -> list[str]:
    """What the roles are called, in the order of the table."""
    return [str(words) for role, words in ALL_ROLES.items() if role in roles]
