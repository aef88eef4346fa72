"""Keys for one purpose each, made from the site's secret; tokens for mail, and the keyed hashes kept of them."""

import hashlib
import hmac
import secrets


def derive(secret: str, label: str) -> bytes:
    """32 bytes for the purpose `label`: nobody who learns one learns another, or the secret."""
    return hmac.digest(secret.encode(), b"folkmoot/" + label.encode(), hashlib.sha256)


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(32)


def digest_of(token: str, key: bytes) -> str:
    """What is kept of a token, in hexadecimal."""
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


class Hashes:
    """Keyed hashes that stand in signed links. Flask-Security expects a context of passlib here, whose hashes are slow
    on purpose; these hide nothing that could be guessed, and slow ones would tell by the clock who has an account."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def hash(self, value: bytes) -> str:
        return hmac.new(self._key, value, hashlib.sha256).hexdigest()

    def verify(self, value: bytes, hashed: str) -> bool:
        return hmac.compare_digest(self.hash(value), hashed)
