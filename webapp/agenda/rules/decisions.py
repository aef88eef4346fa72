"""What a record of a decision must hold, where a decision stands, and what may still happen to it. Pure.

What is recorded: SI 2012/2089, regulation 12(2): the date, the reasons, options considered and rejected, conflicts of
interest declared. Whether a decision is "called in" within some working days is a body's own rule, under section 9F of
the Local Government Act 2000.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from webapp.agenda.rules.agendas import Wrong
from webapp.i18n import _, _l


class State(StrEnum):
    """Where a decision stands. Worked out from its dates."""

    DRAFT = "draft"
    CAN_BE_CALLED_IN = "can be called in"
    CALLED_IN = "called in"
    SENT_BACK = "sent back"
    IN_EFFECT = "in effect"
    REPLACED = "replaced"


STATE_WORDS = {
    State.DRAFT: _l("Not published"),
    State.CAN_BE_CALLED_IN: _l("Can be called in"),
    State.CALLED_IN: _l("Called in"),
    State.SENT_BACK: _l("Sent back to be decided again"),
    State.IN_EFFECT: _l("In effect"),
    State.REPLACED: _l("Replaced by a later record"),
}


@dataclass(frozen=True, kw_only=True)
class Words:
    """What the clerk wrote. `options`: (option, why it was rejected); `interests`: (who, what, what they did about it);
    `how`: by issue id how it was considered."""

    decided_on: date | None
    maker: str
    title: str
    what: str
    reasons: str
    options: Sequence[tuple[str, str]] = ()
    interests: Sequence[tuple[str, str, str]] = ()
    how: Mapping[int, str] = field(default_factory=dict)
    none_raised: bool = False
    correction_reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known of the item. `meets_on` None: on no meeting; `notice`: what its notice lacks, "" for nothing."""

    today: date
    planned_on: date | None
    meets_on: date | None
    item_withdrawn: bool
    meeting_cancelled: bool
    notice: str
    issues: Collection[int]


def state_of(
    *, published: bool, replaced: bool, called_in: bool, ended: bool, stands: bool, until: date | None, today: date
) -> State:
    """`until`: the last day of the call-in window; it takes effect on the day after."""
    if not published:
        return State.DRAFT
    if replaced:
        return State.REPLACED
    if called_in and not ended:
        return State.CALLED_IN
    if called_in:
        return State.IN_EFFECT if stands else State.SENT_BACK
    return State.CAN_BE_CALLED_IN if until is not None and today <= until else State.IN_EFFECT


def why_not_begin(about: Circumstances) -> str | None:
    """Why no decision can be recorded on the item at all."""
    if about.item_withdrawn:
        return _("This item was withdrawn.")
    if about.planned_on is None:
        return _("Put the item into the forward plan first: nothing is decided that nobody could know of.")
    if about.meets_on is None:
        return _("Put the item on a meeting first.")
    if about.meeting_cancelled:
        return _("The meeting is cancelled. Put the item on another one.")
    if about.meets_on > about.today:
        return _("The meeting is still to come.")
    return about.notice or None


def why_not_keep(words: Words, about: Circumstances) -> Wrong:
    """Why this cannot be the record of a decision."""
    return _no_day(words, about) or _no_words(words) or _no_issues(words, about) or _halves(words)


def _no_day(words: Words, about: Circumstances) -> Wrong:
    if words.decided_on is None:
        return "decided_on", _("Say on which day it was decided.")
    if words.decided_on > about.today:
        return "decided_on", _("This day is still to come. Record a decision once it was made.")
    if about.meets_on is not None and words.decided_on < about.meets_on:
        return "decided_on", _("The meeting was later than this day. Nothing is decided before its notice is over.")
    return None


def _no_words(words: Words) -> Wrong:
    needed = (
        ("maker", words.maker, _("Say who decided.")),
        ("title", words.title, _("Give the decision a title.")),
        ("what", words.what, _("Say what was decided.")),
        ("reasons", words.reasons, _("Give the reasons. A decision without reasons is not published.")),
    )
    return next(((name, sentence) for name, text, sentence in needed if not text.strip()), None)


def _no_issues(words: Words, about: Circumstances) -> Wrong:
    if about.issues and words.none_raised:
        return "none_raised", _("Issues were raised about this. Say how each was considered.")
    for issue in sorted(about.issues):
        if not words.how.get(issue, "").strip():
            return f"how_{issue}", _("Say how this issue was considered.")
    if not about.issues and not words.none_raised:
        return "none_raised", _("Say how each issue was considered, or that none were raised.")
    return None


def _halves(words: Words) -> Wrong:
    for number, (option, why) in enumerate(words.options, 1):
        if bool(option.strip()) != bool(why.strip()):
            return (f"why_{number}", _("Say why this option was rejected.")) if option.strip() else (
                f"option_{number}", _("Say which option this was."))  # fmt: skip
    for number, interest in enumerate(words.interests, 1):
        if any(one.strip() for one in interest) and not all(one.strip() for one in interest):
            return f"who_{number}", _("Say who it was, what the interest is, and what they did about it.")
    return None


def why_not_correct(*, state: State, reason: str) -> Wrong:
    """Why a published record cannot be replaced by another one."""
    if state in {State.DRAFT, State.REPLACED}:
        return "", _("Only the record that stands can be corrected.")
    return None if reason.strip() else ("correction_reason", _("Say why the record is replaced. People will read it."))


def why_not_call_in(*, state: State, by: str, reason: str) -> Wrong:
    if state is not State.CAN_BE_CALLED_IN:
        return "", _("It can no longer be called in.")
    if not by.strip():
        return "called_in_by", _("Say who asked.")
    return None if reason.strip() else ("reason", _("Say why they asked. People will read it."))


def why_not_end_call_in(*, state: State, words: str) -> Wrong:
    if state is not State.CALLED_IN:
        return "", _("It is not called in.")
    return None if words.strip() else ("outcome", _("Say what came of it. People will read it."))
