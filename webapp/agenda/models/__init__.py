"""Issues and replies, bodies and their meetings, decisions, commitments, and what is said back to those who took part.

Ids lead downstream only: an issue rests on what was published, an agenda item carries issues, a decision settles an
item, a commitment follows from a decision. Where anything stands follows from its dates.
"""

from webapp.agenda.models.commitments import Commitment, CommitmentUpdate, Milestone, Reminder, ReminderKind
from webapp.agenda.models.decisions import Decision, DecisionIssue, DecisionOption, Interest
from webapp.agenda.models.feedback import Feedback
from webapp.agenda.models.issues import Evidence, EvidenceKind, Issue, IssueLink, IssueOption, Outcome, Reply
from webapp.agenda.models.meetings import (
    AgendaItem,
    Body,
    BodyKind,
    DocumentKind,
    ItemIssue,
    Meeting,
    MeetingDocument,
)

__all__ = [
    "AgendaItem",
    "Body",
    "BodyKind",
    "Commitment",
    "CommitmentUpdate",
    "Decision",
    "DecisionIssue",
    "DecisionOption",
    "DocumentKind",
    "Evidence",
    "EvidenceKind",
    "Feedback",
    "Interest",
    "Issue",
    "IssueLink",
    "IssueOption",
    "ItemIssue",
    "Meeting",
    "MeetingDocument",
    "Milestone",
    "Outcome",
    "Reminder",
    "ReminderKind",
    "Reply",
]
