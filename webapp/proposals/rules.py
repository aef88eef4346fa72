"""What may happen to a proposal. Pure: every fact comes in as an argument."""

from collections.abc import Collection
from enum import StrEnum

from webapp.i18n import _l


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
    Act.BACK: {Side.RESIDENT: TAKES_BACKING},
    Act.ENTER_SHEET: {Side.AUTHOR: TAKES_BACKING, Side.OFFICER: TAKES_BACKING},
    Act.CHECK_SHEET: {Side.CHECKER: TAKES_BACKING},
    Act.SUGGEST: {Side.RESIDENT: TAKES_BACKING},
    Act.ANSWER_SUGGESTION: {Side.AUTHOR: TAKES_BACKING},
    Act.WITHDRAW: {Side.AUTHOR: HIDDEN | TAKES_BACKING | frozenset({Stage.WITH_OFFICER})},
    Act.ADMIT: {Side.MODERATOR: frozenset({Stage.IN_MODERATION})},
    Act.MOVE: {Side.OFFICER: PUBLIC - ENDED - {Stage.EVALUATED}},
    Act.ASSESS: {Side.OFFICER: WORKED_ON},
    Act.MERGE: {Side.OFFICER: TAKES_BACKING | {Stage.WITH_OFFICER}},
    Act.SPLIT: {Side.OFFICER: TAKES_BACKING | {Stage.WITH_OFFICER}},
    Act.REPLY: {Side.AUTHOR: frozenset({Stage.NOT_TAKEN, Stage.PART_ACCEPTED})},
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
"""Which stages may follow which. A test holds that every stage can be reached, and that only three end a proposal."""

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
