"""What may happen to people and groups. Pure: every fact comes in as an argument."""

import unicodedata
from datetime import timedelta

from webapp.access import Role

LINK_LASTS = timedelta(minutes=30)
INVITATION_LASTS = timedelta(days=14)
LEAST_PASSWORD = 12  # characters; no rules about which, because those make people choose worse ones


def tidy_email(email: str) -> str:
    """The one form in which an address is kept and looked up: composed, trimmed, in small letters."""
    return unicodedata.normalize("NFC", email).strip().lower()


# Addresses below /groups/ that are pages of ours.
RESERVED_SLUGS = frozenset({"new"})


# Roles that an administrator gives. The others follow: resident from signing in, the two of groups from memberships.
GIVEN_ROLES = frozenset(Role) - {Role.RESIDENT, Role.GROUP_MEMBER, Role.GROUP_ORGANISER}
