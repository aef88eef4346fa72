"""Who somebody is towards a discussion and towards one post in it."""

from collections.abc import Collection

from webapp.access import Permission, Role, may
from webapp.forums.rules import Side

_BY_PERMISSION = {
    Permission.ANSWER_OFFICIALLY: Side.OFFICIAL,
    Permission.MODERATE: Side.MODERATOR,
    Permission.MANAGE_BOARDS: Side.KEEPER,
}


def sides_of(*, person_id: int | None, roles: Collection[Role], author_id: int | None = None) -> frozenset[Side]:
    """Every side of this person; `person_id` None for a stranger. `author_id`: who wrote the post it is about."""
    if person_id is None:
        return frozenset({Side.ANYONE})
    found = {Side.ANYONE, Side.RESIDENT}
    found |= {side for permission, side in _BY_PERMISSION.items() if may(permission, roles)}
    if author_id == person_id:
        found.add(Side.AUTHOR)
    return frozenset(found)


def answers_as(roles: Collection[Role]) -> str:
    """How a marked reply of this person is marked."""
    return "officer" if Role.OFFICER in roles or Role.ADMINISTRATOR in roles else "expert"
