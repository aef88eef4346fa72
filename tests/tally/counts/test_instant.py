"""Instant runoff: elections that RCTab published, round by round, and what each declared rule changes."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import ranked_csv
from webapp.tally.ballots.papers import UNREADABLE, Contest
from webapp.tally.counts import instant, methods
from webapp.tally.counts.result import as_json, exact

RCTAB = Path(__file__).parents[4] / "shared" / "data" / "ranked" / "rctab"
FOLDERS = sorted(RCTAB.iterdir()) if RCTAB.is_dir() else []
UNDECLARED = "Undeclared Write-ins"

OVERVOTES = {
    "alwaysSkipToNextRank": "skip-to-next-rank",
    "exhaustImmediately": "exhaust",
    "exhaustIfMultipleContinuing": "exhaust-if-several-continue",
}
TIEBREAKS = {
    "random": "lot",
    "previousRoundCountsThenRandom": "previous-round-counts-then-lot",
    "useCandidateOrder": "option-order",
}


def our_options(rules):
    """RCTab's rules in our words."""
    return {
        "overvote": OVERVOTES[rules["overvoteRule"]],
        "tiebreak": TIEBREAKS[rules["tiebreakMode"]],
        "max-skipped-ranks": rules["maxSkippedRanksAllowed"],
        "max-rankings": rules["maxRankingsAllowed"].replace("max", "unlimited"),
        "batch-elimination": "yes" if rules["batchElimination"] else "no",
        "duplicates": "exhaust" if rules["exhaustOnDuplicateCandidate"] else "skip",
        "threshold": "first-round" if rules["doesFirstRoundDetermineThreshold"] else "continuing",
        "until": "two-remain" if rules["continueUntilTwoCandidatesRemain"] else "majority",
    }


def published(folder):
    """The contest with the candidates in the order of RCTab's configuration, our options, and RCTab's report."""
    config = json.loads((folder / f"{folder.name}_config.json").read_text())
    report = json.loads((folder / f"{folder.name}_expected_detailed_report.json").read_text())
    names = [one["name"] for one in config["candidates"]]
    contest = ranked_csv.read((folder / "ballots.csv").read_text(), declared=names)
    if UNDECLARED in report["results"][0]["tally"] and not contest.write_ins:
        contest = replace(contest, options=(*names, UNDECLARED), write_ins=frozenset({len(names) + 1}))
    out = frozenset(at for at, one in enumerate(config["candidates"], start=1) if one["excluded"])
    return replace(contest, withdrawn=out), our_options(config["rules"]), report


def in_rctabs_words(count, contest):
    """Our record as RCTab's report writes its rounds."""
    name = dict(enumerate(contest.options, start=1)) | dict.fromkeys(contest.write_ins, UNDECLARED)
    name["exhausted"] = "exhausted"
    for one, inactive, moved in zip(count.rounds, count.details["inactive"], count.details["transfers"], strict=True):
        went = [
            {"eliminated": name[gone], "transfers": {name[to]: str(papers) for to, papers in given.items()}}
            for gone, given in moved.items()
        ]
        yield {
            "round": one.number,
            "tally": {name[number]: exact(votes) for number, votes in one.totals.items()},
            "threshold": exact(one.quota),
            "inactiveBallots": {
                "exhaustedChoices": str(inactive["exhausted"]),
                "overvotes": str(inactive["overvote"]),
                "repeatedRankings": str(inactive["repeated"]),
                "skippedRankings": str(inactive["skipped"]),
            },
            "tallyResults": sorted(
                [{"elected": name[number], "transfers": {}} for number in one.elected] + went, key=str
            ),
        }


@pytest.mark.skipif(not FOLDERS, reason="RCTab's elections are not on this machine")
def test_there_are_elections_to_count():
    assert len(FOLDERS) == 7


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_published_election_gives_its_rounds(folder):
    """Tallies, thresholds, who is elected or goes, every transfer and why ballots are inactive, in every round.

    Where RCTab drew at random, its draw cannot be repeated from here: a seed is taken whose lot chooses as RCTab did
    among the same options that stood equal. Only the last tie of the previous-rounds election needs one.
    """
    contest, options, report = published(folder)
    rounds = [one | {"tallyResults": sorted(one["tallyResults"], key=str)} for one in report["results"]]
    counts = (methods.count("irv", contest, seed=seed, options=options) for seed in "abcdefgh")
    winner = rounds[-1]["tallyResults"][0]["elected"]
    count = next(one for one in counts if contest.options[one.elected[0] - 1] == winner)
    assert list(in_rctabs_words(count, contest)) == rounds
    assert count.ballots == int(report["summary"]["totalNumBallots"])
    assert count.details["blank"] == report["summary"]["undervotes"]
    lots = [one.options for one in count.ties if one.rule == "lot"]
    assert lots == ([(2, 3)] if "then_random" in folder.name else [])


def contest(*papers, options=4, **facts):
    """ "3 1 2=4 - 3": three papers with 1 first, 2 and 4 marked together, a place left out, then 3; ? is unreadable."""
    ballots = {}
    for paper in papers:
        how_many, *ranks = paper.split()
        ballots[tuple(rank_of(word) for word in ranks)] = int(how_many)
    return Contest(options=tuple("abcdefgh"[:options]), ballots=ballots, **facts)


def rank_of(word):
    if word == "?":
        return UNREADABLE
    return () if word == "-" else tuple(sorted(int(number) for number in word.split("=")))


def irv(held, seed="s", **options):
    declared = {key.replace("_", "-"): str(value) for key, value in options.items()}
    return methods.count("irv", held, seed=seed, options=declared)


def inactive(count):
    return {reason: papers for reason, papers in count.details["inactive"][-1].items() if papers}


def test_the_lowest_goes_and_its_papers_go_on():
    count = irv(contest("4 1", "3 2", "2 3 2", options=3))
    assert count.elected == (2,)
    assert [one.excluded for one in count.rounds] == [(3,), ()]
    assert count.rounds[0].transfers == {2: 2}
    assert (count.rounds[1].totals, count.rounds[1].quota) == ({1: 4, 2: 5}, 5)


@pytest.mark.parametrize(
    ("overvote", "ends"),
    [
        ("skip-to-next-rank", {}),
        ("exhaust", {"overvote": 3}),
        ("exhaust-if-several-continue", {"overvote": 1}),
    ],
)
def test_an_overvote_counts_as_declared(overvote, ends):
    """3 goes first; then one paper has 1 and 2 together, both still there, and two have 3 and 2, of whom 2 is left."""
    held = contest("5 1", "5 2", "1 3 1=2 1", "2 3 2=3 2", options=3)
    assert inactive(irv(held, overvote=overvote)) == ends


def test_an_overvote_that_nobody_can_read_ends_a_paper_unless_it_is_skipped():
    held = contest("5 1", "4 2", "1 3 ? 2", options=3)
    assert inactive(irv(held)) == {}
    assert inactive(irv(held, overvote="exhaust")) == {"overvote": 1}
    assert inactive(irv(held, overvote="exhaust-if-several-continue")) == {"overvote": 1}


@pytest.mark.parametrize(("most", "ends"), [("unlimited", {}), (2, {}), (1, {"skipped": 2}), (0, {"skipped": 3})])
def test_too_many_places_left_out_in_a_row_end_a_paper(most, ends):
    held = contest("5 1", "5 2", "2 3 - - 1", "1 3 - 2", options=3)
    assert inactive(irv(held, max_skipped_ranks=most)) == ends


def test_places_left_out_before_the_first_mark_count_too_and_those_at_the_end_do_not():
    held = contest("5 1", "1 - 2", "3 2 - - -", options=3)
    assert irv(held, max_skipped_ranks=0).rounds[0].totals == {1: 5, 2: 3, 3: 0}


def test_an_option_marked_again_ends_a_paper_only_if_that_is_declared():
    held = contest("5 1", "5 2", "1 3 3 2", options=3)
    assert inactive(irv(held)) == {}
    assert inactive(irv(held, duplicates="exhaust")) == {"repeated": 1}


def test_only_so_many_ranks_count():
    held = contest("5 1", "5 2", "1 3 2", options=3)
    assert inactive(irv(held, max_rankings=1)) == {"exhausted": 1}


def test_a_batch_goes_at_once_if_it_cannot_catch_up_together():
    held = contest("9 1", "7 2", "2 3 2", "1 4 2", options=4)
    assert [one.excluded for one in irv(held).rounds[:2]] == [(4,), (3,)]
    batch = irv(held, batch_elimination="yes")
    assert [one.excluded for one in batch.rounds] == [(3, 4), ()]
    assert batch.details["transfers"][0] == {3: {2: 2}, 4: {2: 1}}


def test_a_batch_that_could_draw_level_stays():
    """Together 3 and 4 would hold as many as 2."""
    held = contest("9 1", "3 2", "2 3", "1 4", "3 5", options=5)
    assert irv(held, batch_elimination="yes").rounds[0].excluded == (4,)


def test_more_than_half_is_of_the_papers_that_still_count_or_of_the_first_round():
    held = contest("4 1", "3 2", "2 3", "2 4", options=4)
    assert [one.quota for one in irv(held).rounds] == [6, 5, 4]
    fixed = irv(held, threshold="first-round")
    assert [one.quota for one in fixed.rounds] == [6, 6, 6]
    assert fixed.elected == (1,)


def test_rounds_can_go_on_until_two_remain():
    held = contest("9 1", "4 2", "2 3 2", "1 4 3", options=4)
    count = irv(held, until="two-remain")
    assert count.elected == (1,)
    assert [one.elected for one in count.rounds] == [(1,), (), (), ()]
    assert [one.excluded for one in count.rounds] == [(), (4,), (3,), ()]
    assert count.rounds[-1].totals == {1: 9, 2: 6}
    assert list(irv(held, until="two-remain", batch_elimination="yes").rounds[-1].totals) == [1, 2]


def test_equal_lowest_are_told_apart_as_declared():
    held = contest("6 1", "3 2", "2 3", "1 4 3", options=4)
    assert irv(held).rounds[1].tie.rule == "most recent stage that differs"
    assert irv(held).rounds[1].excluded == (3,)
    assert irv(contest("6 1", "2 2", "1 4 2", "3 3"), tiebreak="option-order").rounds[1].excluded == (3,)
    assert {irv(held, seed=seed, tiebreak="lot").rounds[1].excluded for seed in "abcdefgh"} == {(2,), (3,)}


def test_the_most_recent_round_that_differs_decides_and_not_the_first():
    """2 leads 3 at first, then 3 leads 2, then they are equal: 2 goes."""
    count = irv(contest("12 1", "5 2", "4 3", "2 4 3", "1 5 2", "2 5", options=5))
    assert [one.excluded for one in count.rounds[:3]] == [(4,), (5,), (2,)]


def test_of_the_last_two_the_first_on_the_paper_wins_by_option_order():
    assert irv(contest("2 1", "2 2", options=2), tiebreak="option-order").elected == (1,)


def test_undeclared_write_ins_go_first_and_nobody_is_elected_before():
    held = contest("6 1", "2 2", "3 3 2", options=3, write_ins=frozenset({3}))
    count = irv(held, batch_elimination="yes")
    assert [(one.elected, one.excluded) for one in count.rounds] == [((), (3,)), ((1,), ())]
    alone = contest("1 3", options=3, withdrawn=frozenset({1, 2}), write_ins=frozenset({3}))
    assert irv(alone).elected == ()


def test_a_blank_paper_is_counted_apart_and_a_withdrawn_option_is_passed_over():
    count = irv(contest("2 -", "3 1 2", "1 3", options=3, withdrawn=frozenset({1})))
    assert (count.ballots, count.valid, count.details["blank"], count.elected) == (6, 4, 2, (2,))


def test_instant_runoff_elects_one_whatever_the_file_says_and_refuses_more():
    held = contest("3 1", "2 2", options=2, seats=2)
    assert irv(held).elected == (1,)
    with pytest.raises(methods.WrongOption, match="elects one"):
        methods.count("irv", held, seats=2)


def test_a_word_or_number_that_was_not_offered_is_refused():
    with pytest.raises(methods.WrongOption, match="unlimited, a whole number"):
        irv(contest("1 1"), max_skipped_ranks="a whole number")
    with pytest.raises(methods.WrongOption, match="one of skip, exhaust"):
        irv(contest("1 1"), duplicates=1)


marks = st.lists(st.sampled_from([(), (1,), (2,), (3,), (4,), (1, 2), (3, 4), UNREADABLE]), max_size=5).map(tuple)
elections = st.dictionaries(marks, st.integers(1, 9), min_size=1, max_size=10)
declared = st.fixed_dictionaries(
    {
        key: st.sampled_from([word for word in words if word != methods.NUMBER] + ["1"] * (methods.NUMBER in words))
        for key, words in methods.METHODS[instant.METHOD].options.items()
    }
)


def held_by(ballots, options=4):
    return Contest(options=tuple("abcdefgh"[:options]), ballots=ballots)


@settings(max_examples=60, deadline=None)
@given(ballots=elections, rules=declared)
def test_no_paper_is_made_and_none_is_lost_whatever_is_declared(ballots, rules):
    count = methods.count("irv", held_by(ballots), seed="s", options=rules)
    assert len(count.elected) == 1
    for one, reasons in zip(count.rounds, count.details["inactive"], strict=True):
        assert sum(one.totals.values()) + one.exhausted + count.details["blank"] == count.ballots
        assert one.exhausted == sum(reasons.values())


@settings(max_examples=60, deadline=None)
@given(ballots=elections, rules=declared, times=st.integers(2, 4))
def test_neither_the_order_of_ballots_nor_how_often_all_are_repeated_matters(ballots, rules, times):
    straight = methods.count("irv", held_by(ballots), seed="s", options=rules)
    backwards = held_by({ranking: ballots[ranking] for ranking in reversed(ballots)})
    assert as_json(straight) == as_json(methods.count("irv", backwards, seed="s", options=rules))
    often = held_by({ranking: papers * times for ranking, papers in ballots.items()})
    assert straight.elected == methods.count("irv", often, seed="s", options=rules).elected


@settings(max_examples=60, deadline=None)
@given(ballots=elections, rules=declared)
def test_an_option_that_nobody_ranks_and_other_names_change_nothing(ballots, rules):
    straight = methods.count("irv", held_by(ballots), seed="s", options=rules)
    more = methods.count("irv", held_by(ballots, 5), seed="s", options=rules)
    assert more.elected == straight.elected or not straight.valid
    renamed = replace(held_by(ballots), options=("=1", "", "<b>", "4"))
    assert as_json(straight) == as_json(methods.count("irv", renamed, seed="s", options=rules))


@settings(max_examples=60, deadline=None)
@given(ballots=elections, rules=declared)
def test_who_has_more_than_half_of_the_papers_that_count_is_elected_at_once(ballots, rules):
    count = methods.count("irv", held_by(ballots), seed="s", options=rules)
    most = [number for number, votes in count.rounds[0].totals.items() if 2 * votes > count.valid]
    assert not most or count.elected == tuple(most)
    assert not most or len(count.rounds) == 1 or rules["until"] == "two-remain"


clear = st.permutations([1, 2, 3, 4]).flatmap(
    lambda order: st.integers(1, 4).map(lambda length: tuple((number,) for number in order[:length]))
)


@settings(max_examples=40, deadline=None)
@given(ballots=st.dictionaries(clear, st.integers(1, 9), min_size=1, max_size=8))
def test_another_program_elects_the_same_where_no_tie_comes_up(ballots):
    other = pytest.importorskip("pyrankvote")
    count = irv(held_by(ballots))
    people = [other.Candidate(name) for name in "abcd"]
    papers = [
        other.Ballot(ranked_candidates=[people[number - 1] for (number,) in ranking])
        for ranking, how_many in ballots.items()
        for _ in range(how_many)
    ]
    winner = other.instant_runoff_voting(people, papers).get_winners()[0]
    assert count.ties or people[count.elected[0] - 1] == winner
