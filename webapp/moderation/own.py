"""Somebody's own data: everything that moderation holds about one person, as plain values for a file."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp.moderation import people
from webapp.moderation.models import Appeal, Flag, Ruling, Sanction, SanctionAppeal

ALL = 1_000_000


def tell_all(session: Session, person_id: int) -> dict[str, list[dict[str, Any]]]:
    """Flags they raised, decisions about their words, sanctions and appeals. Not who decided or who flagged them: those
    are other people's data."""
    return {
        "flags you raised": [_flag(one) for one in people.list_flagged(session, person_id)],
        "decisions about what you wrote": [_ruling(one) for one in people.list_rulings(session, person_id, ALL)],
        "warnings, suspensions and blocks": [_sanction(one) for one in people.list_sanctions(session, person_id)],
        "when you asked for another look": [_appeal(one) for one in people.list_asked(session, person_id)],
    }


def _flag(one: Flag) -> dict[str, Any]:
    return {"at": _at(one.at), "kind": one.kind, "thing": one.thing_id, "reason": one.reason.value, "words": one.words}


def _ruling(one: Ruling) -> dict[str, Any]:
    return {
        "at": _at(one.at), "kind": one.kind, "thing": one.thing_id, "verdict": one.verdict.value,
        "reason": one.reason.value if one.reason else None, "words": one.words, "taken back at": _at(one.undone_at),
    }  # fmt: skip


def _sanction(one: Sanction) -> dict[str, Any]:
    return {
        "at": _at(one.at), "kind": one.kind.value, "reason": one.reason.value, "words": one.words,
        "until": _at(one.until), "taken back at": _at(one.lifted_at),
    }  # fmt: skip


def _appeal(one: Appeal | SanctionAppeal) -> dict[str, Any]:
    return {
        "at": _at(one.at), "about": "what you wrote" if isinstance(one, Appeal) else "you", "words": one.words,
        "answered at": _at(one.answered_at), "granted": one.granted, "answer": one.answer,
    }  # fmt: skip


def _at(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
