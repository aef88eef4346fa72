import random

from tests.text.bus_crowd import LETTER, OTHER_LETTER, QUESTION, said
from webapp.text.copies import find_campaigns

OWN_WORDS = "My mother is ninety and the walk up the hill in snow would be the end of her visits to town."


def test_the_same_letter_in_other_capitals_and_spaces_is_one_campaign():
    texts = [LETTER, LETTER.upper(), LETTER.replace(" ", "  "), "Cheaper fares please"]
    assert find_campaigns(texts) == [1, 1, 1, None]


def test_a_letter_with_a_few_words_changed_is_a_copy():
    changed = LETTER.replace("spring", "summer").replace("Older", "Elderly")
    assert find_campaigns([LETTER, changed]) == [1, 1]


def test_a_letter_with_words_of_ones_own_around_it_is_a_copy():
    adapted = f"{OWN_WORDS} {LETTER} Please reply in writing."
    assert find_campaigns([adapted, LETTER, LETTER]) == [1, 1, 1]


def test_two_letters_are_two_campaigns_and_the_larger_is_number_one():
    assert find_campaigns([OTHER_LETTER, LETTER, LETTER, OTHER_LETTER, LETTER]) == [2, 1, 1, 2, 1]


def test_short_answers_that_many_give_are_nobodys_campaign():
    assert find_campaigns(["More buses please"] * 50) == [None] * 50


def test_answers_to_one_question_in_peoples_own_words_are_not_joined():
    texts = [frame for view in ("late", "fares", "hospital", "dark") for frame in said(view)[::25]]
    assert find_campaigns(texts) == [None] * len(texts)


def test_one_opening_shared_by_two_answers_does_not_join_them():
    opening = "I have lived in this town for more than thirty years and I know its buses well."
    texts = [
        f"{opening} The drivers are kind, yet the timetable changes so often that no visitor can follow it at all.",
        f"{opening} What worries me is the price of a weekly pass, which has doubled since my pension began to shrink.",
    ]
    assert find_campaigns(texts) == [None, None]


def test_the_words_of_the_question_do_not_join_those_who_quote_them():
    quoted = "What would make the bus network better for you and your family in the next ten years or so?"
    texts = [f"{quoted} Lower fares for all.", f"{quoted} Brighter shelters at night."]
    assert find_campaigns(texts, question=f"{quoted} {QUESTION}") == [None, None]


def test_a_letter_turned_round_to_say_the_opposite_is_not_a_copy():
    support = f"I support the plan. {LETTER}"
    oppose = f"I oppose the plan. {LETTER}"
    assert find_campaigns([support, support, oppose, oppose]) in ([1, 1, 2, 2], [2, 2, 1, 1])


def test_small_steps_do_not_chain_different_texts_together():
    words = [f"word{number}" for number in range(200)]
    texts = [" ".join(words[start : start + 60]) for start in range(0, 140, 20)]
    numbers = find_campaigns(texts)
    assert any(numbers)
    assert all(one is None or one != other for one, other in zip(numbers, numbers[3:], strict=False))


def test_the_order_of_the_texts_changes_nothing():
    texts = [LETTER] * 4 + [OTHER_LETTER] * 3 + [f"{OWN_WORDS} {LETTER}"] + said("late")
    places = list(range(len(texts)))
    random.Random(1).shuffle(places)
    shuffled = find_campaigns([texts[place] for place in places])
    assert [shuffled[places.index(place)] for place in range(len(texts))] == find_campaigns(texts)
