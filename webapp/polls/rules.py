"""What may happen to a poll and to a vote. Pure: every fact comes in as an argument."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from webapp.access import Stage
from webapp.i18n import _
from webapp.opening import why_not_later

PAPER_TIME = timedelta(days=7)
"""How long after closing papers may be keyed that were handed in before it."""


class Eligibility(StrEnum):
    """Who may vote."""

    ANYONE = "anyone"  # one vote a device: fit for a straw poll, and called one
    SIGNED_IN = "signed in"
    CODE = "code"  # people who were sent a code, each good for one vote
    AREA = "area"  # signed in, and living in one of the poll's areas by their own word


class Showing(StrEnum):
    """When the result is shown."""

    LIVE = "while open"
    AFTER = "after closing"


class Channel(StrEnum):
    """How a vote came in."""

    ONLINE = "online"
    KIOSK = "kiosk"
    PAPER = "paper"


class ChangeKind(StrEnum):
    """What happened to a poll that the public is told of."""

    PUBLISHED = "published"
    EXTENDED = "extended"
    CLOSED_EARLY = "closed early"
    WITHDRAWN = "withdrawn"


def why_not_vote(stage: Stage, *, closes_at: datetime | None, opens_at: datetime | None) -> str | None:
    """The reason in words, or None while votes are taken: from the opening second up to, not including, the closing
    one. There is no period of grace: every vote must have arrived by the time that everybody was told."""
    if stage is Stage.OPEN:
        return None
    if stage is Stage.SCHEDULED and opens_at is not None:
        return _("This poll has not opened yet.")
    if stage is Stage.CLOSED and closes_at is not None:
        return _("This poll has closed. Votes that came after the closing time cannot be counted.")
    return _("This poll takes no votes.")


def shows_result(stage: Stage, showing: Showing, *, secret: bool) -> bool:
    """Whether a count may be seen. A secret poll never shows one before it closes: from two totals with one vote in
    between, anybody who knows when a person voted could tell how."""
    if stage is Stage.CLOSED:
        return True
    return stage is Stage.OPEN and showing is Showing.LIVE and not secret


def minutes_to_vote(to_read: int) -> int:
    """About how long voting takes: half a minute for the question, seven seconds for each option or statement.

    An estimate of our own, for people who decide whether they have the time now.
    """
    return max(1, round((30 + 7 * to_read) / 60))


def reached(quorum: int | None, ballots: int) -> bool:
    """Whether enough people voted for the result to stand."""
    return quorum is None or ballots >= quorum


def why_not_these_rules(
    *, secret: bool, eligibility: Eligibility, showing: Showing, areas: Collection[int]
) -> tuple[str, str] | None:
    """(field, reason) of what contradicts itself in how a poll is to be run; None when nothing does."""
    if secret and showing is Showing.LIVE:
        return "showing", _("A secret poll cannot show its result while people vote. Show it after closing.")
    if eligibility is Eligibility.AREA and not areas:
        return "area_ids", _("Choose at least one area whose people may vote.")
    return None


def why_not_publish(*, title: str, question: str, options: int, least_options: int, lacks: str) -> list[str]:
    """What is still missing before a poll may be published, in words. `lacks`: what its method still needs, or ""."""
    missing = [
        (not title, _("Give it a title.")),
        (not question, _("Write the question.")),
        (options < least_options, _("Add at least %(least)s options.", least=least_options)),
        (bool(lacks), lacks),
    ]
    return [words for lacking, words in missing if lacking]


def why_not_edit(*, stage: Stage, ballots: int, printed: int = 0) -> str | None:
    """Why what stands on the ballot cannot be changed; None while it can. Nobody's vote may change its meaning.

    `printed`: ballot papers that were made with what stands on it now.
    """
    if ballots:
        return _("Somebody has voted already, so the ballot stays as it is.")
    if stage not in {Stage.DRAFT, Stage.SCHEDULED}:
        return _("The ballot can be changed only before the poll opens.")
    if printed:
        return _("Ballot papers have been made, so the ballot stays as it is.")
    return None


def why_not_extend(*, stage: Stage, opens_at: datetime, closes_at: datetime, until: datetime) -> str | None:
    """A poll that has closed stays closed: its ballots may have been counted and seen."""
    if stage not in {Stage.SCHEDULED, Stage.OPEN}:
        return _("Only a poll that has not closed can be given more time.")
    return why_not_later(opens_at=opens_at, closes_at=closes_at, until=until)


def why_not_close_early(stage: Stage) -> str | None:
    return None if stage is Stage.OPEN else _("Only an open poll can be closed early.")


def why_not_withdraw(stage: Stage) -> str | None:
    if stage in {Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED}:
        return None
    return _("Only a published poll can be withdrawn.")


def why_not_papers(eligibility: Eligibility, *, on_paper: bool) -> str | None:
    """Where people sign in, nobody could tell that a paper is not the second vote of somebody with an account.

    `on_paper`: whether the method's ballot is the same for everybody, so that it can be printed.
    """
    if eligibility not in {Eligibility.CODE, Eligibility.ANYONE}:
        return _("Ballot papers are for polls with codes, or for anybody: there each paper stands for one vote.")
    if not on_paper:
        return _("This method cannot be put on paper.")
    return None


def why_not_make_codes(stage: Stage) -> str | None:
    """Letters and papers bear the address of a poll, and what stands on its ballot."""
    if stage in {Stage.SCHEDULED, Stage.OPEN}:
        return None
    if stage is Stage.DRAFT:
        return _("Publish the poll first. It may open later, so that there is time to send them.")
    return _("The poll takes no more votes.")


def why_not_key_papers(
    stage: Stage, *, closes_at: datetime | None, papers_closed_at: datetime | None, now: datetime
) -> str | None:
    """Papers that were handed in before the closing time are keyed while the poll is open and for some days after it,
    unless an officer has said before that all are counted."""
    if papers_closed_at is not None:
        return _("The counting of papers is closed.")
    if stage is Stage.OPEN:
        return None
    if stage is not Stage.CLOSED or closes_at is None:
        return _("Papers are keyed once the poll is open.")
    if now >= closes_at + PAPER_TIME:
        return _("The time for papers is over: they had to be keyed within %(days)s days.", days=PAPER_TIME.days)
    return None


def why_not_close_papers(stage: Stage, *, closed: bool, batch_open: bool) -> str | None:
    """A pile that is half done would leave votes uncounted."""
    if closed:
        return _("The counting of papers is closed already.")
    if stage is not Stage.CLOSED:
        return _("Papers may still be handed in until the poll closes.")
    if batch_open:
        return _("A pile is not finished. Key it twice and settle its differences first.")
    return None


def why_not_kiosk(stage: Stage, eligibility: Eligibility) -> str | None:
    if eligibility not in {Eligibility.CODE, Eligibility.ANYONE}:
        return _("A shared device is for polls with codes, or for anybody. Nobody should sign in on it.")
    return None if stage is Stage.OPEN else _("A shared device can be set up once the poll is open.")
