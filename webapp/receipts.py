"""Receipt codes: short enough to write down, too many to guess, and known to nobody but whoever answered.

A page hands out a signed sending token. The code is made from the token with a key of its own, so that the same sending
always gives the same code; the database holds only a keyed hash of the code.
"""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

from itsdangerous import BadSignature, Signer, TimestampSigner

from webapp import clock

# No 0, O, I, L or U: nothing that is misread or spells a word by accident. 31 is prime, which the check letter needs.
ALPHABET = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12  # eleven letters that mean something (31^11, 54 bits) and one that checks them
_MISREAD = str.maketrans({"I": "1", "L": "1"})


class _Signer(TimestampSigner):
    """Signs with the time of our one clock."""

    def get_timestamp(self) -> int:
        return int(clock.now().timestamp())


class Receipts:
    """Makes and checks tokens and codes with the site's two keys."""

    def __init__(self, *, secret_key: str, receipt_key: str) -> None:
        self._signer = _Signer(secret_key, salt="sending-token")
        self._passes = Signer(secret_key, salt="answer-pass")
        self._key = receipt_key.encode()

    def new_token(self, bound: str = "") -> str:
        """A token for one sending, signed, with the time it was handed out; `bound` to a place and person if wanted."""
        value = secrets.token_urlsafe(18)
        return self._signer.sign(f"{value}:{bound}" if bound else value).decode()

    def begun_at(self, token: str) -> datetime | None:
        """When we handed out this token; None when we did not."""
        try:
            return self._signer.unsign(token, return_timestamp=True)[1]
        except BadSignature:
            return None

    def bound_to(self, token: str) -> str | None:
        """What a token of ours is bound to; None when we did not hand it out."""
        try:
            return self._signer.unsign(token).decode().partition(":")[2]
        except BadSignature:
            return None

    def code_for(self, token: str) -> str:
        """The code of a sending, as it is stored nowhere: "7K3MQ2XWPA9D" without dashes."""
        return self._code("code:" + token)

    def number_for(self, code: str) -> str:
        """A second code that follows from the first and does not lead back to it: to be published, as it opens
        nothing."""
        return self._code("number:" + code)

    def _code(self, words: str) -> str:
        number = int.from_bytes(hmac.digest(self._key, words.encode(), sha256)[:16], "big")
        letters = ""
        for _ in range(LENGTH - 1):
            number, rest = divmod(number, len(ALPHABET))
            letters += ALPHABET[rest]
        return letters + check_letter(letters)

    def pass_for(self, code: str) -> str:
        """What a device keeps once it has been let in: the code, signed by us, so that showing it is no guess."""
        return self._passes.sign(code).decode()

    def code_in_pass(self, given: str) -> str | None:
        """The code of a pass; None when we did not sign it."""
        try:
            return self._passes.unsign(given).decode()
        except BadSignature:
            return None

    def digest(self, code: str) -> str:
        """What the database keeps of a code: a keyed hash, 64 hexadecimal digits."""
        return hmac.digest(self._key, b"lookup:" + code.encode(), sha256).hex()

    def voter(self, poll_id: int, who: str) -> str:
        """Who voted in a poll, as its register keeps it: the same for the same voter, and leading back to nobody."""
        return hmac.digest(self._key, f"voter:{poll_id}:{who}".encode(), sha256).hex()


def check_letter(letters: str) -> str:
    """The letter that makes any single wrong letter, and any two neighbours swapped, come out wrong."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, 2))
    return ALPHABET[total % len(ALPHABET)]


def tidy_code(typed: str) -> str | None:
    """A code as typed, in whatever case and with whatever dashes; None when no such code can exist."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_MISREAD)
    if len(letters) != LENGTH or any(letter not in ALPHABET for letter in letters):
        return None
    return letters if check_letter(letters[:-1]) == letters[-1] else None


def spaced(code: str) -> str:
    """A code as people read it: 7K3M-Q2XW-PA9D."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
