"""Where somebody without an account can be told: one e-mail address or one UK mobile number. Pure."""

import re
from enum import StrEnum

from webapp.notices.rules import is_one_address

_MOBILE = re.compile(r"(?:\+44|0044|0)\(?0?\)?(7(?:[1-5]|[7-9])\d{8})")
"""UK mobile numbers are 071 to 075 and 077 to 079 and eleven figures long (Ofcom's numbering plan); 070 and 076 are
personal numbers and pagers."""


class Channel(StrEnum):
    EMAIL = "email"
    TEXT = "text"


def tidy_contact(channel: Channel, typed: str) -> str | None:
    """The address or number in the one form it is kept in (small letters; "+447700900123"); None when it is neither."""
    if channel is Channel.TEXT:
        found = _MOBILE.fullmatch(re.sub(r"[\s\-.]", "", typed))
        return f"+44{found[1]}" if found else None
    address = typed.strip().lower()
    return address if is_one_address(address) else None


def masked(address: str) -> str:
    """As much of it as an officer needs to see: "a…@example.org", "…123"; nothing of one that was forgotten."""
    name, at, domain = address.rpartition("@")
    if at:
        return f"{name[:1]}…@{domain}"
    return f"…{address[-3:]}" if address else ""


_NAMES_SOMEBODY = re.compile(r"[^\s<>@,;:]+@[^\s<>@,;:]+|\+?\d{9,}")


def unnamed(words: str) -> str:
    """What a server said, with every address and number in it masked."""
    return _NAMES_SOMEBODY.sub(lambda found: masked(found[0]), words)
