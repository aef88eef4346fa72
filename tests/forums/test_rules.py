"""What may be said where, how long one waits, how late an answer is, who is meant."""

from datetime import UTC, datetime, timedelta

import pytest

from webapp.forums.mentions import find_mentioned
from webapp.forums.rules import (
    TABLE,
    Act,
    Lateness,
    Place,
    Seen,
    Side,
    lateness,
    may,
    place_of,
    quoted,
    seen_of,
    why_not_say,
    why_wait,
)

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


def test_every_act_is_somebodys():
    assert set(TABLE) == set(Act)


def test_nobody_but_officials_adds_anything_to_a_locked_discussion():
    adds = {Act.BEGIN, Act.COMMENT, Act.REPLY, Act.ANSWER, Act.EDIT, Act.REACT}
    assert {act for act in adds if may(act, list(Side)[:3], Place.LOCKED)} == set()
    assert may(Act.ANSWER, [Side.OFFICIAL], Place.LOCKED)


def test_nothing_is_added_to_a_closed_one():
    adds = {Act.BEGIN, Act.COMMENT, Act.REPLY, Act.ANSWER, Act.EDIT, Act.REACT}
    assert {act for act in adds if may(act, list(Side), Place.CLOSED)} == set()


def test_nobody_agrees_with_themselves_or_flags_their_own():
    own = [Side.ANYONE, Side.RESIDENT, Side.AUTHOR, Side.MODERATOR]
    assert not may(Act.REACT, own, Place.OPEN)
    assert not may(Act.FLAG, own, Place.OPEN)


@pytest.mark.parametrize("seen", [Seen.HELD, Seen.HIDDEN, Seen.TAKEN_BACK])
def test_what_is_not_shown_cannot_be_answered_or_agreed_with(seen):
    acts = {Act.REPLY, Act.ANSWER, Act.REACT, Act.FLAG}
    assert {act for act in acts if may(act, list(set(Side) - {Side.AUTHOR}), Place.OPEN, seen)} == set()


def test_a_moderator_does_not_read_what_its_author_took_back():
    assert not may(Act.READ_POST, [Side.ANYONE, Side.MODERATOR], Place.OPEN, Seen.TAKEN_BACK)
    assert may(Act.READ_POST, [Side.AUTHOR], Place.OPEN, Seen.TAKEN_BACK)


def test_closing_is_stronger_than_locking_and_taking_back_than_hiding():
    assert place_of(locked=True, closed=True) is Place.CLOSED
    assert seen_of(held=True, hidden=True, taken_back=True) is Seen.TAKEN_BACK
    assert seen_of(held=True, hidden=True, taken_back=False) is Seen.HIDDEN


@pytest.mark.parametrize(
    ("days", "late"), [(0, Lateness.FRESH), (6, Lateness.FRESH), (7, Lateness.AMBER), (14, Lateness.RED)]
)
def test_a_question_ages_visibly(days, late):
    assert lateness(NOON, now=NOON + timedelta(days=days)) is late


def test_whoever_posted_a_moment_ago_is_told_how_long_to_wait():
    said = why_wait(last_at=NOON, wait=timedelta(minutes=10), now=NOON + timedelta(minutes=1))
    assert said == "Please wait 9 minutes before you post again. Your words are kept."
    assert why_wait(last_at=NOON, wait=timedelta(minutes=1), now=NOON + timedelta(minutes=1)) is None
    assert why_wait(last_at=None, wait=timedelta(hours=1), now=NOON) is None


@pytest.mark.parametrize(("text", "right"), [("", False), (" \n ", False), ("x" * 5_000, True), ("x" * 5_001, False)])
def test_a_post_has_words_and_not_too_many(text, right):
    assert (why_not_say(text) is None) is right


def test_a_quote_leaves_out_what_was_quoted_before():
    assert quoted("> old\nThe bus\n\ncame late", who="Ann") == "> Ann wrote:\n> The bus\n> came late\n\n"


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("@Ann Lee what do you say?", [1]),
        ("Thanks @ann lee, and @Bo!", [1, 2]),
        ("@Ann Leeson", []),
        ("ann lee and a@bo.example", []),
        ("@Cy", []),
        ("@Ann Lee @Ann Lee", [1]),
        ("", []),
    ],
)
def test_an_at_and_a_name_call_somebody(text, called):
    assert find_mentioned(text, {1: "Ann Lee", 2: "Bo", 3: "Cy", 4: "Cy", 5: ""}) == called


def test_the_longest_name_that_fits_is_meant():
    assert find_mentioned("@Jo Marsh", {1: "Jo", 2: "Jo Marsh"}) == [2]
