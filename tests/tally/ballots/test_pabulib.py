"""Pabulib files: every kind of ballot, what is written reads back, and what cannot be counted names line and reason."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webapp.tally.ballots import pabulib, recognising
from webapp.tally.ballots.budget import Budget, Kind, Project, Rules, as_cardinal, in_pots
from webapp.tally.ballots.papers import UnreadableBallots

HEAD = "META\nkey;value\nbudget;{budget}\nvote_type;{kind}\n"
PROJECTS = "PROJECTS\nproject_id;cost\na;10\nb;20\nc;30\n"


def file(votes="voter_id;vote\n1;a\n", kind="approval", budget="100", meta="", projects=PROJECTS):
    return HEAD.format(budget=budget, kind=kind) + meta + projects + "VOTES\n" + votes


def marks_of(*args, **kwargs):
    return dict(pabulib.read(file(*args, **kwargs)).ballots)


def test_the_example_of_the_format_is_read():
    budget = pabulib.read(
        "META\nkey; value\ndescription; Municipal PB in Wieliczka\nnum_projects; 3\nnum_votes; 3\nbudget; 2500\n"
        "rule: greedy\nvote_type; approval\nmin_length; 1\nmax_length; 3\ncurrency; PLN\n"
        "PROJECTS\nproject_id; cost; category\n1; 600; culture, education\n2; 800; sport\n4; 1400; culture\n"
        "VOTES\nvoter_id; age; sex; vote\n1; 34; f; 1,2,4\n2; 51; m; 2,1\n3; 27; f; 2, 1\n"
    )
    assert budget.ballots == {(("1", 1), ("2", 1), ("4", 1)): 1, (("1", 1), ("2", 1)): 2}
    assert (budget.title, budget.pot, budget.currency) == ("Municipal PB in Wieliczka", 2500, "PLN")
    assert budget.projects[0].categories == ("culture", "education")
    assert budget.rules == Rules(min_length=1, max_length=3)


def test_names_hold_semicolons_quotes_and_line_breaks_and_columns_may_stand_in_any_order():
    budget = pabulib.read(
        "\ufeffMETA;;\r\nkey;value;\r\nbudget;1000,50;\r\nvote_type;approval;\r\n\r\n"
        "PROJECTS\r\nname;selected;cost;project_id;latitude\r\n"
        '"Path; stage ""II""\r\nof two";2;499.99;124-A;52.1\r\n'
        "VOTES\r\nage;vote;voter_id\r\n;124-A;1\r\n30;;2\r\n31;None;3\r\n"
    )
    project = budget.projects[0]
    assert project.name == 'Path; stage "II"\r\nof two'
    assert (project.cost, budget.pot, project.selected) == (Fraction(49999, 100), Fraction(2001, 2), 2)
    assert budget.ballots == {(("124-A", 1),): 1, (): 2}


def test_points_go_to_the_projects_in_the_order_of_the_vote():
    votes = "voter_id;vote;points\n1;b,a;2,1.5\n2;;\n"
    assert marks_of(votes, "cumulative") == {(("a", Fraction(3, 2)), ("b", 2)): 1, (): 1}
    assert marks_of("voter_id;vote;points\n1;b;-3\n", "scoring") == {(("b", -3),): 1}


def test_projects_that_a_scoring_ballot_leaves_out_have_the_default_score():
    votes = "voter_id;vote;points\n1;b;5\n"
    assert marks_of(votes, "scoring", meta="default_score;2\n") == {(("a", 2), ("b", 5), ("c", 2)): 1}


def test_a_ranking_gives_bordas_points_unless_it_comes_with_its_own():
    assert marks_of("voter_id;vote\n1;c,a\n", "ordinal") == {(("c", 3), ("a", 2)): 1}
    assert marks_of("voter_id;vote\n1;c,a\n", "ordinal", meta="max_length;2\n") == {(("c", 2), ("a", 1)): 1}
    assert marks_of("voter_id;vote;points\n1;c,a\n".replace("a\n", "a;4,3\n"), "ordinal") == {(("c", 4), ("a", 3)): 1}


def test_a_file_is_told_by_its_first_line():
    assert isinstance(recognising.read(("\n" + file()).encode()), Budget)


def test_the_same_ballots_serve_methods_that_add_up_points():
    cardinal = as_cardinal(pabulib.read(file("voter_id;vote\n1;c,a\n2;c,a\n3;b\n")))
    assert cardinal.ballots == {((1, 1), (3, 1)): 2, ((2, 1),): 1}
    assert cardinal.options == ("a", "b", "c")
    with pytest.raises(UnreadableBallots, match="whole points"):
        as_cardinal(pabulib.read(file("voter_id;vote;points\n1;b;0.5\n", "cumulative")))


def test_a_ballot_is_split_between_pots_and_counts_in_each():
    budget = Budget(
        projects=(Project(id="a", cost=1, pot="x"), Project(id="b", cost=1, pot="y")),
        ballots={(("a", 1), ("b", 1)): 2, (("a", 1),): 3},
        pot=30,
        pots={"x": 10, "y": 20},
    )
    pots = in_pots(budget)
    assert pots["x"].ballots == {(("a", 1),): 5}
    assert pots["y"].ballots == {(("b", 1),): 2, (): 3}
    assert pots["y"].pot == 20
    with pytest.raises(ValueError, match="one pot"):
        pabulib.write(budget)


ids = st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters=","), min_size=1, max_size=4).filter(
    lambda word: word.lower() not in ("none", "nan", "meta", "projects", "votes")
)
amounts = st.one_of(st.integers(0, 10**9), st.decimals(0, 1000, places=2).map(Fraction)).map(
    lambda one: int(one) if one == int(one) else one
)


@st.composite
def budgets(draw):
    kind = draw(st.sampled_from([Kind.APPROVAL, Kind.CHOOSE_ONE, Kind.CUMULATIVE, Kind.SCORING, Kind.ORDINAL]))
    offered = draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    most = 1 if kind is Kind.CHOOSE_ONE else 5
    papers = Counter()
    for chosen in draw(st.lists(st.lists(st.sampled_from(offered), max_size=most, unique=True), max_size=5)):
        points = {one: draw(amounts) if kind not in (Kind.APPROVAL, Kind.CHOOSE_ONE) else 1 for one in chosen}
        ordered = chosen if kind is Kind.ORDINAL else sorted(chosen, key=offered.index)
        papers[tuple((one, points[one]) for one in ordered)] += draw(st.integers(1, 3))
    projects = tuple(
        Project(id=one, cost=draw(amounts), name=draw(st.sampled_from(["", 'a "b"; c', "é\nx"]))) for one in offered
    )
    return Budget(
        projects=projects, ballots=papers, pot=draw(amounts), kind=kind, title="A town", rules=Rules(threshold=3)
    )


@settings(max_examples=60, deadline=None)
@given(budgets())
def test_a_file_that_is_written_reads_back_as_the_same_budget(budget):
    assert pabulib.read(pabulib.write(budget)) == budget


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("", 1, "META should begin"),
        ("PROJECTS\n", 1, "META should begin"),
        ("META\nkey;value\nbudget;1\nvote_type;approval\n", 4, "PROJECTS should begin"),
        ("META\nkey;value\nbudget;1\nvote_type;approval\n" + PROJECTS, 9, "VOTES should begin"),
        (file(kind="lottery"), 4, "none of approval"),
        (file(budget="a lot"), 3, "the budget “a lot” is not a number"),
        (file(budget="-5"), 3, "below 0"),
        (file(budget="9" * 5000), 3, "not a number"),
        (file(budget="\u0661\u0662"), 3, "not a number"),
        (file(budget="1e9"), 3, "not a number"),
        (file(meta="budget;7\n"), 5, "says budget twice"),
        (file(meta="num_votes;2\n"), 5, "num_votes is 2, but the file holds 1"),
        (file(meta="num_projects;4\n"), 5, "the file holds 3"),
        (file(meta="max_length;many\n"), 5, "max_length “many” is not a number"),
        (file().replace("budget;100\n", ""), 1, "does not say the budget"),
        (file(projects="PROJECTS\nproject_id;cost\n"), None, "no projects"),
        (file(projects="PROJECTS\nproject_id;project_id\n"), 6, "not named once each"),
        (file(projects="PROJECTS\nproject_id;cost\na;1\na;2\n"), 8, "two projects a"),
        (file(projects="PROJECTS\nproject_id;cost\na;\n"), 7, "the cost “” is not a number"),
        (file(projects="PROJECTS\nproject_id;cost\na,b;1\n"), 7, "without a comma"),
        (file(projects="PROJECTS\nproject_id;cost\na;1;2\n"), 7, "more fields than columns"),
        (file("voter_id;vote\n1;d\n"), 12, "there is no project d"),
        (file("voter_id;vote\n1;a,b,a\n"), 12, "the same project twice"),
        (file("voter_id;vote\n1;a\n1;b\n"), 13, "voter 1 votes twice"),
        (file("voter_id;vote\n1;a,b\n", "choose-1"), 12, "choose one project"),
        (file("voter_id;vote;points\n1;a,b;3\n", "cumulative"), 12, "marks 2 projects but gives 1 points"),
        (file("voter_id;vote;points\n1;a;lots\n", "scoring"), 12, "points “lots” is not a number"),
        (file('voter_id;vote\n1;"' + "a" * 200_000), 12, "told apart"),
        (file("voter_id;vote\n1;" + ";" * 2_000_000), 12, "longer than"),
    ],
)
def test_a_file_that_cannot_be_counted_names_the_line_and_the_reason(text, line, reason):
    with pytest.raises(UnreadableBallots) as refusal:
        pabulib.read(text)
    assert reason in str(refusal.value)
    assert refusal.value.line == line
    assert len(str(refusal.value)) < 200
