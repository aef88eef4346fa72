"""What anybody may see: no small group, no figure of few, no dot a person, nothing to take from something else."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.opinions import as_votes, camps, cast
from webapp.tally.opinions.facts import AGREE, Tally
from webapp.tally.opinions.finding import find_opinions
from webapp.tally.opinions.picture import outline
from webapp.tally.opinions.publishing import published


def small_camp(size):
    """A camp of twelve and one of `size`."""
    return dict(list(camps(12).items())[: 12 + size])


def figures(shown, statement):
    return next(one for one in shown.figures if one.statement == statement)


def test_a_group_of_five_is_shown_and_one_of_four_is_among_the_others():
    shown = published(find_opinions(cast(small_camp(5))))
    assert ([group.size for group in shown.groups], shown.others) == ([12, 5], 0)
    shown = published(find_opinions(cast(small_camp(4))))
    assert ([group.size for group in shown.groups], shown.others) == ([12], 4)
    assert shown.dots_of_others == ()


def test_everybody_less_the_groups_shown_never_leaves_a_few():
    shown = published(find_opinions(cast(small_camp(4))))
    assert figures(shown, "9") == type(shown.figures[0])(
        statement="9", everyone=Tally(12, 0, 12), groups=(Tally(12, 0, 12),)
    )


def test_a_group_is_not_told_by_comparison_with_a_few():
    result = find_opinions(cast(small_camp(4)))
    assert result.groups[0].representative
    assert published(result).groups[0].representative == ()
    assert published(result).divisive == ()
    assert published(find_opinions(cast(camps()))).groups[0].representative


def test_a_figure_of_fewer_than_five_is_hidden_and_so_is_what_it_would_tell():
    rows = camps() | {f"left {n}": "++++----+" + ("+" if n < 4 else ".") for n in range(12)}
    shown = published(find_opinions(cast(rows)))
    assert figures(shown, "10").everyone is None
    assert set(figures(shown, "10").groups) == {None}
    assert all(one.statement != "10" for group in shown.groups for one in group.representative)


def test_nobody_can_be_found_in_what_is_published():
    plain = str(published(find_opinions(cast(camps()))).as_json())
    assert "left" not in plain
    assert "right" not in plain


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8), st.sampled_from([1, 0, -1])), max_size=250))
def test_every_number_of_people_that_can_be_worked_out_is_none_or_five(entries):
    result = find_opinions(as_votes(map(str, range(31)), map(str, range(9)), entries))
    shown = published(result)
    for dots in (shown.dots_of_others, *(group.dots for group in shown.groups)):
        assert all(dot.people >= 5 and max(abs(dot.x), abs(dot.y)) <= 1 for dot in dots)
    for group in shown.groups:
        assert group.size == sum(dot.people for dot in group.dots) >= 5
    for one in shown.figures:
        groups = [tally.seen for tally in one.groups if tally]
        assert all(seen >= 5 for seen in groups)
        left = (one.everyone.seen if one.everyone else 0) - sum(groups)
        assert left == 0 or left >= 5


def test_consensus_is_told_without_the_numbers_behind_it():
    told = published(find_opinions(cast(camps()))).consensus
    assert [(one.statement, one.side) for one in told] == [("9", AGREE)]


def test_an_outline_goes_round_the_dots():
    assert outline([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 0)]) == ((0, 0), (2, 0), (2, 2), (0, 2))
    assert outline([(1, 1), (0, 0), (1, 1)]) == ((0, 0), (1, 1))
    assert outline([]) == ()
