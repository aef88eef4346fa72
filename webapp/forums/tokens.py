"""What a form of a discussion carries: whose it is, where its words are to stand, and that it counts once.

Signed, so that words that come after the session has ended can be kept as a draft of the same person; they are never
posted by it: that needs the session too.
"""

import hashlib
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

_SALT = "words-of-a-discussion"
_LASTS = 60 * 60 * 24 * 14  # seconds


@dataclass(frozen=True, slots=True)
class Claim:
    """`place`: as drafts name it ("thread:5"). `once`: 43 letters that are the same however often it is sent."""

    person_id: int
    place: str
    once: str


def make(person_id: int, place: str, *, key: str) -> str:
    return URLSafeTimedSerializer(key, _SALT).dumps([person_id, place, secrets.token_urlsafe(9)])


def read(token: str, *, key: str) -> Claim | None:
    """None for one that we did not make, or made long ago."""
    try:
        person_id, place, _nonce = URLSafeTimedSerializer(key, _SALT).loads(token, max_age=_LASTS)
    except (BadSignature, ValueError, TypeError):
        return None
    digest = hashlib.sha256(token.encode()).digest()
    return Claim(person_id, place, urlsafe_b64encode(digest).decode().rstrip("="))
