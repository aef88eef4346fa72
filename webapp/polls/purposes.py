"""What an officer wants to find out, and which methods answer that: plain guidance for choosing one. Pure."""

from dataclasses import dataclass

from webapp.i18n import _l


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """A question of the officer, what to bear in mind, and the methods that answer it, the simplest first."""

    question: str
    advice: str
    methods: tuple[str, ...]


PURPOSES: tuple[Purpose, ...] = (
    Purpose(
        question=_l("Which one of several things do people want?"),
        advice=_l(
            "With three or more options, one choice can let an option win that most people do not want. "
            "Several choices, scores or an order avoid this."
        ),
        methods=("plurality", "approval", "score", "star", "irv", "schulze", "ranked-pairs", "borda"),
    ),
    Purpose(
        question=_l("Do people agree with something?"),
        advice=_l("Consent suits a group that will talk about objections. Agree or disagree suits everybody else."),
        methods=("agreement", "consent"),
    ),
    Purpose(
        question=_l("Who, or what, should fill several places?"),
        advice=_l("Both give a group about as many places as it has votes, so that no side takes them all."),
        methods=("stv-scottish", "stv-meek"),
    ),
    Purpose(
        question=_l("How should money be shared out?"),
        advice=_l(
            "Most votes first is the easiest to follow. A basket makes people weigh costs. "
            "Equal shares also gives smaller groups their part."
        ),
        methods=("budget-greedy", "budget-knapsack", "budget-scores", "budget-equal-shares"),
    ),
    Purpose(
        question=_l("How much does each thing matter to people?"),
        advice=_l("Credits make strong wishes cost more, so people think about what matters most to them."),
        methods=("dots", "quadratic"),
    ),
    Purpose(
        question=_l("What matters more, out of many things?"),
        advice=_l("Good for ten or more things, which nobody could put in order at once."),
        methods=("pairwise",),
    ),
    Purpose(
        question=_l("What do people think alike about, and where do they differ?"),
        advice=_l("Good before anything is planned. Nothing is decided: you learn what a plan must take into account."),
        methods=("statements",),
    ),
)
