"""What makes a reply. Pure: every fact comes in as an argument."""

from webapp.agenda.models import Outcome
from webapp.i18n import _l

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
