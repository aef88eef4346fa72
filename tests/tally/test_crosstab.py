import pytest

from webapp.tally.crosstab import column_totals, crosstab, row_totals

PAIRS = [("Hob Hill", "Agree"), ("Hob Hill", "Agree"), ("Priory", "Disagree")]


def test_pairs_are_counted_in_the_order_of_the_labels():
    assert crosstab(PAIRS, rows=("Priory", "Hob Hill"), columns=("Agree", "Disagree")) == ((0, 1), (2, 0))


def test_a_pair_outside_the_table_is_refused_not_dropped():
    with pytest.raises(ValueError, match="Priory"):
        crosstab(PAIRS, rows=("Hob Hill",), columns=("Agree", "Disagree"))


def test_totals_add_up_both_ways():
    table = ((0, 1, 5), (2, 0, 7))
    assert (row_totals(table), column_totals(table)) == ((6, 9), (2, 1, 12))
