"""What makes a reply. Pure: every fact comes in as an argument."""

from datetime import date

from webapp.agenda.models import Outcome
from webapp.agenda.rules.issues import State
from webapp.i18n import _, _l

LONGEST = 4_000

OUTCOME_WORDS = {
    Outcome.ACCEPTED: _l("Accepted"),
    Outcome.PART_ACCEPTED: _l("Part accepted"),
    Outcome.NOT_ACCEPTED: _l("Not accepted"),
    Outcome.ALREADY_PLANNED: _l("Already planned"),
    Outcome.OUTSIDE_REMIT: _l("Not ours to decide"),
    Outcome.NEEDS_EVIDENCE: _l("We need to know more"),
}
DID_NOT_FIT = (Outcome.PART_ACCEPTED, Outcome.NOT_ACCEPTED, Outcome.OUTSIDE_REMIT)
"""Replies that leave something that people asked for undone."""
_SAYS_WHAT_CHANGED = (Outcome.ACCEPTED, Outcome.PART_ACCEPTED)


def why_not_reply(
    *, state: State, outcome: Outcome, reason: str, changed: str, owner: str, next_news_on: date | None, today: date
) -> tuple[str, str] | None:
    """(field, what is missing), or None when the reply can be given."""
    if state is not State.PUBLIC:
        return "", _("Publish the issue first. A reply stands beside it, for everybody.")
    if not reason:
        return "reason", _("Give the reason. Who raised this wants to know why, whatever the answer is.")
    if len(reason) > LONGEST or len(changed) > LONGEST:
        return "reason", _("Keep it under %(most)s letters.", most=f"{LONGEST:,}")
    if outcome in _SAYS_WHAT_CHANGED and not changed:
        return "changed", _("Say what is different because people raised it.")
    if not owner:
        return "owner", _("Say who answers for this: a name or an office.")
    return _why_not_news(outcome, next_news_on, today)


def _why_not_news(outcome: Outcome, next_news_on: date | None, today: date) -> tuple[str, str] | None:
    if outcome is Outcome.NEEDS_EVIDENCE and next_news_on is None:
        return "next_news_on", _("Say by which day there is news, so that nobody waits for nothing.")
    if next_news_on is not None and next_news_on <= today:
        return "next_news_on", _("Choose a day that is still to come.")
    return None
