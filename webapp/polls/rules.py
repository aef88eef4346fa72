"""What may happen to a poll and to a vote. Pure: every fact comes in as an argument."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from webapp.access import Stage
from webapp.i18n import _


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


def reached(quorum: int | None, ballots: int) -> bool:
    """Whether enough people voted for the result to stand."""
    return quorum is None or ballots >= quorum


def why_not_these_rules(*, secret: bool, eligibility: Eligibility, showing: Showing, areas: Collection[int]) -> str:
    """What contradicts itself in how a poll is to be run, in words; "" when nothing does."""
    if secret and showing is Showing.LIVE:
        return _("A secret poll cannot show its result while people vote. Show it after closing.")
    if eligibility is Eligibility.AREA and not areas:
        return _("Choose at least one area whose people may vote.")
    return ""


def why_not_publish(*, title: str, question: str, options: int, least_options: int, lacks: str) -> list[str]:
    """What is still missing before a poll may be published, in words. `lacks`: what its method still needs, or ""."""
    missing = [
        (not title, _("Give it a title.")),
        (not question, _("Write the question.")),
        (options < least_options, _("Add at least %(least)s options.", least=least_options)),
        (bool(lacks), lacks),
    ]
    return [words for lacking, words in missing if lacking]


def why_not_edit(*, stage: Stage, ballots: int) -> str | None:
    """Why what stands on the ballot cannot be changed; None while it can. Nobody's vote may change its meaning."""
    if ballots:
        return _("Somebody has voted already, so the ballot stays as it is.")
    if stage not in {Stage.DRAFT, Stage.SCHEDULED}:
        return _("The ballot can be changed only before the poll opens.")
    return None
