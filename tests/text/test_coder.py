import time

import numpy as np
import pytest

from tests.text.bus_crowd import QUESTION, VIEWS, crowd, said
from webapp.text.coder import Coder, UnreadableState
from webapp.text.explaining import NoSuchTheme, explain
from webapp.text.pipeline import Answer, KnownTheme, theme
from webapp.text.shapes import NO_REASON, NONE

OLD, NEW = crowd(3), [Answer(f"new-{view}-{at}", said(view)[at]) for view in VIEWS for at in (1, 4)]


@pytest.fixture(scope="module")
def themed():
    return theme(OLD, question=QUESTION)


@pytest.fixture(scope="module")
def coder(themed):
    return Coder.from_theming(themed)


def known_of(themed):
    found = [one for one in themed.frame if one.origin == "found"]
    return [KnownTheme(one.id, one.label, one.description, parent=one.parent) for one in found]


def codes_of(answers):
    return {one.id: [(code.theme, code.start, code.end) for code in one.codes] for one in answers}


def test_answers_that_were_themed_get_the_same_codes_again(themed, coder):
    alone = {one.id for one in themed.answers if one.campaign is None}
    before, after = codes_of(themed.answers), codes_of(coder.code(OLD))
    assert len(alone) > 80
    assert {name: before[name] for name in alone} == {name: after[name] for name in alone}


def test_a_new_answer_joins_those_who_say_the_same(themed, coder):
    places = {one.id: one.codes[0].theme for one in themed.answers}
    for one in coder.code(NEW):
        view = one.id.split("-")[1]
        assert one.codes[0].theme in {theme for name, theme in places.items() if name.startswith(view)}


def test_what_says_nothing_and_what_fits_nothing_say_so(coder):
    quiet, odd = coder.code([Answer("quiet", "n/a"), Answer("odd", "Zzyzx qwfpgj vbnkhm wxzqy.")])
    assert [code.theme for code in quiet.codes] == [NO_REASON]
    assert [code.theme for code in odd.codes] == [NONE]


def test_a_coder_comes_back_from_its_bytes_the_same(coder):
    again = Coder.from_bytes(coder.to_bytes())
    assert again.to_bytes() == coder.to_bytes()
    assert again.code(NEW) == coder.code(NEW)


@pytest.mark.parametrize("state", [b"", b"nothing of the kind", b"PK\x03\x04 torn off"])
def test_bytes_that_no_coder_wrote_are_refused(state):
    with pytest.raises(UnreadableState):
        Coder.from_bytes(state)


def test_themes_can_be_given_the_ids_of_a_database(coder):
    renamed = coder.renamed({one: f"row {number}" for number, one in enumerate(coder.ids)})
    assert {code.theme for one in renamed.code(OLD) for code in one.codes} <= {*renamed.ids, NONE}


def test_one_new_answer_takes_no_longer_than_it_may(coder):
    coder.code(NEW)
    start = time.process_time()
    for one in NEW:
        coder.code([one])
    assert (time.process_time() - start) / len(NEW) <= 0.02


def test_themes_stay_when_a_tenth_more_answers_come(themed):
    more = [Answer(f"more-{view}-{at}", said(view)[at]) for view in VIEWS for at in (2, 5, 8)]
    later = theme([*OLD, *more], known=known_of(themed), before=themed.coder, question=QUESTION)
    before, after = codes_of(themed.answers), codes_of(later.answers)
    assert sum(before[name] == after[name] for name in before) >= 0.99 * len(before)


def test_a_settled_answer_gets_no_theme_that_is_new(themed):
    odd = [Answer(f"zoo-{at}", f"The zoo needs {animal} and more keepers for {animal}.") for at, animal in
           enumerate(("zebras", "lions", "otters", "giraffes", "bears", "owls", "wolves", "seals"))]  # fmt: skip
    later = theme(
        [*OLD, *odd], known=known_of(themed), before=themed.coder, settled={one.id for one in OLD}, question=QUESTION
    )
    new = {one.id for one in later.frame if one.origin == "found"}
    raised = {one.id for one in later.answers if any(code.theme in new for code in one.codes)}
    assert {"zoo-0", "zoo-3"} <= raised <= {one.id for one in odd}


def test_the_words_of_an_excerpt_share_out_its_closeness_exactly(coder):
    text, theme_id = "Fares are dear. The 42 is late every morning.", coder.ids[0]
    shares = explain(coder, text, (16, 45), theme_id)
    closeness = coder.vectors.embed([text[16:45]])[0] @ coder.places()[theme_id]
    assert np.isclose(sum(one.weight for one in shares), closeness, atol=1e-5)
    assert all(text[one.start : one.end] == one.word for one in shares)


def test_nothing_is_explained_of_a_theme_that_has_no_place(coder):
    with pytest.raises(NoSuchTheme):
        explain(coder, "Late buses", (0, 10), "elsewhere")


def test_wider_themes_stay_wider_and_hold_nobody_directly(themed):
    wide = {one.parent for one in themed.frame} - {None}
    later = theme(OLD, known=known_of(themed), before=themed.coder, question=QUESTION)
    assert wide
    assert wide == {one.parent for one in later.frame} - {None}
    assert not wide & {code.theme for one in later.answers for code in one.codes}
    assert {one.id: one.size for one in later.frame if one.id in wide} == {
        one.id: one.size for one in themed.frame if one.id in wide
    }


def test_an_answer_too_short_to_tell_its_language_is_taken_to_be_in_that_of_the_others():
    places = ["Kassel", "Fulda", "Marburg", "Hanau", "Gotha", "Jena", "Köthen", "Dessau"]
    said = "Der letzte Bus nach {} fährt abends viel zu früh ab, ich komme nicht nach Hause."
    german = [Answer(place, said.format(place)) for place in places]
    coder = Coder.from_theming(theme(german, themes=1))
    assert coder.code([Answer("new", "Bus!")])[0].language == "de"
