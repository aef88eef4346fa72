"""Budgets spent from the most votes down: cities counted again, every condition, and what must always hold."""

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import pabulib
from webapp.tally.ballots.budget import Budget, Kind, Project, Rules
from webapp.tally.counts.methods import count as counted
from webapp.tally.counts.result import as_json

SHARED = Path(__file__).parents[4] / "shared"
CITIES = SHARED / "data" / "pb"
KNOWN = json.loads((CITIES / "expected.json").read_text()) if CITIES.is_dir() else {}
GREEDY, NO_SKIP = "budget-greedy", "budget-greedy-no-skip"
RULES = {"greedy": (GREEDY, {}), "greedy_no_skip": (NO_SKIP, {}), "greedy_threshold": (GREEDY, {"threshold": "file"})}
CASES = [(city, key) for city, known in KNOWN.items() for key in known["expected"] if key in RULES]
PUBLISHED = {"greedy": GREEDY, "greedy-no-skip": NO_SKIP}
OFFICIAL = [city for city, known in KNOWN.items() if known["rule_published"] in PUBLISHED and known["official_winners"]]


def city_budget(city):
    return pabulib.read((CITIES / city).read_text(encoding="utf-8"))


@pytest.mark.skipif(not KNOWN, reason="the cities are not on this machine")
def test_there_are_cities_to_count():
    assert (len(CASES), len(OFFICIAL)) == (13, 2)


@pytest.mark.parametrize(("city", "key"), CASES)
def test_a_city_gives_its_known_winners_and_cost(city, key):
    method, options = RULES[key]
    count = counted(method, city_budget(city), options=options)
    assert list(count.elected) == KNOWN[city]["expected"][key]["winners"]
    assert count.cost == KNOWN[city]["expected"][key]["cost"]


@pytest.mark.parametrize("city", OFFICIAL)
def test_a_city_that_decided_by_this_rule_gives_its_official_winners(city):
    count = counted(PUBLISHED[KNOWN[city]["rule_published"]], city_budget(city))
    assert sorted(count.elected) == KNOWN[city]["official_winners"]


def budget_of(pot, *projects, kind=Kind.APPROVAL, **more):
    """("a", 14, 210) is a project a that costs 14 and has 210 ballots of its own, each giving it one point."""
    offered = tuple(Project(id=name, cost=cost, categories=tuple(rest)) for name, cost, _, *rest in projects)
    ballots = Counter({((name, 1),): votes for name, _, votes, *_ in projects if votes})
    return Budget(projects=offered, ballots=ballots, pot=pot, kind=kind, **more)


HIGH_STREET = budget_of(30000, ("A", 14000, 210), ("B", 12500, 190), ("C", 9000, 150), ("D", 3500, 120))


def test_what_does_not_fit_is_passed_over_and_what_fits_after_it_is_funded():
    count = counted(GREEDY, HIGH_STREET)
    assert count.elected == ("A", "B", "D")
    assert (count.cost, count.details["left"]) == (30000, "0")
    assert [step["left"] for step in count.details["steps"]] == ["16000", "3500", "3500", "0"]
    assert count.details["did_not_fit"] == ["C"]
    assert count.details["strong_support_not_funded"] == ["C"]
    assert count.rounds[2].action == "does not fit: costs 9000, 3500 left"


def test_without_skipping_the_first_that_does_not_fit_ends_the_count():
    count = counted(NO_SKIP, HIGH_STREET)
    assert count.elected == ("A", "B")
    assert [one.elected for one in count.rounds] == [("A",), ("B",), ()]


def test_the_scenario_of_a_high_street_is_funded_as_agreed():
    if not (SHARED / "scenarios.json").is_file():
        pytest.skip("the scenarios are not on this machine")
    scenarios = json.loads((SHARED / "scenarios.json").read_text())["scenarios"]
    told = next(one["award_test"] for one in scenarios if "award_test" in one)
    budget = budget_of(told["pot"], *((one["id"], one["cost"], one["votes"]) for one in told["projects"]))
    count = counted(GREEDY, budget)
    assert list(count.elected) == told["expected_funded"]
    assert count.details["left"] == str(told["expected_left"])


def test_equal_votes_go_to_the_lowest_cost():
    count = counted(GREEDY, budget_of(12, ("dear", 9, 5), ("cheap", 8, 5)))
    assert count.elected == ("cheap",)
    assert (count.ties[0].rule, count.ties[0].chosen) == ("lowest cost", ("cheap", "dear"))


def test_equal_points_and_costs_go_to_whom_more_ballots_back():
    ballots = {(("a", 6),): 1, (("b", 3),): 2}
    budget = Budget(
        projects=(Project(id="a", cost=5), Project(id="b", cost=5)), ballots=ballots, pot=5, kind=Kind.SCORING
    )
    for seed in "abcdef":
        count = counted(GREEDY, budget, seed=seed)
        assert (count.elected, count.ties[0].rule) == (("b",), "most votes")
    cheaper = replace(budget, projects=(Project(id="a", cost=4), Project(id="b", cost=5)))
    assert counted(GREEDY, cheaper).elected == ("a",)
    assert counted(GREEDY, budget, options={"votes": "ballots"}).elected == ("b",)


def test_what_nothing_else_tells_apart_is_drawn_by_the_seed():
    equal = budget_of(5, *((name, 5, 3) for name in "abcd"))
    drawn = {seed: counted(GREEDY, equal, seed=seed) for seed in "abcdefgh"}
    assert len({count.elected for count in drawn.values()}) > 1
    assert {count.ties[0].rule for count in drawn.values()} == {"lot"}
    assert all(count.elected == counted(GREEDY, equal, seed=seed).elected for seed, count in drawn.items())


@pytest.mark.parametrize(
    ("options", "funded"),
    [
        ({}, ("a", "b", "c")),
        ({"at-least": "5"}, ("a", "b")),
        ({"at-least": "6"}, ("a",)),
        ({"at-least-percent": "30"}, ("a", "b")),
        ({"threshold": "file"}, ("a",)),
        ({"most-per-category": "1"}, ("a", "c")),
        ({"order": "votes-per-cost"}, ("c", "b", "a")),
    ],
)
def test_what_is_declared_decides_who_is_funded(options, funded):
    projects = ("a", 20, 7, "parks"), ("b", 10, 5, "parks"), ("c", 1, 3)
    assert counted(GREEDY, budget_of(100, *projects, rules=Rules(threshold=7)), options=options).elected == funded


def test_a_project_that_nobody_votes_for_is_not_funded_though_it_fits():
    assert counted(GREEDY, budget_of(100, ("a", 5, 1), ("b", 5, 0))).elected == ("a",)


def test_every_pot_pays_for_its_own_projects():
    projects = tuple(replace(one, pot="youth" if one.id in "CD" else "main") for one in HIGH_STREET.projects)
    budget = replace(HIGH_STREET, projects=projects, pots={"main": 20000, "youth": 10000})
    count = counted(GREEDY, budget)
    assert count.elected == ("A", "C")
    assert count.cost == 23000
    assert [count.details["pots"][pot]["left"] for pot in ("main", "youth")] == ["6000", "1000"]
    assert [one.number for one in count.rounds] == [1, 2, 3, 4]
    shares = counted("budget-equal-shares", budget)
    assert shares.details["pots"]["youth"]["share"] == as_json(shares)["pots"]["youth"]["share"] == "1000/67"


names = st.sampled_from("abcde")
projects = st.dictionaries(names, st.integers(0, 30), min_size=1)
ballot = st.dictionaries(names, st.integers(-1, 4), max_size=5)


@st.composite
def budgets(draw):
    offered = draw(projects)
    papers = Counter()
    for marks in draw(st.lists(ballot, max_size=7)):
        papers[tuple((project, marks[project]) for project in offered if project in marks)] += draw(st.integers(1, 3))
    listed = tuple(Project(id=name, cost=cost) for name, cost in offered.items())
    return Budget(projects=listed, ballots=papers, pot=draw(st.integers(0, 60)), kind=Kind.SCORING)


@pytest.mark.parametrize("method", [GREEDY, NO_SKIP])
@settings(max_examples=50, deadline=None)
@given(budget=budgets(), times=st.integers(2, 4))
def test_order_batches_and_more_of_the_same_change_nothing_and_the_pot_is_kept(method, budget, times):
    straight = counted(method, budget, seed="s")
    backwards = dict(reversed(budget.ballots.items()))
    mixed = replace(budget, ballots=backwards, projects=budget.projects[::-1])
    more = replace(budget, ballots={marks: many * times for marks, many in backwards.items()})
    assert as_json(straight) == as_json(counted(method, mixed, seed="s")) | {"ties": as_json(straight)["ties"]} | {
        "rounds": as_json(straight)["rounds"]
    }
    assert straight.elected == counted(method, more, seed="s").elected
    assert straight.cost <= budget.pot


@settings(max_examples=50, deadline=None)
@given(budget=budgets(), name=names)
def test_one_more_ballot_for_a_funded_project_keeps_it_funded(budget, name):
    before = counted(GREEDY, budget, seed="s").elected
    more = replace(budget, ballots=Counter(budget.ballots) + Counter({((name, 1),): 1}))
    if name in before:
        assert name in counted(GREEDY, more, seed="s").elected


@settings(max_examples=50, deadline=None)
@given(budget=budgets())
def test_nothing_that_is_wanted_and_fits_is_left(budget):
    count = counted(GREEDY, budget)
    wanted = {step["project"] for step in count.details["steps"]}
    left = budget.pot - count.cost
    assert all(one.cost > left for one in budget.projects if one.id in wanted and one.id not in count.elected)
    assert set(counted(NO_SKIP, budget).elected) <= set(count.elected)
