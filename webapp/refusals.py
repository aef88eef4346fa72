"""Refusals: what the rules say no to, as a named fact with a sentence for the person and the field it belongs to."""

from typing import ClassVar


class Refused(Exception):
    """Something the rules do not allow. `str()` of it is the sentence for the person."""

    message: ClassVar[str] = ""

    def __init__(self, message: str = "", *, field: str = "") -> None:
        super().__init__(message)
        self.field = field

    def __str__(self) -> str:
        return super().__str__() or str(self.message)
