"""What may happen to people and groups. Pure: every fact comes in as an argument."""

import re
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


def slug_of(name: str) -> str:
    """A name as it stands in an address: "Friends of Mere Park" → "friends-of-mere-park"."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")[:60] or "group"


# Roles that an administrator gives. The others follow: resident from signing in, the two of groups from memberships.
GIVEN_ROLES = frozenset(Role) - {Role.RESIDENT, Role.GROUP_MEMBER, Role.GROUP_ORGANISER}
