"""Schulze and ranked pairs: published examples, a real election, and what must hold for any ballots."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import recognising
from webapp.tally.ballots.papers import Contest, UnreadableBallots
from webapp.tally.counts import condorcet
from webapp.tally.counts.duels import duels_of
from webapp.tally.counts.methods import count as counted
from webapp.tally.counts.result import as_json

DATA = Path(__file__).parents[4] / "shared" / "data" / "ranked"
EXAMPLES = DATA / "examples" / "condorcet_examples.json"
KNOWN = json.loads(EXAMPLES.read_text()) if EXAMPLES.is_file() else []
DEBIAN = json.loads((DATA / "debian" / "expected.json").read_text()) if (DATA / "debian").is_dir() else {}


def from_names(papers):
    """[[3, ["A", ["B", "C"]]]]: three papers with A first and B and C equal after it."""
    ranks = [(many, [rank if isinstance(rank, list) else [rank] for rank in order]) for many, order in papers]
    names = sorted({name for _, order in ranks for rank in order for name in rank})
    ballots = {}
    for many, order in ranks:
        ranking = tuple(tuple(sorted(names.index(name) + 1 for name in rank)) for rank in order)
        ballots[ranking] = ballots.get(ranking, 0) + many
    return Contest(options=tuple(names), ballots=ballots)


def winners(count, contest):
    return [contest.options[number - 1] for number in count.details["winners"]]


@pytest.mark.skipif(not KNOWN, reason="the published examples are not on this machine")
def test_there_are_examples_to_count():
    assert len(KNOWN) == 5


@pytest.mark.parametrize("example", KNOWN, ids=lambda example: example["name"])
def test_a_published_example_gives_its_winners(example):
    contest = from_names(example["ballots"])
    assert winners(condorcet.schulze(contest), contest) == example["recomputed_schulze_winners"]
    assert winners(condorcet.ranked_pairs(contest), contest) == example["recomputed_ranked_pairs_winners"]
    duels = duels_of(contest)
    for pair, votes in example.get("pairwise", {}).items():
        one, other = (contest.options.index(name) + 1 for name in pair.split(">"))
        assert duels[one, other] == votes


@pytest.mark.parametrize("file", sorted(DEBIAN))
def test_debians_ballots_give_the_recomputed_duels(file):
    contest = recognising.read((DATA / "debian" / file).read_bytes())
    table = DEBIAN[file]["recomputed_pairwise"]
    assert contest.total == DEBIAN[file]["voters"]
    assert {pair: table[pair[0] - 1][pair[1] - 1] for pair in duels_of(contest)} == duels_of(contest)


@pytest.mark.skipif(not DEBIAN, reason="Debian's ballots are not on this machine")
def test_debians_published_duels_of_2002_give_its_leader():
    """The published table holds equal ranks that the file of ballots lost, so the duels themselves are the ballots."""
    known = DEBIAN["00002-00000001.soi"]
    table = known["published_pairwise"]
    duels = {(i + 1, j + 1): table[i][j] for i in range(4) for j in range(4) if i != j}
    ways = condorcet.strongest_ways(range(1, 5), duels)
    assert [i for i in range(1, 5) if all(ways[i, j] > ways[j, i] for j in range(1, 5) if j != i)] == [
        known["winner_number"]
    ]


def test_a_circle_is_shown_and_the_weakest_win_is_not_locked():
    contest = from_names([[80, ["a", "b", "c"]], [50, ["b", "c", "a"]], [40, ["c", "a", "b"]]])
    count = condorcet.ranked_pairs(contest)
    assert count.details["beats_all"] is None
    assert count.details["top_cycle"] == (1, 2, 3)
    assert [one.action for one in count.rounds] == [
        "2 above 3: locked",
        "1 above 2: locked",
        "3 above 1: not locked: it would close a circle",
    ]


def test_options_that_a_ballot_leaves_out_are_equal_last():
    contest = Contest(options=("a", "b", "c"), ballots={((1,),): 4, ((2,), (3,)): 3})
    assert duels_of(contest) == {(1, 2): 4, (2, 1): 3, (1, 3): 4, (3, 1): 3, (2, 3): 3, (3, 2): 0}


ranks = st.permutations([1, 2, 3, 4]).flatmap(
    lambda order: st.lists(st.integers(1, 4), max_size=3).map(
        lambda cuts: tuple(
            tuple(sorted(order[a:b])) for a, b in zip([0, *sorted(set(cuts))], [*sorted(set(cuts)), 4], strict=True)
        )
    )
)
elections = st.dictionaries(ranks, st.integers(1, 9), min_size=1, max_size=8)
CONDORCET = [condorcet.SCHULZE, condorcet.RANKED_PAIRS]


def held(ballots):
    return Contest(options=tuple("abcd"), ballots=ballots)


@pytest.mark.parametrize("method", CONDORCET)
@settings(max_examples=60, deadline=None)
@given(ballots=elections, times=st.integers(2, 5))
def test_many_times_the_same_ballots_elect_the_same(method, ballots, times):
    more = {ranking: many * times for ranking, many in ballots.items()}
    once, often = (counted(method, held(one), seed="s") for one in (ballots, more))
    assert once.elected == often.elected


@pytest.mark.parametrize("method", CONDORCET)
@settings(max_examples=60, deadline=None)
@given(ballots=elections)
def test_neither_the_order_of_ballots_nor_names_nor_a_last_place_left_out_matter(method, ballots):
    backwards = {ranking: ballots[ranking] for ranking in reversed(ballots)}
    cut = {}
    for ranking, many in ballots.items():
        cut[ranking[:-1]] = cut.get(ranking[:-1], 0) + many
    straight = counted(method, held(ballots), seed="s")
    assert as_json(straight) == as_json(counted(method, held(backwards), seed="s"))
    assert straight.elected == counted(method, held(cut), seed="s").elected
    renamed = Contest(options=("=1+1", "b", "<b>", ""), ballots=ballots)
    assert straight.elected == counted(method, renamed, seed="s").elected


@pytest.mark.parametrize("method", CONDORCET)
@settings(max_examples=60, deadline=None)
@given(ballots=elections)
def test_whoever_wins_every_duel_wins_and_a_winner_is_always_in_the_top_cycle(method, ballots):
    count = counted(method, held(ballots))
    assert count.details["beats_all"] in (None, count.elected[0])
    assert count.elected[0] in count.details["top_cycle"]


@pytest.mark.parametrize("method", CONDORCET)
@settings(max_examples=60, deadline=None)
@given(ballots=elections, which=st.integers(0, 7))
def test_raising_the_only_winner_on_a_ballot_keeps_it_the_winner(method, ballots, which):
    before = counted(method, held(ballots))
    winner = before.elected[0]
    ranking = list(ballots)[which % len(ballots)]
    rest = tuple(one for one in (tuple(n for n in rank if n != winner) for rank in ranking) if one)
    raised = dict(ballots)
    papers = raised.pop(ranking)
    first = ((winner,), *rest)
    raised[first] = raised.get(first, 0) + papers
    if before.details["winners"] == [winner]:
        assert winner in counted(method, held(raised)).details["winners"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"hello", "line 1: this looks like none"),
        (b"2 1\n1 1\0 0", "line 2: this is not a text file"),
        (b"# NUMBER ALTERNATIVES: 0\n1: 1", "line 1: there should be"),
        (b"# NUMBER ALTERNATIVES: 2\n1: 1,3", "line 2: an option"),
        (b"# NUMBER ALTERNATIVES: 2\n1: 1,{1,2}", "line 2: a ballot ranks"),
        (b"# NUMBER ALTERNATIVES: 2\n-1: 1", "line 2: a line should begin"),
        (b"# NUMBER ALTERNATIVES: 2\n1: 1,,2", "line 2: an order"),
        (b"# NUMBER ALTERNATIVES: 2\n# NUMBER VOTERS: 3\n1: 1", "says it holds 3 ballots, but holds 1"),
    ],
)
def test_a_file_that_cannot_be_counted_says_where_and_why(text, reason):
    with pytest.raises(UnreadableBallots, match=reason):
        recognising.read(text)
