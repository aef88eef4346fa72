"""What a poll declares about its method: within which bounds, in which words, and what contradicts itself. Pure."""

from collections.abc import Mapping

from webapp.i18n import _, _l, ngettext
from webapp.polls.methods import Told

BOUNDS: Mapping[str, tuple[int, int]] = {
    "seats": (1, 50),
    "fewest": (1, 100),
    "most": (0, 100),  # 0: no limit
    "highest": (1, 10),
    "credits": (1, 1000),
    "dots": (1, 1000),
    "pairs": (1, 100),
    "added": (0, 20),  # 0: only the office writes statements
}
"""The least and the most of each number that can be declared."""

LABELS: Mapping[str, str] = {
    "seats": _l("How many options win?"),
    "fewest": _l("The fewest that people choose"),
    "most": _l("The most that people choose"),
    "highest": _l("The highest score"),
    "credits": _l("Credits for each person"),
    "dots": _l("Dots for each person"),
    "pairs": _l("Pairs that each person is asked about"),
    "added": _l("Statements that each person may add; 0 means none"),
    "threshold": _l("When is an option carried?"),
    "tiebreak": _l("How are equal options told apart?"),
    "completion": _l("What happens with money that is left?"),
}
"""What each of them is called."""

CHOICES: Mapping[str, Mapping[str, str]] = {
    "threshold": {
        "majority": _l("More people for it than against it"),
        "two-thirds": _l("At least two thirds of those for or against are for it"),
        "three-quarters": _l("At least three quarters of those for or against are for it"),
    },
    "tiebreak": {
        "previous-round-counts-then-lot": _l("By the round before; then by lot"),
        "lot": _l("By lot"),
    },
    "completion": {
        "add1u": _l("Raise each share bit by bit while it fits; then by most votes"),
        "add1-until-overspend": _l("Raise each share bit by bit, until it would cost too much"),
        "add1-until-exhaustive": _l("Raise each share bit by bit, until nothing more fits"),
        "none": _l("Leave it unspent"),
    },
}
"""The words that can be declared, each with what it means."""


def asked_of(method: Told) -> tuple[str, ...]:
    """What an officer is asked to declare for a method: the names of the two tables above, in their order."""
    fixed = {"highest"} if method.count == "star" else set()  # its rule says 0 to 5
    names = {*method.declared, *method.options} - fixed
    return tuple(name for name in (*BOUNDS, *CHOICES) if name in names)


def usual(method: Told) -> dict[str, int | str]:
    """What holds for a new poll of this method."""
    known: dict[str, int | str] = {**method.declared, **method.options}
    return {name: known[name] for name in asked_of(method)}


def said(method: Told, rules: Mapping[str, int | str]) -> list[str]:
    """What is declared, a line each."""
    known = usual(method) | dict(rules)
    return [f"{LABELS[name].rstrip('?')}: {CHOICES.get(name, {}).get(str(known[name]), known[name])}"
            for name in asked_of(method)]  # fmt: skip


def why_not_declare(method: Told, rules: Mapping[str, int | str], *, options: int) -> tuple[str, str] | None:
    """(field, reason) of what contradicts itself, or what stands on the ballot; None when nothing does.

    `options`: how many stand on the ballot by now; 0 before there are any, when nothing can contradict them.
    """
    seats, fewest, most = (_number(rules, name) for name in ("seats", "fewest", "most"))
    if most and fewest > most:
        return "most", _("This is less than the fewest. Write 0 for no limit.")
    if options and fewest > options:
        return "fewest", _only(options)
    if options and seats >= options and "seats" in method.declared and options >= method.least:
        return "seats", _only(options)
    return None


def what_lacks(method: Told, rules: Mapping[str, int | str], *, options: int, priced: int, pots: int) -> str:
    """What the method still needs before the poll can be published, in words; "" when nothing.

    `priced`: options that have a cost and a pot.
    """
    if method.budget and not pots:
        return _("Say how much money there is.")
    if method.budget and priced < options:
        return _("Give every project its cost, and say which money pays for it.")
    if method.count == "consent" and options > 1:
        return _("Consent is about one thing: leave one option.")
    wrong = why_not_declare(method, rules, options=options)
    return wrong[1] if wrong else ""


def _number(rules: Mapping[str, int | str], name: str) -> int:
    value = rules.get(name, 0)
    return value if isinstance(value, int) else 0


def _only(options: int) -> str:
    return ngettext(
        "There is only %(num)s option. Ask for fewer.", "There are only %(num)s options. Ask for fewer.", options
    )
