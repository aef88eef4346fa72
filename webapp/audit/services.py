"""Writing to the audit trail, and checking its chain."""

import hashlib
import json
import secrets
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from webapp import clock
from webapp.audit.models import AuditEntry, AuditWords

FIRST = "0" * 64
_CHAIN_LOCK = 7_041_966  # any number of our own: PostgreSQL's advisory lock for the end of the chain


def record(
    session: Session, *, actor_id: int | None, act: str, subject: str, words: str = "", **facts: Any
) -> AuditEntry:
    """Append one act. `subject` is "kind:id"; `words` are kept apart and only their salted digest is chained."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})
    previous = session.scalar(select(AuditEntry.digest).order_by(AuditEntry.id.desc()).limit(1)) or FIRST
    salt = secrets.token_hex(8)
    if words:
        facts["words"] = _salted(salt, words)
    entry = AuditEntry(at=clock.now(), actor_id=actor_id, act=act, subject=subject, facts=facts, previous=previous)
    entry.digest = digest_of(entry)
    session.add(entry)
    session.flush()
    if words:
        session.add(AuditWords(entry_id=entry.id, salt=salt, words=words))
    return entry


def digest_of(entry: AuditEntry) -> str:
    """SHA-256 over the entry and its predecessor's digest, in hexadecimal."""
    said = [entry.previous, entry.at.isoformat(), entry.actor_id, entry.act, entry.subject, entry.facts]
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def find_break(session: Session) -> AuditEntry | None:
    """The first entry that was altered, whose words were, or whose predecessor is missing; None when all is whole.

    Words that were erased break nothing. Entries taken from the end leave a shorter chain that is whole: to notice
    that, compare with the last digest noted elsewhere.
    """
    previous = FIRST
    of_entry = AuditWords.entry_id == AuditEntry.id
    listed = select(AuditEntry, AuditWords).outerjoin(AuditWords, of_entry).order_by(AuditEntry.id)
    for entry, words in session.execute(listed.execution_options(yield_per=1000)):
        if entry.previous != previous or entry.digest != digest_of(entry) or not _stands_for(entry, words):
            return entry
        previous = entry.digest
    return None


def _stands_for(entry: AuditEntry, words: AuditWords | None) -> bool:
    """Whether these are the words of this entry, or there are none (any more)."""
    return words is None or entry.facts.get("words") == _salted(words.salt, words.words)


def _salted(salt: str, words: str) -> str:
    return hashlib.sha256((salt + words).encode()).hexdigest()
