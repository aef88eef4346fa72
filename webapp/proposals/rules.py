"""What may happen to a proposal. Pure: every fact comes in as an argument."""

import random
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from webapp.i18n import _, _l, ngettext

KIND = "proposal"
"""What moderation, following and discussions call one."""
AMENDMENT = "amendment"
"""What moderation calls other words that somebody suggests."""


class Stage(StrEnum):
    """Where a proposal stands: the stage of its current move."""

    DRAFT = "draft"
    IN_MODERATION = "in moderation"
    GATHERING = "gathering backing"
    THRESHOLD = "threshold reached"
    WITH_OFFICER = "with an officer"
    ASSESSMENT = "under assessment"
    ON_AGENDA = "on an agenda"
    ACCEPTED = "accepted"
    PART_ACCEPTED = "part accepted"
    NOT_TAKEN = "not taken forward"
    REFERRED = "referred"
    IN_DELIVERY = "in delivery"
    DELIVERED = "delivered"
    EVALUATED = "evaluated"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"


class Side(StrEnum):
    """Who somebody is towards one proposal. A person may be several at once."""

    ANYONE = "anyone"
    RESIDENT = "resident"  # has signed in
    AUTHOR = "author"  # wrote it, or organises the group that proposes
    SPONSOR = "sponsor"  # accepted the invitation to stand behind it
    MODERATOR = "moderator"
    CHECKER = "checker"  # may check paper sheets
    OFFICER = "officer"


class Act(StrEnum):
    """What people do to a proposal."""

    SEE = "see it"
    EDIT = "edit its words"
    SEND_IN = "send it in"
    INVITE = "invite co-sponsors"
    LEAVE = "no longer stand behind it"
    BACK = "back it, or take the backing back"
    ENTER_SHEET = "enter a paper sheet"
    CHECK_SHEET = "check a paper sheet"
    SUGGEST = "suggest other words"
    ANSWER_SUGGESTION = "take or decline suggested words"
    WITHDRAW = "withdraw it"
    ADMIT = "let it in, or send it back"
    MOVE = "move it to its next stage"
    ASSESS = "write what was found about it"
    MERGE = "merge it into another"
    UNMERGE = "take a merge back"
    SPLIT = "split it in two"
    REPLY = "reply to how it ended"
    DISCUSS = "discuss it"
    PRINT = "print the market-stall pack"


ALL = frozenset(Stage)
HIDDEN = frozenset({Stage.DRAFT, Stage.IN_MODERATION})
"""Stages in which only its author, moderators and officers see it."""
PUBLIC = ALL - HIDDEN
TAKES_BACKING = frozenset({Stage.GATHERING, Stage.THRESHOLD})
WORKED_ON = frozenset({Stage.WITH_OFFICER, Stage.ASSESSMENT, Stage.ON_AGENDA, Stage.REFERRED})
DECIDED = frozenset({Stage.ACCEPTED, Stage.PART_ACCEPTED, Stage.NOT_TAKEN})
ENDED = frozenset({Stage.WITHDRAWN, Stage.MERGED})
JOINED = TAKES_BACKING | {Stage.WITH_OFFICER}
"""Stages in which one proposal can become part of another, or be parted."""

TABLE: dict[Act, dict[Side, frozenset[Stage]]] = {
    Act.SEE: {
        Side.ANYONE: PUBLIC,
        Side.AUTHOR: ALL,
        Side.SPONSOR: ALL,
        Side.MODERATOR: ALL,
        Side.OFFICER: ALL,
    },
    Act.EDIT: {Side.AUTHOR: frozenset({Stage.DRAFT, Stage.GATHERING})},
    Act.SEND_IN: {Side.AUTHOR: frozenset({Stage.DRAFT})},
    Act.INVITE: {Side.AUTHOR: frozenset({Stage.DRAFT, Stage.IN_MODERATION, Stage.GATHERING, Stage.THRESHOLD})},
    Act.LEAVE: {Side.SPONSOR: ALL},
    Act.BACK: {Side.RESIDENT: TAKES_BACKING},
    Act.ENTER_SHEET: {Side.AUTHOR: TAKES_BACKING, Side.OFFICER: TAKES_BACKING},
    Act.CHECK_SHEET: {Side.CHECKER: TAKES_BACKING},
    Act.SUGGEST: {Side.RESIDENT: TAKES_BACKING},
    Act.ANSWER_SUGGESTION: {Side.AUTHOR: TAKES_BACKING},
    Act.WITHDRAW: {Side.AUTHOR: HIDDEN | TAKES_BACKING | frozenset({Stage.WITH_OFFICER})},
    Act.ADMIT: {Side.MODERATOR: frozenset({Stage.IN_MODERATION})},
    Act.MOVE: {Side.OFFICER: PUBLIC - ENDED - {Stage.EVALUATED}},
    Act.ASSESS: {Side.OFFICER: WORKED_ON},
    Act.MERGE: {Side.OFFICER: JOINED},
    Act.UNMERGE: {Side.OFFICER: frozenset({Stage.MERGED})},
    Act.SPLIT: {Side.AUTHOR: TAKES_BACKING, Side.OFFICER: JOINED},
    Act.REPLY: {Side.AUTHOR: frozenset({Stage.NOT_TAKEN, Stage.PART_ACCEPTED, Stage.MERGED})},
    Act.DISCUSS: {Side.ANYONE: PUBLIC},
    Act.PRINT: {Side.AUTHOR: TAKES_BACKING, Side.SPONSOR: TAKES_BACKING, Side.OFFICER: TAKES_BACKING},
}

_S = Stage
NEXT: dict[Stage, tuple[Stage, ...]] = {
    _S.DRAFT: (_S.IN_MODERATION, _S.WITHDRAWN),
    _S.IN_MODERATION: (_S.GATHERING, _S.DRAFT, _S.WITHDRAWN),
    _S.GATHERING: (_S.THRESHOLD, _S.WITH_OFFICER, _S.NOT_TAKEN, _S.WITHDRAWN, _S.MERGED),
    _S.THRESHOLD: (_S.WITH_OFFICER, _S.NOT_TAKEN, _S.WITHDRAWN, _S.MERGED),
    _S.WITH_OFFICER: (
        _S.ASSESSMENT,
        _S.ON_AGENDA,
        _S.PART_ACCEPTED,
        _S.ACCEPTED,
        _S.NOT_TAKEN,
        _S.REFERRED,
        _S.WITHDRAWN,
        _S.MERGED,
    ),
    _S.ASSESSMENT: (_S.ON_AGENDA, _S.ACCEPTED, _S.PART_ACCEPTED, _S.NOT_TAKEN, _S.REFERRED),
    _S.ON_AGENDA: (_S.ACCEPTED, _S.PART_ACCEPTED, _S.NOT_TAKEN, _S.REFERRED, _S.ASSESSMENT),
    _S.REFERRED: (_S.WITH_OFFICER, _S.ACCEPTED, _S.PART_ACCEPTED, _S.NOT_TAKEN),
    _S.ACCEPTED: (_S.IN_DELIVERY,),
    _S.PART_ACCEPTED: (_S.IN_DELIVERY, _S.WITH_OFFICER),
    _S.NOT_TAKEN: (_S.WITH_OFFICER,),
    _S.IN_DELIVERY: (_S.DELIVERED, _S.NOT_TAKEN),
    _S.DELIVERED: (_S.EVALUATED,),
    _S.EVALUATED: (),
    _S.WITHDRAWN: (),
    _S.MERGED: (),
}
"""Which stages may follow which. A test holds that every stage can be reached, and that only three end a proposal. A
merge that is taken back leads to where it stood before: that is no step, but one less."""

NEEDS_OFFICER = WORKED_ON | {Stage.IN_DELIVERY}
"""Stages that name who has it and until when there is news."""


class Aspect(StrEnum):
    """What officers find out about every proposal before it is decided."""

    REMIT = "remit"
    FEASIBILITY = "feasibility"
    COST = "cost"
    EQUALITY = "equality"


STAGE_WORDS = {
    Stage.DRAFT: _l("Draft"),
    Stage.IN_MODERATION: _l("Being read by a moderator"),
    Stage.GATHERING: _l("Gathering backing"),
    Stage.THRESHOLD: _l("Backed by enough people"),
    Stage.WITH_OFFICER: _l("With an officer"),
    Stage.ASSESSMENT: _l("Under assessment"),
    Stage.ON_AGENDA: _l("On an agenda"),
    Stage.ACCEPTED: _l("Accepted"),
    Stage.PART_ACCEPTED: _l("Part accepted"),
    Stage.NOT_TAKEN: _l("Not taken forward"),
    Stage.REFERRED: _l("Passed to somebody else"),
    Stage.IN_DELIVERY: _l("Being done"),
    Stage.DELIVERED: _l("Done"),
    Stage.EVALUATED: _l("Done and evaluated"),
    Stage.WITHDRAWN: _l("Withdrawn by its author"),
    Stage.MERGED: _l("Merged into another"),
}


def may(act: Act, sides: Collection[Side], stage: Stage) -> bool:
    """Whether somebody who is `sides` towards a proposal may do this to it while it stands at `stage`."""
    return any(stage in TABLE[act].get(side, frozenset()) for side in sides)


SAMPLE = 10
"""Lines of a paper sheet that are checked, or all where there are fewer."""
_SET_ASIDE = 0.5


def shares_of_sheet(by_area: Mapping[str, int], *, counted: int, lines: int) -> dict[int | None, int]:
    """What a sheet adds by area; what rounding leaves over belongs to no area."""
    shares: dict[int | None, int] = {int(area): people * counted // lines for area, people in by_area.items()}
    shares[None] = counted - sum(shares.values())
    return shares


def draw_sample(seed: str, lines: int) -> list[int]:
    """The numbers of the lines to check, in order, drawn by lot from `seed`: the same seed draws the same lines."""
    return sorted(random.Random(seed).sample(range(1, lines + 1), min(SAMPLE, lines)))  # noqa: S311  (a lot, no secret)


def count_of_sheet(*, lines: int, sample: int, good: int) -> int:
    """How many people a sheet adds when `good` of the `sample` lines that were checked stood up.

    All when all did; else the same share of all lines, rounded down, so that nobody is counted who may not be there. A
    sheet of which less than half stood up is set aside. Raises `ValueError` for a sample that cannot be.
    """
    if not 0 <= good <= sample <= lines or sample == 0:
        raise ValueError(f"{good} of {sample} of {lines} lines")
    return 0 if good < sample * _SET_ASIDE else lines * good // sample


class Lateness(StrEnum):
    """How a promised day stands."""

    IN_TIME = "in time"
    SOON = "soon"  # within a week
    LATE = "late"


def lateness(due_on: date | None, *, today: date) -> Lateness | None:
    """By the clock, whatever jobs ran. A promise is kept until the end of its day; None without one."""
    if due_on is None:
        return None
    left = (due_on - today).days
    return Lateness.LATE if left < 0 else Lateness.SOON if left <= 7 else Lateness.IN_TIME


MOST_INVITED = 20
"""People who can be asked to stand behind one proposal, and whom one person can ask in a day, whatever for."""
MOST_ASKED = 5
"""How often one address can be asked in a day, by whomever: nobody's letterbox is filled through us."""


def why_not_invite(*, asked_for_this: int, asked_by_me_today: int, asked_today: int) -> str | None:
    """The reason, or None when one more invitation may be sent."""
    if asked_for_this >= MOST_INVITED:
        return ngettext("You can ask %(num)s person for one proposal.", "You can ask %(num)s people for one proposal.",
                        MOST_INVITED)  # fmt: skip
    if asked_by_me_today >= MOST_INVITED:
        return _("You have asked many people today. Ask more tomorrow.")
    if asked_today >= MOST_ASKED:
        return _("This address was asked several times today. Try again tomorrow.")
    return None


UNDONE_WITHIN = timedelta(days=14)
"""So long an officer can take a merge back."""


def why_not_merge(*, same: bool, stage: Stage, into: Stage, into_hidden: bool) -> str | None:
    """Nobody's backing is carried to where they could no longer take it back, unless they cannot now either."""
    if same:
        return _("Choose another proposal than this one.")
    if into_hidden or into not in JOINED:
        return _("That proposal takes in no other as it stands.")
    if stage in TAKES_BACKING and into not in TAKES_BACKING:
        return _("That proposal takes no more backing, so people could not take theirs back there.")
    return None


def why_not_unmerge(*, merged_at: datetime, now: datetime, into: Stage) -> str | None:
    if now - merged_at > UNDONE_WITHIN:
        return _("It was merged more than 14 days ago. Split it off from the other one instead.")
    if into not in JOINED:
        return _("The other one has moved on with all who back both. Split it off from that one instead.")
    return None


MOST_STEPS = 5
"""Numbers of people at which something can be promised."""
MOST_PEOPLE = 1_000_000


def why_not_promise(promised: Mapping[int, str]) -> str | None:
    """By number of people what happens then. The lowest brings a proposal to an officer."""
    if not promised:
        return _("Promise something at one number of people at least.")
    if len(promised) > MOST_STEPS:
        return _("Promise something at %(most)s numbers of people at most.", most=MOST_STEPS)
    if not all(1 <= people <= MOST_PEOPLE and happens.strip() for people, happens in promised.items()):
        return _("Write a number of people from 1 on, and what happens then.")
    return None


MOST_WAITING = 3
"""Suggestions of one person for one proposal that may wait for an answer."""

LONGEST = {"title": 120, "what": 5_000, "where": 200, "who_benefits": 1_000, "cost_words": 300, "picture_alt": 300}
"""Letters of each part of a proposal."""


def what_is_missing(*, title: str, what: str, who_benefits: str) -> list[tuple[str, str]]:
    """(part, what to do) for each part that must be there before it is sent in."""
    lacks = [
        ("title", not title, _("Give it a title.")),
        ("what", not what, _("Say what you propose.")),
        ("who_benefits", not who_benefits, _("Say who it would help.")),
    ]
    return [(part, words) for part, lacking, words in lacks if lacking]


def why_not_picture(*, sent: bool, has_one: bool, alt: str) -> tuple[str, str] | None:
    """(field, reason) or None. A picture never stands without words for those who cannot see it."""
    if (sent or has_one) and not alt:
        return "alt", _("Say in a few words what the picture shows, for people who cannot see it.")
    if alt and not sent and not has_one:
        return "picture", _("Choose the picture that these words are about, or empty them.")
    if len(alt) > LONGEST["picture_alt"]:
        return "alt", _("Use at most %(max)d letters.", max=LONGEST["picture_alt"])
    return None


def why_not_move(*, stage: Stage, to: Stage, reason: str, has_officer: bool, due_on: date | None,
                 today: date) -> tuple[str, str] | None:  # fmt: skip
    """(field, reason) or None. Officers say why, who has it and until when."""
    if to not in NEXT[stage]:
        return "to", _("It cannot go there from where it stands. Look at it again.")
    if not reason.strip():
        return "reason", _("Say why. The author and everybody else can read it.")
    if to in NEEDS_OFFICER and not has_officer:
        return "officer", _("Choose who has it.")
    if to in NEEDS_OFFICER and due_on is None:
        return "due", _("Say until when there is news.")
    if due_on is not None and due_on < today:
        return "due", _("Choose a day that is still to come.")
    return None


MOVED_BY_OFFICERS = ALL - HIDDEN - {Stage.GATHERING, Stage.THRESHOLD, Stage.WITHDRAWN, Stage.MERGED}
"""Stages that an officer moves a proposal to by hand; the others are reached by what people do."""


def areas_shown(people: Mapping[int | None, int], *, threshold: int) -> dict[int | None, int | None]:
    """By area how many people, None where that is not shown: 1 to `threshold` - 1 people could be known by their area.

    Where just one number would be hidden it could be worked out from the whole, so the smallest other is hidden too.
    """
    small = {area for area, count in people.items() if 0 < count < threshold}
    others = sorted((count, str(area), area) for area, count in people.items() if count and area not in small)
    if len(small) == 1 and others:
        small.add(others[0][2])
    return {area: None if area in small else count for area, count in people.items() if count}
