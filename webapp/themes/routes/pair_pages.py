"""What the pages of double coding share: the themes to tick, and which words say so."""

from collections.abc import Iterable, Mapping

from flask import Response, request

from webapp.database import db
from webapp.themes import pair_rules, queries, rules
from webapp.themes.models import SecondReading, Theme
from webapp.themes.pair_forms import CodeAgainForm
from webapp.themes.pair_rules import Span
from webapp.themes.queries import second
from webapp.themes.routes.common import FramedDesk
from webapp.themes.sources import Excerptable
from webapp.web.pages import page

MOST_SENTENCES = 40


def sentences_of(said: Excerptable) -> list[Span]:
    """Where its sentences are; none when it is a single one."""
    spans = rules.find_sentences(said.text)[:MOST_SENTENCES]
    return spans if len(spans) > 1 else []


def spans_in(
    sent: Mapping[str, str], themes: Iterable[int], sentences: list[Span], said: Excerptable
) -> dict[int, Span]:
    """By ticked theme the words that were chosen for it, the whole answer where none were."""
    chosen = {theme: sent.get(f"words-{theme}", "") for theme in themes}
    return pair_rules.spans_of(chosen, sentences, rules.whole(said.text))


def themes_to_tick(desk: FramedDesk) -> list[Theme]:
    """Themes that count, each under the one it stands under, the special ones last."""
    themes = [one for one in queries.list_themes(db.session, desk.frame) if one.live]
    parents = rules.parents_of(queries.facts_of(themes))
    place = {one.id: (one.position, one.id) for one in themes}
    return sorted(themes, key=lambda one: (one.special is not None, place[parents.get(one.id, one.id)],
                                           one.id in parents, place[one.id]))  # fmt: skip


def code_page(desk: FramedDesk, reading: SecondReading, said: Excerptable, form: CodeAgainForm) -> Response:
    """One answer with the themes of the frame, and nothing that anybody gave it."""
    themes = themes_to_tick(desk)
    sentences = sentences_of(said)
    return page(
        "themes/pairs/code.html",
        desk=desk,
        reading=reading,
        said=said,
        form=form,
        themes=themes,
        translation=second.find_translation(db.session, desk.frame, said.id),
        parents=rules.parents_of(queries.facts_of(themes)),
        names={one.id: queries.name_of(one.special, one.name) for one in themes},
        examples=second.examples(db.session, desk.frame, without=[said.id]),
        context=desk.source.context(db.session, desk.source_id, [said.id]).get(said.id),
        sentences=[said.text[start:end] for start, end in sentences],
        ticked=set(form.themes.data or ()),
        chosen={theme.id: request.form.get(f"words-{theme.id}", "") for theme in themes},
        for_me=second.count_for(db.session, desk.frame, reading.person_id or 0),
    )
