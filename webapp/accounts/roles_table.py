"""The table of who may do what, written out for the docs. Made from `access.py`, so that the two cannot differ."""

from webapp.access import ALWAYS, STAGE_WORDS, TABLE, Role, Stage
from webapp.accounts.words import ALL_ROLES

INTRODUCTION = """\
# Who may do what

Made from `webapp/access.py` by `folkmoot person roles`; a test fails when it is out of date.

Anybody may read what is published and answer a consultation without an account. Everybody who signs in is a resident.
Members and organisers of a group have those roles through the group. An administrator gives the others.

"always" means at every stage; a dash means never. The stages of a consultation are: {stages}.

| What | {roles} |
|---|{rule}|
"""


def describe() -> str:
    """Markdown: a row for each permission, a column for each role that has any."""
    roles = [role for role in ALL_ROLES if any(role in row for row in TABLE.values())]
    head = INTRODUCTION.format(
        stages=_stages(frozenset(Stage)),
        roles=" | ".join(str(ALL_ROLES[role]) for role in roles),
        rule="|".join("---" for _role in roles),
    )
    rows = [f"| {permission.value} | {_cells(row, roles)} |" for permission, row in TABLE.items()]
    return head + "\n".join(rows) + "\n"


def _cells(row: dict[Role, frozenset[Stage]], roles: list[Role]) -> str:
    return " | ".join(_when(row.get(role, frozenset())) for role in roles)


def _when(stages: frozenset[Stage]) -> str:
    if not stages:
        return "–"
    return "always" if stages == ALWAYS else _stages(stages)


def _stages(stages: frozenset[Stage]) -> str:
    """In the order in which a consultation goes through them."""
    return ", ".join(str(STAGE_WORDS[stage]).lower() for stage in Stage if stage in stages)
