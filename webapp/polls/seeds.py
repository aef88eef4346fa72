"""The number that a lot would be drawn from: made and locked away when a poll is published, shown after closing."""

import hashlib
import secrets


def new_seed() -> str:
    """256 random bits, in hexadecimal."""
    return secrets.token_hex(32)


def commitment_of(seed: str) -> str:
    """SHA-256 of the seed, in hexadecimal: published first, so that the seed cannot be chosen afterwards."""
    return hashlib.sha256(seed.encode()).hexdigest() if seed else ""
