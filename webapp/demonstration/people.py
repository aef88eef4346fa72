"""Everybody who answered, made from a seed."""

from functools import cache

from webapp.demonstration import buses, earlier, high_street, homes
from webapp.demonstration.shapes import DemoResponse

_WRITERS = {
    "buses-and-streets": buses.write_responses,
    "warm-homes-good-jobs": homes.write_responses,
    "our-high-street": high_street.write_responses,
    "buses-first-round": earlier.write_buses,
    "warm-homes-first-round": earlier.write_homes,
}


@cache
def responses(slug: str, *, seed: int = 2026) -> tuple[DemoResponse, ...]:
    """The responses to one consultation in order of sending: the same seed gives the same, on every machine.

    Raises `KeyError` for a slug we do not have.
    """
    return _WRITERS[slug](seed)
