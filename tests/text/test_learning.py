import numpy as np
import pytest

from tests.text.bus_crowd import said
from webapp.text.coder import Coder
from webapp.text.keeping import UnreadableLearner, learner_from_bytes, learner_to_bytes
from webapp.text.learning import learn
from webapp.text.lessons import Lesson
from webapp.text.pipeline import theme
from webapp.text.shapes import NONE, Answer, CodedAnswer, KnownTheme
from webapp.text.vectors import LexicalVectors

FRAME = [KnownTheme("late", "Late buses"), KnownTheme("fares", "High fares")]
LATE, FARES = said("late"), said("fares")
TEXTS = [*LATE, *FARES]
VECTORS = LexicalVectors(TEXTS, seed=0)
LESSONS = [Lesson(text, ("late",)) for text in LATE[::3]] + [Lesson(text, ("fares",)) for text in FARES[::3]]


@pytest.fixture(scope="module")
def taught():
    return learn(LESSONS, FRAME, TEXTS, VECTORS)


def given(taught, text):
    row = taught.learner.suggest([text], VECTORS).given[0]
    return {theme for theme, yes in zip(taught.learner.themes, row, strict=True) if yes}


def test_what_people_coded_is_found_in_what_they_did_not_read(taught):
    assert [given(taught, text) for text in LATE[1::3]] == [{"late"}] * len(LATE[1::3])
    assert [given(taught, text) for text in FARES[1::3]] == [{"fares"}] * len(FARES[1::3])


def test_an_answer_that_says_both_is_given_both():
    both = [f"{late} {fare}" for late, fare in zip(LATE, FARES, strict=False)]
    more = [*LESSONS, *(Lesson(text, ("late", "fares")) for text in both[::2])]
    taught = learn(more, FRAME, TEXTS, VECTORS)
    assert [given(taught, text) for text in both[1::2]] == [{"late", "fares"}] * len(both[1::2])


def test_the_order_of_the_lessons_makes_no_difference(taught):
    again = learn(LESSONS[::-1], FRAME, TEXTS, VECTORS)
    assert np.array_equal(again.learner.shares, taught.learner.shares)


def test_each_coded_answer_is_judged_by_what_the_others_teach():
    """One answer is coded wrongly: the others say what is right about it, and it cannot vouch for itself."""
    wrong = [Lesson(LATE[1], ("fares",)), *(one for one in LESSONS if one.text != LATE[1])]
    taught = learn(wrong, FRAME, TEXTS, VECTORS)
    place = [one.text for one in taught.lessons].index(LATE[1])
    assert taught.blind.given[place].tolist() == [True, False, False]
    assert taught.truth[place].tolist() == [0, 1, 0]


def test_with_nothing_coded_the_themes_own_words_are_learned_from():
    taught = learn([], FRAME, TEXTS, VECTORS)
    assert "late" in given(taught, "The buses are always late")


def test_what_is_near_to_nothing_fits_none_until_people_show_otherwise():
    taught = learn([], FRAME, TEXTS, VECTORS)
    assert given(taught, "Quantum zebra violin") == {NONE}


def test_a_code_that_is_no_word_teaches_nothing_by_itself():
    taught = learn(LESSONS, [KnownTheme("late", "Q4b"), KnownTheme("fares", "17")], TEXTS, VECTORS)
    assert taught.learner.label_rows.tolist() == [-1, -1, -1]


def test_what_was_coded_elsewhere_under_the_same_themes_is_learned_from():
    themes = [KnownTheme("late", "Q1"), KnownTheme("fares", "Q2")]
    there = [Lesson(one.text, one.themes, here=False) for one in LESSONS]
    taught = learn(there, themes, TEXTS, VECTORS)
    assert given(taught, LATE[1]) == {"late"}
    assert len(taught.lessons) == 0


def test_what_was_learned_can_be_kept_as_bytes(taught):
    state = learner_to_bytes(taught.learner)
    again = learner_from_bytes(state)
    before, after = (one.suggest(TEXTS, VECTORS) for one in (taught.learner, again))
    assert np.array_equal(before.chances, after.chances)
    assert learner_to_bytes(again) == state


@pytest.mark.parametrize("state", [b"", b"PK", b"\x80\x04."])
def test_other_bytes_are_refused(state):
    with pytest.raises(UnreadableLearner):
        learner_from_bytes(state)


def test_a_newly_sent_answer_gets_what_the_run_learned():
    answers = [Answer(str(at), text) for at, text in enumerate(TEXTS)]
    read = [CodedAnswer(str(at), ("green" if at < len(LATE) else "red",)) for at in range(0, len(TEXTS), 2)]
    themed = theme(answers, coded=read, closed=True)
    coder = Coder.from_theming(themed).renamed({"green": "7"})
    assert [one.codes[0].theme for one in coder.code([answers[1], answers[-1]])] == ["7", "red"]


def test_what_people_gave_stands_and_the_rest_is_suggested():
    answers = [Answer(str(at), text) for at, text in enumerate(TEXTS)]
    read = [CodedAnswer(str(at), ("green" if at < len(LATE) else "red",)) for at in range(0, len(TEXTS), 2)]
    read[0] = CodedAnswer("0", ("red",), (("red", 4, 9),))
    themed = theme(answers, coded=read, closed=True)
    assert [(code.theme, code.confidence, code.start, code.end) for code in themed.answers[0].codes] == [
        ("red", 1.0, 4, 9)
    ]
    assert {code.theme for one in themed.answers[3 : len(LATE) : 2] for code in one.codes} == {"green"}
    assert themed.method["quality"]["answers"] >= 30
