"""What is written in the field's formats is read again as it was."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import pabulib, pabulib_writing, preflib
from webapp.tally.ballots.budget import Budget, Kind, Project
from webapp.tally.ballots.papers import Contest

NAMES = ("Swings", 'A "round"; pond', "=Benches", "Trees, many")
ORDERS = st.permutations(range(1, 5)).flatmap(
    lambda order: st.integers(1, 4).map(lambda length: tuple((number,) for number in order[:length]))
)
TIED = st.sampled_from([((1, 2), (3,)), ((4,), (1, 2, 3)), ((1, 2, 3, 4),)])


@settings(max_examples=40, deadline=None)
@given(ballots=st.dictionaries(ORDERS | TIED, st.integers(1, 50), min_size=1, max_size=6))
def test_a_contest_comes_back_from_preflib(ballots):
    contest = Contest(options=NAMES, ballots=ballots, title="The park")
    assert preflib.read(preflib.write(contest)) == contest


@pytest.mark.parametrize("ballot", [(), ((1,), (), (2,))])
def test_preflib_has_no_way_to_leave_a_place_out(ballot):
    with pytest.raises(ValueError, match="left out"):
        preflib.write(Contest(options=NAMES, ballots={ballot: 1}))


@pytest.mark.parametrize("pots", [{}, {"the park": 100, "the streets; north": 60}])
@pytest.mark.parametrize("kind", [Kind.APPROVAL, Kind.KNAPSACK, Kind.SCORING])
def test_a_budget_comes_back_from_pabulib_with_its_pots(pots, kind):
    names = list(pots) or [""]
    projects = tuple(
        Project(id=str(number), cost=10 * number, name=name, categories=("play",), pot=names[number % len(names)])
        for number, name in enumerate(NAMES, start=1)
    )
    points = 3 if kind is Kind.SCORING else 1
    ballots = {(("1", points), ("3", points)): 3, (("2", points),): 2, (): 1}
    budget = Budget(projects=projects, ballots=ballots, pot=160, kind=kind, pots=pots, title="Money", currency="GBP")
    assert pabulib.read(pabulib_writing.write(budget)) == budget
