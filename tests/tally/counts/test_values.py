"""Choices, questions, scores, dots and credits: what is counted, what is not, and what must hold for any ballots."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from webapp.tally.ballots.papers import Cardinal
from webapp.tally.counts.methods import METHODS, WrongOption
from webapp.tally.counts.methods import count as counted
from webapp.tally.counts.result import as_json

NAMES = tuple("abcd")
ALLOWED = {
    "plurality": (0, 1),
    "approval": (0, 1),
    "agreement": (-1, 1),
    "consent": (-1, 1),
    "score": (0, 5),
    "star": (0, 5),
    "quadratic": (0, 6),
    "dots": (0, 6),
}
QUESTIONS = ("agreement", "consent")
CONTESTS = sorted(set(ALLOWED) - set(QUESTIONS))


def held(ballots, seats=1):
    """{"5--0": 2}: two ballots that give the first option 5, the last 0 and the others nothing; "" gives nothing."""
    papers = Counter()
    for written, many in ballots.items():
        cells = written.split() if " " in written else list(written)
        papers[tuple((at, int(cell)) for at, cell in enumerate(cells, start=1) if cell != ".")] += many
    options = max((len(written.split() if " " in written else written) for written in ballots), default=4)
    return Cardinal(options=NAMES[:options], ballots=papers, seats=seats)


def papers_of(method):
    low, high = ALLOWED[method]
    cells = st.lists(st.none() | st.integers(low, high), min_size=4, max_size=4)
    paper = cells.map(lambda cells: tuple((at, v) for at, v in enumerate(cells, start=1) if v is not None))
    return st.dictionaries(paper, st.integers(1, 5), min_size=1, max_size=9)


polls = st.sampled_from(sorted(ALLOWED)).flatmap(lambda method: st.tuples(st.just(method), papers_of(method)))
rateable = st.sampled_from(["approval", "score"]).flatmap(lambda method: st.tuples(st.just(method), papers_of(method)))
contests = st.sampled_from(CONTESTS).flatmap(lambda method: st.tuples(st.just(method), papers_of(method)))


def poll(ballots):
    return Cardinal(options=NAMES, ballots=ballots)


def test_one_choice_counts_what_chooses_one_and_says_what_did_not():
    count = counted("plurality", held({"100": 4, "010": 3, "110": 5, "000": 2, "...": 1}))
    assert count.elected == (1,)
    assert count.rounds[0].totals == {1: 4, 2: 3, 3: 0}
    assert (count.ballots, count.valid) == (15, 7)
    assert count.details["invalid"] == {"blank": 3, "more than 1 chosen": 5}
    assert count.details["shares"] == {1: Fraction(4, 7), 2: Fraction(3, 7), 3: 0}


def test_a_ballot_with_too_many_or_too_few_approvals_does_not_count():
    ballots = held({"1110": 9, "1000": 9, "0110": 2, "0011": 1})
    count = counted("approval", ballots, options={"most": "2", "fewest": "2"})
    assert count.rounds[0].totals == {1: 0, 2: 2, 3: 3, 4: 1}
    assert count.details["invalid"] == {"more than 2 chosen": 9, "fewer than 2 chosen": 9}
    assert counted("approval", ballots).valid == 21


def test_equal_options_go_by_the_lot_of_the_seed_and_the_tie_is_written_down():
    ballots = held({"1000": 2, "0100": 2, "0010": 2, "0001": 5}, seats=2)
    winners = {counted("plurality", ballots, seed=str(seed)).elected for seed in range(40)}
    assert winners == {(4, 1), (4, 2), (4, 3)}
    (tie,) = counted("plurality", ballots, seed="x").ties
    assert (tie.options, tie.rule, len(tie.chosen)) == ((1, 2, 3), "lot", 1)


def test_a_lot_alone_elects_nobody():
    for method in METHODS:
        if METHODS[method].counts is Cardinal:
            count = counted(method, Cardinal(options=NAMES, ballots={(): 3}))
            assert (count.elected, count.valid, len(count.rounds)) == ((), 0, 1)


@pytest.mark.parametrize(
    ("threshold", "outcomes"),
    [
        ("majority", ["not carried", "carried", "carried", "carried"]),
        ("two-thirds", ["not carried", "not carried", "carried", "carried"]),
        ("three-quarters", ["not carried", "not carried", "not carried", "carried"]),
    ],
)
def test_a_question_is_carried_by_the_declared_share_of_those_for_or_against(threshold, outcomes):
    """6 of 12; 7 of 12; 8 of 12, exactly two thirds; 9 of 12, exactly three quarters. One is for neither."""
    columns = {1: 6, 2: 7, 3: 8, 4: 9}
    ballots = Counter(
        tuple((option, 1 if voter < ayes else -1) for option, ayes in columns.items()) for voter in range(12)
    )
    ballots[tuple((option, 0) for option in columns)] += 1
    count = counted("agreement", poll(ballots), options={"threshold": threshold})
    assert list(count.details["outcomes"].values()) == outcomes
    assert count.details["shares"][2] == Fraction(7, 12)
    assert (count.details["neither"][1], count.details["against"][1]) == (1, 6)
    assert count.elected == tuple(number for number in (4, 3, 2, 1) if outcomes[number - 1] == "carried")


def test_a_question_needs_its_quorum_and_somebody_for_or_against():
    ballots = poll({((1, 1),): 3, ((1, 0), (2, 0)): 1})
    count = counted("agreement", ballots, options={"quorum": "4"})
    assert list(count.details["outcomes"].values()) == ["carried", "no quorum", "no quorum", "no quorum"]
    assert counted("agreement", ballots, options={"quorum": "5"}).elected == ()
    assert counted("agreement", ballots).details["outcomes"][2] == "not carried"
    assert counted("agreement", ballots).details["shares"][2] is None


def test_consent_is_broken_by_one_objection_unless_more_are_declared():
    columns = [[1, 1, 1, 1], [1, 1, 0, 1], [1, 1, -1, 1], [0, 0, 0, 0]]
    ballots = Counter(tuple((at, column[voter]) for at, column in enumerate(columns, start=1)) for voter in range(4))
    count = counted("consent", poll(ballots))
    assert list(count.details["outcomes"].values()) == [
        "agreed",
        "agreed with stand-asides",
        "blocked by objections",
        "nobody consents",
    ]
    assert count.elected == (1, 2)
    assert count.details["objections"] == {1: 0, 2: 0, 3: 1, 4: 0}
    assert counted("consent", poll(ballots), options={"most-objections": "1"}).elected == (1, 2, 3)
    strict = counted("consent", poll(ballots), options={"most-stand-asides": "0"})
    assert strict.details["outcomes"][2] == "too many stand aside"


def test_what_a_blank_means_changes_a_mean_and_never_a_sum():
    ballots = held({"5.": 2, "33": 4})
    assert counted("score", ballots).details["means"] == {1: Fraction(11, 3), 2: 2}
    shown = counted("score", ballots, options={"result": "mean", "blank": "not-counted"})
    assert shown.details["means"] == {1: Fraction(11, 3), 2: 3}
    assert shown.details["bases"] == {1: 6, 2: 4}
    assert shown.rounds[0].totals == {1: Fraction(11, 3), 2: 3}
    assert "a blank is not counted" in shown.rounds[0].action
    assert counted("score", ballots, options={"blank": "not-counted"}).rounds[0].totals == {1: 22, 2: 12}


def test_an_option_nobody_gave_a_number_to_has_no_mean_and_is_not_elected_by_it():
    ballots = held({"0..": 2, "1..": 1}, seats=3)
    count = counted("score", ballots, options={"result": "mean", "blank": "not-counted"})
    assert (count.elected, count.details["means"]) == ((1,), {1: Fraction(1, 3)})


def test_equal_scores_go_to_the_option_with_more_highest_values_before_the_lot():
    ballots = held({"54": 1, "05": 1, "51": 1})
    (tie,) = counted("score", ballots).ties
    assert (tie.rule, tie.chosen) == ("most ballots with the highest value", (1,))


def test_values_above_the_highest_or_below_zero_do_not_count_unless_declared():
    ballots = held({"6 0": 1, "5 1": 1, "-5 1": 1, "-6 1": 1})
    assert counted("score", ballots, options={"highest": "5"}).details["invalid"] == {"a value that is not 0 to 5": 3}
    both = counted("score", ballots, options={"highest": "5", "negative": "yes"})
    assert both.details["invalid"] == {"a value that is not -5 to 5": 2}
    assert both.rounds[0].totals == {1: 0, 2: 2}


def test_an_overspent_ballot_is_refused_whole_and_never_cut_down():
    ballots = held({"6 8 .": 1, "6 8 1": 5, "0 0 9": 1, "0 0 0": 1, "1 -1 0": 1})
    count = counted("quadratic", ballots, options={"credits": "100", "negative": "yes"})
    assert count.rounds[0].totals == {1: 7, 2: 7, 3: 9}
    assert count.details["invalid"] == {"blank": 1, "more than 100 credits spent": 5}
    without = counted("quadratic", ballots, options={"credits": "100"})
    assert without.details["invalid"]["a value below 0"] == 1
    assert counted("quadratic", ballots).details["invalid"] == {"a value below 0": 1, "blank": 1}


def test_dots_are_shared_out_one_for_one():
    count = counted("dots", held({"330": 1, "006": 1, "331": 4}), options={"dots": "6"})
    assert count.rounds[0].totals == {1: 3, 2: 3, 3: 6}
    assert count.details["invalid"] == {"more than 6 dots spent": 4}


def test_equal_votes_go_to_the_option_with_more_people_behind_it_before_the_lot():
    (tie,) = counted("dots", held({"401": 1, "022": 2}, seats=2)).ties
    assert (tie.options, tie.rule, tie.chosen) == ((1, 2), "most ballots with votes for it", (2,))


@pytest.mark.parametrize(("method", "option"), [("score", "blank=none"), ("dots", "dots=-1"), ("star", "most=2")])
def test_what_a_method_does_not_know_is_refused(method, option):
    key, _, word = option.partition("=")
    with pytest.raises(WrongOption):
        counted(method, held({"10": 1}), options={key: word})


@settings(max_examples=60, deadline=None)
@given(poll_of=polls, seats=st.integers(1, 4))
def test_neither_the_order_of_ballots_nor_names_matter_and_the_record_can_be_made_again(poll_of, seats):
    method, ballots = poll_of
    backwards = {values: ballots[values] for values in reversed(ballots)}
    renamed = Cardinal(options=("=1+1", "", "<b>", "a"), ballots=backwards)
    straight = counted(method, poll(ballots), seats=seats, seed="s")
    assert as_json(straight) == as_json(counted(method, renamed, seats=seats, seed="s"))


@settings(max_examples=60, deadline=None)
@given(poll_of=polls, seats=st.integers(1, 4), times=st.integers(2, 4))
def test_many_times_the_same_ballots_elect_the_same(poll_of, seats, times):
    method, ballots = poll_of
    more = {values: many * times for values, many in ballots.items()}
    once, often = (counted(method, poll(one), seats=seats, seed="s") for one in (ballots, more))
    assert once.elected == often.elected
    assert once.valid * times == often.valid


@settings(max_examples=60, deadline=None)
@given(poll_of=polls)
def test_every_ballot_is_counted_or_said_to_be_invalid_and_every_total_is_its_values(poll_of):
    method, ballots = poll_of
    count = counted(method, poll(ballots))
    assert count.valid + sum(count.details["invalid"].values()) == count.ballots == sum(ballots.values())
    for option, values in count.details["values"].items():
        assert sum(values.values()) + count.details["blanks"][option] == count.valid


@settings(max_examples=60, deadline=None)
@given(poll_of=contests, seats=st.integers(1, 4))
def test_seats_go_to_the_highest_totals_whatever_the_lot(poll_of, seats):
    method, ballots = poll_of
    count = counted(method, poll(ballots), seats=seats, seed="s")
    totals = count.rounds[0].totals
    assert len(count.elected) == (min(seats, 4) if count.valid else 0)
    if method != "star" and count.valid:
        best = sorted(totals.values(), reverse=True)[:seats]
        assert sorted((totals[option] for option in count.elected), reverse=True) == best


@settings(max_examples=60, deadline=None)
@given(poll_of=rateable, which=st.integers(0, 8), by=st.integers(1, 5), seats=st.integers(1, 3))
def test_giving_a_winner_more_on_a_ballot_never_costs_it_the_seat(poll_of, which, by, seats):
    method, ballots = poll_of
    before = counted(method, poll(ballots), seats=seats, seed="s")
    assume(before.elected)
    winner = before.elected[-1]
    values = list(ballots)[which % len(ballots)]
    now = dict(values)
    now[winner] = min(now.get(winner, 0) + by, ALLOWED[method][1])
    raised = Counter(ballots)
    raised[values] -= 1
    raised[tuple(sorted(now.items()))] += 1
    assert winner in counted(method, poll(+raised), seats=seats, seed="s").elected


@settings(max_examples=60, deadline=None)
@given(ballots=papers_of("plurality"), winner=st.integers(1, 4))
def test_more_ballots_that_choose_only_the_winner_keep_it_and_more_than_half_elect(ballots, winner):
    before = counted("plurality", poll(ballots), seed="s")
    if before.elected:
        more = Counter(ballots) + Counter({((before.elected[0], 1),): 1})
        assert counted("plurality", poll(more), seed="s").elected == before.elected
    majority = Counter(ballots) + Counter({((winner, 1),): before.valid + 1})
    assert counted("plurality", poll(majority), seed="s").elected == (winner,)
