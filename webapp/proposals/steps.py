"""What is promised at how many people: what officers said, or else the usual."""

import hashlib
import json
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.i18n import _l
from webapp.proposals.models import BackingStep, Form

USUAL = {
    50: _l("An officer is named, and answers in writing within 28 days."),
    500: _l("It is put on the agenda of those who decide."),
}


def read_steps(session: Session, form: Form) -> Mapping[int, str]:
    """What happens, by how many people back it, the fewest first."""
    rows = select(BackingStep.people, BackingStep.happens).where(BackingStep.form == form).order_by(BackingStep.people)
    own = dict(session.execute(rows).all())
    return own or {people: str(words) for people, words in USUAL.items()}


def mark_of(promised: Mapping[int, str]) -> str:
    """Says which promises a page showed, so that of two officers who change them the second looks first."""
    return hashlib.sha256(json.dumps(sorted(promised.items())).encode()).hexdigest()[:16]
