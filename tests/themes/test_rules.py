"""What may happen to themes, as pure rules."""

import pytest

from webapp.themes.rules import (
    Change,
    ThemeFacts,
    around,
    destination,
    find_sentences,
    how_sure,
    reversed_changes,
    whole,
    why_not_merge,
    why_not_name,
    why_not_receive,
    why_not_restore,
    why_not_undo,
)

A, B, C = ThemeFacts(1, "Fares"), ThemeFacts(2, "Shelters"), ThemeFacts(3, "Seats", merged_into=2)
NONE = ThemeFacts(9, "None of these themes", special="none")
GONE = ThemeFacts(4, "Parking", dropped=True)
ALL = {one.id: one for one in (A, B, C, NONE, GONE)}


def test_a_merged_theme_counts_under_the_last_of_its_way():
    way = {1: ThemeFacts(1, "a", merged_into=2), 2: ThemeFacts(2, "b", merged_into=3), 3: ThemeFacts(3, "c")}
    assert [destination(one, way) for one in (1, 2, 3)] == [3, 3, 3]


def test_a_circle_of_merges_ends_the_search_instead_of_going_on_for_ever():
    assert destination(1, {1: ThemeFacts(1, "a", merged_into=2), 2: ThemeFacts(2, "b", merged_into=1)}) in (1, 2)


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        (A, A, "cannot become part of itself"),
        (B, C, "“Seats” is part of “Shelters” already"),
        (A, C, "part of another theme now"),
        (A, GONE, "was dropped"),
        (GONE, A, "was dropped"),
        (NONE, A, "is always there"),
        (A, NONE, "You can drop the theme instead"),
    ],
)
def test_merging_is_refused_with_its_reason(source, target, reason):
    assert reason in why_not_merge(source, target, ALL)


def test_two_live_themes_may_be_merged():
    assert why_not_merge(A, B, ALL) is None


@pytest.mark.parametrize("name", ["fares", "FARES", "none of these themes", "", "x" * 81])
def test_a_name_that_is_taken_empty_or_too_long_is_refused(name):
    assert why_not_name(name, themes=ALL.values())


@pytest.mark.parametrize("name", ["Parking", "Seats", "Något annat"])
def test_the_name_of_a_dropped_or_merged_theme_is_free(name):
    assert why_not_name(name, themes=ALL.values()) is None


def test_a_theme_may_keep_its_own_name():
    assert why_not_name("Fares", themes=ALL.values(), own=1) is None


def test_nothing_is_put_under_a_theme_that_does_not_count():
    assert [bool(why_not_receive(one)) for one in (A, C, GONE, NONE)] == [False, True, True, False]


def test_a_dropped_theme_whose_name_was_taken_since_does_not_come_back_under_it():
    assert "already" in why_not_restore(GONE, themes=[*ALL.values(), ThemeFacts(5, "parking")])
    assert why_not_restore(GONE, themes=ALL.values()) is None


def test_what_takes_changes_back_swaps_before_and_after():
    assert reversed_changes([Change(1, "label", None, "x")]) == (Change(1, "label", "x", None),)


def test_an_act_on_which_something_later_stands_is_not_undone():
    renamed = Change(1, "label", None, "Fares")
    later = {(1, "label", None): "Prices"}
    assert "later" in why_not_undo([renamed], now=later, themes=ALL, used=())


def test_undoing_a_new_theme_under_which_others_put_something_is_refused():
    made = Change(1, "dropped", True, False)
    now = {(1, "dropped", None): False}
    assert "since" in why_not_undo([made], now=now, themes=ALL, used={1})
    assert why_not_undo([made], now=now, themes=ALL, used=()) is None


def test_confidence_is_told_in_words():
    assert [how_sure(one) for one in (0.75, 0.5, 0.49)] == ["Sure", "Likely", "Less sure"]


def test_sentences_of_an_answer_can_be_chosen():
    text = "Fares are high! Why?\n\nSeats leak … and so on."
    assert [text[a:b] for a, b in find_sentences(text)] == ["Fares are high!", "Why?", "Seats leak …", "and so on."]


def test_the_whole_of_an_answer_leaves_out_the_blanks_around_it():
    assert whole("  a b \n") == (2, 5)


@pytest.mark.parametrize("text", ["x", "word " * 2000])
def test_a_long_answer_is_cut_around_its_excerpt(text):
    shown = around(text, 0, 1, room=50)
    assert shown.marked == text[0]
    assert len(shown.before + shown.marked + shown.after) <= 51
