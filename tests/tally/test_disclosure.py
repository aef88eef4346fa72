"""No hidden cell can be worked out: checked against every table that would have been published in the same way."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.crosstab import column_totals, row_totals
from webapp.tally.disclosure import derivable, protect, suppress


@st.composite
def small_tables(draw, largest=3):
    rows, columns = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    row = st.lists(st.integers(0, largest), min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=rows, max_size=rows))


def tables_that_fit(published, rows, columns):
    """Every table of whole numbers with these totals that agrees with what is published; the oracle of these tests."""
    if not rows:
        return [()] if not any(columns) else []
    ways = [range(rows[0] + 1) if cell is None else [cell] for cell in published[0]]
    found = []
    for first in product(*ways):
        left = [total - count for total, count in zip(columns, first, strict=True)]
        if sum(first) == rows[0] and min(left) >= 0:
            found += [(first, *rest) for rest in tables_that_fit(published[1:], rows[1:], left)]
    return found


def worked_out(table, published):
    fitting = tables_that_fit(published, row_totals(table), column_totals(table))
    return {
        (r, c)
        for r, row in enumerate(published)
        for c, cell in enumerate(row)
        if cell is None and len({one[r][c] for one in fitting}) == 1
    }


def everything_hidden(table):
    return tuple((None,) * len(row) for row in table)


def test_a_table_of_large_counts_is_shown_whole():
    assert suppress([[10, 20], [30, 40]]) == ((10, 20), (30, 40))


def test_a_zero_may_be_shown():
    assert suppress([[0, 20], [30, 40]]) == ((0, 20), (30, 40))


def test_one_small_cell_takes_three_others_with_it():
    assert suppress([[3, 20, 90], [30, 40, 95], [80, 85, 99]]) == ((None, None, 90), (None, None, 95), (80, 85, 99))


def test_the_cheapest_cells_are_hidden_to_protect_a_small_one():
    published = suppress([[3, 50, 9], [60, 70, 80], [8, 90, 11]])
    assert published == ((None, 50, None), (60, 70, 80), (None, 90, None))


def test_a_threshold_of_ten_hides_a_nine():
    assert suppress([[9, 20], [30, 40]], threshold=10)[0][0] is None


def test_no_small_cell_is_ever_shown():
    published = suppress([[4, 1, 60], [2, 90, 5], [70, 80, 3]])
    assert not [cell for row in published for cell in row if cell is not None and 0 < cell < 5]


@given(small_tables())
@settings(max_examples=60, deadline=None)
def test_nothing_hidden_can_be_worked_out_unless_the_totals_alone_give_it_away(table):
    from_totals_alone = worked_out(table, everything_hidden(table))
    assert worked_out(table, suppress(table, threshold=3)) <= from_totals_alone


@given(small_tables())
@settings(max_examples=100, deadline=None)
def test_the_check_for_what_can_be_worked_out_agrees_with_trying_every_table(table):
    published = suppress(table, threshold=3)
    assert derivable(table, published) == worked_out(table, published)


@given(small_tables())
@settings(max_examples=100, deadline=None)
def test_what_is_shown_is_true_and_never_small(table):
    shown = [
        (cell, count)
        for row, counts in zip(suppress(table), table, strict=True)
        for cell, count in zip(row, counts, strict=True)
        if cell is not None
    ]
    assert all(cell == count and not 0 < cell < 5 for cell, count in shown)


def fits(candidate, shown):
    """Whether a table would have been published with these cells and totals."""
    pairs = [
        *(
            (cell, count)
            for row, counts in zip(shown.cells, candidate, strict=True)
            for cell, count in zip(row, counts, strict=True)
        ),
        *zip(shown.row_totals, row_totals(candidate), strict=True),
        *zip(shown.column_totals, column_totals(candidate), strict=True),
    ]
    return all(cell is None or cell == count for cell, count in pairs)


@given(st.lists(st.lists(st.integers(0, 3), min_size=2, max_size=2), min_size=2, max_size=2))
@settings(max_examples=100, deadline=None)
def test_a_protected_table_gives_no_hidden_number_away_even_where_totals_alone_would(table):
    shown = protect(table, threshold=3)
    total = sum(map(sum, table))
    every = [((a, b), (c, total - a - b - c)) for a, b, c in product(range(total + 1), repeat=3) if a + b + c <= total]
    fitting = [one for one in every if fits(one, shown)]
    known = [
        (r, c)
        for r in range(2)
        for c in range(2)
        if shown.cells[r][c] is None and len({one[r][c] for one in fitting}) == 1
    ]
    assert known == []


def test_a_table_of_three_people_is_not_shown_at_all():
    assert protect([[1, 2], [0, 0]]).total is None


def test_the_only_row_of_a_table_takes_its_totals_with_it():
    shown = protect([[3, 20, 30]])
    assert shown.column_totals.count(None) == 2


def test_a_table_that_is_not_a_rectangle_is_refused():
    with pytest.raises(ValueError, match="equally long"):
        suppress([[1, 2], [3]])


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        suppress([[1, -2]])
