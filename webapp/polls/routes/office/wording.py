"""The words of what is printed, in the language of whoever asks for it."""

from dataclasses import asdict
from typing import Any

from webapp.database import db
from webapp.polls import printing, queries
from webapp.polls.models import Poll
from webapp.web.languages import choose_language

_LANGUAGE_TAGS = {"en": "en-GB"}


def words_of(poll: Poll, *, paper: bool) -> dict[str, Any]:
    language = choose_language()
    tag = _LANGUAGE_TAGS.get(language, language)
    if not paper:
        return asdict(printing.write_letters(poll, language=tag))
    return asdict(printing.write_papers(poll, queries.read_sheet(db.session, poll), language=tag))
