"""A result in the shape that `folkmoot opinions --json` prints."""

from typing import Any

from webapp.tally.opinions.agreeing import across_groups
from webapp.tally.opinions.choosing import weight
from webapp.tally.opinions.facts import (
    AGREE,
    Agreed,
    Divisive,
    Group,
    Method,
    Opinions,
    Representative,
    Statement,
    Tally,
)

VERSION = "1"
"""Version of the rules: raised when one would give other groups or other statements for the same votes."""

_DECIMALS = 6


def as_json(opinions: Opinions) -> dict[str, Any]:
    """Everything, with people as they stand: not to be published as it is (see `publishing`)."""
    return {
        "participants": [
            {"id": one.id, "group": one.group, "x": round(one.x, _DECIMALS), "y": round(one.y, _DECIMALS)}
            for one in opinions.participants
        ],
        "groups": [_group(group) for group in opinions.groups],
        "consensus": [_agreed(one) for one in opinions.consensus],
        "divisive": [_divisive(one) for one in opinions.divisive],
        "statements": [_statement(one) for one in opinions.statements],
        "method": _method(opinions.method),
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "size": group.size,
        "representative": [_representative(one) for one in group.representative],
    }


def _representative(one: Representative) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "side": _side(one.side),
        **_tally(one.tally),
        "repness": round(one.repness, _DECIMALS),
        "tested": one.tested,
    }


def _agreed(one: Agreed) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "side": _side(one.side),
        **_tally(one.tally),
        "share": round(one.share, _DECIMALS),
        "across_groups": round(one.across_groups, _DECIMALS),
    }


def _divisive(one: Divisive) -> dict[str, Any]:
    return {
        "statement": one.statement,
        "agreeing": one.agreeing,
        "disagreeing": one.disagreeing,
        "chance": round(one.chance, _DECIMALS),
    }


def _statement(one: Statement) -> dict[str, Any]:
    return {
        "id": one.id,
        **_tally(one.everyone),
        "groups": [_tally(tally) for tally in one.groups],
        "across_groups": round(across_groups(one.groups), _DECIMALS),
        "extremity": round(one.extremity, _DECIMALS),
        "weight": round(weight(one.everyone, one.extremity), _DECIMALS),
        "moderated": one.moderated,
    }


def _method(method: Method) -> dict[str, Any]:
    return {
        "name": "opinion-groups",
        "version": VERSION,
        "participants": method.participants,
        "grouped": method.grouped,
        "fewest_votes": method.fewest_votes,
        "statements": method.statements,
        "moderated": method.moderated,
        "votes": method.votes,
        "base_clusters": method.base_clusters,
        "groups": method.groups,
        "groups_given": method.given,
        "silhouettes": {str(k): round(score, _DECIMALS) for k, score in method.silhouettes.items()},
        "explained": [round(share, _DECIMALS) for share in method.explained],
    }


def _tally(tally: Tally) -> dict[str, int]:
    return {"agree": tally.agree, "disagree": tally.disagree, "seen": tally.seen}


def _side(side: int) -> str:
    return "agree" if side == AGREE else "disagree"
