"""A brake on guessing codes: wrong ones are counted, right ones never are. See decision 0009."""

from flask import current_app
from limits import parse_many

from webapp.web.limits import limiter


class Guesses:
    """Wrong codes so far, counted under `whose`, against the limits of a setting."""

    def __init__(self, setting: str, whose: str) -> None:
        self._limits, self._of = parse_many(current_app.config[setting]), (setting, whose)

    def are_too_many(self) -> bool:
        return limiter.enabled and not all(limiter.limiter.test(limit, *self._of) for limit in self._limits)

    def count(self) -> None:
        if limiter.enabled:
            for limit in self._limits:
                limiter.limiter.hit(limit, *self._of)
