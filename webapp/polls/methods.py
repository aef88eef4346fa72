"""The methods a poll can use: what each is called, how its ballot is marked and counted, and what it says of itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from webapp.i18n import _l
from webapp.polls.kinds.answering import Consent, ProjectScores, Scores, Stances
from webapp.polls.kinds.base import Kind
from webapp.polls.kinds.choosing import Basket, One, Projects, Several
from webapp.polls.kinds.comparing import Compared
from webapp.polls.kinds.ranking import Ranks
from webapp.polls.kinds.sharing import Shares

_LOT = _l(
    "If a lot is needed, it is drawn from a number that was fixed before the poll opened and is shown at the end."
)


@dataclass(frozen=True, kw_only=True)
class Told:
    """What every method says of itself, and what a poll declares for it, with what is usual.

    `explained`: three sentences for a resident: how you vote, how it is counted, who wins. `ties`: what tells equals
    apart. `count` is the rule's name in `tally.counts.methods`, "" where nothing is counted out. `budget`: options are
    projects with a cost, paid from the poll's money. `least`: fewest options.
    """

    name: str
    explained: tuple[str, str, str]
    ties: str
    declared: Mapping[str, int] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    count: str = ""
    budget: bool = False
    least: int = 2


@dataclass(frozen=True, kw_only=True)
class Method(Told):
    """A method with a ballot paper, whose ballots are counted."""

    kind: Kind
    count: str


METHODS: Mapping[str, Method] = {
    "plurality": Method(
        name=_l("One choice"),
        kind=One(),
        count="plurality",
        explained=(
            _l("You choose one option."),
            _l("We count how many people chose each."),
            _l("The option that most people chose comes first."),
        ),
        ties=_LOT,
        declared={"seats": 1},
    ),
    "approval": Method(
        name=_l("Several choices"),
        kind=Several(),
        count="approval",
        explained=(
            _l("You choose every option that you like."),
            _l("Each of them gets one vote from you."),
            _l("The option with the most votes comes first."),
        ),
        ties=_LOT,
        declared={"seats": 1, "fewest": 1, "most": 0},
    ),
    "agreement": Method(
        name=_l("Agree or disagree"),
        kind=Stances(),
        count="agreement",
        explained=(
            _l("You say to each option whether you agree or disagree."),
            _l("We count how many agree and how many disagree; “neither” is counted and shown, but is on no side."),
            _l("An option is carried if more people agree than disagree, or by the larger share that was set before."),
        ),
        ties=_l("As many for as against is not enough: the option is not carried."),
        options={"threshold": "majority"},
        least=1,
    ),
    "consent": Method(
        name=_l("Consent"),
        kind=Consent(),
        count="consent",
        explained=(
            _l("You consent, stand aside, or object and say why."),
            _l("Consent means that you can live with it, not that you like it best."),
            _l("It is agreed if nobody objects; an objection is talked about first."),
        ),
        ties=_l("There can be no tie."),
        least=1,
    ),
    "score": Method(
        name=_l("Scores"),
        kind=Scores(),
        count="score",
        explained=(
            _l("You give each option a score."),
            _l("We add up the scores; an option that you leave out gets none from you."),
            _l("The option with the most points comes first."),
        ),
        ties=_LOT,
        declared={"seats": 1, "highest": 5},
    ),
    "star": Method(
        name=_l("Scores, then a run-off"),
        kind=Scores(),
        count="star",
        explained=(
            _l("You give each option a score from 0 to 5."),
            _l("The two options with the most points go into a run-off."),
            _l("In the run-off your vote goes to the one you scored higher, and the one with more votes wins."),
        ),
        ties=_l(
            "Equal scores are told apart by who is preferred by more people, then by who has more fives, then by lot."
        ),
        declared={"highest": 5},
    ),
    "irv": Method(
        name=_l("In order: instant run-off"),
        kind=Ranks(equal=False),
        count="irv",
        explained=(
            _l("You put the options in order: 1 for the best, then 2, and so on."),
            _l("Each round, the option with the fewest votes goes out, and its votes move to the next on each ballot."),
            _l("An option wins when it has more than half of the votes that are left."),
        ),
        ties=_l("Equal last options are told apart by the round before, then by lot."),
        options={"tiebreak": "previous-round-counts-then-lot"},
    ),
    "stv-scottish": Method(
        name=_l("In order, several winners: the Scottish way"),
        kind=Ranks(equal=False),
        count="stv-scottish",
        explained=(
            _l("You put the options in order: 1 for the best, then 2, and so on."),
            _l("An option that reaches a set number of votes wins, and what it has beyond that moves on in part."),
            _l("If none reaches it, the last goes out and its votes move on, until all places are filled."),
        ),
        ties=_l("Equal options are told apart by the last round in which they differed, then by lot."),
        declared={"seats": 2},
    ),
    "stv-meek": Method(
        name=_l("In order, several winners: Meek's way"),
        kind=Ranks(equal=False),
        count="stv-meek",
        explained=(
            _l("You put the options in order: 1 for the best, then 2, and so on."),
            _l("A winner keeps as much of each vote as it needs; the rest moves on, worked out anew each round."),
            _l("The last option goes out when nobody new wins, until all places are filled."),
        ),
        ties=_l("Equal options are told apart by the rounds before, then by lot."),
        declared={"seats": 2},
    ),
    "schulze": Method(
        name=_l("In order: who beats whom (Schulze)"),
        kind=Ranks(equal=True),
        count="schulze",
        explained=(
            _l("You put the options in order; two may share a place."),
            _l("We look at each pair and see which of the two more people put higher."),
            _l("An option that wins all its pairs wins; if wins make a circle, the strongest chain of wins decides."),
        ),
        ties=_LOT,
        declared={"seats": 1},
    ),
    "ranked-pairs": Method(
        name=_l("In order: who beats whom (ranked pairs)"),
        kind=Ranks(equal=True),
        count="ranked-pairs",
        explained=(
            _l("You put the options in order; two may share a place."),
            _l("We look at each pair and see which of the two more people put higher."),
            _l("The largest wins are set down first, without any that would make a circle; who is on top wins."),
        ),
        ties=_LOT,
        declared={"seats": 1},
    ),
    "borda": Method(
        name=_l("In order: points by place"),
        kind=Ranks(equal=True),
        count="borda",
        explained=(
            _l("You put the options in order: 1 for the best, then 2, and so on."),
            _l("An option gets a point from you for every option that you put below it."),
            _l("The option with the most points comes first."),
        ),
        ties=_LOT,
        declared={"seats": 1},
    ),
    "dots": Method(
        name=_l("Share out dots"),
        kind=Shares(squared=False),
        count="dots",
        explained=(
            _l("You share out your dots: many on one option, or a few on several."),
            _l("We add up the dots of each option."),
            _l("The option with the most dots comes first."),
        ),
        ties=_LOT,
        declared={"seats": 1, "dots": 10},
    ),
    "quadratic": Method(
        name=_l("Share out credits"),
        kind=Shares(squared=True),
        count="quadratic",
        explained=(
            _l("You buy votes with your credits: one vote for a thing costs 1, two cost 4, three cost 9."),
            _l("So you can say how much something matters to you, but it costs more and more."),
            _l("We add up the votes, and the option with the most comes first."),
        ),
        ties=_LOT,
        declared={"seats": 1, "credits": 25},
    ),
    "pairwise": Method(
        name=_l("Which matters more?"),
        kind=Compared(),
        count="pairwise",
        explained=(
            _l("You see two options at a time and choose the one that matters more."),
            _l("From everybody's choices we work out how likely each option is to be chosen over the others."),
            _l("The options are put in that order, and we show how sure the order is."),
        ),
        ties=_LOT,
        declared={"pairs": 10},
        least=3,
    ),
    "budget-greedy": Method(
        name=_l("Share out money: most votes first"),
        kind=Projects(),
        count="budget-greedy",
        explained=(
            _l("You choose the projects that you would pay for."),
            _l("The project with the most votes is paid for first, then the next, as long as there is money."),
            _l("A project that costs more than what is left is passed over, and the next one gets its turn."),
        ),
        ties=_l("Of projects with as many votes, the one that costs less comes first; then a lot decides."),
        declared={"fewest": 3, "most": 0},
        budget=True,
    ),
    "budget-knapsack": Method(
        name=_l("Share out money: fill a basket"),
        kind=Basket(),
        count="budget-greedy",
        explained=(
            _l("You fill a basket with projects that the money can pay for together."),
            _l("The project in most baskets is paid for first, then the next, as long as there is money."),
            _l("A project that costs more than what is left is passed over, and the next one gets its turn."),
        ),
        ties=_l("Of projects with as many votes, the one that costs less comes first; then a lot decides."),
        declared={"fewest": 1, "most": 0},
        budget=True,
    ),
    "budget-scores": Method(
        name=_l("Share out money: scores"),
        kind=ProjectScores(),
        count="budget-greedy",
        explained=(
            _l("You give each project a score."),
            _l("The project with the most points is paid for first, then the next, as long as there is money."),
            _l("A project that costs more than what is left is passed over, and the next one gets its turn."),
        ),
        ties=_l("Of projects with as many points, the one that costs less comes first; then a lot decides."),
        declared={"highest": 5},
        options={"votes": "points"},
        budget=True,
    ),
    "budget-equal-shares": Method(
        name=_l("Share out money: equal shares"),
        kind=Projects(),
        count="budget-equal-shares",
        explained=(
            _l("You choose the projects that you would pay for."),
            _l("The money is divided equally among all who voted, and the people who chose a project pay for it."),
            _l("A project is bought if its supporters still have enough together, so every group gets its fair part."),
        ),
        ties=_l(
            "Of equal projects, the one that costs less comes first, then the one with more votes; then a lot decides."
        ),
        declared={"fewest": 3, "most": 0},
        options={"completion": "add1u"},
        budget=True,
    ),
}

STATEMENTS = "statements"

WITHOUT_PAPER: Mapping[str, Told] = {
    STATEMENTS: Told(
        name=_l("Statements"),
        explained=(
            _l("You see short statements, one at a time, and say whether you agree, disagree or are not sure."),
            _l("We look for groups of people who answer in the same way."),
            _l("Nothing wins: we show what all agree on, what divides people, and what is special to each group."),
        ),
        ties=_l("There can be no tie, as nothing wins or loses."),
        declared={"added": 3},
    ),
}
"""Methods without options and without a ballot that is counted: a run of short answers (see `polls.statements`)."""

EVERY: Mapping[str, Told] = {**METHODS, **WITHOUT_PAPER}
