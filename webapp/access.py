"""Who may do what, at which stage: one table, and the one question asked of it."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

from webapp.i18n import _l


class Stage(StrEnum):
    """Where something that opens and closes stands. Worked out from its dates, never stored."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


def stage_of(
    *,
    published_at: datetime | None,
    opens_at: datetime | None,
    closes_at: datetime | None,
    withdrawn_at: datetime | None,
    now: datetime,
) -> Stage:
    """Where something that opens and closes stands. It is open from `opens_at` up to, not including, `closes_at`."""
    if withdrawn_at is not None:
        return Stage.WITHDRAWN
    if published_at is None or opens_at is None or closes_at is None:
        return Stage.DRAFT
    if now < opens_at:
        return Stage.SCHEDULED
    return Stage.OPEN if now < closes_at else Stage.CLOSED


class Role(StrEnum):
    RESIDENT = "resident"
    GROUP_MEMBER = "group member"
    GROUP_ORGANISER = "group organiser"
    OFFICER = "officer"
    SECOND_CODER = "second coder"
    ANALYST = "analyst"
    MODERATOR = "moderator"
    EXPERT = "expert"
    DECISION_CLERK = "decision clerk"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    USE_OFFICE = "use the office"
    SEE_DRAFTS = "see consultations that are not published"
    EDIT_CONSULTATION = "edit what a consultation says"
    EDIT_QUESTIONS = "edit its questions"
    PUBLISH_CONSULTATION = "publish a consultation"
    CHANGE_CLOSING = "extend, close early or reopen"
    WITHDRAW_CONSULTATION = "withdraw a consultation"
    IMPORT_RESPONSES = "bring in responses from another tool"
    READ_RESPONSES = "read responses"
    EXCLUDE_RESPONSES = "exclude a response, with a reason"
    RUN_THEMING = "run the theming"
    DECIDE_THEMES = "decide themes"
    CODE_AGAIN = "code answers a second time, unseen"
    SETTLE_CODES = "draw answers to code twice, and settle differences"
    SEE_SUMMARY = "see a summary"
    DOWNLOAD_SUMMARY = "download a summary"
    PUBLISH_SUMMARY = "publish a summary"
    RAISE_ISSUES = "raise issues from what people said"
    REPLY_TO_ISSUES = "reply to issues"
    PLAN_MEETINGS = "keep bodies, meetings, the forward plan and agendas"
    RECORD_DECISIONS = "record decisions"
    KEEP_COMMITMENTS = "make commitments and say how they go"
    SAY_BACK = "say back what was asked, said and done"
    MANAGE_GROUP = "change a group and its members"
    SEE_GROUP = "see a group's own page"
    MANAGE_BOARDS = "make and change boards of the forum"
    ANSWER_OFFICIALLY = "answer in a discussion for the authority, or as an expert"
    HANDLE_PROPOSALS = "take proposals through their stages"
    CHECK_SHEETS = "check paper sheets of backing by a sample"
    RUN_POLLS = "run polls: write, publish, extend, close, withdraw; make codes and papers"
    KEY_PAPERS = "key ballots that came on paper, and settle differences"
    SORT_THINGS = "say which places and subjects things are about"
    SEE_DELIVERY = "see what people were told, and what came back"
    MODERATE = "keep discussion in order: flags, decisions, appeals"
    MANAGE_PEOPLE = "give and take roles"
    READ_AUDIT = "read the audit trail"


ALWAYS = frozenset(Stage)
BEFORE = frozenset({Stage.DRAFT, Stage.SCHEDULED})
RUNNING = frozenset({Stage.OPEN, Stage.CLOSED})
PUBLISHED = frozenset({Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED})

_OFFICE = (Role.OFFICER, Role.ADMINISTRATOR)
_READERS = (*_OFFICE, Role.ANALYST)
_CODERS = (*_READERS, Role.SECOND_CODER)
_CLERKS = (*_OFFICE, Role.DECISION_CLERK)
_STAFF = (*_CODERS, Role.MODERATOR, Role.EXPERT, Role.DECISION_CLERK)


def _each(roles: tuple[Role, ...], stages: frozenset[Stage] = ALWAYS) -> dict[Role, frozenset[Stage]]:
    return dict.fromkeys(roles, stages)


TABLE: dict[Permission, dict[Role, frozenset[Stage]]] = {
    Permission.USE_OFFICE: _each(_STAFF),
    Permission.SEE_DRAFTS: _each(_STAFF),
    Permission.EDIT_CONSULTATION: _each(_OFFICE, BEFORE | {Stage.OPEN}),
    Permission.EDIT_QUESTIONS: _each(_OFFICE, BEFORE),
    Permission.PUBLISH_CONSULTATION: _each(_OFFICE, frozenset({Stage.DRAFT, Stage.WITHDRAWN})),
    Permission.CHANGE_CLOSING: _each(_OFFICE, PUBLISHED),
    Permission.WITHDRAW_CONSULTATION: _each(_OFFICE, PUBLISHED),
    Permission.IMPORT_RESPONSES: _each(_READERS, ALWAYS),
    Permission.READ_RESPONSES: _each(_CODERS),
    Permission.EXCLUDE_RESPONSES: _each(_OFFICE, RUNNING),
    Permission.RUN_THEMING: _each(_READERS, RUNNING),
    Permission.DECIDE_THEMES: _each(_CODERS, RUNNING),
    Permission.CODE_AGAIN: _each(_CODERS, RUNNING),
    Permission.SETTLE_CODES: _each(_READERS, RUNNING),
    Permission.SEE_SUMMARY: _each(_STAFF, ALWAYS),
    Permission.DOWNLOAD_SUMMARY: _each((*_READERS, Role.DECISION_CLERK), ALWAYS),
    Permission.PUBLISH_SUMMARY: _each(_OFFICE, frozenset({Stage.CLOSED})),
    Permission.RAISE_ISSUES: _each(_READERS),
    Permission.REPLY_TO_ISSUES: _each(_OFFICE),
    Permission.PLAN_MEETINGS: _each(_CLERKS),
    Permission.RECORD_DECISIONS: _each((Role.DECISION_CLERK, Role.ADMINISTRATOR)),
    Permission.KEEP_COMMITMENTS: _each(_CLERKS),
    Permission.SAY_BACK: _each(_OFFICE),
    Permission.MANAGE_GROUP: _each((Role.GROUP_ORGANISER, Role.ADMINISTRATOR)),
    Permission.SEE_GROUP: _each((Role.GROUP_MEMBER, Role.GROUP_ORGANISER, Role.OFFICER, Role.ADMINISTRATOR)),
    Permission.MANAGE_BOARDS: _each(_OFFICE),
    Permission.ANSWER_OFFICIALLY: _each((*_OFFICE, Role.EXPERT)),
    Permission.HANDLE_PROPOSALS: _each(_OFFICE),
    Permission.CHECK_SHEETS: _each((*_OFFICE, Role.MODERATOR)),
    Permission.RUN_POLLS: _each(_OFFICE),
    Permission.KEY_PAPERS: _each((*_CODERS, Role.MODERATOR, Role.DECISION_CLERK)),
    Permission.SORT_THINGS: _each(_OFFICE),
    Permission.SEE_DELIVERY: _each(_OFFICE),
    Permission.MODERATE: _each((Role.MODERATOR, Role.ADMINISTRATOR)),
    Permission.MANAGE_PEOPLE: _each((Role.ADMINISTRATOR,)),
    Permission.READ_AUDIT: _each((Role.ADMINISTRATOR, Role.ANALYST)),
}

STAGE_WORDS = {
    Stage.DRAFT: _l("Draft"),
    Stage.SCHEDULED: _l("Opens soon"),
    Stage.OPEN: _l("Open"),
    Stage.CLOSED: _l("Closed"),
    Stage.WITHDRAWN: _l("Withdrawn"),
}


def may(permission: Permission, roles: Collection[Role], *, stage: Stage | None = None) -> bool:
    """Whether someone with `roles` may do this; `stage` None asks whether they may at any stage."""
    row = TABLE[permission]
    return any(row.get(role) and (stage is None or stage in row[role]) for role in roles)
