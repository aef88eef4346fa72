"""Equal shares: cities counted again, small budgets against the rule written down slowly, and what must always hold."""

import json
import random
from collections import Counter
from fractions import Fraction
from itertools import takewhile
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.tally.counts.slow_shares import bought, completed
from webapp.tally.ballots import pabulib
from webapp.tally.ballots.budget import Budget, Kind, Project
from webapp.tally.counts.budgeting import backing
from webapp.tally.counts.equal_shares import bounded, increments
from webapp.tally.counts.equal_shares.increments import stretches
from webapp.tally.counts.equal_shares.market import Utility, market_of
from webapp.tally.counts.methods import count as counted
from webapp.tally.counts.result import as_json

CITIES = Path(__file__).parents[4] / "shared" / "data" / "pb"
KNOWN = json.loads((CITIES / "expected.json").read_text()) if CITIES.is_dir() else {}
SHARES = "budget-equal-shares"
COMPLETIONS = {
    "none": "none",
    "add1_until_overspend": "add1-until-overspend",
    "add1_stop_exhaustive": "add1-until-exhaustive",
    "add1u": "add1u",
}
UTILITIES = {"cost": "cost", "card": "cardinality", "points": "points"}
CASES = [(city, key) for city, known in KNOWN.items() for key in known["expected"] if key.startswith("mes")]


def shares(budget, **options):
    return counted(SHARES, budget, seed="s", options=options)


@pytest.mark.skipif(not KNOWN, reason="the cities are not on this machine")
def test_there_are_cities_to_count():
    assert len(CASES) == 38


@pytest.mark.parametrize(("city", "key"), CASES)
def test_a_city_gives_its_known_winners_cost_and_share(city, key):
    _, utility, completion = key.split("_", 2)
    expected = KNOWN[city]["expected"][key]
    budget = pabulib.read((CITIES / city).read_text(encoding="utf-8"))
    count = shares(budget, utility=UTILITIES[utility], completion=COMPLETIONS[completion])
    assert list(count.elected) == expected["winners"]
    assert count.cost == expected["cost"]
    assert float(Fraction(count.details["share"])) == pytest.approx(expected.get("final_voter_budget"), abs=1e-6) or (
        "final_voter_budget" not in expected
    )


@pytest.mark.parametrize(("city", "known"), [(c, k) for c, k in KNOWN.items() if "equalshares" in k["rule_published"]])
def test_a_city_that_decided_by_equal_shares_gives_its_official_winners(city, known):
    budget = pabulib.read((CITIES / city).read_text(encoding="utf-8"))
    assert sorted(shares(budget, completion="add1-until-overspend").elected) == known["official_winners"]
    assert sorted(one.id for one in budget.projects if one.selected == 1) == known["official_winners"]


def budget_of(pot, costs, *ballots, kind=Kind.APPROVAL):
    """ "2 a b" are two ballots for a and b; "1 a=3" gives a three points."""
    papers = Counter()
    for ballot in ballots:
        how_many, *marks = ballot.split()
        pairs = [mark.partition("=")[::2] for mark in marks]
        papers[tuple((project, int(points or 1)) for project, points in pairs)] += int(how_many)
    projects = tuple(Project(id=name, cost=cost) for name, cost in costs.items())
    return Budget(projects=projects, ballots=papers, pot=pot, kind=kind)


def test_everybody_pays_the_same_and_who_has_less_gives_all_they_have():
    """Shares are 10. Five pay 4 each for a; then for b one of them gives the 6 that are left, two others 7 each."""
    budget = budget_of(100, {"a": 20, "b": 20}, "4 a", "1 a b", "2 b", "3")
    count = shares(budget)
    assert count.elected == ("a", "b")
    first, second = count.details["steps"]
    assert (first["rho"], first["payers"], first["short"], first["left"]) == ("0.2", 5, 0, "80")
    assert (second["rho"], second["payers"], second["short"], second["left"]) == ("0.35", 3, 1, "60")


def test_a_minority_gets_what_its_shares_pay_for_though_the_majority_has_more_votes():
    budget = budget_of(90, {"a": 30, "b": 30, "c": 30, "d": 30}, "6 a b c", "3 d")
    assert "d" in shares(budget).elected
    assert "d" not in counted("budget-greedy", budget).elected


def test_equals_go_by_lowest_cost_then_by_the_lot():
    cheaper = shares(budget_of(40, {"a": 12, "b": 10}, "2 a", "2 b"))
    assert cheaper.elected == ("b", "a")
    assert cheaper.ties[0].rule == "lowest cost"
    equal = [shares_with(seed, budget_of(40, {"a": 10, "b": 10}, "2 a", "2 b")) for seed in "abcdefgh"]
    assert {count.elected for count in equal} == {("a", "b"), ("b", "a")}
    assert {count.ties[0].rule for count in equal} == {"lot"}


def shares_with(seed, budget):
    return counted(SHARES, budget, seed=seed)


def test_what_costs_nothing_is_funded_if_somebody_wants_it():
    assert shares(budget_of(10, {"a": 5, "free": 0, "unwanted": 0}, "1 a free")).elected == ("free", "a")


def test_a_project_that_misses_the_pot_by_a_cent_ends_the_increments():
    exactly = budget_of(100, {"a": 60, "b": 40}, "3 a", "1 b")
    assert shares(exactly, completion="add1-until-overspend").elected == ("a", "b")
    over = budget_of(100, {"a": 60, "b": Fraction(4001, 100)}, "3 a", "1 b")
    assert shares(over, completion="add1-until-overspend").elected == ("a",)


def test_an_empty_box_funds_nothing():
    for ballots in ([], ["3"]):
        for completion in COMPLETIONS.values():
            assert shares(budget_of(100, {"a": 60}, *ballots), completion=completion).elected == ()


def test_enormous_amounts_do_not_mean_enormous_work():
    budget = budget_of(10**12, {"a": 10**12, "b": 10**17, "c": 3 * 10**11}, "2 a b", "1 b c", "1 c")
    for completion in COMPLETIONS.values():
        assert shares(budget, completion=completion).cost <= budget.pot


def test_backers_in_the_same_position_are_told_apart_without_counting_every_increment_exactly():
    """a and b are mirror images at every share, with backers of whom some fall short."""
    budget = budget_of(10**7, {"x": 10**6, "a": 9 * 10**6, "b": 9 * 10**6}, "1 x a", "1 a", "1 x b", "1 b")
    assert shares(budget, completion="add1-until-overspend").cost <= budget.pot


names = st.sampled_from("abcde")
amounts = st.one_of(st.integers(0, 30), st.sampled_from([Fraction(5, 2), Fraction(1, 3)]))
costs = st.dictionaries(names, amounts, min_size=1)
ballot = st.dictionaries(names, st.integers(-1, 4), max_size=5)


@st.composite
def budgets(draw):
    offered = draw(costs)
    papers = Counter()
    for marks in draw(st.lists(ballot, min_size=1, max_size=7)):
        papers[tuple((project, marks[project]) for project in offered if project in marks)] += draw(st.integers(1, 2))
    projects = tuple(Project(id=name, cost=cost) for name, cost in offered.items())
    return Budget(projects=projects, ballots=papers, pot=draw(st.integers(0, 60)), kind=Kind.SCORING)


@pytest.mark.parametrize("utility", list(UTILITIES.values()))
@pytest.mark.parametrize("completion", ["none", "add1-until-overspend", "add1-until-exhaustive"])
@settings(max_examples=40, deadline=None)
@given(budget=budgets())
def test_a_small_budget_gives_what_the_rule_gives_written_down_slowly(utility, completion, budget):
    place = backing(budget, votes="ballots", seed="s").place
    count = shares(budget, utility=utility, completion=completion)
    paid = [one for one in count.elected if budget.by_id[one].cost > 0]
    assert paid == completed(budget, place, utility, completion)


@pytest.mark.parametrize("fine_bits", [0, 50])
@settings(max_examples=40, deadline=None)
@given(budget=budgets(), utility=st.sampled_from(Utility))
def test_every_increment_of_every_stretch_buys_what_the_stretch_says_however_coarse_its_units(
    fine_bits, budget, utility
):
    held = backing(budget, votes="ballots", seed="s")
    market = market_of(budget, held, utility)
    expected = 0
    with patch.object(increments, "_FINE_BITS", fine_bits):
        found = list(takewhile(lambda stretch: stretch.first <= 300, stretches(budget, held, utility)))
    for stretch in found:
        assert stretch.first == expected
        expected = stretch.last + 1
        for increment in {stretch.first, (stretch.first + stretch.last) // 2, stretch.last}:
            order = bought(budget, held.place, utility, increment)
            assert [market.projects[one] for one in stretch.bought] == order


def a_town(voters, projects, seed=7, money=1000):
    """Mostly distinct ballots over projects of very different popularity."""
    lot = random.Random(seed)
    costs = {f"p{n}": lot.randrange(2 * money, 90 * money) for n in range(projects)}
    loved = [lot.paretovariate(1.2) for _ in costs]
    papers = Counter()
    for _ in range(voters):
        chosen = set(lot.choices(list(costs), loved, k=max(1, round(lot.gauss(6, 3)))))
        papers[tuple((project, 1) for project in costs if project in chosen)] += 1
    offered = tuple(Project(id=name, cost=cost) for name, cost in costs.items())
    return Budget(projects=offered, ballots=papers, pot=sum(costs.values()) * 2 // 5)


def test_leaps_and_bounds_find_what_exact_counts_find_at_every_increment(monkeypatch):
    town = a_town(60, 8, money=10)
    quick = {c: as_json(shares(town, completion=c)) for c in COMPLETIONS.values()}

    def unsure(*_):
        raise bounded.Unsure

    monkeypatch.setattr(bounded, "buy", unsure)
    monkeypatch.setattr(increments, "_MOST_EXACT", 10**6)
    assert quick == {c: as_json(shares(town, completion=c)) for c in COMPLETIONS.values()}


@settings(max_examples=40, deadline=None)
@given(budget=budgets(), completion=st.sampled_from(list(COMPLETIONS.values())), lot=st.randoms(use_true_random=False))
def test_order_batches_and_names_do_not_matter_and_the_pot_is_kept(budget, completion, lot):
    papers = list(budget.ballots.items())
    lot.shuffle(papers)
    offered = list(budget.projects)
    lot.shuffle(offered)
    mixed = Budget(projects=tuple(offered), ballots=dict(papers), pot=budget.pot, kind=budget.kind)
    straight = shares(budget, completion=completion)
    assert set(shares(mixed, completion=completion).elected) == set(straight.elected)
    assert straight.cost <= budget.pot


@settings(max_examples=40, deadline=None)
@given(budget=budgets(), times=st.integers(2, 4))
def test_many_times_the_same_ballots_buy_the_same(budget, times):
    more = Budget(
        projects=budget.projects,
        ballots={marks: how_many * times for marks, how_many in budget.ballots.items()},
        pot=budget.pot,
        kind=budget.kind,
    )
    assert shares(more).elected == shares(budget).elected


@settings(max_examples=40, deadline=None)
@given(budget=budgets(), utility=st.sampled_from(list(UTILITIES.values())))
def test_add1u_leaves_nothing_that_fits_and_somebody_backs(budget, utility):
    count = shares(budget, utility=utility, completion="add1u")
    left = budget.pot - count.cost
    backed = {project for marks in budget.ballots for project, given in marks if given > 0}
    assert all(one.cost > left for one in budget.projects if one.id in backed and one.id not in count.elected)


def test_pabutools_agrees():
    election = pytest.importorskip("pabutools.election")
    files = pytest.importorskip("pabutools.election.pabulib")
    rules = pytest.importorskip("pabutools.rules")
    town = a_town(40, 8, money=10)
    text = pabulib.write(town)
    instance, profile = files.parse_pabulib_from_string(text)
    found = rules.method_of_equal_shares(instance, profile, sat_class=election.Cost_Sat, voter_budget_increment=1)
    assert {one.name for one in found} == set(shares(town, completion="add1-until-exhaustive").elected)
