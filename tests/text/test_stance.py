import pytest

from webapp.text.pipeline import theme
from webapp.text.shapes import AGAINST, FOR, MIXED, Answer, CodedAnswer
from webapp.text.stance import read_question, read_stance

BAN = "Should betting adverts be banned during matches?"
LANE = "Do you support the proposed bus lane on Mill Road?"


@pytest.mark.parametrize(
    ("said", "question", "stance"),
    [
        ("Betting adverts should be banned.", BAN, FOR),
        ("Betting adverts should not be banned.", BAN, AGAINST),
        ("They shouldn't ban anything.", BAN, AGAINST),
        ("Adverts must be allowed to continue.", BAN, AGAINST),
        ("Yes, at last.", BAN, FOR),
        ("No, leave things as they are.", BAN, AGAINST),
        ("I don't support a ban.", BAN, AGAINST),
        ("I strongly support a ban.", BAN, FOR),
        ("A ban would harm small clubs.", BAN, AGAINST),
        ("These adverts harm children.", BAN, FOR),
        ("A bus lane would be safer for cyclists.", LANE, FOR),
        ("It will destroy the shops.", LANE, AGAINST),
        ("I oppose this.", LANE, AGAINST),
        ("We welcome the plan.", LANE, FOR),
        ("The road has two ends.", LANE, None),
    ],
)
def test_where_somebody_stands_is_read_from_what_they_say(said, question, stance):
    assert read_stance([said], question) == stance


def test_lessening_a_harm_is_good_and_the_harm_alone_is_not():
    assert read_stance(["A bus lane reduces pollution."], LANE) == FOR
    assert read_stance(["A bus lane brings pollution."], LANE) == AGAINST


def test_plain_words_for_both_sides_are_mixed():
    assert read_stance(["I support the lane.", "I oppose the closure of the car park."], LANE) in (MIXED, FOR)
    assert read_stance(["Yes, I agree.", "No, not here."], LANE) == MIXED


def test_it_goes_on_about_what_was_spoken_of_before():
    assert read_stance(["A ban came last year elsewhere.", "It was a terrible failure."], BAN) == AGAINST


@pytest.mark.parametrize("question", ["", "What is it like to live here?"])
def test_a_question_that_proposes_nothing_has_no_sides(question):
    assert read_question(question) is None
    assert read_stance(["I support this."], question) is None


def test_what_people_said_about_stances_stands_and_is_learned_from():
    """The words used tell nothing by themselves; people's ticks say what they mean."""
    texts = [f"Pelican crossing number {at} for the north end" for at in range(20)]
    texts += [f"Marmalade kiosk number {at} near the south end" for at in range(20)]
    ticks = [FOR] * 20 + [AGAINST] * 20
    answers = [Answer(str(at), text) for at, text in enumerate(texts)]
    coded = [CodedAnswer(str(at), ("none",), stance=ticks[at]) for at in range(40) if at % 20 < 15]
    themed = theme(answers, question=LANE, coded=coded, themes=2)
    assert [one.stance for one in themed.answers] == ticks


@pytest.mark.parametrize(
    "question",
    [
        "What is the main reason for your answer, and which neighbourhood should be early?",
        "Where must the new stop be?",
        "How should we spend it?",
    ],
)
def test_a_question_that_asks_which_or_how_proposes_nothing(question):
    assert read_question(question) is None


@pytest.mark.parametrize(
    "question",
    ["Should buses be run by the council?", "How far do you agree with the plan?", "What do you think of a ban?"],
)
def test_a_question_that_one_can_be_for_or_against_proposes_something(question):
    assert read_question(question) is not None


def test_where_people_were_asked_where_they_stand_nothing_is_read_into_their_words():
    answers = [Answer(str(number), f"I oppose the ban, reason {number} of the fans") for number in range(30)]
    read = theme(answers, question="Should adverts be banned?")
    asked = theme(answers, question="Should adverts be banned?", asked=True)
    assert {one.stance for one in read.answers} == {"against"}
    assert {one.stance for one in asked.answers} == {None}
    assert {code.stance for one in asked.answers for code in one.codes} == {None}
