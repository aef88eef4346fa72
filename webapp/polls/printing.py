"""What letters with voting codes and ballot papers say."""

from collections.abc import Callable, Mapping

from flask import current_app

from webapp.documents.postal_words import BallotPapers, CodeLetters, PaperLine
from webapp.i18n import _, ngettext
from webapp.notices.addresses import whole
from webapp.polls.kinds.answering import CONSENTS, Stances
from webapp.polls.kinds.ranking import Ranks
from webapp.polls.methods import METHODS, Method
from webapp.polls.models import Poll
from webapp.polls.rules import PAPER_TIME
from webapp.polls.sheet import Sheet, SheetOption
from webapp.web.filters import moment

_COLUMNS = frozenset({"stances", "scores"})
_WRITTEN = frozenset({"ranks", "shares"})


def can_print(poll: Poll) -> bool:
    return poll.method in METHODS and METHODS[poll.method].kind.macro in _MARKING


def write_letters(poll: Poll, *, language: str) -> CodeLetters:
    """In the language of whoever asks for them."""
    address = whole(f"/polls/{poll.slug}/vote")
    return CodeLetters(
        language=language,
        authority=current_app.config["AUTHORITY"],
        title=poll.title,
        question=poll.question,
        intro=_("You can vote in this poll. It takes a few minutes."),
        scan=_("Point the camera of your phone at the square."),
        type_it=_("Or type this address, and then the code:"),
        address=address.partition("://")[2],
        scanned=f"{address}?voting-code=",
        code_label=_("Your code"),
        closes=_("You can vote until %(closing)s.", closing=moment(poll.closes_at)) if poll.closes_at else "",
        once=_("The code is good for one vote. Keep it to yourself, and do not give it to anybody."),
        foot=_foot(poll),
        note=_note(),
    )


def write_papers(poll: Poll, sheet: Sheet, *, language: str) -> BallotPapers:
    """In the language of whoever asks for them."""
    method = METHODS[poll.method]
    macro = method.kind.macro
    return BallotPapers(
        language=language,
        authority=current_app.config["AUTHORITY"],
        title=poll.title,
        question=poll.question,
        instructions=how_to_mark(method, sheet),
        lines=_lines(method, sheet),
        columns=_columns(method, sheet),
        written=macro in _WRITTEN,
        reason=_("If you object, write what harm you see:") if macro == "consent" else "",
        no_name=_("Write nothing else on this paper, and not your name."),
        hand_in=_("Hand it in before %(closing)s.", closing=moment(poll.closes_at)) if poll.closes_at else "",
        code_label=_("Voting code of this paper"),
        slip_heading=_("Keep this part"),
        slip_words=_("At most %(days)s days after the poll has closed, all receipts are published. If this number is "
                     "among them, your vote was counted. It does not show how you voted.", days=PAPER_TIME.days),
        number_label=_("Your receipt"),
        cut=_("Cut or tear here before you hand in the paper"),
        note=_note(),
    )  # fmt: skip


def how_to_mark(method: Method, sheet: Sheet) -> list[str]:
    """How a paper of this method is marked, a sentence each, and how much money there is."""
    money = sheet.pots.values()
    return [
        *_MARKING[method.kind.macro](method, sheet),
        *(_("There is £%(amount)s for %(name)s.", amount=f"{amount:,}", name=name) for name, amount in money),
    ]


def _one(method: Method, sheet: Sheet) -> list[str]:
    return [_("Put a cross in one box.")]


def _several(method: Method, sheet: Sheet) -> list[str]:
    fewest = min(sheet.rule("fewest", method.declared.get("fewest", 1)), len(sheet.options))
    most = sheet.rule("most", 0)
    if most:
        return [_("Put a cross in at least %(fewest)s and at most %(most)s boxes.", fewest=fewest, most=most)]
    return [ngettext("Put a cross in at least %(num)s box.", "Put a cross in at least %(num)s boxes.", fewest)]


def _basket(method: Method, sheet: Sheet) -> list[str]:
    return [*_several(method, sheet), _("Together they may cost no more than the money there is.")]


def _stances(method: Method, sheet: Sheet) -> list[str]:
    return [_("Put one cross on each line. You may leave out a line.")]


def _scores(method: Method, sheet: Sheet) -> list[str]:
    highest = sheet.rule("highest", method.declared.get("highest", 5))
    words = _("Put one cross on each line. %(highest)s is the best.", highest=highest)
    return [words, _("A line that you leave out gets nothing from you.")]


def _ranks(method: Method, sheet: Sheet) -> list[str]:
    said = [_("Write 1 beside the option you like most, 2 beside the next, and so on. You may stop when you like.")]
    shared = isinstance(method.kind, Ranks) and method.kind.equal
    return [*said, _("Two options may have the same number.")] if shared else said


def _shares(method: Method, sheet: Sheet) -> list[str]:
    if "dots" in method.declared:
        given = sheet.rule("dots", method.declared["dots"])
        return [_("You have %(given)s dots. Write beside each option how many you give it.", given=given)]
    given = sheet.rule("credits", method.declared["credits"])
    return [
        _("You have %(given)s credits. Write beside each option how many votes you give it.", given=given),
        _("One vote costs 1 credit, two votes cost 4, three cost 9, four cost 16."),
    ]


_MARKING: Mapping[str, Callable[[Method, Sheet], list[str]]] = {
    "one": _one,
    "consent": _one,
    "several": _several,
    "projects": _several,
    "basket": _basket,
    "stances": _stances,
    "scores": _scores,
    "ranks": _ranks,
    "shares": _shares,
}
"""By kind of ballot: those that are the same for everybody, so that they can be printed."""


def _columns(method: Method, sheet: Sheet) -> list[str]:
    kind = method.kind
    if not isinstance(kind, Stances) or kind.macro not in _COLUMNS:
        return []
    return [str(words) for words in kind.words(sheet).values()]


def _lines(method: Method, sheet: Sheet) -> list[PaperLine]:
    if method.kind.macro == "consent":
        return [PaperLine(str(words)) for words in CONSENTS.values()]
    return [_line(option) for option in sheet.options]


def _line(option: SheetOption) -> PaperLine:
    return PaperLine(option.text, option.detail, "" if option.cost is None else f"£{option.cost:,}")


def _foot(poll: Poll) -> str:
    if poll.secret:
        return _("Nobody can see how you voted: the code is not kept with your vote.")
    return _("This poll is not secret: people who run the site can find out how a code was used.")


def _note() -> str:
    return _("Some letters could not be shown. Words in square brackets stand for them.")
