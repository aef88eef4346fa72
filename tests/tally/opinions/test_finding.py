"""Opinion groups: who stands with whom, whatever the order of the votes and the names of things."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score

from tests.support.opinions import as_votes, camps, cast
from webapp.tally.opinions.clustering import (
    base_clusters,
    distinct,
    grouped,
    settle,
    silhouette,
)
from webapp.tally.opinions.facts import AGREE, Memory, Tally
from webapp.tally.opinions.finding import find_opinions
from webapp.tally.opinions.grouping import keep
from webapp.tally.opinions.projecting import project
from webapp.tally.opinions.tabulating import tabulate

ENTRIES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 8), st.sampled_from([1, 0, -1])), max_size=60)
NAMES = [f"p{n}" for n in range(8)], [f"s{n}" for n in range(9)]


def in_groups(result):
    groups = {}
    for one in result.participants:
        groups.setdefault(one.group, set()).add(one.id)
    return groups


def test_two_camps_are_found_with_what_each_wants_and_what_both_want():
    found = find_opinions(cast(camps()))
    camps_found = in_groups(found)
    assert {frozenset(name.split()[0] for name in camp) for camp in camps_found.values()} == {
        frozenset({"left"}),
        frozenset({"right"}),
    }
    left = next(number for number, camp in camps_found.items() if "left 0" in camp)
    assert {one.statement for one in found.groups[left].representative if one.side == AGREE} <= {"1", "2", "3", "4"}
    assert [(one.statement, one.side) for one in found.consensus] == [("9", AGREE)]
    assert {one.statement for one in found.divisive} <= set("12345678")
    assert found.divisive[0].agreeing != found.divisive[0].disagreeing


@settings(max_examples=30, deadline=None)
@given(ENTRIES, st.randoms(use_true_random=False))
def test_the_order_of_votes_and_of_people_does_not_matter(entries, lot):
    entries = [*{(person, about): (person, about, vote) for person, about, vote in entries}.values()]
    people, statements = NAMES
    straight = find_opinions(as_votes(people, statements, entries))
    order = lot.sample(range(8), 8)
    mixed = [(order.index(person), about, vote) for person, about, vote in lot.sample(entries, len(entries))]
    assert find_opinions(as_votes([people[at] for at in order], statements, mixed)) == straight


@settings(max_examples=30, deadline=None)
@given(ENTRIES)
def test_everybody_is_placed_and_every_group_has_somebody(entries):
    found = find_opinions(as_votes(*NAMES, entries))
    assert [one.id for one in found.participants] == NAMES[0]
    assert all(np.isfinite([one.x, one.y]).all() for one in found.participants)
    assert [group.size for group in found.groups] == [
        sum(one.group == group.id for one in found.participants) for group in found.groups
    ]
    assert all(group.size for group in found.groups)
    assert found.method.votes == len({(person, about) for person, about, _ in entries})


def test_the_names_of_statements_do_not_matter():
    rows = camps()
    named = cast(rows)
    renamed = replace(named, statements=tuple(reversed(named.statements)))
    assert sorted(map(sorted, in_groups(find_opinions(named)).values())) == sorted(
        map(sorted, in_groups(find_opinions(renamed)).values())
    )


def test_the_last_vote_of_a_person_on_a_statement_counts():
    found = find_opinions(as_votes(["ann"], ["1"], [(0, 0, 1), (0, 0, 0), (0, 0, -1)]))
    assert found.statements[0].everyone == Tally(agree=0, disagree=1, seen=1)


def test_people_with_few_votes_are_placed_with_their_side_but_not_grouped():
    found = find_opinions(cast(camps() | {"brief left": "+++...", "brief right": "---..."}))
    at = {one.id: one for one in found.participants}
    assert at["brief left"].group is at["brief right"].group is None
    assert at["brief left"].x * at["left 0"].x > 0 > at["brief right"].x * at["left 0"].x
    assert found.method.grouped == 24


def test_who_voted_on_half_of_the_statements_stands_as_far_out_as_who_voted_on_all():
    rows = {f"left {n}": "++++----" for n in range(6)} | {f"right {n}": "----++++" for n in range(6)}
    at = {one.id: one for one in find_opinions(cast(rows | {"half": "++..--.."})).participants}
    assert abs(at["half"].x) == pytest.approx(abs(at["left 0"].x) * 2**-0.5, rel=0.1)


def test_a_statement_taken_out_pulls_nobody_and_represents_nobody():
    found = find_opinions(cast(camps(), moderated=["1", "9"]))
    assert found.statements[0].extremity == 0
    assert {"1", "9"}.isdisjoint(one.statement for group in found.groups for one in group.representative)
    assert found.consensus == ()


@pytest.mark.parametrize(
    ("rows", "groups"),
    [
        ({}, 0),
        ({"ann": ""}, 0),
        ({"ann": "+"}, 1),
        ({"ann": "+-+-+-+-"}, 1),
        (dict.fromkeys("abcdef", "oooooooo"), 1),
        (dict.fromkeys("abcdef", "+-+-+-+-"), 1),
        ({"ann": "+", "bob": "-", "eve": "+"}, 2),
    ],
    ids=["nobody", "no votes", "one vote", "one person", "all pass", "all the same", "one statement"],
)
def test_the_smallest_votes_give_what_groups_there_can_be(rows, groups):
    found = find_opinions(cast(rows))
    assert len(found.groups) == groups
    assert all(len(group.representative) <= 5 for group in found.groups)


def test_a_number_of_groups_can_be_asked_for_and_is_no_more_than_there_are_places():
    assert len(find_opinions(cast(camps()), groups=4).groups) == 4
    assert len(find_opinions(cast({"ann": "+", "bob": "-"}), groups=5).groups) == 2


def test_a_number_of_groups_stays_until_another_has_won_four_times_running():
    memory = keep(Memory(), 2, possible=[2, 3])
    in_force = []
    for best in (3, 3, 2, 3, 3, 3, 3):
        memory = keep(memory, best, possible=[2, 3])
        in_force.append(memory.groups)
    assert in_force == [2, 2, 2, 2, 2, 2, 3]
    assert keep(Memory(groups=5, challenger=5, wins=9), 2, possible=[2, 3]).groups == 2


def test_groups_keep_their_numbers_when_the_smaller_outgrows_the_larger():
    before = find_opinions(cast(dict(list(camps(12).items())[:20])))
    assert [group.size for group in before.groups] == [12, 8]
    after = find_opinions(cast(camps(12) | {f"right + {n}": "----+++++" for n in range(3)}), memory=before.memory)
    assert [group.size for group in after.groups] == [12, 15]


def test_a_large_table_is_projected_as_a_small_one_is(monkeypatch):
    lot = np.random.default_rng(5)
    sides = np.sign(lot.normal(size=(2, 40)))
    entries = [
        (person, about, int(sides[person % 2, about] if lot.random() < 0.8 else lot.integers(-1, 2)))
        for person in range(150)
        for about in lot.choice(40, 20, replace=False).tolist()
    ]
    table = tabulate(as_votes(map(str, range(150)), map(str, range(40)), entries))
    dense = project(table)
    monkeypatch.setattr("webapp.tally.opinions.projecting._FEW_CELLS", 0)
    sparse = project(table)
    assert sparse.positions == pytest.approx(dense.positions, abs=1e-6)
    assert sparse.explained == pytest.approx(dense.explained)


def three_camps(people):
    lot = np.random.default_rng(1)
    camp = lot.integers(0, 3, people)
    return camp, np.round(np.array([[0, 0], [9, 0], [0, 9]])[camp] + lot.normal(size=(people, 2)), 9)


def test_a_hundred_base_clusters_stand_for_thousands_of_people():
    camp, points = three_camps(4000)
    places, standing, at = distinct(points)
    centres, weights, base = base_clusters(places, standing, 100)
    assert len(centres) == 100
    assert weights.tolist() == np.bincount(base[at]).tolist()
    label = settle(places, standing, grouped(centres, weights, [3])[3][base])[at]
    pairs = {*zip(camp.tolist(), label.tolist(), strict=True)}
    assert len(pairs) <= 5
    shuffled = np.random.default_rng(2).permutation(4000)
    places, standing, at_again = distinct(points[shuffled])
    again, _, base_again = base_clusters(places, standing, 100)
    assert again == pytest.approx(centres)
    assert np.array_equal(base_again[at_again], base[at][shuffled])


@pytest.mark.parametrize("people", [5, 30, 100])
def test_groups_begin_as_wards_method_joins_them(people):
    """People who stand at one place count as often as there are of them, as if each were joined by itself."""
    lot = np.random.default_rng(people)
    places = lot.normal(size=(people, 2)) * [1.3, 1]
    standing = lot.integers(1, 6, people)
    tree = linkage(np.repeat(places, standing, axis=0), "ward")
    for count, label in grouped(places, standing, range(1, 6)).items():
        assert adjusted_rand_score(np.repeat(label, standing), fcluster(tree, count, "maxclust")) == 1


def test_people_of_one_base_cluster_may_go_to_different_groups():
    points = np.random.default_rng(3).normal(size=(900, 2))
    places, standing, _ = distinct(points)
    centres, weights, base = base_clusters(places, standing, 4)
    label = settle(places, standing, grouped(centres, weights, [3])[3][base])
    assert len({*zip(base.tolist(), label.tolist(), strict=True)}) > len(centres)


def test_nobody_stands_nearer_to_the_middle_of_another_group():
    camp, points = three_camps(2000)
    label = settle(points, np.ones(2000, int), (camp + (np.arange(2000) % 7 == 0)) % 3)
    middles = np.array([points[label == one].mean(axis=0) for one in range(3)])
    distances = ((points[:, None] - middles) ** 2).sum(axis=2)
    assert np.array_equal(distances.argmin(axis=1), label)


def test_a_silhouette_worked_out_by_hand():
    at = np.array([0.0, 1.0, 5.0, 6.0, 9.0])
    between = np.abs(at[:, None] - at[None])
    parts = [(5.5 - 1) / 5.5, (4.5 - 1) / 4.5, (4 - 1) / 4, (3 - 1) / 3, 0]
    assert silhouette(between, np.array([0, 0, 1, 1, 2])) == pytest.approx(sum(parts) / 5)
