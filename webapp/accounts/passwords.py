"""Passwords: argon2id, and never more than a few at once, because each takes much memory on purpose."""

import threading
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

AT_ONCE = 2


class Passwords:
    """Makes and checks hashes. Stands where Flask-Security expects a context of passlib."""

    def __init__(self, *, memory: int, rounds: int, at_once: int = AT_ONCE) -> None:
        """`memory` in KiB for one hash; `at_once`: how many may be worked on, the rest wait their turn."""
        self._hasher = PasswordHasher(time_cost=rounds, memory_cost=memory, parallelism=1, type=Type.ID)
        self._turn = threading.BoundedSemaphore(at_once)

    def hash(self, secret: str | bytes, **_options: object) -> str:
        with self._turn:
            return self._hasher.hash(secret)

    def verify(self, secret: str | bytes, hashed: str | None) -> bool:
        """Whether it is the password. Takes as long when there is none to compare with."""
        if not hashed:
            self.hash(secret)
            return False
        with self._turn:
            try:
                return self._hasher.verify(hashed, secret)
            except (VerificationError, InvalidHashError):
                return False

    def needs_update(self, hashed: str) -> bool:
        return self._hasher.check_needs_rehash(hashed)

    def identify(self, _hashed: str | None) -> str:
        """The scheme, in Flask-Security's words."""
        return "argon2"


# OWASP's password storage sheet counts 19 MiB with two rounds as strong as 46 MiB with one; it takes less memory.
FULL = Passwords(memory=19_456, rounds=2)
CHEAP = Passwords(memory=8, rounds=1, at_once=8)  # for tests, where nothing is worth guarding


def normalise(password: str) -> str:
    """The same password typed on another keyboard is the same password (NFKD, as Flask-Security does it)."""
    return unicodedata.normalize("NFKD", password)
