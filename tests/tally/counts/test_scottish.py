"""Councils of Scotland, counted again: who was elected, at which stage, and what everybody held at every stage."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import blt
from webapp.tally.ballots.papers import Contest, UnreadableBallots
from webapp.tally.counts import scottish
from webapp.tally.counts.result import as_json, exact

WARDS = Path(__file__).parents[4] / "shared" / "data" / "ranked" / "scotland2017"
KNOWN = json.loads((WARDS / "expected.json").read_text()) if WARDS.is_dir() else {}


def named(file):
    return next(path for path in WARDS.glob("*.blt") if path.name == file or path.stem == file)


@pytest.mark.skipif(not KNOWN, reason="the wards of 2017 are not on this machine")
def test_there_are_wards_to_count():
    assert len(KNOWN) == 8


@pytest.mark.parametrize("ward", sorted(KNOWN))
def test_a_real_ward_gives_its_published_stages(ward):
    published = KNOWN[ward]
    count = scottish.count(blt.read(named(ward).read_text(encoding="utf-8")))
    assert count.valid == published["valid_votes"]
    assert sorted(count.elected) == published["elected_numbers"]
    assert {number: one.number for one in count.rounds for number in one.elected} == {
        one["number"]: one["stage"] for one in published["elected"]
    }
    assert {one.quota for one in count.rounds} == {published["quota"]}
    for one, stage in zip(count.rounds, published["stage_totals_exact"], strict=True):
        assert [float(one.totals[number]) for number in one.totals] == stage
    for one, lost in zip(count.rounds, published["nontransferable_exact"], strict=True):
        assert float(one.exhausted) == lost
    assert len(count.rounds) == len(published["stage_totals_exact"])


def contest(*papers, options=4, seats=2):
    """ "3 1 2" are three papers that rank option 1, then option 2."""
    rows = [[int(word) for word in paper.split()] for paper in papers]
    ballots = {tuple((number,) for number in row[1:]): row[0] for row in rows}
    return Contest(options=tuple(f"Option {n}" for n in range(1, options + 1)), ballots=ballots, seats=seats)


def test_a_surplus_goes_on_at_a_part_of_its_value_and_the_rest_of_a_fraction_is_lost():
    count = scottish.count(contest("10 1 2", "3 2", "2 3", "2 4"))
    assert count.details["quota"] == 6
    second = count.rounds[1]
    assert exact(second.transfers[2]) == "4"
    assert exact(second.totals[1]) == "6"
    assert count.elected == (1, 2)


def test_equal_lowest_are_told_apart_by_an_earlier_stage():
    count = scottish.count(contest("6 1", "5 2", "3 3", "2 4 2", "1 5 4", options=5, seats=1))
    assert [one.excluded for one in count.rounds[1:3]] == [(5,), (4,)]
    assert count.rounds[2].tie.rule == "most recent stage that differs"


def test_the_most_recent_stage_that_differs_decides_and_not_the_first():
    """2 leads 3 at first, 3 leads 2 at the second stage, and at the third they are equal: 2 goes."""
    count = scottish.count(contest("12 1", "5 2", "4 3", "2 4 3", "1 5 2", "2 5", options=5, seats=1))
    assert [one.excluded for one in count.rounds[1:4]] == [(4,), (5,), (2,)]
    assert count.rounds[1].totals[3] > count.rounds[1].totals[2]
    assert count.rounds[2].totals[3] == count.rounds[2].totals[2]


def test_a_lot_is_the_same_for_the_same_seed_and_can_differ_for_another():
    equal = contest("1 1", "1 2", "1 3", "1 4", seats=1)
    chosen = {seed: scottish.count(equal, seed=seed).elected for seed in "abcdefgh"}
    assert chosen == {seed: scottish.count(equal, seed=seed).elected for seed in "abcdefgh"}
    assert len(set(chosen.values())) > 1


def test_a_paper_is_spent_where_it_does_not_say_one_thing():
    papers = {((1,), (2, 3), (4,)): 2, ((), (1,)): 3, ((2,), (2,)): 1}
    count = scottish.count(Contest(options=("a", "b", "c", "d"), ballots=papers))
    assert (count.ballots, count.valid) == (6, 3)


def test_a_withdrawn_option_is_passed_over():
    held = contest("3 1 2", "2 3")
    count = scottish.count(Contest(options=held.options, ballots=held.ballots, withdrawn=frozenset({1})))
    assert count.elected == (2,)


rankings = st.permutations([1, 2, 3, 4, 5]).flatmap(
    lambda order: st.integers(1, 5).map(lambda length: tuple((number,) for number in order[:length]))
)
elections = st.lists(st.tuples(rankings, st.integers(1, 9)), min_size=1, max_size=12)
OPTIONS = tuple("abcde")


def grouped(papers):
    ballots = {}
    for ranking, how_many in papers:
        ballots[ranking] = ballots.get(ranking, 0) + how_many
    return ballots


@settings(max_examples=60, deadline=None)
@given(elections, st.integers(1, 4), st.randoms())
def test_neither_the_order_nor_the_batches_of_papers_matter(papers, seats, lot):
    straight = Contest(options=OPTIONS, ballots=grouped(papers), seats=seats)
    single = [(ranking, 1) for ranking, how_many in papers for _ in range(how_many)]
    lot.shuffle(single)
    mixed = Contest(options=OPTIONS, ballots=grouped(single), seats=seats)
    assert as_json(scottish.count(straight, seed="s")) == as_json(scottish.count(mixed, seed="s"))


@settings(max_examples=60, deadline=None)
@given(elections, st.integers(1, 4))
def test_no_vote_is_made_and_none_is_lost(papers, seats):
    count = scottish.count(Contest(options=OPTIONS, ballots=grouped(papers), seats=seats))
    assert len(count.elected) == len(set(count.elected)) == seats
    assert {sum(one.totals.values()) + one.exhausted for one in count.rounds} == {Fraction(count.valid)}


@settings(max_examples=60, deadline=None)
@given(elections, st.integers(1, 4))
def test_an_option_that_more_than_half_put_first_is_elected(papers, seats):
    held = Contest(options=OPTIONS, ballots=grouped(papers), seats=seats)
    firsts = {n: sum(many for ranking, many in papers if ranking[0] == (n,)) for n in held.numbers}
    loved = {n for n, votes in firsts.items() if 2 * votes > held.total}
    assert loved <= set(scottish.count(held).elected)


@settings(max_examples=60, deadline=None)
@given(elections, st.integers(1, 5))
def test_a_file_that_is_written_reads_back_as_the_same_contest(papers, seats):
    held = Contest(options=OPTIONS, ballots=grouped(papers), seats=seats, title="A ward")
    assert blt.read(blt.write(held)) == held


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "empty"),
        ("3 4\n0\na\nb\nc\nt", 1, "cannot be filled"),
        ("2 1\n1 3 0\n0\na\nb\nt", 2, "not on the ballot paper"),
        ("2 1\n1 1 1 0\n0\na\nb\nt", 2, "twice"),
        ("2 1\n-5 1 0\n0\na\nb\nt", 2, "withdrawn"),
        ("2 1\n1 2 0\n0 1 0\n0\na\nb\nt", 3, "1 to"),
        ("2 1\n1 1 2\n0\na\nb\nt", 2, "end with 0"),
        ("2 1\n1 1 0\na\nb\nt", 3, "whole number"),
        ("2 1\n1 1 0\n", 2, "ends the ballots"),
        ("2 1\n1 1 0\n0\na\n", 4, "names"),
        ("2 1\n1 \u0661 0\n0\na\nb\nt", 2, "whole number"),
        ("2 1\n" + "9" * 5000 + " 1 0\n0\na\nb\nt", 2, "whole number"),
    ],
)
def test_a_file_that_cannot_be_counted_names_the_line_and_the_reason(text, line, reason):
    with pytest.raises(UnreadableBallots) as refusal:
        blt.read(text)
    assert refusal.value.line == line
    assert reason in str(refusal.value)
    assert len(str(refusal.value)) < 200


def test_numbers_are_written_without_loss():
    assert [exact(n) for n in (12, Fraction(107685658, 100000), Fraction(-1, 8), Fraction(1, 3))] == [
        "12",
        "1076.85658",
        "-0.125",
        "1/3",
    ]
