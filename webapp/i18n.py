"""Words for people, marked for translation. Works with and without an application, so that pure rules can use it."""

from typing import Any, cast

import flask_babel
from flask import has_app_context
from flask_babel.speaklater import LazyString


def _(text: str, **values: Any) -> str:
    """`text` in the reader's language, with `%(name)s` filled from `values`."""
    if has_app_context():
        return str(flask_babel.gettext(text, **values))
    return text % values if values else text


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The form of a sentence that fits `num`, filled with `num` and `values`."""
    if has_app_context():
        return str(flask_babel.ngettext(one, many, num, **values))
    return (one if num == 1 else many) % {"num": num, **values}


def _l(text: str, **values: Any) -> str:
    """Like `_`, looked up when it is shown: for words in module constants and form fields. Behaves like a text."""
    return cast("str", LazyString(_, text, **values))
