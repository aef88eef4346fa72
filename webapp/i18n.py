"""Words for people, marked for translation. Works with and without an application, so that pure rules can use it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

import flask_babel
from babel.support import NullTranslations
from flask import g, has_app_context
from flask_babel.speaklater import LazyString

_KEPT = "words_of_the_reader"


def _(text: str, **values: Any) -> str:
    """`text` in the reader's language, with `%(name)s` filled from `values`."""
    said = _catalogue().gettext(text) if has_app_context() else text
    return said % values if values else said


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The form of a sentence that fits `num`, filled with `num` and `values`."""
    said = _catalogue().ngettext(one, many, num) if has_app_context() else one if num == 1 else many
    return str(said) % {"num": num, **values}


def _l(text: str, **values: Any) -> str:
    """Like `_`, looked up when it is shown: for words in module constants and form fields. Behaves like a text."""
    return cast("str", LazyString(_, text, **values))


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """What is said inside, dates and numbers too, is said in this language: for mail and papers."""
    before = g.pop(_KEPT, None)
    try:
        with flask_babel.force_locale(code):
            yield
    finally:
        setattr(g, _KEPT, before)


def _catalogue() -> NullTranslations:
    """Looked up once a request: a list says hundreds of things, and the way through the library costs more than they
    do."""
    kept = g.get(_KEPT)
    if kept is None:
        kept = flask_babel.get_translations()
        setattr(g, _KEPT, kept)
    return cast("NullTranslations", kept)
