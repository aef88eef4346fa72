"""Answers in other languages, in the whole run: themed by a translation, and waiting without one."""

import pytest

from tests.text.bus_crowd import QUESTION, crowd
from webapp.text.flags import Kind
from webapp.text.pipeline import Answer, theme
from webapp.text.shapes import NO_REASON, NONE, CodedAnswer, KnownTheme

GERMAN = "Der Bus kommt leider jeden Tag zu spät, und niemand weiß, wann er endlich kommt."
POLISH = "  Autobus codziennie się spóźnia, a bilety są zbyt drogie dla rodzin z dziećmi.  "
ENGLISH = "The bus is late nearly every day and nobody knows when it will arrive."


@pytest.fixture(scope="module")
def themed():
    foreign = [Answer("waits", GERMAN), Answer("translated", POLISH, ENGLISH), Answer("nothing", "нет", "no comment")]
    return theme([*crowd(), Answer("plain", ENGLISH), *foreign], question=QUESTION, themes=4)


@pytest.fixture(scope="module")
def answers(themed):
    return {one.id: one for one in themed.answers}


def test_without_a_translation_an_answer_waits_and_raises_no_theme(answers):
    assert [(code.theme, code.start, code.end) for code in answers["waits"].codes] == [(NONE, 0, len(GERMAN))]
    assert [flag.kind for flag in answers["waits"].flags] == [Kind.UNTRANSLATED]


def test_a_translated_answer_gets_the_themes_of_its_translation(answers):
    assert [code.theme for code in answers["translated"].codes] == [code.theme for code in answers["plain"].codes]
    assert Kind.UNTRANSLATED not in [flag.kind for flag in answers["translated"].flags]


def test_its_codes_rest_on_all_of_the_original_and_its_language_is_the_originals(answers):
    spans = {(code.start, code.end) for code in answers["translated"].codes}
    assert [POLISH[start:end] for start, end in spans] == [POLISH.strip()]
    assert answers["translated"].language == "pl"


def test_a_translation_that_gives_no_reason_is_no_reason(answers):
    assert [code.theme for code in answers["nothing"].codes] == [NO_REASON]


def test_no_quote_is_taken_from_what_was_not_written_in_the_language_of_the_frame(themed):
    quoted = {name for one in themed.frame for name, _, _ in (*one.typical, *one.edge, *one.dissenting)}
    assert not quoted & {"waits", "translated", "nothing"}
    assert "plain" in quoted or len(quoted) > 3


def test_sizes_count_the_translated_and_leave_out_those_that_wait(themed):
    sizes = {one.id: one.size for one in themed.frame}
    counted = {name: sum(any(code.theme == name for code in one.codes) for one in themed.answers) for name in sizes}
    assert sizes == counted


def test_what_people_decided_about_an_untranslated_answer_stands():
    known = [KnownTheme("late", "Late buses", "Buses do not come on time", (ENGLISH,))]
    coded = [CodedAnswer("waits", ("late",), (("late", 0, 20),))]
    found = theme([*crowd(), Answer("waits", GERMAN)], known=known, coded=coded, closed=True)
    assert [code.theme for code in found.answers[-1].codes] == ["late"]


def test_a_frame_in_another_language_is_possible_and_then_english_waits():
    german = [f"Der Bus Nummer {number} kommt leider immer zu spät am Bahnhof an." for number in range(30)]
    found = theme([*(Answer(str(at), text) for at, text in enumerate(german)), Answer("en", ENGLISH)])
    assert found.answers[-1].codes[0].theme == NONE
    assert found.answers[0].flags == ()
