"""What may happen to a proposal."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.proposals.rules import (
    ALL,
    ENDED,
    NEXT,
    STAGE_WORDS,
    TABLE,
    Act,
    Lateness,
    Side,
    Stage,
    areas_shown,
    count_of_sheet,
    draw_sample,
    lateness,
    may,
    why_not_move,
)

MONDAY = date(2026, 6, 1)


def test_every_stage_can_be_reached_and_has_a_name():
    reached = {Stage.DRAFT}
    while more := {to for one in reached for to in NEXT[one]} - reached:
        reached |= more
    assert reached == set(Stage) == set(STAGE_WORDS) == set(NEXT)


def test_a_proposal_ends_only_withdrawn_merged_or_evaluated():
    assert {stage for stage, following in NEXT.items() if not following} == ENDED | {Stage.EVALUATED}


def test_every_act_is_somebodys():
    assert set(TABLE) == set(Act)
    assert all(stages for row in TABLE.values() for stages in row.values())


@pytest.mark.parametrize("act", Act)
@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("stage", Stage)
def test_one_may_what_the_table_says_and_nothing_else(act, side, stage):
    assert may(act, {side}, stage) == (stage in TABLE[act].get(side, frozenset()))


def test_what_strangers_see_strangers_never_change():
    assert {act for act in Act if Side.ANYONE in TABLE[act]} == {Act.SEE, Act.DISCUSS}


def test_nobody_but_its_own_sees_what_was_not_let_in():
    assert ALL - TABLE[Act.SEE][Side.ANYONE] == {Stage.DRAFT, Stage.IN_MODERATION}


@given(st.text(min_size=1), st.integers(1, 500))
def test_the_same_seed_draws_the_same_lines_each_once_and_in_order(seed, lines):
    drawn = draw_sample(seed, lines)
    assert drawn == draw_sample(seed, lines) == sorted(set(drawn))
    assert len(drawn) == min(10, lines)
    assert 1 <= drawn[0] <= drawn[-1] <= lines


@given(st.integers(1, 500), st.data())
def test_a_sheet_never_counts_for_more_than_stood_up(lines, data):
    sample = min(10, lines)
    good = data.draw(st.integers(0, sample))
    counted = count_of_sheet(lines=lines, sample=sample, good=good)
    assert counted * sample <= lines * good
    assert (counted == lines) == (good == sample)
    assert counted == 0 or good * 2 >= sample


def test_37_lines_of_which_9_of_10_stood_up_count_as_33():
    assert count_of_sheet(lines=37, sample=10, good=9) == 33


@pytest.mark.parametrize(("good", "sample", "lines"), [(-1, 10, 37), (11, 10, 37), (3, 10, 5), (0, 0, 0)])
def test_a_sample_that_cannot_be_is_a_fault(good, sample, lines):
    with pytest.raises(ValueError, match="lines"):
        count_of_sheet(lines=lines, sample=sample, good=good)


def test_a_promise_is_kept_until_the_end_of_its_day():
    assert lateness(MONDAY, today=MONDAY) is Lateness.SOON
    assert lateness(date(2026, 5, 31), today=MONDAY) is Lateness.LATE
    assert lateness(date(2026, 6, 9), today=MONDAY) is Lateness.IN_TIME
    assert lateness(None, today=MONDAY) is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"to": Stage.DELIVERED}, "to"),
        ({"reason": "  "}, "reason"),
        ({"to": Stage.ON_AGENDA, "has_officer": False}, "officer"),
        ({"to": Stage.ON_AGENDA, "due_on": None}, "due"),
        ({"due_on": date(2026, 5, 31)}, "due"),
    ],
)
def test_an_officer_says_why_who_and_until_when(changes, field):
    facts = {"stage": Stage.WITH_OFFICER, "to": Stage.NOT_TAKEN, "reason": "Not ours.", "has_officer": True,
             "due_on": MONDAY, "today": MONDAY}  # fmt: skip
    assert why_not_move(**facts) is None
    assert why_not_move(**(facts | changes))[0] == field


@given(st.dictionaries(st.integers(1, 9) | st.none(), st.integers(0, 30)), st.integers(2, 10))
def test_no_hidden_area_can_be_worked_out_from_the_whole(people, threshold):
    shown = areas_shown(people, threshold=threshold)
    hidden = [area for area, count in shown.items() if count is None]
    assert all(count is None or count >= threshold for count in shown.values())
    assert len(hidden) != 1 or len(shown) == 1
